// Dates as numbers: days counted from 1970-01-01, ISO 8601 in and out, and the Islamic calendar of Umm al-Qura.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace isnad::extract {

/// A day, a month (day 0) or a year (month 0).
struct Date {
  int year = 0;
  int month = 0;
  int day = 0;
  bool operator==(const Date&) const = default;
};

/// When the document was published: a day, and the minute of the day where it is given.
struct Published {
  Date date;
  std::optional<int> minute;  ///< of the day, in the document's own zone
};

bool is_valid(const Date& date);            ///< the parts that are given exist; years 1 to 9999
std::int64_t day_number(const Date& date);  ///< `date` must be a valid day
Date date_of(std::int64_t day_number);
int weekday(std::int64_t day_number);                    ///< ISO: Monday is 1
Date add_months(const Date& date, std::int64_t months);  ///< keeps the precision; the day is cut to the month's length
std::string to_iso(const Date& date);                    ///< 2016-10-21, 2016-10 or 2016

/// Reads `2016-10-21` and what may follow it (`T15:00:00+03:00`); nothing when it is no date.
std::optional<Published> parse_published(std::string_view iso);

/// The Gregorian day (or, for day 0, month) of an Islamic date; nothing when there is no such date.
std::optional<Date> from_hijri(int year, int month, int day);
/// The Islamic year in which a Gregorian day lies; 0 when it cannot be told.
int hijri_year(const Date& date);

}  // namespace isnad::extract
