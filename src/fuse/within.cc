#include "fuse/within.h"

#include <algorithm>
#include <limits>

namespace isnad::fuse {
namespace {

constexpr std::uint32_t kDistanceBounds[] = {50, 100, 200, 400, 800, 1600, 3200};

// Joining looks at all pairs of claims. A document of more claims than this (a chronicle, a book) is grouped in
// windows.
constexpr std::size_t kWindow = 256;

bool is_same(const Casualty& a, const Casualty& b) {
  return a.low == b.low && a.high == b.high;
}

/// Sums of pair weights between groups; a group that was joined to another is dead.
class Groups {
 public:
  Groups(const std::vector<Mention>& mentions, std::size_t begin, std::size_t end, const PairWeights& weights)
      : count_(end - begin), sums_(count_ * count_, 0), members_(count_) {
    for (std::size_t j = 0; j < count_; ++j) {
      members_[j] = {begin + j};
      for (std::size_t i = 0; i < j; ++i) sum(i, j) = sum(j, i) = weights(mentions[begin + i], mentions[begin + j]);
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

  double mean(std::size_t a, std::size_t b) {
    return sum(a, b) / (static_cast<double>(members_[a].size()) * static_cast<double>(members_[b].size()));
  }

  /// False when no two groups should be one. Of equally good pairs the first in text order is taken.
  bool join_best() {
    double best = 0;
    std::size_t best_a = 0, best_b = 0;
    for (std::size_t a = 0; a < count_; ++a) {
      if (members_[a].empty()) continue;
      for (std::size_t b = a + 1; b < count_; ++b) {
        if (members_[b].empty() || mean(a, b) <= best) continue;
        best = mean(a, b);
        best_a = a;
        best_b = b;
      }
    }
    if (best > 0) join(best_a, best_b);
    return best > 0;
  }

  void join(std::size_t a, std::size_t b) {
    members_[a].insert(members_[a].end(), members_[b].begin(), members_[b].end());
    members_[b].clear();
    for (std::size_t other = 0; other < count_; ++other) sum(other, a) = sum(a, other) += sum(b, other);
  }

  std::size_t count_;
  std::vector<double> sums_;
  std::vector<std::vector<std::size_t>> members_;
};

}  // namespace

double PairWeights::Compared::operator[](Relation relation) const {
  switch (relation) {
    case Relation::kDiffers:
      return differs;
    case Relation::kShared:
      return shared;
    case Relation::kEqual:
      return equal;
    default:
      return 0;
  }
}

PairWeights::Compared PairWeights::compared(std::string_view name) const {
  const std::string id(name);
  return {knowledge_.weight(id + ".differs"), knowledge_.weight(id + ".shared"), knowledge_.weight(id + ".equal")};
}

PairWeights::PairWeights(const Knowledge& knowledge) : knowledge_(knowledge) {
  const auto weight = [&](std::string_view id) { return knowledge.weight(id); };
  bias_ = weight("bias"), adjacent_ = weight("adjacent"), same_sentence_ = weight("sentence.same");
  same_kind_ = weight("kind.same"), same_kind_in_sentence_ = weight("kind.same_in_sentence");
  same_trigger_ = weight("trigger.same"), modality_ = weight("modality.differs"), lead_ = weight("lead");
  refers_same_ = weight("reference.same_kind"), refers_other_ = weight("reference.other_kind");
  bare_same_ = weight("reference.bare_same_kind"), bare_other_ = weight("reference.bare_other_kind");
  day_equal_ = weight("day.equal"), day_differs_ = weight("day.differs"), day_one_ = weight("day.one");
  near_day_equal_ = weight("day_near.equal"), near_day_differs_ = weight("day_near.differs");
  month_differs_ = weight("month.differs");
  casualties_equal_ = weight("casualties.equal"), casualties_differ_ = weight("casualties.differ");
  place_ = compared("place"), near_place_ = compared("place_near");
  agent_ = compared("agent"), target_ = compared("target"), target_same_kind_ = compared("target_same_kind");
  agent_target_ = compared("agent_target"), target_agent_ = compared("target_agent");
  for (std::size_t i = 0; i < std::size(kDistanceBounds); ++i) {
    distances_[i] = weight("distance." + std::to_string(kDistanceBounds[i]));
  }
  distances_.back() = weight("distance.far");
  for (std::size_t a = 0; a < families_.size(); ++a) {
    for (std::size_t b = 0; b < families_.size(); ++b) {
      const auto [first, second] =
          std::minmax({knowledge.family(static_cast<Kind>(a)), knowledge.family(static_cast<Kind>(b))});
      families_[a][b] = weight("families." + std::string(first) + "." + std::string(second));
    }
  }
}

double PairWeights::of_position(const Mention& a, const Mention& b) const {
  const std::uint32_t apart = b.claim->trigger.start - a.claim->trigger.start;
  const auto* bound = std::lower_bound(std::begin(kDistanceBounds), std::end(kDistanceBounds), apart);
  return distances_[static_cast<std::size_t>(bound - std::begin(kDistanceBounds))] +
         (b.order == a.order + 1 ? adjacent_ : 0) + (a.sentence == b.sentence ? same_sentence_ : 0) +
         (a.lead ? lead_ : 0);
}

double PairWeights::of_kinds(const Mention& a, const Mention& b) const {
  double sum = families(a.claim->kind, b.claim->kind);
  if (a.claim->kind == b.claim->kind) sum += same_kind_ + (a.sentence == b.sentence ? same_kind_in_sentence_ : 0);
  if (const Relation words = compare(a.trigger, b.trigger); words > Relation::kDiffers) sum += same_trigger_;
  return sum + (a.claim->modality == b.claim->modality ? 0 : modality_);
}

double PairWeights::of_reference(const Mention& a, const Mention& b) const {
  if (!b.refers) return 0;
  const bool same = a.claim->kind == b.claim->kind;
  return (same ? refers_same_ : refers_other_) + (!b.bare ? 0 : same ? bare_same_ : bare_other_);
}

double PairWeights::of_days(const Mention& a, const Mention& b) const {
  double sum = 0;
  if (a.near_day && b.near_day) sum += a.near_day == b.near_day ? near_day_equal_ : near_day_differs_;
  if (a.day && b.day) sum += a.day == b.day ? day_equal_ : day_differs_;
  if (a.day.has_value() != b.day.has_value()) sum += day_one_;
  return sum + (a.month && b.month && a.month != b.month ? month_differs_ : 0);
}

double PairWeights::of_casualties(const Claim& a, const Claim& b) const {
  double sum = 0;
  for (const Casualty& one : a.casualties) {
    for (const Casualty& other : b.casualties) {
      if (one.effect == other.effect) sum += is_same(one, other) ? casualties_equal_ : casualties_differ_;
    }
  }
  return sum;
}

double PairWeights::of_people(const Mention& a, const Mention& b) const {
  const Relation targets = compare(a.target, b.target);
  return agent_[compare(a.agent, b.agent)] + target_[targets] + agent_target_[compare(a.agent, b.target)] +
         target_agent_[compare(a.target, b.agent)] + (a.claim->kind == b.claim->kind ? target_same_kind_[targets] : 0);
}

double PairWeights::operator()(const Mention& a, const Mention& b) const {
  return bias_ + of_position(a, b) + of_kinds(a, b) + of_reference(a, b) + of_days(a, b) + of_people(a, b) +
         of_casualties(*a.claim, *b.claim) + place_[compare(a.where, b.where, knowledge_)] +
         near_place_[compare(a.near_where, b.near_where, knowledge_)];
}

std::vector<std::vector<std::size_t>> group(const std::vector<Mention>& mentions, const PairWeights& weights) {
  std::vector<std::vector<std::size_t>> groups;
  for (std::size_t begin = 0; begin < mentions.size(); begin += kWindow) {
    const std::size_t end = std::min(mentions.size(), begin + kWindow);
    for (auto& found : Groups(mentions, begin, end, weights).joined()) groups.push_back(std::move(found));
  }
  return groups;
}

}  // namespace isnad::fuse
