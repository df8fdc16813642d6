// The skeleton of a sentence: what each token is on the way from an event to a phrase that may take part in it. Verbs,
// events, closed-class words, commas and the heads of phrases are steps; all else is passed over.
#pragma once

#include <cstdint>

#include "frames/context.h"

namespace isnad::frames {

/// Sets `context.steps`, `context.subjects` and `context.openers`, from triggers and chunks.
void mark_steps(Context& context);

/// What a phrase is in its clause.
enum class ClausePart : std::uint8_t {
  kObject,
  kOfEvent,     ///< first behind a verb that is a trigger
  kOfSaying,    ///< first behind a verb of saying
  kOfVerb,      ///< first behind another verb
  kBehindThat,  ///< first behind a subordinator
  kOpens,       ///< opens the sentence, or follows a mark or a conjunction
  kBesideVerb,  ///< stands right before a verb
  kGoverned,    ///< behind a preposition
};
ClausePart clause_part(const Context& context, const Chunk& chunk);

/// How a phrase is reached from a trigger, or a trigger from a phrase, over the steps between.
struct Way {
  std::uint64_t whole = 0;         ///< all steps, prepositions by word
  std::uint64_t skeleton = 0;      ///< verbs, events, clause words and commas alone
  std::uint64_t near_trigger = 0;  ///< the two steps next to the trigger, by word
  std::uint64_t near_phrase = 0;   ///< the two steps next to the phrase, by word
};

/// The way over tokens [first, last); `forward`: the trigger stands before it.
Way way_between(const Context& context, std::uint32_t first, std::uint32_t last, bool forward);

/// The verb that governs what stands at a token: the last one before it in the sentence.
struct Governor {
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
  std::uint32_t token = kNone;
  int phrases = 0;  ///< phrases between that no preposition governs, at most 3
  int breaks = 0;   ///< commas and clause words between, at most 2
};
Governor governor_of(const Context& context, std::uint32_t token);

}  // namespace isnad::frames
