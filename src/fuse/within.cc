#include "fuse/within.h"

#include <algorithm>
#include <cstdint>
#include <limits>

namespace isnad::fuse {
namespace {

// Joining looks at all pairs of claims. A document of more claims than this (a chronicle, a book) is grouped in
// windows.
constexpr std::size_t kWindow = 256;

// Two groups are kept apart by their places when so large a share of the pairs of claims between them says so, and no
// pair says otherwise: names of places are sometimes taken for others.
constexpr double kLeastApart = 0.05;

/// Sums of pair weights between groups; a group that was joined to another is dead.
class Groups {
 public:
  Groups(const std::vector<Mention>& mentions, std::size_t begin, std::size_t end, const PairWeights& weights,
         const WithinWatcher& watcher)
      : count_(end - begin),
        sums_(count_ * count_, 0),
        far_(count_ * count_, 0),
        placed_(count_ * count_, 0),
        members_(count_),
        watcher_(watcher) {
    for (std::size_t j = 0; j < count_; ++j) {
      members_[j] = {begin + j};
      for (std::size_t i = 0; i < j; ++i) {
        sum(i, j) = sum(j, i) = weights(mentions, begin + i, begin + j);
        const Apart apart = weights.deeds_apart(mentions[begin + i], mentions[begin + j]);
        far(i, j) = far(j, i) = are_far(apart) ? 1 : 0;
        placed(i, j) = placed(j, i) = apart != Apart::kUnknown ? 1 : 0;
      }
    }
  }

  std::vector<std::vector<std::size_t>> joined() {
    while (join_best()) continue;
    std::erase_if(members_, [](const auto& members) { return members.empty(); });
    for (auto& members : members_) std::sort(members.begin(), members.end());
    std::sort(members_.begin(), members_.end());
    return std::move(members_);
  }

 private:
  double& sum(std::size_t a, std::size_t b) { return sums_[a * count_ + b]; }

  std::uint32_t& far(std::size_t a, std::size_t b) { return far_[a * count_ + b]; }
  std::uint32_t& placed(std::size_t a, std::size_t b) { return placed_[a * count_ + b]; }

  double pairs(std::size_t a, std::size_t b) const {
    return static_cast<double>(members_[a].size()) * static_cast<double>(members_[b].size());
  }

  double mean(std::size_t a, std::size_t b) { return sum(a, b) / pairs(a, b); }
  bool are_apart(std::size_t a, std::size_t b) {
    return far(a, b) == placed(a, b) && far(a, b) > kLeastApart * pairs(a, b);
  }

  /// False when no two groups should be one. Of equally good pairs the first in text order is taken.
  bool join_best() {
    double best = 0;
    std::size_t best_a = 0, best_b = 0;
    for (std::size_t a = 0; a < count_; ++a) {
      if (members_[a].empty()) continue;
      for (std::size_t b = a + 1; b < count_; ++b) {
        if (members_[b].empty() || are_apart(a, b) || mean(a, b) <= best) continue;
        best = mean(a, b);
        best_a = a;
        best_b = b;
      }
    }
    if (best > 0) join(best_a, best_b);
    return best > 0;
  }

  void join(std::size_t a, std::size_t b) {
    if (watcher_) watcher_(members_[a], members_[b], mean(a, b));
    members_[a].insert(members_[a].end(), members_[b].begin(), members_[b].end());
    members_[b].clear();
    for (std::size_t other = 0; other < count_; ++other) {
      sum(other, a) = sum(a, other) += sum(b, other);
      far(other, a) = far(a, other) += far(b, other);
      placed(other, a) = placed(a, other) += placed(b, other);
    }
  }

  std::size_t count_;
  std::vector<double> sums_;
  std::vector<std::uint32_t> far_, placed_;  // how many pairs of claims are deeds far apart, and at known places
  std::vector<std::vector<std::size_t>> members_;
  const WithinWatcher& watcher_;
};

}  // namespace

PairWeights::PairWeights(const Knowledge& knowledge) : knowledge_(knowledge), features_(knowledge) {
  for (const std::string& name : features_.names()) weights_.push_back(knowledge.weight(name));
}

double PairWeights::operator()(const std::vector<Mention>& mentions, std::size_t a, std::size_t b) const {
  double sum = 0;
  for (const Found::Item& item : features_(mentions, a, b)) sum += weights_[item.feature] * item.value;
  return sum;
}

void PairWeights::contribute(const std::vector<Mention>& mentions, std::size_t a, std::size_t b, double share,
                             std::vector<double>& sums) const {
  for (const Found::Item& item : features_(mentions, a, b))
    sums[item.feature] += share * weights_[item.feature] * item.value;
}

Apart PairWeights::deeds_apart(const Mention& a, const Mention& b) const {
  if (!knowledge_.is_deed(a.claim->kind) || !knowledge_.is_deed(b.claim->kind)) return Apart::kUnknown;
  return knowledge_.apart(a.where.id, b.where.id);
}

std::vector<std::vector<std::size_t>> group(const std::vector<Mention>& mentions, const PairWeights& weights,
                                            const WithinWatcher& watcher) {
  std::vector<std::vector<std::size_t>> groups;
  for (std::size_t begin = 0; begin < mentions.size(); begin += kWindow) {
    const std::size_t end = std::min(mentions.size(), begin + kWindow);
    for (auto& found : Groups(mentions, begin, end, weights, watcher).joined()) groups.push_back(std::move(found));
  }
  return groups;
}

}  // namespace isnad::fuse
