#include "fuse/joining.h"

#include <algorithm>
#include <numeric>

namespace isnad::fuse {
namespace {

constexpr std::int32_t kDaysApart = 1;        // news of one incident spreads over midnight and time zones
constexpr std::int32_t kDaysBefore = 3;       // an incident may be reported, without its date, some days after it
constexpr std::size_t kComparedMembers = 12;  // of a large group the first members stand for all

double cosine(const Part& a, const Part& b, const Knowledge& knowledge) {
  double sum = 0;
  for (auto one = a.words.begin(), other = b.words.begin(); one != a.words.end() && other != b.words.end();) {
    if (*one == *other) {
      const double rarity = knowledge.rarity(*one);
      sum += rarity * rarity;
    }
    const bool forward = *one <= *other, both = *one == *other;
    one += forward ? 1 : 0;
    other += both || !forward ? 1 : 0;
  }
  return sum > 0 ? sum / (a.length * b.length) : 0;
}

/// Days that could be one: stated days at most one apart; an unstated one was published at or soon after the stated.
bool days_meet(const Part& a, const Part& b) {
  if (!a.day_first || !b.day_first) return !a.day_first && !b.day_first;
  const std::int32_t after_a = a.dated && !b.dated ? kDaysBefore : kDaysApart;
  const std::int32_t after_b = b.dated && !a.dated ? kDaysBefore : kDaysApart;
  return *b.day_first <= *a.day_last + after_a && *a.day_first <= *b.day_last + after_b;
}

/// One country in common says little: much happens in it on a day.
Relation compare_places(const Part& a, const Part& b, const Knowledge& knowledge) {
  Relation best = Relation::kUnknown;
  for (const std::string_view one : a.places) {
    for (const std::string_view other : b.places) {
      const Relation relation = knowledge.compare_places(one, other);
      best = std::max(best, relation == Relation::kEqual && knowledge.is_outermost(one) ? Relation::kShared : relation);
    }
  }
  return best;
}

bool same_toll(const Part& a, const Part& b) {
  return std::any_of(a.tolls.begin(), a.tolls.end(),
                     [&](std::uint64_t toll) { return std::binary_search(b.tolls.begin(), b.tolls.end(), toll); });
}

/// Kinds of statement do not count: condemnation follows on everything.
bool share_kind(const Part& a, const Part& b, const Knowledge& knowledge) {
  for (std::size_t kind = 0; kind < a.kinds.size(); ++kind) {
    if (a.kinds[kind] && b.kinds[kind] && !knowledge.is_statement(static_cast<Kind>(kind))) return true;
  }
  return false;
}

double& at(AcrossValues& values, Across feature) {
  return values[static_cast<std::size_t>(feature)];
}

AcrossValues compare(const Part& a, const Part& b, const Knowledge& knowledge) {
  const Relation places = compare_places(a, b, knowledge);
  const auto one = [](bool holds) { return holds ? 1.0 : 0.0; };
  AcrossValues values{};
  at(values, Across::kBias) = 1;
  at(values, Across::kWords) = cosine(a, b, knowledge);
  at(values, Across::kSameKind) = one(share_kind(a, b, knowledge));
  at(values, Across::kBothLead) = one(a.lead && b.lead);
  at(values, Across::kOneLead) = one(a.lead != b.lead);
  at(values, Across::kPlaceEqual) = one(places == Relation::kEqual);
  at(values, Across::kPlaceShared) = one(places == Relation::kShared);
  at(values, Across::kPlaceDiffers) = one(places == Relation::kDiffers);
  at(values, Across::kSameToll) = one(same_toll(a, b));
  at(values, Across::kSameDay) = one(a.dated && b.dated && *a.day_first <= *b.day_last && *b.day_first <= *a.day_last);
  return values;
}

}  // namespace

Scale::Scale(const Knowledge& knowledge) : knowledge_(knowledge) {
  for (std::size_t i = 0; i < kAcrossCount; ++i) weights_[i] = knowledge.weight(across_name(i));
}

AcrossValues Scale::values(const Part& a, const Part& b) const {
  if (a.document != b.document && days_meet(a, b)) return compare(a, b, knowledge_);
  AcrossValues apart{};
  apart[0] = 1;
  return apart;
}

double Scale::operator()(const AcrossValues& values) const {
  return std::inner_product(values.begin(), values.end(), weights_.begin(), 0.0);
}

Joining::Joining(const std::vector<const Part*>& parts, const Scale& scale, const AcrossWatcher& watcher)
    : parts_(parts), scale_(scale), watcher_(watcher), group_of_(parts.size()), members_(parts.size()) {
  for (std::uint32_t i = 0; i < parts.size(); ++i) {
    group_of_[i] = i;
    members_[i] = {i};
  }
}

bool Joining::offer(std::uint32_t a, std::uint32_t b) {
  const auto [first, second] = std::minmax({group_of_[a], group_of_[b]});
  if (first == second) return false;
  const AcrossValues values = mean(members_[first], members_[second]);
  const double score = scale_(values);
  if (score <= 0) return false;
  if (watcher_) watcher_(members_[first], members_[second], values, score);
  join(a, b);
  return true;
}

void Joining::join(std::uint32_t a, std::uint32_t b) {
  const auto [first, second] = std::minmax({group_of_[a], group_of_[b]});
  if (first == second) return;
  joins_.emplace_back(a, b);
  for (const std::uint32_t member : members_[second]) group_of_[member] = first;
  const auto middle = static_cast<std::ptrdiff_t>(members_[first].size());
  members_[first].insert(members_[first].end(), members_[second].begin(), members_[second].end());
  members_[second].clear();
  std::inplace_merge(members_[first].begin(), members_[first].begin() + middle, members_[first].end());
}

std::vector<Joining::Members> Joining::take() {
  std::erase_if(members_, [](const Members& members) { return members.empty(); });
  return std::move(members_);
}

AcrossValues Joining::mean(const Members& a, const Members& b) const {
  const std::size_t rows = std::min(a.size(), kComparedMembers), columns = std::min(b.size(), kComparedMembers);
  AcrossValues sum{};
  for (std::size_t i = 0; i < rows; ++i) {
    for (std::size_t j = 0; j < columns; ++j) {
      const AcrossValues values = scale_.values(*parts_[a[i]], *parts_[b[j]]);
      for (std::size_t k = 0; k < kAcrossCount; ++k) sum[k] += values[k];
    }
  }
  for (double& value : sum) value /= static_cast<double>(rows * columns);
  return sum;
}

bool would_break(const Bonds& bonds, const Joining& joining, const std::pair<std::uint32_t, std::uint32_t>& pair) {
  const auto groups = [&](const std::pair<std::uint32_t, std::uint32_t>& of) {
    return std::minmax({joining.group(of.first), joining.group(of.second)});
  };
  return std::any_of(bonds.apart.begin(), bonds.apart.end(),
                     [&](const auto& apart) { return groups(apart) == groups(pair); });
}

}  // namespace isnad::fuse
