#include "extract/time_reader.h"

#include <algorithm>

#include "extract/digits.h"

namespace isnad::extract {
namespace {

using text::TokenType;
using Role = TimeRole;

constexpr int kNoon = 12 * 60;
constexpr int kDeepest = 4;  // "since the beginning of the summer of 2014"

// Twelve-hour clocks: the part of the day says which half is meant.
int on_day(int minute, std::string_view part) {
  const int hour = minute / 60;
  if (part == "TMO") return hour == 12 ? minute - kNoon : minute;
  if (part == "TAF" || part == "TEV") return hour < 12 ? minute + kNoon : minute;
  if (part == "TNI") return hour == 12 ? minute - kNoon : hour >= 6 && hour < 12 ? minute + kNoon : minute;
  return minute;
}

std::string two_digits(int value) {
  return {static_cast<char>('0' + value / 10), static_cast<char>('0' + value % 10)};
}

}  // namespace

std::string TimeReading::value() const {
  if (date.year == 0) return {};
  std::string out = to_iso(date);
  if (date.day == 0) return out;
  if (minute >= 0) return out + 'T' + two_digits(minute / 60) + ':' + two_digits(minute % 60);
  return out += part;
}

const Number* TimeReader::number_at(std::uint32_t at) const {
  const auto found =
      std::lower_bound(numbers_.begin(), numbers_.end(), at,
                       [](const Number& number, std::uint32_t token) { return number.tokens.first < token; });
  return found != numbers_.end() && found->tokens.first == at ? &*found : nullptr;
}

bool TimeReader::ends_clause(std::uint32_t at) const {
  if (at >= analysis_.tokens.size() || analysis_.tokens[at].line_before) return true;
  const TokenType type = analysis_.tokens[at].type;
  return type == TokenType::kStop || type == TokenType::kComma || type == TokenType::kClose ||
         type == TokenType::kQuoteClose;
}

std::optional<std::int64_t> TimeReader::today() const {
  return published_ ? std::optional(day_number(published_->date)) : std::nullopt;
}

// The last day that the sentence spoke of, else that of publication.
Date TimeReader::spoken_of(std::uint32_t at) const {
  if (last_day_.day > 0 && last_sentence_ == analysis_.tokens[at].sentence) return last_day_;
  return published_ ? published_->date : Date{};
}

void TimeReader::remember(std::uint32_t at, const TimeReading& reading) {
  if (reading.date.day == 0) return;
  last_day_ = reading.date;
  last_part_ = reading.part;
  last_sentence_ = analysis_.tokens[at].sentence;
}

std::optional<TimeReading> TimeReader::read(std::uint32_t at) {
  Reading out = read_plain(at);
  if (out) remember(at, *out);
  return out;
}

TimeReader::Reading TimeReader::read_plain(std::uint32_t at) {
  if (at >= analysis_.tokens.size() || depth_ >= kDeepest) return std::nullopt;
  const TimeHit first = hit(at);
  const bool word = analysis_.tokens[at].type == TokenType::kWord;
  if (first.word == nullptr && !is_digits(at) && number_at(at) == nullptr &&
      !(word && number_words_.find(analysis_.tokens[at]).word)) {
    // The article may be written to digits: al-14.
    if (!word || !is_digits(at + 1) || analysis_.tokens[at + 1].space_before) return std::nullopt;
  }
  if (Reading clock = read_clock(at)) return clock;
  if (first.word != nullptr) {
    if (Reading inner = read_inner(at, first)) return inner;
  }
  if (Reading day = read_day(at, false)) return day;
  if (Reading length = read_length(at)) return length;
  if (Reading unit = read_calendar_unit(at)) return unit;
  return read_year(at);
}

// Words that hold a time, or that say all of it.
TimeReader::Reading TimeReader::read_inner(std::uint32_t at, const TimeHit& first) {
  switch (first.word->role) {
    case Role::kVague:
    case Role::kNow:
    case Role::kNight:
    case Role::kThisPart:
    case Role::kNextDay:
    case Role::kWeekEdge:
      return read_vague(at, first);
    case Role::kPart:
    case Role::kAdverb:
      return read_part(at);
    case Role::kEdge: {
      std::uint32_t next = first.last;
      if (hit(next).is(Role::kFrom)) ++next;
      return analysis_.tokens.size() > next && hit(next).word != nullptr && !hit(next).is(Role::kEdge)
                 ? read_nested(next)
                 : std::nullopt;
    }
    default:
      return std::nullopt;
  }
}

TimeReader::Reading TimeReader::read_vague(std::uint32_t at, const TimeHit& first) const {
  TimeReading out{first.last, {}, {}, -1, first.word->id};
  if (first.is(Role::kVague)) return out;
  if (first.is(Role::kNextDay) && last_day_.day > 0) {
    out.date = date_of(day_number(last_day_) + first.word->value);
    return out;
  }
  if (!published_) return out;
  const std::int64_t now = *today();
  out.date = published_->date;
  out.part = first.is(Role::kNight) ? std::string_view("TNI") : first.word->part;
  if (first.is(Role::kNight) || first.is(Role::kNextDay)) out.date = date_of(now + first.word->value);
  if (first.is(Role::kWeekEdge)) out.date = weekday_near(now, first.word->value, Role::kUnknown);
  (void)at;
  return out;
}

// Part of day and the day it belongs to: fajr al-yawm al-sabt; layl al-khamis al-jumua.
TimeReader::Reading TimeReader::read_part(std::uint32_t at) {
  const TimeHit part = hit(at, Role::kPart);
  if (part.word == nullptr) return std::nullopt;
  std::uint32_t next = part.last;
  if (hit(next).is(Role::kFrom)) next = hit(next).last;
  Reading day = read_day(next, part.word->part == "TNI");
  const bool led = at > 0 && hit(at - 1, Role::kPrep).word != nullptr && part.article && !part.word->context;
  const bool described = next < analysis_.tokens.size() && (analysis_.tokens[next].clitics & text::kArticle) != 0;
  if (!day && led && !described && next == part.last) {  // "in the evening" of the day spoken of
    return TimeReading{part.last, last_day_.day > 0 ? last_day_ : spoken_of(at), part.word->part, -1, part.word->id};
  }
  if (!day) return read_adverb(at);
  if (day->date.year != 0 && day->date.day == 0) return std::nullopt;
  if (day->part.empty()) day->part = part.word->part;
  day->rule = part.word->id;
  return day;
}

// "laylan", "fajran": a part of the day that the sentence speaks of. What follows must not describe or own it ("a new
// dawn", "the evening of the match").
TimeReader::Reading TimeReader::read_adverb(std::uint32_t at) const {
  const TimeHit part = hit(at, Role::kAdverb);
  const text::Token& word = analysis_.tokens[at];
  const bool governed = (word.clitics & (text::kBa | text::kLa | text::kKa | text::kArticle)) != 0 ||
                        (at > 0 && analysis_.tokens[at - 1].tag == text::Tag::kAdp);
  if (part.word == nullptr || governed || word.tag == text::Tag::kVerb) return std::nullopt;
  if (!ends_clause(part.last)) {
    const text::Token& next = analysis_.tokens[part.last];
    const bool joined = (next.clitics & text::kWa) != 0;  // "by night and by day": at any time
    if (joined || next.tag == text::Tag::kAdj || (part.word->final && next.tag != text::Tag::kAdp)) return std::nullopt;
  }
  return TimeReading{part.last, spoken_of(at), part.word->part, -1, part.word->id};
}

bool TimeReader::read_hour(std::uint32_t at, bool clock, int& minute, std::uint32_t& last) const {
  if (is_digits(at)) {
    const DigitChain chain = read_digits(analysis_, at);
    const bool pair = chain.shape == DigitChain::Shape::kClock || (clock && chain.shape == DigitChain::Shape::kDecimal);
    const std::int64_t hour = digit_value(analysis_, at);
    if (hour > 24 || (!pair && (!clock || chain.last != at + 1))) return false;
    const std::int64_t past = pair ? digit_value(analysis_, at + 2) : 0;
    if (past > 59 || (pair && analysis_.tokens[at + 2].folded_size != 2)) return false;
    minute = static_cast<int>(hour % 24 * 60 + past);
    last = pair ? chain.last : at + 1;
    return true;
  }
  const NumberWords::Ordinal ordinal = number_words_.ordinal(analysis_, at);
  if (ordinal.value > 0 && ordinal.value <= 12 && ordinal.article) {
    minute = static_cast<int>(ordinal.value) * 60;
    last = ordinal.last;
    return true;
  }
  const NumberWords::Hit one =
      at < analysis_.tokens.size() ? number_words_.find(analysis_.tokens[at]) : NumberWords::Hit{};
  if (one.word == nullptr || one.word->role != NumberRole::kUnit || one.word->value != 1 || !one.article) return false;
  minute = 60;
  last = at + 1;
  return true;
}

// "and a half", "less a quarter", "and forty-five minutes".
void TimeReader::read_minutes(int& minute, std::uint32_t& last) const {
  const TimeHit next = hit(last);
  const bool less = next.is(Role::kMinutesTo);
  if (const TimeHit fraction = less ? hit(next.last) : next; fraction.is(Role::kMinutes) && (less || fraction.conj)) {
    minute += less ? -fraction.word->value : fraction.word->value;
    last = fraction.last;
    return;
  }
  const Number* number = number_at(less ? next.last : last);
  if (number == nullptr || number->low >= 60) return;
  const TimeHit unit = hit(number->tokens.last);
  if (!unit.is(Role::kUnit) || unit.word->unit != TimeUnit::kMinute) return;
  minute += static_cast<int>(less ? -number->low : number->low);
  last = unit.last;
}

// "About three": no hour is said, but nothing follows that could be the third of something.
bool TimeReader::is_hour_of_day(std::uint32_t at, std::uint32_t hour, std::uint32_t last) const {
  if (!hit(at).is(Role::kAbout) || !analysis_.tokens[hour].ta_marbuta) return false;
  return ends_clause(last) || (analysis_.tokens[last].tag == text::Tag::kAdp && !hit(last).is(Role::kFrom));
}

TimeReader::Reading TimeReader::read_clock(std::uint32_t at) {
  std::uint32_t start = at;
  if (hit(start).is(Role::kAbout)) start = hit(start).last;
  const TimeHit clock = hit(start, Role::kClock);
  if (clock.word != nullptr) start = clock.last;
  int minute = 0;
  std::uint32_t last = start;
  if (!read_hour(start, clock.word != nullptr, minute, last)) return std::nullopt;
  const bool digits = is_digits(start);
  const std::uint32_t after_hour = last;
  if (!digits) read_minutes(minute, last);
  const bool fraction = last > after_hour && (analysis_.tokens[after_hour].clitics & text::kArticle) != 0;
  if (hit(last).is(Role::kZone)) {
    if (at > 0 && is_mark(at - 1, TokenType::kOpen)) return std::nullopt;
    last = hit(last).last;
  }
  const std::uint32_t next = hit(last).is(Role::kFrom) ? last + 1 : last;
  const TimeHit part = hit(next, Role::kPart);
  const bool halved = part.word != nullptr && !part.article;  // the part of day tells an hour from an ordinal
  if (clock.word == nullptr && !digits && !halved && !fraction && !is_hour_of_day(at, start, last)) return std::nullopt;
  TimeReading out{last, {}, {}, minute, "clock"};
  const Reading day = part.word != nullptr ? read_part(next) : read_day(next, false);
  if (day && day->date.day > 0) {
    out.date = day->date;
    out.last = day->last;
  } else {
    out.date = spoken_of(at);
    if (part.word != nullptr) out.last = part.last;
  }
  out.minute = std::clamp(on_day(minute, part.word != nullptr ? part.word->part : std::string_view()), 0, 24 * 60 - 1);
  const bool after_midnight =
      !day && out.minute < kNoon && last_part_ == "TNI" && out.date.day > 0 && out.date == last_day_;
  if (after_midnight) out.date = date_of(day_number(out.date) + 1);
  return out;
}

}  // namespace isnad::extract
