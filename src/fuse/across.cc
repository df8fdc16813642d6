#include "fuse/across.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <unordered_map>

#include "model/day.h"

namespace isnad::fuse {
namespace {

constexpr std::int32_t kDaysApart = 1;        // news of one incident spreads over midnight and time zones
constexpr std::int32_t kDaysBefore = 3;       // an incident may be reported, without its date, some days after it
constexpr std::size_t kLargestPosting = 64;   // a word of more parts than this on a day says nothing
constexpr std::size_t kComparedMembers = 12;  // of a large group the first members stand for all

// What a pair must reach, and what else counts beside its common words.
constexpr double kThreshold = 1.0;
constexpr double kWords = 3.0;  // times the cosine of the words, weighed by rarity
constexpr double kSameKind = 0.3;
constexpr double kBothLead = 0.3;
constexpr double kPlaceEqual = 0.4;
constexpr double kPlaceDiffers = -0.8;
constexpr double kSameToll = 0.4;

using Pair = std::pair<std::uint32_t, std::uint32_t>;

/// How much each word tells: the fewer documents use it, the more.
class Rarity {
 public:
  explicit Rarity(const std::vector<Part>& parts) {
    std::unordered_map<std::uint64_t, std::uint32_t> last;
    for (const Part& part : parts) {
      for (const std::uint64_t word : part.words) {
        auto [at, fresh] = last.try_emplace(word, part.document + 1);
        if (fresh || at->second != part.document + 1) ++count_[word];
        at->second = part.document + 1;
      }
      documents_ = std::max(documents_, part.document + 1);
    }
  }
  double operator()(std::uint64_t word) const {
    return std::log(1.0 + documents_ / static_cast<double>(count_.at(word)));
  }

 private:
  std::unordered_map<std::uint64_t, std::uint32_t> count_;
  std::uint32_t documents_ = 0;
};

double squares(const Words& words, const Rarity& rarity) {
  return std::accumulate(words.begin(), words.end(), 0.0,
                         [&](double sum, std::uint64_t w) { return sum + rarity(w) * rarity(w); });
}

double cosine(const Part& a, const Part& b, const Rarity& rarity) {
  Words common;
  std::set_intersection(a.words.begin(), a.words.end(), b.words.begin(), b.words.end(), std::back_inserter(common));
  if (common.empty()) return 0;
  return squares(common, rarity) / std::sqrt(squares(a.words, rarity) * squares(b.words, rarity));
}

/// Days that could be one: stated days at most one apart; an unstated one was published at or soon after the stated.
bool days_meet(const Part& a, const Part& b) {
  if (!a.day_first || !b.day_first) return !a.day_first && !b.day_first;
  const std::int32_t after_a = a.dated && !b.dated ? kDaysBefore : kDaysApart;
  const std::int32_t after_b = b.dated && !a.dated ? kDaysBefore : kDaysApart;
  return *b.day_first <= *a.day_last + after_a && *a.day_first <= *b.day_last + after_b;
}

Relation compare_places(const Part& a, const Part& b, const Knowledge& knowledge) {
  Relation best = Relation::kUnknown;
  for (const std::string_view one : a.places) {
    for (const std::string_view other : b.places) best = std::max(best, knowledge.compare_places(one, other));
  }
  return best;
}

bool same_figure(const Casualty& a, const Casualty& b) {
  constexpr std::int64_t kTelling = 3;  // one or two dead are common to many incidents
  return a.effect == b.effect && a.low == b.low && a.high == b.high && a.low.value_or(0) >= kTelling;
}

bool same_toll(const Part& a, const Part& b) {
  for (const Claim* one : a.claims) {
    for (const Claim* other : b.claims) {
      for (const Casualty& figure : one->casualties) {
        const auto same = [&](const Casualty& c) { return same_figure(figure, c); };
        if (std::any_of(other->casualties.begin(), other->casualties.end(), same)) return true;
      }
    }
  }
  return false;
}

/// Kinds of statement do not count: condemnation follows on everything.
bool share_kind(const Part& a, const Part& b, const Knowledge& knowledge) {
  for (std::size_t kind = 0; kind < a.kinds.size(); ++kind) {
    if (a.kinds[kind] && b.kinds[kind] && !knowledge.is_statement(static_cast<Kind>(kind))) return true;
  }
  return false;
}

double score(const Part& a, const Part& b, const Rarity& rarity, const Knowledge& knowledge) {
  if (a.document == b.document || !days_meet(a, b)) return -kThreshold;
  const Relation places = compare_places(a, b, knowledge);
  double sum = kWords * cosine(a, b, rarity) - kThreshold;
  if (share_kind(a, b, knowledge)) sum += kSameKind;
  if (a.lead && b.lead) sum += kBothLead;
  if (places == Relation::kEqual) sum += kPlaceEqual;
  if (places == Relation::kDiffers) sum += kPlaceDiffers;
  if (same_toll(a, b)) sum += kSameToll;
  return sum;
}

/// Pairs of parts that share a rare word on nearby days.
std::vector<Pair> candidates(const std::vector<Part>& parts) {
  constexpr std::int32_t kNoDay = INT32_MIN;
  std::map<std::pair<std::uint64_t, std::int32_t>, std::vector<std::uint32_t>> postings;
  for (std::uint32_t i = 0; i < parts.size(); ++i) {
    const Part& part = parts[i];
    const std::int32_t first = part.day_first.value_or(kNoDay);
    const std::int32_t last = part.day_first ? std::min(*part.day_last, first + kDaysBefore) + kDaysBefore : first;
    for (const std::uint64_t word : part.words) {
      for (std::int32_t day = first; day <= last; ++day) postings[{word, day}].push_back(i);
    }
  }
  std::vector<Pair> pairs;
  for (const auto& [key, list] : postings) {
    if (list.size() > kLargestPosting) continue;
    for (std::size_t j = 1; j < list.size(); ++j) {
      for (std::size_t i = 0; i < j; ++i) pairs.emplace_back(list[i], list[j]);
    }
  }
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  return pairs;
}

/// Groups that grow by joining; a group is named by its first member.
class Joining {
 public:
  Joining(const std::vector<Part>& parts, const Rarity& rarity, const Knowledge& knowledge)
      : parts_(parts), rarity_(rarity), knowledge_(knowledge), group_of_(parts.size()), members_(parts.size()) {
    for (std::uint32_t i = 0; i < parts.size(); ++i) {
      group_of_[i] = i;
      members_[i] = {i};
    }
  }

