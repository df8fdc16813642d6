#include "fuse/across.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/strings.h"
#include "fuse/blocking.h"
#include "model/day.h"

namespace isnad::fuse {
namespace {

constexpr std::int32_t kDaysApart = 1;        // news of one incident spreads over midnight and time zones
constexpr std::int32_t kDaysBefore = 3;       // an incident may be reported, without its date, some days after it
constexpr std::size_t kComparedMembers = 12;  // of a large group the first members stand for all
constexpr std::int64_t kTellingToll = 3;      // one or two dead are common to many incidents

using Pair = std::pair<std::uint32_t, std::uint32_t>;

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

/// Takes out places in which others of the part lie: "Iraq" beside "Baghdad" would make every attack in Iraq the same.
void keep_innermost(std::vector<std::string_view>& places, const Knowledge& knowledge) {
  const std::vector<std::string_view> all = places;
  std::erase_if(places, [&](std::string_view outer) {
    return std::any_of(all.begin(), all.end(),
                       [&](std::string_view inner) { return inner != outer && knowledge.inside(inner, outer); });
  });
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

/// Weighs pairs of parts. Parts of one document, or of days that cannot be one, are never of one incident.
class Scale {
 public:
  Scale(const std::vector<Part>& parts, const Knowledge& knowledge) : parts_(parts), knowledge_(knowledge) {
    for (std::size_t i = 0; i < kAcrossCount; ++i) weights_[i] = knowledge.weight(across_name(i));
  }
  AcrossValues values(std::uint32_t a, std::uint32_t b) const {
    const Part &one = parts_[a], &other = parts_[b];
    if (one.document != other.document && days_meet(one, other)) return compare(one, other, knowledge_);
    AcrossValues apart{};
    apart[0] = 1;
    return apart;
  }
  double operator()(const AcrossValues& values) const {
    return std::inner_product(values.begin(), values.end(), weights_.begin(), 0.0);
  }

 private:
  const std::vector<Part>& parts_;
  const Knowledge& knowledge_;
  AcrossValues weights_{};
};

/// Groups that grow by joining; a group is named by its first member.
class Joining {
 public:
  Joining(const std::vector<Part>& parts, const Scale& scale, const AcrossWatcher& watcher)
      : scale_(scale), watcher_(watcher), group_of_(parts.size()), members_(parts.size()) {
    for (std::uint32_t i = 0; i < parts.size(); ++i) {
      group_of_[i] = i;
      members_[i] = {i};
    }
  }

  /// Joins the groups of two parts if their members agree on the whole.
  void offer(std::uint32_t a, std::uint32_t b) {
    const auto [first, second] = std::minmax({group_of_[a], group_of_[b]});
    if (first == second) return;
    const AcrossValues values = mean(members_[first], members_[second]);
    const double score = scale_(values);
    if (score <= 0) return;
    if (watcher_) watcher_(members_[first], members_[second], values, score);
    for (const std::uint32_t member : members_[second]) group_of_[member] = first;
    members_[first].insert(members_[first].end(), members_[second].begin(), members_[second].end());
    members_[second].clear();
    std::sort(members_[first].begin(), members_[first].end());
  }

  std::vector<std::vector<std::uint32_t>> take() {
    std::erase_if(members_, [](const auto& members) { return members.empty(); });
    return std::move(members_);
  }

 private:
  AcrossValues mean(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) const {
    const std::size_t rows = std::min(a.size(), kComparedMembers), columns = std::min(b.size(), kComparedMembers);
    AcrossValues sum{};
    for (std::size_t i = 0; i < rows; ++i) {
      for (std::size_t j = 0; j < columns; ++j) {
        const AcrossValues values = scale_.values(a[i], b[j]);
        for (std::size_t k = 0; k < kAcrossCount; ++k) sum[k] += values[k];
      }
    }
    for (double& value : sum) value /= static_cast<double>(rows * columns);
    return sum;
  }

  const Scale& scale_;
  const AcrossWatcher& watcher_;
  std::vector<std::uint32_t> group_of_;
  std::vector<std::vector<std::uint32_t>> members_;
};

void take_figures(Part& part, const Claim& claim) {
  for (const Casualty& casualty : claim.casualties) {
    if (casualty.low.value_or(0) < kTellingToll) continue;
    const auto high = static_cast<std::uint64_t>(casualty.high.value_or(-1));
    part.tolls.push_back(hash_mix(hash_mix(static_cast<std::uint64_t>(casualty.effect), high),
                                  static_cast<std::uint64_t>(*casualty.low)));
  }
}

void take_claim(Part& part, const Mention& mention, const Knowledge& knowledge) {
  const Claim& claim = *mention.claim;
  part.claims.push_back(&claim);
  part.kinds[static_cast<std::size_t>(claim.kind)] = true;
  part.lead = part.lead || mention.lead;
  for (const auto* list : {&claim.agent, &claim.target, &claim.means}) {
    for (const Participant& participant : *list) knowledge.add_place_words(part.words, participant.text);
  }
  for (const Place& place : claim.place) {
    knowledge.add_place_words(part.words, place.text);
    if (!place.id.empty()) part.places.push_back(place.id);
  }
  take_figures(part, claim);
  if (!mention.day || knowledge.is_statement(claim.kind)) return;
  part.day_first = std::min(part.day_first.value_or(*mention.day), *mention.day);
  part.day_last = std::max(part.day_last.value_or(*mention.day), *mention.day);
}

template <typename T>
void sort_once(std::vector<T>& list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

}  // namespace

std::string_view across_name(std::size_t feature) {
  constexpr std::string_view kNames[kAcrossCount] = {
      "across.bias",        "across.words",        "across.kind.same",     "across.lead.both", "across.lead.one",
      "across.place.equal", "across.place.shared", "across.place.differs", "across.toll.same", "across.day.same"};
  return kNames[feature];
}

Part part_of(std::uint32_t document, std::string_view published, const std::vector<Mention>& mentions,
             const std::vector<std::size_t>& group, const Knowledge& knowledge) {
  Part part;
  part.document = document;
  for (const std::size_t at : group) take_claim(part, mentions[at], knowledge);
  sort_once(part.places);
  keep_innermost(part.places, knowledge);
  sort_once(part.tolls);
  part.dated = part.day_first.has_value();
  if (!part.dated) part.day_first = part.day_last = day_number(published);
  for (const std::uint64_t word : part.words) part.length += knowledge.rarity(word) * knowledge.rarity(word);
  part.length = std::sqrt(part.length);
  return part;
}

std::vector<std::vector<std::uint32_t>> join_across(const std::vector<Part>& parts, const Knowledge& knowledge,
                                                    const AcrossWatcher& watcher) {
  const Scale scale(parts, knowledge);
  std::vector<std::pair<double, Pair>> scored;
  each_candidate(parts, knowledge, [&](std::uint32_t a, std::uint32_t b) {
    const double value = scale(scale.values(a, b));
    if (value > 0) scored.emplace_back(-value, Pair(a, b));
  });
  std::sort(scored.begin(), scored.end());
  Joining joining(parts, scale, watcher);
  for (const auto& [value, pair] : scored) joining.offer(pair.first, pair.second);
  return joining.take();
}

}  // namespace isnad::fuse
