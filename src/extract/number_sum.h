// Adding the parts of a written number up: words and digits to one value.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>

#include "extract/digits.h"
#include "extract/number.h"

namespace isnad::extract {

/// One part of a number: a word, or a chain of digits.
struct NumberPart {
  NumberRole role = NumberRole::kUnknown;
  bool digits = false;
  bool conj = false;
  bool article = false;
  std::int64_t value = 0;
  std::int64_t part = 0;         // denominator when the word may be a fraction
  std::int64_t denominator = 1;  // of decimal digits
  std::optional<std::int64_t> high;
  std::uint32_t last = 0;
};

/// Adds parts up: `total` holds the closed groups (thousands, millions), `group` the one being read. A part may be
/// added while it is smaller than `room`, what the last part left free.
class NumberSum {
 public:
  bool add(const NumberPart& part);
  bool whole() const { return started_ && denominator_ == 1 && !one_of_ && (fraction_ == 0 || value() > 0); }
  bool started() const { return started_; }
  bool vague() const { return vague_; }
  std::int64_t value() const { return saturating_add(total_, group_); }
  std::optional<std::int64_t> high() const { return high_; }

 private:
  static constexpr std::int64_t kNoLimit = std::numeric_limits<std::int64_t>::max();
  bool begin(const NumberPart& part);
  bool add_digits(const NumberPart& part);
  bool add_unit(const NumberPart& part);
  bool add_ten(const NumberPart& part);
  bool add_smaller(std::int64_t value, std::int64_t room, bool conj);
  bool hundredfold(const NumberPart& part);
  bool multiply(std::int64_t scale);
  bool scale(const NumberPart& part);
  bool divide(const NumberPart& part);
  bool add_fraction(const NumberPart& part);
  void set(std::int64_t value, std::int64_t room) {
    group_ = value;
    room_ = room;
  }

  std::int64_t total_ = 0, group_ = 0, room_ = kNoLimit, scale_ = kNoLimit, denominator_ = 1, unit_ = 0, fraction_ = 0;
  std::int64_t said_again_ = 0;  // the scale of a fraction: the word for it adds nothing
  bool started_ = false, vague_ = false, closed_ = false, digits_ = false, one_of_ = false;
  std::optional<std::int64_t> high_;
};

}  // namespace isnad::extract
