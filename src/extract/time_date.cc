// Dates: digits, or a day with a month's name and perhaps a year.
#include <cstdlib>

#include "extract/digits.h"
#include "extract/time_reader.h"

namespace isnad::extract {
namespace {

using text::TokenType;
using Role = TimeRole;

bool is_year(std::int64_t year) {
  return year >= 1000 && year <= 2999;
}

}  // namespace

int TimeReader::day_at(std::uint32_t at, std::uint32_t& last) const {
  if (at >= analysis_.tokens.size()) return 0;
  const bool article = at + 1 < analysis_.tokens.size() && is_digits(at + 1) &&
                       !analysis_.tokens[at + 1].space_before && analysis_.tokens[at].type == TokenType::kWord &&
                       analysis_.tokens[at].folded_size <= 4;
  const std::uint32_t digits = article ? at + 1 : at;
  std::int64_t day = 0;
  if (is_digits(digits)) {
    if (analysis_.tokens[digits].folded_size > 2) return 0;
    day = digit_value(analysis_, digits);
    last = digits + 1;
  } else if (const NumberWords::Ordinal ordinal = number_words_.ordinal(analysis_, at); ordinal.value > 0) {
    day = ordinal.value;
    last = ordinal.last;
  } else if (const Number* number = number_at(at); number != nullptr && number->high && *number->high == number->low) {
    day = number->low;
    last = number->tokens.last;
  }
  return day >= 1 && day <= 31 ? static_cast<int>(day) : 0;
}

// A month in one or two names: tishrin al-awwal/uktubar, yulyu tammuz, uktubar (tishrin al-awwal).
TimeReader::MonthName TimeReader::month_at(std::uint32_t at) const {
  MonthName out;
  const TimeHit word = hit(at, Role::kUnit);
  const bool named = word.word != nullptr && word.word->unit == TimeUnit::kMonth && word.word->count == 1;
  if (named) at = word.last;
  TimeHit name = hit(at, Role::kMonth);
  if (name.word == nullptr) name = hit(at, Role::kHijri);
  if (name.word == nullptr) return out;
  out = {name.word->value, name.is(Role::kHijri), name.word->context && !named, name.last};
  const bool open = is_mark(name.last, TokenType::kOpen);
  const bool mark = is_mark(name.last, TokenType::kOther) || is_mark(name.last, TokenType::kDash);
  const TimeHit second = hit(open || mark ? name.last + 1 : name.last, Role::kMonth);
  if (out.hijri || second.word == nullptr || second.word->value != out.month || second.conj) return out;
  out.last = second.last;
  out.context = false;
  if (open && is_mark(out.last, TokenType::kClose)) ++out.last;
  return out;
}

int TimeReader::year_at(std::uint32_t at, std::uint32_t& last) const {
  if (hit(at).is(Role::kFrom)) ++at;
  if (is_mark(at, TokenType::kStop) || is_mark(at, TokenType::kComma)) {
    if (at + 1 >= analysis_.tokens.size() || !is_digits(at + 1)) return 0;
    ++at;
  }
  if (const TimeHit word = hit(at, Role::kUnit);
      word.word != nullptr && word.word->unit == TimeUnit::kYear && word.word->count == 1) {
    at = word.last;
  }
  std::int64_t year = 0;
  std::uint32_t end = at + 1;
  if (is_digits(at)) {
    if (analysis_.tokens[at].folded_size != 4 || read_digits(analysis_, at).last != at + 1) return 0;
    year = digit_value(analysis_, at);
  } else if (const Number* number = number_at(at); number != nullptr && number->tokens.size() > 2 && number->high) {
    year = number->low;
    end = number->tokens.last;
  }
  if (!is_year(year)) return 0;
  last = end;
  return static_cast<int>(year);
}

Date TimeReader::nearest(int month, int day, TimeRole modifier) const {
  if (!published_) return {};
  const Date now = published_->date;
  Date best;
  std::int64_t best_distance = 0;
  for (int year = now.year - 1; year <= now.year + 1; ++year) {
    const Date date{year, month, day};
    if (!is_valid(date)) continue;
    const std::int64_t distance = day_number({year, month, day > 0 ? day : now.day > 28 ? 28 : now.day}) - *today();
    const bool same_month = day == 0 && year == now.year && month == now.month;
    if (modifier == Role::kPast && (distance > 0 || same_month)) continue;
    if (modifier == Role::kNext && (distance <= 0 || same_month)) continue;
    if (best.year != 0 && std::llabs(distance) >= std::llabs(best_distance)) continue;
    best = date;
    best_distance = distance;
  }
  return best;
}

Date TimeReader::complete(const MonthName& month, int day, int year, TimeRole modifier) const {
  if (!month.hijri) {
    if (year == 0) return nearest(month.month, day, modifier);
    const Date date{year, month.month, day};
    return is_valid(date) ? date : Date{};
  }
  const bool islamic = year != 0 && year < 1600;
  if (year != 0) return islamic ? from_hijri(year, month.month, day).value_or(Date{}) : Date{};
  if (!published_) return {};
  const int now = hijri_year(published_->date);
  Date best;
  for (int candidate = now - 1; candidate <= now + (modifier == Role::kPast ? 0 : 1); ++candidate) {
    const Date date = from_hijri(candidate, month.month, day).value_or(Date{});
    if (date.year == 0) continue;
    const auto distance = [&](const Date& d) {
      return std::llabs(day_number({d.year, d.month, d.day > 0 ? d.day : 15}) - *today());
    };
    if (best.year == 0 || distance(date) < distance(best)) best = date;
  }
  return best;
}

// "It was put off to the second": the verb right before "to" leads to a day, not to a figure or a rank.
bool TimeReader::is_put_off(std::uint32_t at) const {
  std::uint32_t to = at;
  if ((analysis_.tokens[at].clitics & text::kLa) == 0) {
    if (at == 0) return false;
    const NumberWords::Hit word = number_words_.find(analysis_.tokens[--to]);
    if (word.word == nullptr || word.word->role != NumberRole::kTo) return false;
  }
  return to > 0 && hit(to - 1).is(Role::kPutOff);
}

// A bare date stands behind "in", "until" or "day"; a written ordinal also behind "to".
bool TimeReader::is_led(std::uint32_t at, bool ordinal) const {
  if (ordinal && (analysis_.tokens[at].clitics & text::kLa) != 0) return true;
  if (at == 0) return false;
  if (hit(at - 1, Role::kPrep).word != nullptr || date_word(at - 1).word != nullptr) return true;
  const NumberWords::Hit before = number_words_.find(analysis_.tokens[at - 1]);
  return ordinal && before.word != nullptr && before.word->role == NumberRole::kTo;
}

// 21/10/2016, 2016-10-21, and with a word before it 21/10 and 4.22.
bool TimeReader::read_digit_date(std::uint32_t at, Date& date, std::uint32_t& last) const {
  const DigitChain chain = read_digits(analysis_, at);
  const auto part = [&](std::uint32_t i) {
    return static_cast<int>(std::min<std::int64_t>(digit_value(analysis_, at + 2 * i), 99'999));
  };
  int first = part(0), second = chain.last >= at + 3 ? part(1) : 0;
  if (chain.last == at + 5 && chain.shape == DigitChain::Shape::kList) {
    const int third = part(2);
    const bool slashes = analysis_.folded(analysis_.tokens[at + 1]) == "/";
    if (first > 31) {
      date = {first, second, third};
    } else {
      const bool american = second > 12 && first <= 12;
      date = {third < 100 && slashes ? third + 2000 : third, american ? first : second, american ? second : first};
    }
    last = chain.last;
    return is_year(date.year) && is_valid(date) && date.month > 0 && date.day > 0;
  }
  const bool decimal = chain.shape == DigitChain::Shape::kDecimal;
  const bool slash = chain.shape == DigitChain::Shape::kList && chain.last == at + 3 &&
                     analysis_.folded(analysis_.tokens[at + 1]) == "/";
  if ((!decimal && !slash) || at == 0) return false;
  if (!is_led(at, false) || !ends_clause(chain.last)) return false;
  if (decimal && analysis_.folded(analysis_.tokens[at + 1]) != ".") return false;
  if (second > 12) std::swap(first, second);
  if (second < 1 || second > 12 || first < 1 || first > 31) return false;
  date = nearest(second, first, Role::kUnknown);
  last = chain.last;
  return true;
}

// "the 20th of this month", "of the same month".
bool TimeReader::read_day_of_month_word(int day, std::uint32_t at, Date& date, std::uint32_t& last) const {
  const TimeHit before = hit(at);
  if (before.is(Role::kThis)) at = before.last;
  const TimeHit unit = hit(at, Role::kUnit);
  if (unit.word == nullptr || unit.word->unit != TimeUnit::kMonth || !unit.article) return false;
  const TimeHit after = hit(unit.last);
  const bool modified = is_modifier(after);
  if (!modified && !before.is(Role::kThis)) return false;
  last = modified ? after.last : unit.last;
  const bool same = modified && after.word->role == Role::kSame;
  if (!published_ && !same) return true;
  const Date base = same && last_day_.month > 0 ? last_day_ : published_ ? published_->date : Date{};
  const int months = !modified ? 0 : after.word->role == Role::kPast ? -1 : after.word->role == Role::kNext ? 1 : 0;
  const Date month = base.year != 0 ? add_months({base.year, base.month, 0}, months) : Date{};
  date = {month.year, month.month, day};
  if (!is_valid(date)) date = {};
  return true;
}

bool TimeReader::read_named_date(std::uint32_t at, int day, std::uint32_t after_day, Date& date,
                                 std::uint32_t& last) const {
  std::uint32_t next = after_day;
  const bool mark =
      is_mark(next, TokenType::kOther) || is_mark(next, TokenType::kDash) || is_mark(next, TokenType::kStop);
  if (mark && next + 1 < analysis_.tokens.size() && !analysis_.tokens[next + 1].line_before) ++next;
  // "9 and 10 July": the first day of the two.
  std::uint32_t other = next;
  const NumberWords::Hit link =
      next < analysis_.tokens.size() ? number_words_.find(analysis_.tokens[next]) : NumberWords::Hit{};
  if (link.word != nullptr && link.word->role == NumberRole::kAnd && is_digits(at) && day_at(next + 1, other) > day)
    next = other;
  if (hit(next).is(Role::kFrom)) ++next;
  const MonthName month = month_at(next);
  if (month.month == 0) return read_day_of_month_word(day, next, date, last);
  last = month.last;
  int year = year_at(last, last);
  TimeRole modifier = Role::kUnknown;
  if (const TimeHit word = hit(last); year == 0 && is_modifier(word)) {
    modifier = word.word->role;
    last = word.last;
    if (modifier == Role::kThis && published_ && !month.hijri) year = published_->date.year;
  }
  date = complete(month, day, year, modifier);
  return true;
}

// A month without a day; with `context` it needs another word that makes it a date.
bool TimeReader::read_bare_month(std::uint32_t at, bool first, Date& date, std::uint32_t& last) const {
  const MonthName month = month_at(at);
  if (month.month == 0 || !first) return false;
  std::uint32_t end = month.last, after = end;
  int day = 0, year = year_at(end, end);
  if (year == 0) {  // "September the twenty-first of ..."
    day = day_at(end, after);
    std::uint32_t behind = after;
    const bool written = !is_digits(end);
    const int next = day > 0 ? year_at(after, behind) : 0;
    if (day > 0 && (written || next != 0 || ends_clause(after))) {
      end = behind;
      year = next;
    } else {
      day = 0;
    }
  }
  TimeRole modifier = Role::kUnknown;
  if (const TimeHit word = hit(end); year == 0 && is_modifier(word)) {
    modifier = word.word->role;
    end = word.last;
  }
  if (month.context && year == 0 && modifier == Role::kUnknown) return false;
  if (modifier == Role::kThis && published_ && !month.hijri) year = published_->date.year;
  if (modifier == Role::kThis && published_ && month.hijri) year = hijri_year(published_->date);
  date = complete(month, day, year, modifier);
  last = end;
  return true;
}

// "the first Friday of July", "of this month".
bool TimeReader::read_nth_weekday(std::uint32_t at, Date& date, std::uint32_t& last) const {
  const NumberWords::Ordinal ordinal = number_words_.ordinal(analysis_, at);
  if (ordinal.value == 0 || ordinal.value > 5 || !published_) return false;
  const TimeHit day = hit(ordinal.last, Role::kWeekday);
  if (day.word == nullptr || !hit(day.last).is(Role::kFrom)) return false;
  const MonthName month = month_at(day.last + 1);
  Date first;
  if (month.month == 0) {
    if (!read_day_of_month_word(1, day.last + 1, first, last)) return false;
  } else if (!month.hijri) {
    last = month.last;
    const int year = year_at(last, last);
    first = complete(month, 1, year, Role::kUnknown);
  }
  if (first.year == 0) return false;
  const std::int64_t start = day_number(first);
  const std::int64_t offset = (day.word->value - weekday(start) + 7) % 7 + 7 * (ordinal.value - 1);
  date = date_of(start + offset);
  if (date.month != first.month) date = {};
  return true;
}

bool TimeReader::read_date(std::uint32_t at, bool first, Date& date, std::uint32_t& last) const {
  if (is_digits(at) && read_digit_date(at, date, last)) return true;
  if (read_nth_weekday(at, date, last)) return true;
  std::uint32_t after = at;
  if (const int day = day_at(at, after); day > 0) {
    if (read_named_date(at, day, after, date, last)) return true;
    // A bare day of the month: "on the 27th".
    const bool put_off = is_put_off(at);
    const bool plain = is_digits(at) ? read_digits(analysis_, at).last == after : day > 10 || put_off;
    const bool led = put_off || is_led(at, !is_digits(at));
    if (!first || !led || !plain || !ends_clause(after) || !published_) return false;
    date = {published_->date.year, published_->date.month, day};
    if (!is_valid(date)) date = {};
    last = after;
    return true;
  }
  return read_bare_month(at, first, date, last);
}

}  // namespace isnad::extract
