#include "fuse/bag.h"

#include <algorithm>
#include <cmath>

namespace isnad::fuse {

Bag::Bag(const Words& words, const Knowledge& knowledge) {
  words_.reserve(words.size());
  for (const std::uint64_t word : words) {
    const double rarity = knowledge.rarity(word);
    words_.emplace_back(word, rarity);
    sum_ += rarity;
    squares_ += rarity * rarity;
  }
}

Bag::Shared shared(const Bag& a, const Bag& b) {
  Bag::Shared shared;
  auto one = a.words_.begin(), other = b.words_.begin();
  while (one != a.words_.end() && other != b.words_.end()) {
    if (one->first < other->first) {
      ++one;
    } else if (other->first < one->first) {
      ++other;
    } else {
      shared.most = std::max(shared.most, one->second);
      shared.sum += one->second;
      shared.squares += one->second * one->second;
      ++one;
      ++other;
    }
  }
  return shared;
}

double cosine(const Bag& a, const Bag& b) {
  const double squares = shared(a, b).squares;
  return squares > 0 ? squares / std::sqrt(a.squares_ * b.squares_) : 0;
}

}  // namespace isnad::fuse
