// What the frame stage knows of one document while it works: the layers below, and its own findings so far.
// One per thread, reused between documents.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "extract/facts.h"
#include "extract/mentions.h"
#include "extract/place.h"
#include "isnad/claim.h"
#include "text/token.h"

namespace isnad::frames {

using text::TokenRange;

/// How a trigger stands in its clause.
enum class WordForm : std::uint8_t { kNoun, kActive, kPassive, kVoiceOpen, kParticiple, kUnknown };

/// A word group that names an event.
struct Trigger {
  TokenRange tokens;
  std::uint32_t head = 0;  ///< the token that carries the kind
  Kind kind = Kind::kAttack;
  WordForm form = WordForm::kUnknown;
  std::int32_t row = -1;  ///< of triggers.tsv; -1 when the model alone found it
  float confidence = 0;
};

/// A noun phrase, or a piece of one, that may fill a role.
struct Chunk {
  enum class Type : std::uint8_t { kPhrase, kActor, kPlace, kCount, kTime, kWeapon, kAdjective };
  TokenRange tokens;
  Type type = Type::kPhrase;
  std::uint64_t preposition = 0;  ///< hash of the word or clitic that governs it; 0: none
  bool conjoined = false;         ///< a conjunction stands before it
  bool definite = false;
  std::int32_t mention = -1;  ///< index into counts or times
  /// Of a longer phrase: its beginning, its rest behind a likely border, or what its head governs.
  enum class Part : std::uint8_t { kWhole, kHead, kRest, kInner };
  Part part = Part::kWhole;
};

/// A voice that the text lets speak, and the tokens that it speaks.
struct Speaker {
  enum class Pattern : std::uint8_t {
    kAfterVerb,
    kBeforeVerb,
    kAccording,
    kHeading,
    kCarried,
    kRelayed,
    kMedium,
    kOfNoun,   ///< behind a noun of saying: whose statement it is
    kSubject,  ///< the last subject before the verb
    kTopic,    ///< opens the clause of the verb, with other words between
  };
  TokenRange tokens;  ///< the phrase that names it; for kCarried where it was last named
  Pattern pattern = Pattern::kAfterVerb;
  std::uint32_t cue = 0;      ///< the token that reports
  std::uint8_t option = 0;    ///< 0: the likeliest speaker of its cue; others are offered to the model
  std::int8_t agreement = 0;  ///< of verb and phrase in gender and number: 1 agree, -1 clash, 0 cannot tell
  std::int32_t row = -1;      ///< of saying.tsv
  TokenRange says;            ///< tokens that may be its words
  std::int32_t via = -1;      ///< index of the speaker through whom it reached the outlet
};

/// What a token is on the way from an event to a phrase (frames/clause.h).
enum class Step : std::uint8_t {
  kNone,
  kVerb,
  kEvent,      ///< a trigger that is a noun
  kEventVerb,  ///< a trigger that is a verb
  kPreposition,
  kRelative,
  kSubordinator,
  kConjunction,
  kNegation,
  kComma,
  kMark,      ///< other punctuation
  kPhrase,    ///< head of a phrase that no preposition governs
  kGoverned,  ///< head of a phrase that one governs
  kTime,
};

/// Who may be the subject of a verb: a phrase behind it, or one before it and by what right.
struct Subjects {
  enum class How : std::uint8_t {
    kNone,
    kRelative,  ///< antecedent of the relative clause that the verb opens
    kBeside,    ///< stands right before the verb
    kCarried,   ///< subject of the verb before, to which this one is joined
    kControl,   ///< subject of the verb on which this one depends
    kTopic,     ///< opens the clause
  };
  std::int32_t after = -1;   ///< index of a chunk; -1: none
  std::int32_t before = -1;  ///< index of a chunk; -1: none
  How how = How::kNone;      ///< of `before`
  std::uint8_t over = 0;     ///< governed phrases between the verb and `after`
};

/// How many of some kinds of token stand before a token.
struct Tally {
  std::uint32_t commas = 0, lines = 0, subordinators = 0, relatives = 0, verbs = 0, joined_verbs = 0;
};

/// In training: somebody speaks who was not found.
inline constexpr int kUnknownVoice = -2;

struct Context {
  text::Analysis analysis;
  std::vector<extract::Fact> facts;
  std::vector<extract::Number> numbers;
  std::vector<extract::Count> counts;
  std::vector<extract::Time> times;
  std::string_view published;  ///< of the document
  std::vector<extract::PlaceMention> places;
  std::vector<Trigger> triggers;
  std::vector<Chunk> chunks;
  std::vector<Speaker> speakers;
  std::vector<Tally> tallies;             ///< by token, and one more for all; filled by `tally`
  std::vector<Step> steps;                ///< by token, see frames/clause.h
  std::vector<Subjects> subjects;         ///< by token, of verbs alone
  std::vector<std::uint32_t> openers;     ///< by token: phrases before it that may be subjects
  std::vector<int> voices;                ///< by trigger: the speaker chosen for it, -1 for the outlet, kUnknownVoice
  std::vector<Modality> modalities;       ///< by trigger
  std::vector<std::uint64_t> features;    ///< scratch
  std::vector<std::uint32_t> candidates;  ///< scratch
  std::vector<float> scores;              ///< scratch
  // Where each sentence's triggers, chunks and speakers begin; one more at the end. Filled by `index`.
  std::vector<std::uint32_t> first_trigger, first_chunk, first_speaker;

  /// Half-open index range of a sentence's items.
  struct Range {
    std::size_t first, last;
  };
  Range triggers_of(std::uint32_t sentence) const { return {first_trigger[sentence], first_trigger[sentence + 1]}; }
  Range chunks_of(std::uint32_t sentence) const { return {first_chunk[sentence], first_chunk[sentence + 1]}; }
  Range speakers_of(std::uint32_t sentence) const { return {first_speaker[sentence], first_speaker[sentence + 1]}; }

  /// True when `token` stands between quotation marks.
  bool quoted(std::uint32_t token) const;

  /// True when a subordinator comes at `token` or soon behind it, and only words before it: "li-wikalat ... anna".
  bool clause_follows(std::uint32_t token) const;

  /// Counts the tokens of `tallies`.
  void tally();

  /// What stands at tokens `[first, last)`, also when `last` is not behind `first`.
  Tally between(std::uint32_t first, std::uint32_t last) const;

  /// Brings the sentence indexes up to date with triggers, chunks and speakers, which are in text order.
  void index();
};

}  // namespace isnad::frames
