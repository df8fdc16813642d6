// Reads the time that begins at a token of one document. Used by TimeFinder; keeps the last day spoken of.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "extract/calendar.h"
#include "extract/mentions.h"
#include "extract/number.h"
#include "extract/time_words.h"
#include "text/token.h"

namespace isnad::extract {

/// A time as read: a date of year 0 could not be resolved.
struct TimeReading {
  std::uint32_t last = 0;  ///< token behind it
  Date date;
  std::string_view part;  ///< TMO, TAF, TEV, TNI or empty
  int minute = -1;        ///< of the day; negative: none
  std::string_view rule;
  Date day{};  ///< of a length of years or months: the day it counts to, where `date` has what speakers mean

  std::string value() const;
};

class TimeReader {
 public:
  TimeReader(const text::Analysis& analysis, const std::vector<Number>& numbers, const TimeWords& words,
             const NumberWords& number_words, std::optional<Published> published)
      : analysis_(analysis), numbers_(numbers), words_(words), number_words_(number_words), published_(published) {}

  /// The time that begins at `at`, which must not lie inside one read before.
  std::optional<TimeReading> read(std::uint32_t at);

 private:
  using Reading = std::optional<TimeReading>;
  struct Day {  // what the parts of a day expression say
    std::optional<std::int64_t> anchor;
    int weekday = 0;
    TimeRole modifier = TimeRole::kUnknown;
    Date date;
    bool dated = false, relative = false, pending = false;
  };
  struct Amount {  // a length of time
    std::int64_t months = 0, days = 0, minutes = 0;
    TimeUnit smallest = TimeUnit::kNone;
    bool exact = true;
    std::uint32_t last = 0;
  };
  struct MonthName {
    int month = 0;
    bool hijri = false, context = false;
    std::uint32_t last = 0;
  };

  // time_reader.cc
  Reading read_plain(std::uint32_t at);
  Reading read_nested(std::uint32_t at) {
    ++depth_;
    Reading out = read_plain(at);
    --depth_;
    return out;
  }
  Reading read_inner(std::uint32_t at, const TimeHit& hit);
  Reading read_clock(std::uint32_t at);
  Reading read_part(std::uint32_t at);
  Reading read_adverb(std::uint32_t at) const;
  bool is_hour_of_day(std::uint32_t at, std::uint32_t hour, std::uint32_t last) const;
  Reading read_vague(std::uint32_t at, const TimeHit& hit) const;
  bool read_hour(std::uint32_t at, bool clock, int& minute, std::uint32_t& last) const;
  void read_minutes(int& minute, std::uint32_t& last) const;
  // time_day.cc
  Reading read_day(std::uint32_t at, bool night);
  bool read_day_part(std::uint32_t at, bool first, Day& day, std::uint32_t& last) const;
  bool read_weekday(const TimeHit& hit, std::uint32_t at, Day& day, std::uint32_t& last) const;
  bool read_numbered_day(std::uint32_t at, Day& day, std::uint32_t& last) const;
  Date resolve(const Day& day) const;
  std::optional<int> week_at(std::uint32_t at, std::uint32_t& last) const;
  Date day_of_week(int weeks, int weekday) const;
  Date weekday_near(std::int64_t from, int weekday, TimeRole modifier) const;
  bool read_series(std::uint32_t at, int nth, Date& date, std::uint32_t& last) const;
  Date feast_day(const TimeWord& feast, int nth) const;
  // time_date.cc
  bool read_date(std::uint32_t at, bool first, Date& date, std::uint32_t& last) const;
  bool read_digit_date(std::uint32_t at, Date& date, std::uint32_t& last) const;
  bool read_named_date(std::uint32_t at, int day, std::uint32_t after_day, Date& date, std::uint32_t& last) const;
  bool read_bare_month(std::uint32_t at, bool first, Date& date, std::uint32_t& last) const;
  bool read_nth_weekday(std::uint32_t at, Date& date, std::uint32_t& last) const;
  bool read_day_of_month_word(int day, std::uint32_t at, Date& date, std::uint32_t& last) const;
  MonthName month_at(std::uint32_t at) const;
  int year_at(std::uint32_t at, std::uint32_t& last) const;
  int day_at(std::uint32_t at, std::uint32_t& last) const;
  Date complete(const MonthName& month, int day, int year, TimeRole modifier) const;
  Date nearest(int month, int day, TimeRole modifier) const;
  // time_span.cc
  Reading read_length(std::uint32_t at);
  Reading read_from_now(std::uint32_t at) const;
  Reading read_hours_after(std::uint32_t at) const;
  bool is_named(const TimeHit& unit) const;
  bool read_amount(std::uint32_t at, Amount& amount) const;
  bool add_amount(std::int64_t count, TimeUnit unit, Amount& amount) const;
  TimeReading count_from(const TimeReading& day, const Amount& amount, int sign) const;
  TimeReading shift(const Amount& amount, int sign) const;
  Reading read_calendar_unit(std::uint32_t at) const;
  Reading read_year(std::uint32_t at) const;
  Date unit_date(TimeUnit unit, TimeRole modifier, bool plural) const;

  const Number* number_at(std::uint32_t at) const;
  TimeHit hit(std::uint32_t at) const { return words_.at(analysis_, at); }
  TimeHit hit(std::uint32_t at, TimeRole role) const { return words_.at(analysis_, at, role); }
  /// A word that may stand before a date; "the day" itself is none.
  TimeHit date_word(std::uint32_t at) const {
    const TimeHit first = hit(at);
    return first.article && !first.is(TimeRole::kDateWord) ? TimeHit{}
           : first.is(TimeRole::kDay)                      ? TimeHit{}
                                                           : hit(at, TimeRole::kDateWord);
  }
  bool is_modifier(const TimeHit& hit) const {
    return hit.word != nullptr && hit.word->role >= TimeRole::kPast && hit.word->role <= TimeRole::kSame;
  }
  bool is_digits(std::uint32_t at) const {
    return at < analysis_.tokens.size() && analysis_.tokens[at].type == text::TokenType::kNumber;
  }
  bool is_mark(std::uint32_t at, text::TokenType type) const {
    return at < analysis_.tokens.size() && analysis_.tokens[at].type == type;
  }
  bool ends_clause(std::uint32_t at) const;
  bool is_led(std::uint32_t at, bool ordinal) const;
  bool is_ahead(std::uint32_t at) const;
  bool is_put_off(std::uint32_t at) const;
  std::optional<std::int64_t> today() const;
  Date spoken_of(std::uint32_t at) const;
  void remember(std::uint32_t at, const TimeReading& reading);

  const text::Analysis& analysis_;
  const std::vector<Number>& numbers_;
  const TimeWords& words_;
  const NumberWords& number_words_;
  std::optional<Published> published_;
  int depth_ = 0;  // of times inside times
  Date last_day_;  // the last day that the text spoke of
  std::string_view last_part_;
  std::uint32_t last_sentence_ = 0;  // and its sentence
};

}  // namespace isnad::extract
