#include "fuse/dispute.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "fuse/control.h"
#include "fuse/positions.h"
#include "fuse/responsibility.h"
#include "model/day.h"

namespace isnad::fuse {
namespace {

// How much positions of a type differ; for numbers it is computed.
constexpr double kOccurrenceStake = 1.0;
constexpr double kResponsibilityStake = 0.9;
constexpr double kControlStake = 0.9;
constexpr double kIdentityStake = 0.8;
constexpr double kPlaceStake = 0.6;
constexpr double kTimeStake = 0.5;

/// Calls `visit(earlier, later)` with the positions of all pairs.
template <typename Visit>
void each_pair(std::size_t count, Visit visit) {
  for (std::size_t j = 1; j < count; ++j) {
    for (std::size_t i = 0; i < j; ++i) visit(i, j);
  }
}

// ---- number and identity

std::string bounds_of(const Casualty& casualty) {
  const auto bound = [](const std::optional<std::int64_t>& value) {
    return value ? std::to_string(*value) : std::string();
  };
  return bound(casualty.low) + ".." + bound(casualty.high);
}

std::string statement_of(const Casualty& casualty) {
  return std::string(name(casualty.effect)) + " " + bounds_of(casualty) + " " + std::string(name(casualty.group));
}

/// A repetition stands as long as what it repeats.
bool is_live(const Rung& rung, const std::vector<Rung>& ladder) {
  if (rung.figure.standing == Standing::kCurrent) return true;
  return rung.figure.standing == Standing::kRepeated &&
         std::any_of(ladder.begin(), ladder.end(), [&](const Rung& other) {
           return other.figure.claim == rung.figure.by && other.figure.standing == Standing::kCurrent &&
                  other.figure.casualty.effect == rung.figure.casualty.effect;
         });
}

/// The figures of one effect and group, and how far apart they lie.
struct Numbers {
  Positions positions;
  std::int64_t least = 0, most = 0;

