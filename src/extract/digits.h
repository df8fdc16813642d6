// Digits with the marks inside them: which of integer, decimal, clock or list a chain of digit tokens is.
//
//   3,144  1 234 567    one whole number      14:30        a clock time
//   180,25  0.5         a decimal             192.168.1.2  5/17/2018   a list: each part is a number of its own
#pragma once

#include <cstdint>

#include "text/token.h"

namespace isnad::extract {

struct DigitChain {
  enum class Shape : std::uint8_t { kWhole, kDecimal, kClock, kRange, kList };
  Shape shape = Shape::kWhole;
  std::uint32_t last = 0;        ///< token behind the chain
  std::int64_t value = 0;        ///< of a whole number; of a decimal, without its point
  std::int64_t denominator = 1;  ///< of a decimal: a power of ten
};

/// The chain that begins at digit token `first`.
DigitChain read_digits(const text::Analysis& analysis, std::uint32_t first);

/// The value of one digit token; numbers beyond 18 digits become the greatest value.
std::int64_t digit_value(const text::Analysis& analysis, std::uint32_t token);

/// Sums and products that stop at the greatest value instead of overflowing. Operands are not negative.
std::int64_t saturating_add(std::int64_t a, std::int64_t b);
std::int64_t saturating_multiply(std::int64_t a, std::int64_t b);

}  // namespace isnad::extract
