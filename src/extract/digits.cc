#include "extract/digits.h"

#include <algorithm>
#include <limits>
#include <string_view>

namespace isnad::extract {
namespace {

using text::Analysis;
using text::TokenType;

constexpr std::int64_t kGreatest = std::numeric_limits<std::int64_t>::max();
constexpr std::size_t kMostDigits = 18;
constexpr std::uint32_t kMostGroups = 7;  // of three digits, written apart

bool is_digits(const Analysis& analysis, std::uint32_t token) {
  return token < analysis.tokens.size() && analysis.tokens[token].type == TokenType::kNumber;
}

std::size_t size_of(const Analysis& analysis, std::uint32_t token) {
  return analysis.tokens[token].folded_size;
}

// The one-byte mark that joins the digit token before `mark` with the one behind it, without spaces; 0 when none does.
char joining_mark(const Analysis& analysis, std::uint32_t mark) {
  if (mark + 1 >= analysis.tokens.size() || !is_digits(analysis, mark + 1)) return 0;
  if (analysis.tokens[mark].space_before || analysis.tokens[mark + 1].space_before) return 0;
  const std::string_view folded = analysis.folded(analysis.tokens[mark]);
  return folded.size() == 1 && std::string_view(".,:/-").find(folded[0]) != std::string_view::npos ? folded[0] : '\0';
}

bool is_lead_group(const Analysis& analysis, std::uint32_t token) {
  const std::string_view digits = analysis.folded(analysis.tokens[token]);
  return digits.size() <= 3 && digits[0] != '0';
}

// "1 234 567": groups of three behind a group of up to three.
std::uint32_t end_of_spaced_groups(const Analysis& analysis, std::uint32_t first) {
  std::uint32_t last = first + 1;
  if (!is_lead_group(analysis, first)) return last;
  while (last < first + kMostGroups && is_digits(analysis, last) && size_of(analysis, last) == 3 &&
         !analysis.tokens[last].line_before)
    ++last;
  const bool mark_behind = last > first + 1 && joining_mark(analysis, last) != 0;
  return mark_behind ? first + 1 : last;
}

std::int64_t join_groups(const Analysis& analysis, std::uint32_t first, std::uint32_t last) {
  std::int64_t value = 0;
  for (std::uint32_t i = first; i < last; ++i) {
    if (!is_digits(analysis, i)) continue;
    const std::size_t digits = size_of(analysis, i);
    for (std::size_t d = 0; d < digits && i > first; ++d) value = saturating_multiply(value, 10);
    value = saturating_add(value, digit_value(analysis, i));
  }
  return value;
}

// 1e10, as programs write it.
bool has_exponent(const Analysis& analysis, std::uint32_t first) {
  if (!is_digits(analysis, first + 2)) return false;
  const text::Token& mark = analysis.tokens[first + 1];
  const bool joined = !mark.space_before && !analysis.tokens[first + 2].space_before && mark.type == TokenType::kLatin;
  return joined && (analysis.folded(mark) == "e" || analysis.folded(mark) == "E");
}

DigitChain with_exponent(const Analysis& analysis, std::uint32_t first) {
  DigitChain chain{DigitChain::Shape::kWhole, first + 3, digit_value(analysis, first), 1};
  for (std::int64_t i = std::min<std::int64_t>(digit_value(analysis, first + 2), kMostDigits + 1); i > 0; --i) {
    chain.value = saturating_multiply(chain.value, 10);
  }
  return chain;
}

// The digits before `last` behind the last mark are decimals: 2.5, 1,234.50.
DigitChain decimal(const Analysis& analysis, std::uint32_t first, std::uint32_t last) {
  DigitChain chain{DigitChain::Shape::kDecimal, last, 0, 1};
  const std::size_t decimals = size_of(analysis, last - 1);
  if (size_of(analysis, first) + (last - first - 3) / 2 * 3 + decimals > kMostDigits) return chain;
  chain.value = join_groups(analysis, first, last);
  for (std::size_t d = 0; d < decimals; ++d) chain.denominator *= 10;
  return chain;
}

// Groups of three with one mark between them, and decimals behind the other one.
bool is_grouped_decimal(const Analysis& analysis, std::uint32_t first, std::uint32_t last) {
  if (last < first + 5 || !is_lead_group(analysis, first)) return false;
  const char group = joining_mark(analysis, first + 1), point = joining_mark(analysis, last - 2);
  if (!((group == ',' && point == '.') || (group == '.' && point == ','))) return false;
  for (std::uint32_t i = first + 2; i < last - 1; i += 2) {
    if (size_of(analysis, i) != 3 || joining_mark(analysis, i - 1) != group) return false;
  }
  return true;
}

bool looks_like_year(const Analysis& analysis, std::uint32_t token) {
  const std::int64_t value = digit_value(analysis, token);
  return size_of(analysis, token) == 4 && value >= 1800 && value < 2200;
}

DigitChain::Shape shape_of_pair(const Analysis& analysis, std::uint32_t first, char mark) {
  using Shape = DigitChain::Shape;
  if (mark == '.' || mark == ',') return Shape::kDecimal;
  if (mark == ':') return Shape::kClock;
  const bool rises = digit_value(analysis, first) < digit_value(analysis, first + 2);
  const bool code =
      first > 0 && !analysis.tokens[first].space_before && analysis.tokens[first - 1].type == TokenType::kOther;
  return mark == '-' && rises && !code && !looks_like_year(analysis, first + 2) ? Shape::kRange : Shape::kList;
}

}  // namespace

std::int64_t saturating_add(std::int64_t a, std::int64_t b) {
  return a > kGreatest - b ? kGreatest : a + b;
}

std::int64_t saturating_multiply(std::int64_t a, std::int64_t b) {
  return a != 0 && b > kGreatest / a ? kGreatest : a * b;
}

std::int64_t digit_value(const Analysis& analysis, std::uint32_t token) {
  std::int64_t value = 0;
  for (const char digit : analysis.folded(analysis.tokens[token])) {
    value = saturating_add(saturating_multiply(value, 10), digit - '0');
  }
  return value;
}

DigitChain read_digits(const Analysis& analysis, std::uint32_t first) {
  using Shape = DigitChain::Shape;
  if (has_exponent(analysis, first)) return with_exponent(analysis, first);
  std::uint32_t last = first + 1;
  bool thousands = is_lead_group(analysis, first), one_mark = true;
  const char mark = joining_mark(analysis, last);
  while (const char next = joining_mark(analysis, last)) {
    one_mark = one_mark && next == mark;
    thousands = thousands && (next == ',' || next == '.') && size_of(analysis, last + 1) == 3;
    last += 2;
  }
  if (last == first + 1) {
    last = end_of_spaced_groups(analysis, first);
    return {Shape::kWhole, last, join_groups(analysis, first, last), 1};
  }
  if (thousands && one_mark) return {Shape::kWhole, last, join_groups(analysis, first, last), 1};
  if (mark == ':' && one_mark) return {Shape::kClock, last, 0, 1};
  if (is_grouped_decimal(analysis, first, last)) return decimal(analysis, first, last);
  if (last > first + 3) return {Shape::kList, last, 0, 1};
  const Shape shape = shape_of_pair(analysis, first, mark);
  return shape == Shape::kDecimal ? decimal(analysis, first, last) : DigitChain{shape, last, 0, 1};
}

}  // namespace isnad::extract
