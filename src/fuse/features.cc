#include "fuse/features.h"

#include <algorithm>
#include <iterator>

namespace isnad::fuse {
namespace {

constexpr std::uint32_t kDistanceBounds[] = {50, 100, 200, 400, 800, 1600, 3200};

enum Feature : std::size_t {
  kBias,
  kAdjacent,
  kLead,
  kSameSentence,
  kSameKind,
  kSameKindInSentence,
  kSameTrigger,
  kModalityDiffers,
  kRefersSameKind,
  kRefersOtherKind,
  kBareSameKind,
  kBareOtherKind,
  kDayEqual,
  kDayDiffers,
  kDayOne,
  kNearDayEqual,
  kNearDayDiffers,
  kMonthDiffers,
  kCasualtiesEqual,
  kCasualtiesDiffer,
  kDistance,                                            // and one more for each bound
  kPlace = kDistance + std::size(kDistanceBounds) + 1,  // these have three each, for `Relation`
  kNearPlace = kPlace + 3,
  kAgent = kNearPlace + 3,
  kTarget = kAgent + 3,
  kTargetSameKind = kTarget + 3,
  kAgentTarget = kTargetSameKind + 3,
  kTargetAgent = kAgentTarget + 3,
  kFamilies = kTargetAgent + 3,
};

std::vector<std::string> fixed_names() {
  std::vector<std::string> names = {"bias",
                                    "adjacent",
                                    "lead",
                                    "sentence.same",
                                    "kind.same",
                                    "kind.same_in_sentence",
                                    "trigger.same",
                                    "modality.differs",
                                    "reference.same_kind",
                                    "reference.other_kind",
                                    "reference.bare_same_kind",
                                    "reference.bare_other_kind",
                                    "day.equal",
                                    "day.differs",
                                    "day.one",
                                    "day_near.equal",
                                    "day_near.differs",
                                    "month.differs",
                                    "casualties.equal",
                                    "casualties.differ"};
  for (const std::uint32_t bound : kDistanceBounds) names.push_back("distance." + std::to_string(bound));
  names.push_back("distance.far");
  for (const char* name :
       {"place", "place_near", "agent", "target", "target_same_kind", "agent_target", "target_agent"}) {
    for (const char* outcome : {".differs", ".shared", ".equal"}) names.push_back(std::string(name) + outcome);
  }
  return names;
}

void add_relation(Found& found, Feature first, Relation relation) {
  if (relation != Relation::kUnknown) {
    found.add(first + static_cast<std::size_t>(relation) - static_cast<std::size_t>(Relation::kDiffers));
  }
}

void add_position(Found& found, const Mention& a, const Mention& b) {
  const std::uint32_t apart = b.claim->trigger.start - a.claim->trigger.start;
  const auto* bound = std::lower_bound(std::begin(kDistanceBounds), std::end(kDistanceBounds), apart);
  found.add(kDistance + static_cast<std::size_t>(bound - std::begin(kDistanceBounds)));
  if (b.order == a.order + 1) found.add(kAdjacent);
  if (a.sentence == b.sentence) found.add(kSameSentence);
  if (a.lead) found.add(kLead);
}

void add_kinds(Found& found, const Mention& a, const Mention& b, bool same) {
  if (same) found.add(kSameKind);
  if (same && a.sentence == b.sentence) found.add(kSameKindInSentence);
  if (compare(a.trigger, b.trigger) > Relation::kDiffers) found.add(kSameTrigger);
  if (a.claim->modality != b.claim->modality) found.add(kModalityDiffers);
  if (!b.refers) return;
  found.add(same ? kRefersSameKind : kRefersOtherKind);
  if (b.bare) found.add(same ? kBareSameKind : kBareOtherKind);
}

void add_days(Found& found, const Mention& a, const Mention& b) {
  if (a.near_day && b.near_day) found.add(a.near_day == b.near_day ? kNearDayEqual : kNearDayDiffers);
  if (a.day && b.day) found.add(a.day == b.day ? kDayEqual : kDayDiffers);
  if (a.day.has_value() != b.day.has_value()) found.add(kDayOne);
  if (a.month && b.month && a.month != b.month) found.add(kMonthDiffers);
}

void add_casualties(Found& found, const Claim& a, const Claim& b) {
  for (const Casualty& one : a.casualties) {
    for (const Casualty& other : b.casualties) {
      const bool equal = one.low == other.low && one.high == other.high;
      if (one.effect == other.effect) found.add(equal ? kCasualtiesEqual : kCasualtiesDiffer);
    }
  }
}

void add_people(Found& found, const Mention& a, const Mention& b, bool same_kind) {
  const Relation targets = compare(a.target, b.target);
  add_relation(found, kAgent, compare(a.agent, b.agent));
  add_relation(found, kTarget, targets);
  if (same_kind) add_relation(found, kTargetSameKind, targets);
  add_relation(found, kAgentTarget, compare(a.agent, b.target));
  add_relation(found, kTargetAgent, compare(a.target, b.agent));
}

}  // namespace

PairFeatures::PairFeatures(const Knowledge& knowledge) : knowledge_(knowledge), names_(fixed_names()) {
  for (std::size_t a = 0; a < families_.size(); ++a) {
    for (std::size_t b = 0; b < families_.size(); ++b) {
      const auto [first, second] =
          std::minmax({knowledge.family(static_cast<Kind>(a)), knowledge.family(static_cast<Kind>(b))});
      const std::string name = "families." + std::string(first) + "." + std::string(second);
      const auto known = std::find(names_.begin() + kFamilies, names_.end(), name);
      families_[a][b] = static_cast<std::size_t>(known - names_.begin());
      if (known == names_.end()) names_.push_back(name);
    }
  }
}

Found PairFeatures::operator()(const Mention& a, const Mention& b) const {
  const bool same_kind = a.claim->kind == b.claim->kind;
  Found found;
  found.add(kBias);
  found.add(families(a.claim->kind, b.claim->kind));
  add_position(found, a, b);
  add_kinds(found, a, b, same_kind);
  add_days(found, a, b);
  add_relation(found, kPlace, compare(a.where, b.where, knowledge_));
  add_relation(found, kNearPlace, compare(a.near_where, b.near_where, knowledge_));
  add_people(found, a, b, same_kind);
  add_casualties(found, *a.claim, *b.claim);
  return found;
}

}  // namespace isnad::fuse
