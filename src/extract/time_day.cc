// Days: counted from publication, weekdays, dates, feasts, and combinations of them.
#include <cstdlib>

#include "extract/digits.h"
#include "extract/time_reader.h"

namespace isnad::extract {
namespace {

using text::TokenType;
using Role = TimeRole;

constexpr int kFitr = 1001, kAdha = 1210;  // Islamic month and first day of the two feasts
constexpr int kLongestFeast = 7;           // days that are counted
constexpr int kParts = 4;                  // day, weekday, date, and the date again in parentheses

int weekday_after(int weekday) {
  return weekday % 7 + 1;
}

}  // namespace

Date TimeReader::weekday_near(std::int64_t from, int wanted, TimeRole modifier) const {
  const int back = (weekday(from) - wanted + 7) % 7;
  if (modifier == Role::kNext) return date_of(from + (back == 0 ? 7 : 7 - back));
  if (modifier == Role::kPast) return date_of(from - (back == 0 ? 7 : back));
  return date_of(from - back);
}

// "(Of) next week", "this week": how many weeks ahead.
std::optional<int> TimeReader::week_at(std::uint32_t at, std::uint32_t& last) const {
  if (hit(at).is(Role::kFrom)) at = hit(at).last;
  const TimeHit before = hit(at);
  if (before.is(Role::kThis)) at = before.last;
  const TimeHit unit = hit(at, Role::kUnit);
  const bool week = unit.word != nullptr && unit.word->unit == TimeUnit::kWeek && unit.word->count == 1;
  if (!week || !unit.article) return std::nullopt;
  const TimeHit after = hit(unit.last);
  const bool modified = is_modifier(after) && !after.is(Role::kSame);
  if (!modified && !before.is(Role::kThis)) return std::nullopt;
  last = modified ? after.last : unit.last;
  return after.is(Role::kPast) ? -1 : after.is(Role::kNext) ? 1 : 0;
}

// Weeks begin on Monday, as in ISO 8601.
Date TimeReader::day_of_week(int weeks, int wanted) const {
  return published_ ? date_of(*today() + 7 * weeks + wanted - weekday(*today())) : Date{};
}

Date TimeReader::resolve(const Day& day) const {
  if (day.dated || !published_) return day.date;
  if (!day.anchor) return weekday_near(*today(), day.weekday, day.modifier);
  const std::int64_t anchor = *today() + *day.anchor;
  if (day.weekday == 0 || weekday(anchor) == day.weekday) return date_of(anchor);
  // The weekday is right where the day of publication is off by a time zone or a late update.
  const int back = (weekday(anchor) - day.weekday + 7) % 7;
  return date_of(back <= 3 ? anchor - back : anchor + 7 - back);
}

bool TimeReader::read_weekday(const TimeHit& name, std::uint32_t at, Day& day, std::uint32_t& last) const {
  if (day.weekday != 0 || (name.conj && at != last)) return false;
  day.weekday = name.word->value;
  day.relative = true;
  last = name.last;
  if (const std::optional<int> weeks = week_at(last, last)) {
    day.date = day_of_week(*weeks, day.weekday);
    day.dated = true;
    return true;
  }
  if (const TimeHit modifier = hit(last); is_modifier(modifier) && modifier.word->role != Role::kSame) {
    day.modifier = modifier.word->role;
    last = modifier.last;
  }
  // "The second Sunday" of the month of publication.
  const NumberWords::Ordinal nth = number_words_.ordinal(analysis_, last);
  if (published_ && nth.article && nth.value >= 1 && nth.value <= 5 && ends_clause(nth.last)) {
    const Date first{published_->date.year, published_->date.month, 1};
    const std::int64_t start = day_number(first);
    const Date found = date_of(start + (day.weekday - weekday(start) + 7) % 7 + 7 * (nth.value - 1));
    day.date = found.month == first.month ? found : Date{};
    day.dated = true;
    last = nth.last;
    return true;
  }
  // "Thursday the 21st": the month in which they fall together.
  std::uint32_t after = last;
  const int number = published_ ? day_at(last, after) : 0;
  if (number == 0 || !is_digits(last) || !ends_clause(after)) return true;
  for (const int months : {0, -1, 1, -2, 2}) {
    const Date month = add_months({published_->date.year, published_->date.month, 0}, months);
    const Date date{month.year, month.month, number};
    if (!is_valid(date) || weekday(day_number(date)) != day.weekday) continue;
    day.date = date;
    day.dated = true;
    last = after;
    return true;
  }
  return true;
}

// The `nth` day of a feast, one counted from its own first day.
Date TimeReader::feast_day(const TimeWord& feast, int nth) const {
  if (!published_ || nth < 1 || nth > kLongestFeast) return {};
  Date best;
  for (const int first : {kFitr, kAdha}) {
    if (feast.value != 0 && feast.value != first) continue;
    const Date start = complete({first / 100, true, false, 0}, first % 100, 0, Role::kUnknown);
    if (start.year == 0) continue;
    const Date date = date_of(day_number(start) + nth - 1);
    const auto distance = [&](const Date& day) { return std::llabs(day_number(day) - *today()); };
    if (best.year == 0 || distance(date) < distance(best)) best = date;
  }
  return best;
}

// The feast or Islamic month at `at` whose `nth` day is meant.
bool TimeReader::read_series(std::uint32_t at, int nth, Date& date, std::uint32_t& last) const {
  if (hit(at).is(Role::kFrom)) at = hit(at).last;
  if (const TimeHit days = hit(at, Role::kUnit); days.word != nullptr && days.word->unit == TimeUnit::kDay)
    at = days.last;
  if (const TimeHit feast = hit(at, Role::kFeast); feast.word != nullptr) {
    date = feast_day(*feast.word, nth);
    last = feast.last;
    return true;
  }
  const MonthName month = month_at(at);
  if (!month.hijri || nth > 30) return false;
  date = complete(month, nth, year_at(month.last, last), Role::kUnknown);
  last = std::max(last, month.last);
  return true;
}

// "The fifth day", "al-yawm al-19": the day of a series; that of publication when the event goes on into it.
bool TimeReader::read_numbered_day(std::uint32_t at, Day& day, std::uint32_t& last) const {
  std::uint32_t after = last;
  const NumberWords::Ordinal ordinal = number_words_.ordinal(analysis_, last);
  const bool digits = last + 1 < analysis_.tokens.size() && is_digits(last + 1) &&
                      !analysis_.tokens[last + 1].space_before && analysis_.tokens[last].folded_size <= 4;
  if ((ordinal.value == 0 || !ordinal.article) && !digits) return false;
  if (read_date(last, false, day.date, after)) {
    day.dated = true;
    last = after;
    return true;
  }
  if (!digits && read_series(ordinal.last, static_cast<int>(ordinal.value), day.date, last)) {
    day.dated = true;
    return true;
  }
  last = digits ? last + 2 : ordinal.last;
  const bool on_into = digits || (analysis_.tokens[at].clitics & text::kLa) != 0;
  if (!on_into) {
    day.pending = true;
  } else {
    day.anchor = 0;
  }
  return true;
}

bool TimeReader::read_day_part(std::uint32_t at, bool first, Day& day, std::uint32_t& last) const {
  const TimeHit word = hit(at);
  if (word.is(Role::kDay) && !day.anchor && !day.dated) {
    if (word.word->final && !ends_clause(word.last)) return false;
    day.relative = true;
    last = word.last;
    const bool whole = first && word.word->value == 0 && word.last == at + 1;
    if (whole && read_numbered_day(at, day, last)) return true;
    day.anchor = word.word->value;
    return true;
  }
  if (word.is(Role::kWeekday)) {
    std::uint32_t end = at;
    if (!read_weekday(word, at, day, end)) return false;
    last = end;
    return true;
  }
  const bool led = at > 0 && (date_word(at - 1).word != nullptr || hit(at - 1, Role::kPart).word != nullptr);
  if (word.is(Role::kFeast) && led && !day.dated && !day.anchor) {
    day.date = feast_day(*word.word, 1);
    day.dated = true;
    last = word.last;
    return true;
  }
  if (day.dated || !read_date(at, first, day.date, last)) return false;
  day.dated = true;
  return true;
}

TimeReader::Reading TimeReader::read_day(std::uint32_t at, bool night) {
  Day day;
  std::uint32_t last = at, from = at;
  if (const TimeHit word = date_word(at); word.word != nullptr) from = word.last;
  bool any = false;
  for (int i = 0; i < kParts; ++i) {
    const bool open = any && is_mark(from, TokenType::kOpen);
    if (const TimeHit word = date_word(from); any && !open && word.word != nullptr) from = word.last;
    if (open) ++from;
    const bool conj = any && from < analysis_.tokens.size() && hit(from).conj;
    if (conj || from >= analysis_.tokens.size() || (any && analysis_.tokens[from].line_before)) break;
    std::uint32_t end = from;
    if (!read_day_part(from, !any, day, end)) break;
    any = true;
    if (open && is_mark(end, TokenType::kClose)) ++end;
    from = last = end;
    if (day.pending) return TimeReading{last, {}, {}, -1, "day.numbered"};
    if (day.dated && day.weekday != 0) break;
    if (night && day.weekday != 0) break;
  }
  if (!any) return std::nullopt;
  TimeReading out{last, resolve(day), {}, -1, day.dated ? "date" : day.anchor ? "day" : "weekday"};
  if (night) {
    const std::uint32_t second = is_mark(last, TokenType::kDash) ? last + 1 : last;
    if (const TimeHit next = hit(second, Role::kWeekday);
        next.word != nullptr && next.word->value == weekday_after(day.weekday)) {
      out.last = next.last;
    }
    return out;
  }
  const TimeHit part = hit(out.last, Role::kPart);
  const bool adverb = part.word != nullptr && !part.article && out.date.day > 0;
  if (adverb && ends_clause(part.last)) {
    out.part = part.word->part;
    out.last = part.last;
  }
  return out;
}

}  // namespace isnad::extract
