#include "extract/number_sum.h"

namespace isnad::extract {

using Role = NumberRole;

bool NumberSum::add_smaller(std::int64_t value, std::int64_t room, bool conj) {
  if (!conj || value >= room_ || denominator_ != 1) return false;
  group_ = saturating_add(group_, value);
  room_ = room;
  return true;
}

bool NumberSum::begin(const NumberPart& part) {
  started_ = true;
  switch (part.role) {
    case Role::kUnit:
      unit_ = part.value;
      fraction_ = part.part;
      set(part.value, 1);
      return true;
    case Role::kElevenOne:
      one_of_ = true;
      unit_ = part.value;
      set(part.value, 1);
      return true;
    case Role::kZero:
      closed_ = true;
      return true;
    case Role::kTen:
    case Role::kTens:
      set(part.value, 1);
      return true;
    case Role::kHundred:
    case Role::kHundreds:
      set(part.value, 100);
      return true;
    case Role::kScale:
      return multiply(part.value);
    case Role::kScaleDual:
    case Role::kScaleAlef:
      group_ = 2;
      return multiply(part.value);
    case Role::kHundredPlural:
    case Role::kScalePlural:
      vague_ = true;
      group_ = 2;
      return multiply(part.value);
    case Role::kVague:
      vague_ = true;
      set(part.value, 1);
      high_ = part.high;
      return true;
    case Role::kPart:
      fraction_ = part.part;
      return part.part > 0;
    default:
      return false;
  }
}

bool NumberSum::add_digits(const NumberPart& part) {
  if (!started_) {
    started_ = digits_ = true;
    denominator_ = part.denominator;
    set(part.value, 1);
    return true;
  }
  digits_ = room_ > 100;
  return part.denominator == 1 && part.value > 0 && room_ >= 100 && room_ != kNoLimit &&
         add_smaller(part.value, 1, part.conj);
}

bool NumberSum::add_unit(const NumberPart& part) {
  if (!add_smaller(part.value, 1, part.conj)) return false;
  unit_ = part.value;
  return true;
}

bool NumberSum::add_ten(const NumberPart& part) {
  if (!part.conj && unit_ > 0) {
    group_ += part.value;
    unit_ = 0;
    one_of_ = false;
    return true;
  }
  unit_ = 0;
  return add_smaller(part.value, 1, part.conj);
}

// Three hundred in two words, in digits and word, or decimal: 2,12 hundred.
bool NumberSum::hundredfold(const NumberPart& part) {
  const bool digits = digits_ && group_ > 0 && group_ < scale_ / part.value;
  if (!part.conj && (unit_ > 2 || digits)) {
    const std::int64_t times = digits ? group_ : unit_;
    group_ = saturating_add(group_ - times, saturating_multiply(times, part.value) / denominator_);
    denominator_ = 1;
    unit_ = 0;
    digits_ = false;
    room_ = 100;
    return true;
  }
  return add_smaller(part.value, 100, part.conj);
}

bool NumberSum::multiply(std::int64_t scale) {
  const std::int64_t times = group_ > 0 ? group_ : 1;
  total_ = saturating_add(total_, saturating_multiply(times, scale) / denominator_);
  group_ = unit_ = 0;
  denominator_ = 1;
  digits_ = false;
  room_ = scale_ = scale;
  return true;
}

bool NumberSum::scale(const NumberPart& part) {
  const bool dual = part.role == Role::kScaleDual;
  if (fraction_ > 0 && group_ == 0 && total_ == 0) {  // half a million
    denominator_ = fraction_;
    fraction_ = 0;
    return !dual && multiply(part.value);
  }
  if (vague_) {  // tens of thousands, a few hundred
    if (part.conj || dual) return false;
    group_ = value();
    total_ = 0;
    if (high_) high_ = saturating_multiply(*high_, part.value);
    closed_ = true;
    return multiply(part.value);
  }
  if (!part.conj && group_ > 0 && !dual && part.value < scale_) return multiply(part.value);
  const std::int64_t value = dual ? part.value * 2 : part.value;
  const bool alef = part.role == Role::kScaleAlef;
  if (!part.conj || value >= room_ || part.role == Role::kScalePlural || alef) return false;
  total_ = saturating_add(total_, value);
  room_ = scale_ = part.value;
  return true;
}

// "Thirty fifths", "a fifth of the twenty".
bool NumberSum::divide(const NumberPart& part) {
  if (part.conj || group_ == 0 || group_ < 10 || unit_ > 0 || vague_ || part.part == 0 || group_ % part.part != 0)
    return false;
  group_ /= part.part;
  closed_ = true;
  return true;
}

// "A million and a half": of the scale that was said, which may be said again.
bool NumberSum::add_fraction(const NumberPart& part) {
  if (total_ == 0 || group_ != 0 || room_ != scale_ || vague_) return false;
  total_ = saturating_add(total_, scale_ / part.part);
  said_again_ = scale_;
  closed_ = true;
  return true;
}

bool NumberSum::add(const NumberPart& part) {
  if (said_again_ > 0 && part.role == Role::kScale && !part.conj && part.value == said_again_) {
    said_again_ = 0;
    return true;
  }
  if (closed_) return false;
  if (part.digits) return add_digits(part);
  if (!started_) return begin(part);
  if (fraction_ > 0 && part.role == Role::kTens && part.article && !part.conj && part.value % fraction_ == 0) {
    set(part.value / fraction_, 1);
    closed_ = true;
    return true;
  }
  const bool is_scale = part.role >= Role::kScale && part.role <= Role::kScalePlural;
  if (is_scale) return scale(part);
  if (part.role == Role::kPart && part.conj) return add_fraction(part);
  if (part.role == Role::kPart && unit_ > 2 && group_ == unit_ && total_ == 0) {  // three quarters of a million
    denominator_ = part.part;
    return true;
  }
  if (vague_) return part.role == Role::kHundredPlural && scale(part);
  if (!part.conj && part.part > 0 && part.role != Role::kTen) return divide(part);
  switch (part.role) {
    case Role::kUnit:
    case Role::kElevenOne:
      return add_unit(part);
    case Role::kTen:
      return add_ten(part);
    case Role::kTens:
      if (part.conj && unit_ > 0) {
        group_ += part.value;
        unit_ = 0;
        one_of_ = false;
        return true;
      }
      return add_smaller(part.value, 1, part.conj);
    case Role::kHundred:
      return hundredfold(part);
    case Role::kHundredPlural:
      return !part.conj && hundredfold(part);
    case Role::kHundreds:
      return add_smaller(part.value, 100, part.conj);
    default:
      return false;
  }
}

}  // namespace isnad::extract
