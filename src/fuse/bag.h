// Words with how much each tells (Knowledge::rarity), to be set against other words: of a sentence, of what stands
// around a trigger, of participants.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "fuse/knowledge.h"

namespace isnad::fuse {

class Bag {
 public:
  Bag() = default;
  Bag(const Words& words, const Knowledge& knowledge);

  bool empty() const { return words_.empty(); }
  double sum() const { return sum_; }

  struct Shared {
    double most = 0;     ///< what the most telling word tells that both have
    double sum = 0;      ///< what all of them tell
    double squares = 0;  ///< the squares added up
  };
  friend Shared shared(const Bag& a, const Bag& b);
  friend double cosine(const Bag& a, const Bag& b);

 private:
  std::vector<std::pair<std::uint64_t, double>> words_;  // sorted
  double sum_ = 0, squares_ = 0;
};

Bag::Shared shared(const Bag& a, const Bag& b);
/// 0 when either is empty.
double cosine(const Bag& a, const Bag& b);

}  // namespace isnad::fuse