  void take(const Rung& rung, std::size_t order, const std::vector<Rung>& ladder) {
    least = positions.disputed() || most > 0 ? std::min(least, rung.low()) : rung.low();
    most = std::max(most, rung.low());
    positions.take(statement_of(rung.figure.casualty), rung.figure, order, is_live(rung, ladder));
  }
  double stake() const { return most > 0 ? 1 - static_cast<double>(least) / static_cast<double>(most) : 0; }
};

void add_numbers(std::vector<Dispute>& disputes, const std::vector<Rung>& ladder, const Channels& channels,
                 const Knowledge& knowledge) {
  std::map<std::pair<Effect, Group>, Numbers> found;
  each_pair(ladder.size(), [&](std::size_t i, std::size_t j) {
    const Casualty &a = ladder[i].figure.casualty, &b = ladder[j].figure.casualty;
    if (a.effect != b.effect || a.group != b.group || !contradict(ladder[i], ladder[j], knowledge)) return;
    Numbers& numbers = found[{a.effect, a.group}];
    numbers.take(ladder[i], i, ladder);
    numbers.take(ladder[j], j, ladder);
  });
  // What one voice gives by groups may not exceed what another gives in all.
  const std::vector<Rung> sums = sums_of(ladder);
  for (std::size_t i = 0; i < ladder.size(); ++i) {
    const Casualty& total = ladder[i].figure.casualty;
    for (const Rung& sum : sums) {
      if (total.group != Group::kUnspecified || total.effect != sum.figure.casualty.effect ||
          ladder[i].high() >= sum.low() || !contradict(ladder[i], sum, knowledge))
        continue;
      Numbers& numbers = found[{total.effect, total.group}];
      numbers.take(ladder[i], i, ladder);
      numbers.take(sum, i, ladder);
    }
  }
  for (const auto& [key, numbers] : found) {
    const std::string about = std::string(name(key.first)) + " (" + std::string(name(key.second)) + ")";
    if (numbers.positions.disputed())
      disputes.push_back(numbers.positions.dispute("number", about, numbers.stake(), channels));
  }
}

/// The same dead are civilians to one and fighters to another.
bool identities_differ(const Rung& a, const Rung& b, const Knowledge& knowledge) {
  const Casualty &first = a.figure.casualty, &second = b.figure.casualty;
  if (first.effect != second.effect || first.low != second.low || first.high != second.high) return false;
  const std::set<Group> groups = {first.group, second.group};
  return groups == std::set<Group>{Group::kCivilian, Group::kMilitant} && a.figure.origin != b.figure.origin &&
         a.figure.standing != Standing::kUnasserted && b.figure.standing != Standing::kUnasserted &&
         a.spoken->document != b.spoken->document && same_matter(*a.spoken->claim, *b.spoken->claim, knowledge);
}

void add_identities(std::vector<Dispute>& disputes, const std::vector<Rung>& ladder, const Channels& channels,
                    const Knowledge& knowledge) {
  std::map<std::pair<Effect, std::string>, Positions> found;
  each_pair(ladder.size(), [&](std::size_t i, std::size_t j) {
    if (!identities_differ(ladder[i], ladder[j], knowledge)) return;
    const Casualty& casualty = ladder[i].figure.casualty;
    Positions& positions = found[{casualty.effect, bounds_of(casualty)}];
    for (const std::size_t k : {i, j}) {
      const Casualty& here = ladder[k].figure.casualty;
      positions.take(statement_of(here), ladder[k].figure, k, is_live(ladder[k], ladder));
    }
  });
  for (const auto& [key, positions] : found) {
    disputes.push_back(
        positions.dispute("identity", std::string(name(key.first)) + " " + key.second, kIdentityStake, channels));
  }
}

// ---- responsibility and control

std::string statement_of(const Stance& stance) {
  return (stance.stance == "denied" ? "not agent " : "agent ") + stance.actor;
}

/// The stances that the claim of the one at `at` takes: towards all that it names.
std::pair<std::size_t, std::size_t> together_with(const std::vector<Stance>& stances, std::size_t at) {
  std::size_t first = at, last = at + 1;
  while (first > 0 && stances[first - 1].claim == stances[at].claim) --first;
  while (last < stances.size() && stances[last].claim == stances[at].claim) ++last;
  return {first, last};
}

/// Of several that did it together, one may name this one and another that one.
bool share_actor(const std::vector<Stance>& stances, std::size_t i, std::size_t j, const Knowledge& knowledge) {
  const Lore& lore = knowledge.lore();
  const auto [first, last] = together_with(stances, i);
  const auto [begin, end] = together_with(stances, j);
  for (std::size_t a = first; a < last; ++a) {
    for (std::size_t b = begin; b < end; ++b) {
      if (lore.same(lore.party(stances[a].actor), lore.party(stances[b].actor))) return true;
    }
  }
  return false;
}

void add_responsibility(std::vector<Dispute>& disputes, const Incident& incident, const Channels& channels,
                        const Knowledge& knowledge) {
  const std::vector<Stance>& stances = incident.responsibility;
  Positions positions;
  each_pair(stances.size(), [&](std::size_t i, std::size_t j) {
    if (!contradict(stances[i], stances[j], knowledge)) return;
    const bool blamed = stances[i].stance != "denied" && stances[j].stance != "denied";
    if (blamed && share_actor(stances, i, j, knowledge)) return;
    for (const std::size_t k : {i, j}) positions.take(statement_of(stances[k]), stances[k], k);
  });
  if (!positions.disputed()) return;
  // Who takes back what it said contradicts nobody but itself, and is of the dispute all the same.
  for (std::size_t k = 0; k < stances.size(); ++k) {
    if (!stances[k].actor.empty()) positions.support(statement_of(stances[k]), stances[k], k);
  }
  disputes.push_back(
      positions.dispute("responsibility", std::string(name(incident.kind)), kResponsibilityStake, channels));
}

/// Who holds a place may change from day to day: only what is said of one place and day contradicts. A dispute is about
/// the wider of two places.
void add_control(std::vector<Dispute>& disputes, const std::vector<Holding>& holdings, const Channels& channels,
                 const Knowledge& knowledge) {
  std::map<std::pair<std::string, std::string>, Positions> found;
  const auto where = [&](const Holding& h) { return h.place_id.empty() ? knowledge.folded(h.place) : h.place_id; };
  each_pair(holdings.size(), [&](std::size_t i, std::size_t j) {
    const Holding &a = holdings[i], &b = holdings[j];
    if (!contradict(a, b, knowledge)) return;
    Positions& positions = found[{a.day, knowledge.inside(a.place_id, b.place_id) ? where(b) : where(a)}];
    for (const std::size_t k : {i, j}) positions.take(statement_of(holdings[k], knowledge), holdings[k], k);
  });
  for (const auto& [key, positions] : found) {
    const std::string day = key.first.empty() ? "" : " " + key.first;
    if (positions.disputed())
      disputes.push_back(positions.dispute("control", key.second + day, kControlStake, channels));
  }
}

// ---- place and time

/// Deeds of a moment at one spot, which cannot happen twice.
bool is_of_a_moment(Kind kind) {
  return kind == Kind::kBombing || kind == Kind::kSuicideAttack || kind == Kind::kAirstrike ||
         kind == Kind::kAssassination || kind == Kind::kExecution || kind == Kind::kAbduction ||
         kind == Kind::kShooting;
}

/// The one value that a report gives for the incident's deed; none when it gives several or leaves it open.
struct Version {
  const Spoken* spoken = nullptr;
  std::size_t order = 0;
  std::string value;
  bool several = false;
};

template <typename Value>
std::map<std::string, Version> versions_of(const std::vector<Spoken>& said, Kind main, Value value_of) {
  std::map<std::string, Version> versions;
  for (std::size_t i = 0; i < said.size(); ++i) {
    if (!said[i].holds() || said[i].claim->kind != main) continue;
    const std::string value = value_of(*said[i].claim);
    if (value.empty()) continue;
    Version& version = versions[said[i].document->doc_id];
    version.several = version.several || (!version.value.empty() && version.value != value);
    if (version.spoken == nullptr) version = {&said[i], i, value, false};
  }
  std::erase_if(versions, [](const auto& entry) { return entry.second.several; });
  return versions;
}

template <typename Value, typename Differ>
void add_versions(std::vector<Dispute>& disputes, const std::vector<Spoken>& said, Kind main, const char* type,
                  double stake, const Channels& channels, Value value_of, Differ differ) {
  if (!is_of_a_moment(main)) return;
  const std::map<std::string, Version> versions = versions_of(said, main, value_of);
  Positions positions;
  for (auto a = versions.begin(); a != versions.end(); ++a) {
    for (auto b = std::next(a); b != versions.end(); ++b) {
      if (a->second.spoken->origin == b->second.spoken->origin || !differ(a->second.value, b->second.value)) continue;
      for (const Version* version : {&a->second, &b->second})
        positions.take(version->value, saying_of(*version->spoken), version->order);
    }
  }
  if (positions.disputed()) disputes.push_back(positions.dispute(type, std::string(name(main)), stake, channels));
}

void add_place_and_time(std::vector<Dispute>& disputes, const std::vector<Spoken>& said, Kind main,
                        const Channels& channels, const Knowledge& knowledge) {
  const auto place = [](const Claim& claim) { return claim.place.empty() ? std::string() : claim.place.front().id; };
  const auto day = [](const Claim& claim) {
    const auto stated = stated_day(claim);
    return stated ? day_text(*stated) : std::string();
  };
  add_versions(disputes, said, main, "place", kPlaceStake, channels, place,
               [&](const auto& a, const auto& b) { return knowledge.compare_places(a, b) == Relation::kDiffers; });
  add_versions(disputes, said, main, "time", kTimeStake, channels, day, std::not_equal_to<>());
}

// ---- occurrence

bool same_event(const Claim& a, const Claim& b, const Knowledge& knowledge) {
  if (a.kind != b.kind || !same_matter(a, b, knowledge)) return false;
  if (a.kind != Kind::kCasualty) return true;
  // "Killed" does not contradict "nobody was injured": for tolls the words must agree.
  Words words_a, words_b;
  knowledge.add_words(words_a, a.trigger.text);
  knowledge.add_words(words_b, b.trigger.text);
  return compare(words_a, words_b) > Relation::kDiffers;
}

/// The deed that nobody has claimed is not denied by those who say so.
bool stands_by_unclaimed(const std::vector<Spoken>& said, const Spoken& denial) {
  return std::any_of(said.begin(), said.end(), [&](const Spoken& other) {
    return other.document == denial.document && other.claim->kind == Kind::kClaimResponsibility && other.denies() &&
           other.claim->sentence.start == denial.claim->sentence.start;
  });
}

/// A denial that names an agent is about responsibility, not about whether it happened.
bool denies_occurrence(const std::vector<Spoken>& said, const Spoken& denial, const Knowledge& knowledge) {
  const Claim& matter = denial.matter();
  return denial.denies() && matter.agent.empty() && !knowledge.is_statement(matter.kind) &&
         matter.kind != Kind::kTakeControl && !stands_by_unclaimed(said, denial);
}

void add_occurrence(std::vector<Dispute>& disputes, const std::vector<Spoken>& said, const Channels& channels,
                    const Knowledge& knowledge) {
  std::map<Kind, Positions> found;
  for (std::size_t j = 0; j < said.size(); ++j) {
    const Spoken& denial = said[j];
    if (!denies_occurrence(said, denial, knowledge)) continue;
    const Claim& matter = denial.matter();
    const std::string kind(name(matter.kind));
    for (std::size_t i = 0; i < said.size(); ++i) {
      const Spoken& other = said[i];
      const bool meant = denial.about == nullptr ? same_event(matter, *other.claim, knowledge) : other.claim == &matter;
      if (!meant || !other.holds() || other.voice == denial.voice) continue;
      found[matter.kind].take(kind, saying_of(other), i);
      found[matter.kind].take("no " + kind, saying_of(denial), j);
    }
  }
  for (const auto& [kind, positions] : found)
    disputes.push_back(positions.dispute("occurrence", std::string(name(kind)), kOccurrenceStake, channels));
}

}  // namespace

std::vector<Dispute> disputes_of(const std::vector<Spoken>& said, const std::vector<Rung>& ladder,
                                 const Incident& incident, const Knowledge& knowledge) {
  Channels channels;
  for (const Spoken& spoken : said) channels.emplace(spoken.ref(), spoken.channel);
  std::vector<Dispute> disputes;
  add_numbers(disputes, ladder, channels, knowledge);
  add_identities(disputes, ladder, channels, knowledge);
  add_responsibility(disputes, incident, channels, knowledge);
  add_control(disputes, incident.control, channels, knowledge);
  add_place_and_time(disputes, said, incident.kind, channels, knowledge);
  add_occurrence(disputes, said, channels, knowledge);
  std::stable_sort(disputes.begin(), disputes.end(),
                   [](const Dispute& a, const Dispute& b) { return a.weight > b.weight; });
  return disputes;
}

}  // namespace isnad::fuse
