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
