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
  TokenRange phrase_at(const Context& context, std::uint32_t token, TokenRange sentence) const;
  std::uint32_t skip_back(const Context& context, std::uint32_t token, TokenRange sentence) const;
  bool opens_clause(const Context& context, std::uint32_t token, TokenRange sentence) const;
  bool names_speaker(const Context& context, std::uint32_t token, TokenRange sentence) const;
  int medium_after(const Context& context, std::uint32_t token, TokenRange sentence, std::uint64_t preposition,
                   std::uint32_t reach) const;
  int topic(const Context& context, std::uint32_t token, TokenRange sentence) const;
  TokenRange owner(const Context& context, std::uint32_t token, TokenRange sentence) const;
  std::int8_t agreement(const Context& context, const Cue& cue, TokenRange tokens) const;
  void add_option(Context& context, const Cue& cue, Speaker speaker, std::size_t first) const;
  void add_chunk(Context& context, const Cue& cue, int chunk, Speaker::Pattern pattern, std::size_t first) const;
  void add_phrase(Context& context, const Cue& cue, TokenRange tokens, Speaker::Pattern pattern,
                  std::size_t first) const;
  void add_subject(Context& context, const Cue& cue, TokenRange sentence, std::size_t first) const;
  bool is_voice(const Context& context, TokenRange tokens) const;
  void add_relay(Context& context, const Cue& cue, TokenRange sentence, std::size_t first) const;
  void add_carried(Context& context, const Cue& cue, std::size_t first) const;
  bool is_medium(const Context& context, const Chunk& chunk) const;
  void add_media(Context& context, TokenRange sentence) const;
  static bool follows_saying(const Context& context, std::uint32_t token);
  static bool follows_quotation(const Context& context, std::uint32_t token, TokenRange sentence);
  bool reports(const Context& context, std::uint32_t token, const text::Match& match) const;
  bool may_speak(const Context& context, const Chunk& chunk) const;
  TokenRange words_of(const Context& context, std::uint32_t from, TokenRange sentence) const;

  const Rows& rows_;
  std::uint64_t quote_;              // hash of the family of relaying
  std::uint64_t from_ = 0, to_ = 0;  // the prepositions of relays ("from") and of addressed media ("to")
};

}  // namespace isnad::frames
