// What two claims of one document have in common, or not: the rows of resources/fusion.tsv, as numbers.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "fuse/knowledge.h"
#include "fuse/mention.h"

namespace isnad::fuse {

/// The features of one pair with their values; those beyond the capacity (endless lists of casualties) are left out.
class Found {
 public:
  struct Item {
    std::uint16_t feature = 0;
    float value = 1;
  };
  void add(std::size_t feature, double value = 1) {
    if (size_ < items_.size()) items_[size_++] = {static_cast<std::uint16_t>(feature), static_cast<float>(value)};
  }
  const Item* begin() const { return items_.data(); }
  const Item* end() const { return items_.data() + size_; }

 private:
  std::array<Item, 88> items_;
  std::size_t size_ = 0;
};

class PairFeatures {
 public:
  /// `knowledge` must outlive it.
  explicit PairFeatures(const Knowledge& knowledge);

  /// The ids of the rows, by number.
  const std::vector<std::string>& names() const { return names_; }

  /// For the positions `a` < `b` in `mentions`, which are all of a document.
  Found operator()(const std::vector<Mention>& mentions, std::size_t a, std::size_t b) const;

 private:
  const Knowledge& knowledge_;
  void add_turns(Found& found, const Mention& a, const Mention& b, bool same_kind) const;

  std::vector<std::string> names_;
  std::size_t turns_at_ = 0;
  std::array<std::array<std::uint16_t, kKindCount>, kKindCount> families_, kinds_;
};

}  // namespace isnad::fuse
