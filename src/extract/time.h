// Dates and times of day (resources/times.tsv), resolved against the day of publication.
//
//   "fajr al-yawm al-sabt"              2015-08-08TMO   part of day + day counted from publication + weekday
//   "21 tishrin al-awwal/uktubar 2016"  2016-10-21      day + month in two names + year
//   "al-saa al-thalitha fajr al-yawm"   2016-10-21T03:00
//   "qabla 6 saat"                      2016-10-21T09:00  for a text published at 15:00
//   "munthu ayyam"                      (empty)         no date can be told
#pragma once

#include <string_view>
#include <vector>

#include "extract/mentions.h"
#include "extract/number.h"
#include "extract/time_words.h"
#include "lexicon/lexicon.h"
#include "text/token.h"

namespace isnad::extract {

/// Finds all times of a text. Immutable and shared between threads.
class TimeFinder {
 public:
  /// `lexicon` must outlive the finder.
  explicit TimeFinder(const lexicon::Lexicon& lexicon);

  /// Appends the times of `analysis` to `out`, in order. `numbers` are those of the same text. `published` is an ISO
  /// 8601 date or date-time; where it is empty or no date, only times that name their year get a value.
  void find(const text::Analysis& analysis, const std::vector<Number>& numbers, std::string_view published,
            std::vector<Time>& out) const;

 private:
  const lexicon::Lexicon& lexicon_;
  TimeWords words_;
  NumberWords numbers_;
};

}  // namespace isnad::extract
