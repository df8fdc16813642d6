// Where a written word divides into the words that it is made of:  w|b|alqahira,  qal|ha.  The article stays with its
// noun.
#pragma once

#include <array>
#include <cstdint>

#include "isnad/span.h"
#include "text/analyzer.h"
#include "text/token.h"

namespace isnad::text {

/// The parts of one token, as spans of the original that cover it without gaps.
class Parts {
 public:
  void add(Span part) { parts_[size_++] = part; }
  std::size_t size() const { return size_; }
  const Span* begin() const { return parts_.data(); }
  const Span* end() const { return parts_.data() + size_; }

 private:
  std::array<Span, 4> parts_;  // conjunction, preposition or future, stem, pronoun
  std::size_t size_ = 0;
};

Parts parts_of(const Analyzer& analyzer, const Analysis& analysis, const Token& token);

}  // namespace isnad::text