  /// Joins the groups of two parts if their members agree on the whole.
  void offer(std::uint32_t a, std::uint32_t b) {
    const auto [first, second] = std::minmax({group_of_[a], group_of_[b]});
    if (first == second || mean(members_[first], members_[second]) <= 0) return;
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
  double mean(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) const {
    const std::size_t rows = std::min(a.size(), kComparedMembers), columns = std::min(b.size(), kComparedMembers);
    double sum = 0;
    for (std::size_t i = 0; i < rows; ++i) {
      for (std::size_t j = 0; j < columns; ++j) sum += score(parts_[a[i]], parts_[b[j]], rarity_, knowledge_);
    }
    return sum / static_cast<double>(rows * columns);
  }

  const std::vector<Part>& parts_;
  const Rarity& rarity_;
  const Knowledge& knowledge_;
  std::vector<std::uint32_t> group_of_;
  std::vector<std::vector<std::uint32_t>> members_;
};

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
  if (!mention.day || knowledge.is_statement(claim.kind)) return;
  part.day_first = std::min(part.day_first.value_or(*mention.day), *mention.day);
  part.day_last = std::max(part.day_last.value_or(*mention.day), *mention.day);
}

}  // namespace

Part part_of(std::uint32_t document, std::string_view published, const std::vector<Mention>& mentions,
             const std::vector<std::size_t>& group, const Knowledge& knowledge) {
  Part part;
  part.document = document;
  for (const std::size_t at : group) take_claim(part, mentions[at], knowledge);
  std::sort(part.places.begin(), part.places.end());
  part.places.erase(std::unique(part.places.begin(), part.places.end()), part.places.end());
  part.dated = part.day_first.has_value();
  if (!part.dated) part.day_first = part.day_last = day_number(published);
  return part;
}

std::vector<std::vector<std::uint32_t>> join_across(const std::vector<Part>& parts, const Knowledge& knowledge) {
  const Rarity rarity(parts);
  std::vector<std::pair<double, Pair>> scored;
  for (const Pair& pair : candidates(parts)) {
    const double value = score(parts[pair.first], parts[pair.second], rarity, knowledge);
    if (value > 0) scored.emplace_back(-value, pair);
  }
  std::sort(scored.begin(), scored.end());
  Joining joining(parts, rarity, knowledge);
  for (const auto& [value, pair] : scored) joining.offer(pair.first, pair.second);
  return joining.take();
}

}  // namespace isnad::fuse
