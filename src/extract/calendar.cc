#include "extract/calendar.h"

#include <unicode/ucal.h>

#include <array>
#include <charconv>
#include <cmath>

namespace isnad::extract {
namespace {

constexpr std::array<int, 12> kMonthDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
constexpr double kMillisecondsADay = 86'400'000.0;

bool is_leap(int year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int days_in(int year, int month) {
  if (month < 1 || month > 12) return 0;
  return month == 2 && is_leap(year) ? 29 : kMonthDays[static_cast<std::size_t>(month - 1)];
}

bool read_number(std::string_view text, std::size_t at, std::size_t size, int& out) {
  if (at + size > text.size()) return false;
  const char* begin = text.data() + at;
  const auto [end, failed] = std::from_chars(begin, begin + size, out);
  return failed == std::errc{} && end == begin + size;
}

void append_padded(std::string& out, int value, int width) {
  const std::string digits = std::to_string(value);
  out.append(static_cast<std::size_t>(width) > digits.size() ? static_cast<std::size_t>(width) - digits.size() : 0,
             '0');
  out += digits;
}

// An ICU calendar of the Islamic months as Saudi Arabia counts them, in UTC; closes itself.
class HijriCalendar {
 public:
  HijriCalendar() {
    const UChar utc[] = {'U', 'T', 'C'};
    calendar_ = ucal_open(utc, 3, "ar@calendar=islamic-umalqura", UCAL_TRADITIONAL, &status_);
  }
  ~HijriCalendar() {
    if (calendar_ != nullptr) ucal_close(calendar_);
  }
  HijriCalendar(const HijriCalendar&) = delete;
  HijriCalendar& operator=(const HijriCalendar&) = delete;

  std::optional<std::int64_t> day_number_of(int year, int month, int day) {
    ucal_setDateTime(calendar_, year, month - 1, day, 12, 0, 0, &status_);
    const double milliseconds = ucal_getMillis(calendar_, &status_);
    const bool rolled = ucal_get(calendar_, UCAL_DATE, &status_) != day;
    if (U_FAILURE(status_) != 0 || rolled) return std::nullopt;
    return static_cast<std::int64_t>(std::floor(milliseconds / kMillisecondsADay));
  }

  int year_of(std::int64_t day_number) {
    ucal_setMillis(calendar_, (static_cast<double>(day_number) + 0.5) * kMillisecondsADay, &status_);
    const int year = ucal_get(calendar_, UCAL_YEAR, &status_);
    return U_FAILURE(status_) != 0 ? 0 : year;
  }

 private:
  UErrorCode status_ = U_ZERO_ERROR;
  UCalendar* calendar_ = nullptr;
};

}  // namespace

bool is_valid(const Date& date) {
  if (date.year < 1 || date.year > 9999 || date.month < 0 || date.month > 12 || date.day < 0) return false;
  return date.month == 0 ? date.day == 0 : date.day <= days_in(date.year, date.month);
}

// Howard Hinnant's algorithm: years that begin in March, eras of 400 years.
std::int64_t day_number(const Date& date) {
  const std::int64_t year = date.month <= 2 ? date.year - 1 : date.year;
  const std::int64_t era = year / 400, year_of_era = year - era * 400;
  const std::int64_t day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
  return era * 146'097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719'468;
}

Date date_of(std::int64_t number) {
  number += 719'468;
  const std::int64_t era = (number >= 0 ? number : number - 146'096) / 146'097, of_era = number - era * 146'097;
  const std::int64_t year_of_era = (of_era - of_era / 1'460 + of_era / 36'524 - of_era / 146'096) / 365;
  const std::int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted = (5 * of_year + 2) / 153;
  const auto month = static_cast<int>(shifted < 10 ? shifted + 3 : shifted - 9);
  const auto year = static_cast<int>(year_of_era + era * 400) + (month <= 2 ? 1 : 0);
  return {year, month, static_cast<int>(of_year - (153 * shifted + 2) / 5) + 1};
}

int weekday(std::int64_t number) {
  return static_cast<int>(((number + 3) % 7 + 7) % 7) + 1;
}

Date add_months(const Date& date, std::int64_t months) {
  const std::int64_t all = std::int64_t{date.year} * 12 + (date.month > 0 ? date.month - 1 : 0) + months;
  Date out{static_cast<int>(all / 12), date.month > 0 ? static_cast<int>(all % 12) + 1 : 0, date.day};
  if (all < 12 || all >= 120'000) return {};
  if (out.day > 0 && out.day > days_in(out.year, out.month)) out.day = days_in(out.year, out.month);
  return out;
}

std::string to_iso(const Date& date) {
  std::string out;
  append_padded(out, date.year, 4);
  if (date.month == 0) return out;
  out += '-';
  append_padded(out, date.month, 2);
  if (date.day == 0) return out;
  out += '-';
  append_padded(out, date.day, 2);
  return out;
}

std::optional<Published> parse_published(std::string_view iso) {
  Published out;
  if (iso.size() < 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
  if (!read_number(iso, 0, 4, out.date.year) || !read_number(iso, 5, 2, out.date.month) ||
      !read_number(iso, 8, 2, out.date.day)) {
    return std::nullopt;
  }
  if (!is_valid(out.date) || out.date.month == 0 || out.date.day == 0) return std::nullopt;
  int hour = 0, minute = 0;
  const bool time =
      iso.size() >= 16 && iso[13] == ':' && read_number(iso, 11, 2, hour) && read_number(iso, 14, 2, minute);
  if (time && hour < 24 && minute < 60) out.minute = hour * 60 + minute;
  return out;
}

std::optional<Date> from_hijri(int year, int month, int day) {
  if (year < 1300 || year > 1600) return std::nullopt;  // what the tables of Umm al-Qura cover
  HijriCalendar calendar;
  const auto number = calendar.day_number_of(year, month, day > 0 ? day : 1);
  if (!number) return std::nullopt;
  Date out = date_of(*number);
  if (day == 0) out.day = 0;
  return out;
}

int hijri_year(const Date& date) {
  return is_valid(date) && date.day > 0 ? HijriCalendar().year_of(day_number(date)) : 0;
}

}  // namespace isnad::extract
