// Lengths of time before publication, and weeks, months and years named by their place: last year, in 2014.
#include "extract/digits.h"
#include "extract/time_reader.h"

namespace isnad::extract {
namespace {

using text::TokenType;
using Role = TimeRole;

constexpr std::int64_t kMost = 100'000;    // of any unit: more is no date
constexpr std::uint32_t kClauseReach = 8;  // words between a verb and a length of time
constexpr std::int64_t kMinutesADay = 24 * 60;

}  // namespace

bool TimeReader::add_amount(std::int64_t count, TimeUnit unit, Amount& amount) const {
  if (count < 0 || count > kMost) return false;
  switch (unit) {
    case TimeUnit::kSecond:
      amount.minutes += count / 60;
      break;
    case TimeUnit::kMinute:
      amount.minutes += count;
      break;
    case TimeUnit::kHour:
      amount.minutes += count * 60;
      break;
    case TimeUnit::kDay:
      amount.days += count;
      break;
    case TimeUnit::kWeek:
      amount.days += count * 7;
      break;
    case TimeUnit::kMonth:
      amount.months += count;
      break;
    case TimeUnit::kYear:
      amount.months += count * 12;
      break;
    default:
      amount.exact = false;
  }
  if (amount.smallest == TimeUnit::kNone || unit < amount.smallest) amount.smallest = unit;
  return true;
}

// "The month of July", "the day of Sunday" are no lengths.
bool TimeReader::is_named(const TimeHit& unit) const {
  return (unit.word->unit == TimeUnit::kMonth && month_at(unit.last).month != 0) ||
         (unit.word->unit == TimeUnit::kDay && hit(unit.last).is(Role::kWeekday));
}

// "6 hours", "two weeks", "2 years and 21 days".
bool TimeReader::read_amount(std::uint32_t at, Amount& amount) const {
  for (std::uint32_t next = at; next < analysis_.tokens.size();) {
    if (next > at) {  // joined by a conjunction, alone or written to the word
      const NumberWords::Hit link = number_words_.find(analysis_.tokens[next]);
      const bool alone = link.word != nullptr && link.word->role == NumberRole::kAnd;
      if (!alone && (analysis_.tokens[next].clitics & text::kWa) == 0) break;
      if (alone) ++next;
    }
    const bool about = hit(next).is(Role::kAbout);
    if (const text::Match* bound = number_words_.phrase(analysis_, next, NumberRole::kMore, NumberRole::kAtMost);
        bound != nullptr && number_at(next) == nullptr) {
      amount.exact = false;  // "more than a month"
      next = bound->tokens.last;
    }
    const Number* number = number_at(about && number_at(next) == nullptr ? next + 1 : next);
    const std::uint32_t unit_at = number != nullptr ? number->tokens.last : about ? next + 1 : next;
    const TimeHit unit = hit(unit_at, Role::kUnit);
    if (unit.word == nullptr || unit.article || (number == nullptr && unit.word->count == 0)) break;
    if (number == nullptr && is_named(unit)) break;
    if (number != nullptr && number->high != number->low) amount.exact = false;
    if (!add_amount(number != nullptr ? number->low : unit.word->count, unit.word->unit, amount)) return false;
    amount.last = next = unit.last;
    const Number* one = number == nullptr ? number_at(next) : nullptr;  // "one day", the number as an adjective
    if (one != nullptr && one->low == unit.word->count && !is_digits(next)) amount.last = next = one->tokens.last;
  }
  return amount.last > at;
}

TimeReading TimeReader::shift(const Amount& amount, int sign) const {
  TimeReading out{amount.last, {}, {}, -1, "length"};
  if (!published_ || !amount.exact) return out;
  const Date date = published_->date;
  if (amount.smallest >= TimeUnit::kMonth) out.day = add_months(date, sign * amount.months);
  if (amount.smallest == TimeUnit::kYear) {
    const Date year = add_months({date.year, 0, 0}, sign * amount.months);
    out.date = year.year > 0 ? year : Date{};
    return out;
  }
  if (amount.smallest == TimeUnit::kMonth) {
    out.date = add_months({date.year, date.month, 0}, sign * amount.months);
    return out;
  }
  const Date base = add_months(date, sign * amount.months);
  if (base.year == 0) return out;
  std::int64_t day = day_number(base) + sign * amount.days;
  if (amount.minutes > 0 && published_->minute) {
    const std::int64_t minute = *published_->minute + sign * amount.minutes;
    const std::int64_t days = minute >= 0 ? minute / kMinutesADay : -((-minute + kMinutesADay - 1) / kMinutesADay);
    day += days;
    out.minute = static_cast<int>(minute - days * kMinutesADay);
  } else {
    day += sign * (amount.minutes / kMinutesADay);
  }
  const Date found = date_of(day);
  if (is_valid(found)) out.date = found;
  return out;
}

// "Two days from tomorrow".
TimeReading TimeReader::count_from(const TimeReading& day, const Amount& amount, int sign) const {
  TimeReading out{day.last, {}, {}, -1, "length.from"};
  const Date base = add_months(day.date, sign * amount.months);
  if (amount.exact && base.year != 0)
    out.date = date_of(day_number(base) + sign * (amount.days + amount.minutes / kMinutesADay));
  return out;
}

TimeReader::Reading TimeReader::read_length(std::uint32_t at) {
  const TimeHit ago = hit(at, Role::kAgo), after = hit(at, Role::kAfter);
  if (ago.word == nullptr && after.word == nullptr) return read_from_now(at);
  const std::uint32_t next = ago.word != nullptr ? ago.last : after.last;
  if (const Reading year = ago.word != nullptr ? read_year(next) : std::nullopt) return year;
  Amount amount;
  if (const TimeHit that = hit(next, Role::kThat); ago.word != nullptr && that.word != nullptr) {
    if (!read_amount(that.last, amount) || last_day_.day == 0) return std::nullopt;
    return TimeReading{amount.last, date_of(day_number(last_day_) - amount.days), {}, -1, "length.before_that"};
  }
  if (read_amount(next, amount)) {
    const TimeHit now = hit(amount.last);
    if (now.is(Role::kFrom)) {
      if (const Reading day = read_day(now.last, false); day && day->date.day > 0)
        return count_from(*day, amount, ago.word != nullptr ? -1 : 1);
    }
    if (now.is(Role::kFromNow)) amount.last = now.last;
    // "After two days" counts from what the text speaks of: only "from now" or what is still to come dates it.
    const bool dated = ago.word != nullptr || now.is(Role::kFromNow) || (after.word->future && is_ahead(at));
    if (!dated) amount.exact = false;
    const bool within =
        after.word != nullptr && amount.smallest == TimeUnit::kHour && amount.minutes <= after.word->value * 60;
    if (within && published_) return TimeReading{amount.last, published_->date, {}, -1, "length.within"};
    return shift(amount, ago.word != nullptr ? -1 : 1);
  }
  if (ago.word == nullptr) return read_hours_after(at);
  return hit(next).word != nullptr && !hit(next).is(Role::kAgo) ? read_nested(next) : std::nullopt;
}

// The verb of the clause tells of the future.
bool TimeReader::is_ahead(std::uint32_t at) const {
  const std::uint32_t first = analysis_.sentences[analysis_.tokens[at].sentence].first;
  for (std::uint32_t i = at; i > first && i + kClauseReach > at; --i) {
    const text::Token& word = analysis_.tokens[i - 1];
    if (word.tag == text::Tag::kVerb) return (word.clitics & text::kFuture) != 0;
  }
  return false;
}

// "Two months and a week from now": back in time where the clause's verb tells of the past.
TimeReader::Reading TimeReader::read_from_now(std::uint32_t at) const {
  Amount amount;
  if (!read_amount(at, amount)) return std::nullopt;
  const TimeHit now = hit(amount.last);
  if (!now.is(Role::kFromNow)) return std::nullopt;
  amount.last = now.last;
  const std::uint32_t first = analysis_.sentences[analysis_.tokens[at].sentence].first;
  for (std::uint32_t i = at; i > first && i + kClauseReach > at; --i) {
    const text::Token& word = analysis_.tokens[i - 1];
    if (word.tag == text::Tag::kVerb) return shift(amount, (word.verb & text::kPerfect) != 0 ? -1 : 1);
  }
  return shift(amount, 1);
}

// "Hours after the attack": on the day that the sentence speaks of, if it speaks of one.
TimeReader::Reading TimeReader::read_hours_after(std::uint32_t at) const {
  const TimeHit after = hit(at, Role::kAfter), unit = hit(after.last, Role::kUnit);
  if (unit.word == nullptr || unit.article || unit.word->count != 0 || unit.word->unit > TimeUnit::kHour)
    return std::nullopt;
  const bool same = last_day_.day > 0 && last_sentence_ == analysis_.tokens[at].sentence;
  return TimeReading{unit.last, same ? last_day_ : Date{}, {}, -1, "length.after"};
}

Date TimeReader::unit_date(TimeUnit unit, TimeRole modifier, bool plural) const {
  if (!published_) return {};
  const int step = modifier == Role::kPast ? -1 : modifier == Role::kNext ? 1 : 0;
  const Date now = published_->date;
  if (plural) return unit <= TimeUnit::kHour && step < 0 ? now : Date{};
  switch (unit) {
    case TimeUnit::kWeek: {
      if (step == 0) return {};
      const Date day = date_of(*today() + 7 * step);
      return {day.year, day.month, 0};
    }
    case TimeUnit::kMonth:
      return add_months({now.year, now.month, 0}, step);
    case TimeUnit::kYear:
      return {now.year + step, 0, 0};
    default:
      return {};
  }
}

// "last week", "this year", "the past 24 hours", "the next months".
TimeReader::Reading TimeReader::read_calendar_unit(std::uint32_t at) const {
  // "the fifth of the feast's days"; of the operation's days: which day that is, the text does not say.
  const NumberWords::Ordinal nth = number_words_.ordinal(analysis_, at);
  if (const TimeHit days = hit(nth.last, Role::kUnit); nth.value > 0 && !nth.article && days.word != nullptr) {
    if (days.word->unit == TimeUnit::kDay && days.word->count == 0) {
      TimeReading out{days.last, {}, {}, -1, "day.numbered"};
      read_series(days.last, static_cast<int>(nth.value), out.date, out.last);
      return out;
    }
  }
  const TimeHit before = hit(at);
  const bool here = before.is(Role::kThis);
  const bool article = !here && !is_digits(at) && is_digits(at + 1) && !analysis_.tokens[at + 1].space_before;
  std::uint32_t next = here ? before.last : article ? at + 1 : at;
  const Number* number = here ? nullptr : number_at(next);
  if (number != nullptr) next = number->tokens.last;
  const TimeHit unit = hit(next, Role::kUnit);
  if (unit.word == nullptr || (!unit.article && number == nullptr)) return std::nullopt;
  next = unit.last;
  if (const Number* count = number == nullptr ? number_at(next) : nullptr; count != nullptr && unit.word->count == 0) {
    number = count;
    next = count->tokens.last;
  }
  TimeHit modifier = hit(next);
  if (!is_modifier(modifier) && unit.word->count != 1) {  // "the past few days"
    const TimeHit later = hit(next + 1);
    if (is_modifier(later) && later.word->role != Role::kThis) modifier = later;
  }
  const bool modified = is_modifier(modifier);
  if ((!modified && !here) || (number != nullptr && !modified)) return std::nullopt;
  TimeReading out{modified ? modifier.last : unit.last, {}, {}, -1, unit.word->id};
  const Role role = modified ? modifier.word->role : Role::kThis;
  if (number != nullptr) {
    const bool day = unit.word->unit == TimeUnit::kHour && number->low <= 24 && role == Role::kPast;
    if (day && published_) out.date = published_->date;
    return out;
  }
  if (unit.word->unit == TimeUnit::kDay && unit.word->count == 2 && role == Role::kPast && published_) {
    out.date = date_of(*today() - 2);
    return out;
  }
  out.date = unit_date(unit.word->unit, role, unit.word->count != 1);
  const TimeHit day = hit(out.last);
  if (std::uint32_t last = at; day.is(Role::kWeekday) && !day.conj) {
    const std::optional<int> weeks = week_at(at, last);
    if (!weeks || last != out.last) return out;
    out.date = day_of_week(*weeks, day.word->value);
    out.last = day.last;
  }
  return out;
}

// "in the year 2014", "since 2011", "summer of last year", "last autumn".
TimeReader::Reading TimeReader::read_year(std::uint32_t at) const {
  const TimeHit word = hit(at);
  std::uint32_t last = at;
  if (word.is(Role::kSeason)) {
    if (const int year = year_at(word.last, last); year != 0)
      return TimeReading{last, {year, 0, 0}, {}, -1, word.word->id};
    if (Reading unit = read_calendar_unit(word.last); unit && unit->date.month == 0) return unit;
    const TimeHit past = hit(word.last);
    if (!past.is(Role::kPast) || !word.article) return std::nullopt;
    const int year = !published_                                 ? 0
                     : published_->date.month > word.word->value ? published_->date.year
                                                                 : published_->date.year - 1;
    return TimeReading{past.last, {year, 0, 0}, {}, -1, word.word->id};
  }
  const TimeHit unit = hit(at, Role::kUnit);
  const bool named = unit.word != nullptr && unit.word->unit == TimeUnit::kYear && unit.word->count == 1;
  const bool led = at > 0 && (hit(at - 1, Role::kPrep).word != nullptr || hit(at - 1, Role::kFrom).word != nullptr);
  if (!named && (!led || !is_digits(at))) return std::nullopt;
  const int year = year_at(at, last);
  if (year < 1500 || last == at) return std::nullopt;
  if (!named && (year < 1900 || year > 2100 || hit(last).is(Role::kUnit))) return std::nullopt;
  return TimeReading{last, {year, 0, 0}, {}, -1, "year"};
}

}  // namespace isnad::extract
