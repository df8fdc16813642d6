#include "model/day.h"

#include <charconv>
#include <chrono>

namespace isnad {
namespace {

std::optional<int> digits(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || text[0] == '-') return std::nullopt;
  return value;
}

/// Minutes of `06:20`.
std::optional<int> clock_minutes(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const auto hours = digits(text.substr(0, 2)), minutes = digits(text.substr(3, 2));
  if (!hours || !minutes) return std::nullopt;
  return *hours * 60 + *minutes;
}

void append_padded(std::string& out, int value, std::size_t width) {
  const std::string number = std::to_string(value);
  if (number.size() < width) out.append(width - number.size(), '0');
  out += number;
}

}  // namespace

std::optional<std::int32_t> day_number(std::string_view iso) {
  if (iso.size() < 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
  const auto year = digits(iso.substr(0, 4)), month = digits(iso.substr(5, 2)), day = digits(iso.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return static_cast<std::int32_t>(std::chrono::sys_days(date).time_since_epoch().count());
}

std::optional<std::int64_t> minute_number(std::string_view iso) {
  const auto day = day_number(iso);
  const auto minutes = iso.size() < 16 ? std::nullopt : clock_minutes(iso.substr(11, 5));
  if (!day || !minutes) return std::nullopt;
  const std::size_t sign = iso.find_first_of("+-", 16);
  if (sign == std::string_view::npos) return std::int64_t{*day} * 24 * 60 + *minutes;
  const int offset = clock_minutes(iso.substr(sign + 1, 5)).value_or(0);
  return std::int64_t{*day} * 24 * 60 + *minutes + (iso[sign] == '-' ? offset : -offset);
}

std::string day_text(std::int32_t day) {
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(day))};
  std::string text;
  append_padded(text, static_cast<int>(date.year()), 4);
  text += '-';
  append_padded(text, static_cast<int>(static_cast<unsigned>(date.month())), 2);
  text += '-';
  append_padded(text, static_cast<int>(static_cast<unsigned>(date.day())), 2);
  return text;
}

std::optional<std::int32_t> stated_day(const Claim& claim) {
  for (const Time& time : claim.time) {
    if (const auto day = day_number(time.value)) return day;
  }
  return std::nullopt;
}

std::optional<std::int32_t> claim_day(const Claim& claim, std::string_view published) {
  const auto stated = stated_day(claim);
  return stated ? stated : day_number(published);
}

}  // namespace isnad
