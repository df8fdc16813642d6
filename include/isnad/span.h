// A half-open range of positions in a text.
//
//   text    = "qtl $rTy"        code points  0 1 2 3 4 5 6 7 8
//   (in Arabic letters of two bytes each)
//   trigger = [0, 3)            bytes        0 2 4 6 7 9 ...
//
// Two units exist, each with its own type, so that they cannot be mixed up: records that leave the library (`Quoted`
// in claim.h) count Unicode code points of the text as given; the stages inside count bytes of its UTF-8 (`Span`).
#pragma once

#include <cstdint>

namespace isnad {

/// Bytes `[begin, end)` of a document's UTF-8 text; at most 4 GiB.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  bool empty() const { return begin == end; }
  std::uint32_t size() const { return end - begin; }
  bool contains(const Span& other) const { return begin <= other.begin && other.end <= end; }
  bool overlaps(const Span& other) const { return begin < other.end && other.begin < end; }
  bool operator==(const Span&) const = default;
};

}  // namespace isnad
