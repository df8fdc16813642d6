// Which counts of people are the toll of all that happened so far, and which of a moment or period alone
// (resources/tolls.tsv).
//
//   "the number of dead rose to 12"                    so far
//   "cumulative number of martyrs: 73,003"             so far
//   "12 dead since the war began", "12 dead so far"    so far
//   "7 martyrs in the past 24 hours", "2 new martyrs"  of the period, even under "in all"
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "extract/mentions.h"
#include "lexicon/lexicon.h"
#include "text/token.h"

namespace isnad::extract {

/// What a row of tolls.tsv does.
enum class TollRole : std::uint8_t { kUnknown, kTotal, kRise, kSoFar, kSince, kBegin, kUntil, kPeriod, kTo, kAnd };

/// Immutable and shared between threads.
class TollMarker {
 public:
  /// `lexicon` must outlive the marker.
  explicit TollMarker(const lexicon::Lexicon& lexicon);

  /// Sets `so_far` of `counts`, which stand in text order, as do `times`. `published`: an ISO 8601 date, or empty.
  void mark(const text::Analysis& analysis, const std::vector<Time>& times, std::string_view published,
            std::vector<Count>& counts) const;

  /// The date for which the toll at `count` is given: the one that its sentence names behind "until", else that of
  /// publication. Empty when neither is known.
  std::string as_of(const text::Analysis& analysis, const std::vector<Time>& times, std::string_view published,
                    const Count& count) const;

 private:
  struct Cue {
    TollRole role = TollRole::kUnknown;
    TokenRange tokens;
  };
  struct Reading;  // one document being read

  void find_cues(Reading& reading, TokenRange range) const;
  TollRole role_at(const text::Analysis& analysis, std::uint32_t token, TokenRange& tokens) const;
  bool is_since(const Reading& reading, const Cue& cue) const;
  bool goes_on(const Reading& reading, const Count& before, const Count& count) const;
  bool is_so_far(Reading& reading, const Count& count) const;
  bool speaks_of(const Reading& reading, const Cue& cue, const Count& count, TokenRange clause) const;
  bool heads_totals(Reading& reading, TokenRange sentence) const;

  int table_, triggers_;
  std::vector<TollRole> roles_;
};

}  // namespace isnad::extract
