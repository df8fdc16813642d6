// What two claims of one document have in common, or not: the rows of resources/fusion.tsv, as numbers.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "fuse/knowledge.h"
#include "fuse/mention.h"

namespace isnad::fuse {

/// The features of one pair; those beyond the capacity (endless lists of casualties) are left out.
class Found {
 public:
  void add(std::size_t feature) {
    if (size_ < features_.size()) features_[size_++] = static_cast<std::uint16_t>(feature);
  }
  const std::uint16_t* begin() const { return features_.data(); }
  const std::uint16_t* end() const { return features_.data() + size_; }

 private:
  std::array<std::uint16_t, 40> features_;
  std::size_t size_ = 0;
};

class PairFeatures {
 public:
  /// `knowledge` must outlive it.
  explicit PairFeatures(const Knowledge& knowledge);

  /// The ids of the rows, by number.
  const std::vector<std::string>& names() const { return names_; }

  /// `a` stands before `b` in the text.
  Found operator()(const Mention& a, const Mention& b) const;

 private:
  std::size_t families(Kind a, Kind b) const {
    return families_[static_cast<std::size_t>(a)][static_cast<std::size_t>(b)];
  }

  const Knowledge& knowledge_;
  std::vector<std::string> names_;
  std::array<std::array<std::size_t, kKindCount>, kKindCount> families_;
};

}  // namespace isnad::fuse
