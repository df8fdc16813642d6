// The rows of resources/times.tsv by word: what each word of a date or time of day does.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "extract/word_map.h"
#include "lexicon/lexicon.h"
#include "text/token.h"

namespace isnad::extract {

/// What a row of times.tsv does in a time.
enum class TimeRole : std::uint8_t {
  kUnknown,
  kMonth,
  kHijri,
  kWeekday,
  kDay,
  kNextDay,
  kPart,
  kThisPart,
  kNight,
  kPast,
  kNext,
  kThis,
  kSame,
  kUnit,
  kAgo,
  kAfter,
  kFromNow,
  kThat,
  kClock,
  kMinutes,
  kMinutesTo,
  kZone,
  kEdge,
  kWeekEdge,
  kSeason,
  kAbout,
  kDateWord,
  kFrom,
  kPrep,
  kNow,
  kVague,
  kFeast,
  kAdverb,
  kPutOff,
};

enum class TimeUnit : std::uint8_t { kNone, kSecond, kMinute, kHour, kDay, kWeek, kMonth, kYear, kDecade };

/// A row of times.tsv.
struct TimeWord {
  TimeRole role = TimeRole::kUnknown;
  int value = 0;  ///< month, weekday, days, minutes; of a feast, Islamic month and day
  TimeUnit unit = TimeUnit::kNone;
  int count = 0;                                        ///< of a unit: 1 or 2 that the word itself says, 0 for a plural
  bool context = false, final = false, future = false;  ///< the column `needs`
  std::string_view part;                                ///< TMO, TAF, TEV, TNI
  std::string_view id;
};

/// A time word that stands at a token.
struct TimeHit {
  const TimeWord* word = nullptr;
  std::uint32_t last = 0;  ///< token behind it
  bool conj = false, article = false;

  bool is(TimeRole role) const { return word != nullptr && word->role == role; }
};

/// Immutable; the lexicon must outlive it.
class TimeWords {
 public:
  explicit TimeWords(const lexicon::Lexicon& lexicon);

  /// The longest phrase at a token, else the word itself; for words of several rows the first row.
  TimeHit at(const text::Analysis& analysis, std::uint32_t token) const;
  /// The same, but only of one role.
  TimeHit at(const text::Analysis& analysis, std::uint32_t token, TimeRole role) const;

 private:
  int table_;
  std::vector<TimeWord> rows_;
  WordMap words_;
};

}  // namespace isnad::extract
