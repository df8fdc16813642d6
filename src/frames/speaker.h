// Who speaks: verbs of saying with their subjects, "according to", headings, relays between outlets, and speakers
// carried on from earlier sentences; then a model that says which speaker, if any, stands behind a claim.
#pragma once

#include <cstdint>
#include <vector>

#include "frames/context.h"
#include "frames/rows.h"
#include "learn/linear_model.h"

namespace isnad::frames {

/// Fills `context.speakers`, ordered by the token that reports. Needs the chunks.
class SpeakerFinder {
 public:
  SpeakerFinder(const extract::FactFinder& facts, const Rows& rows);

  void find(Context& context) const;

 private:
  struct Cue;
  void add_cue(Context& context, const Cue& cue) const;
  void add_heading(Context& context, TokenRange sentence) const;
  int chunk_after(const Context& context, std::uint32_t token, TokenRange sentence) const;
  int chunk_before(const Context& context, std::uint32_t token, TokenRange sentence) const;
  int chunk_at(const Context& context, std::uint32_t token, TokenRange sentence) const;
  std::uint32_t skip_back(const Context& context, std::uint32_t token, TokenRange sentence) const;
  bool opens_clause(const Context& context, std::uint32_t token, TokenRange sentence) const;
  bool names_speaker(const Context& context, std::uint32_t token, TokenRange sentence) const;
  int medium_after(const Context& context, std::uint32_t token, TokenRange sentence, std::uint64_t preposition) const;
  std::size_t carried(const Context& context, const Cue& cue) const;
  void add_media(Context& context, TokenRange sentence) const;
  bool reports(const Context& context, std::uint32_t token, const text::Match& match) const;
  bool may_speak(const Context& context, const Chunk& chunk) const;
  TokenRange words_of(const Context& context, std::uint32_t from, TokenRange sentence) const;

  const extract::FactFinder& facts_;
  const Rows& rows_;
  std::uint64_t from_ = 0, to_ = 0;  // the prepositions of relays ("from") and of addressed media ("to")
};

/// Features of a pair of trigger and speaker.
class VoiceFeatures {
 public:
  explicit VoiceFeatures(const Rows& rows) : rows_(rows) {}

  /// The speakers that may stand behind the trigger: those of its sentence and of a few before.
  static Context::Range candidates(const Context& context, std::size_t trigger);
  void build(const Context& context, std::size_t trigger, std::size_t speaker, std::vector<std::uint64_t>& out) const;
  /// Features of the choice that no speaker stands behind the trigger.
  void build_none(const Context& context, std::size_t trigger, std::vector<std::uint64_t>& out) const;

 private:
  const Rows& rows_;
};

/// Chooses the speaker behind a trigger; -1: the outlet itself.
class VoiceFinder {
 public:
  VoiceFinder(const Rows& rows, const learn::LinearModel& model) : features_(rows), model_(model) {}

  int find(Context& context, std::size_t trigger) const;

 private:
  VoiceFeatures features_;
  const learn::LinearModel& model_;
};

}  // namespace isnad::frames
