#include "fuse/dispute.h"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <map>
#include <set>
#include <tuple>

#include "model/day.h"

namespace isnad::fuse {
namespace {

constexpr std::int64_t kSameTime = 3 * 60;      // minutes: tolls published closer together are of one time
constexpr std::int64_t kFallingTime = 24 * 60;  // a toll does not fall; but an old one may be told again later

/// A claim with its document and the voice that it goes back to.
struct Saying {
  const Document* document;
  const Claim* claim;
  std::string voice;
  ClaimRef ref() const { return {document->doc_id, claim->claim_id}; }
};

std::string voice_of(const Document& document, const Claim& claim, const Knowledge& knowledge) {
  if (claim.attribution.empty()) return "outlet " + document.outlet;
  const Attribution& origin = claim.attribution.back();
  return origin.id.empty() ? knowledge.folded(origin.text) : origin.id;
}

std::vector<Saying> sayings_of(const std::vector<Testimony>& testimonies, const Knowledge& knowledge) {
  std::vector<Saying> sayings;
  for (const Testimony& testimony : testimonies) {
    for (const Claim* claim : testimony.claims) {
      sayings.push_back({testimony.document, claim, voice_of(*testimony.document, *claim, knowledge)});
    }
  }
  return sayings;
}

bool holds(const Claim& claim) {
  return claim.modality == Modality::kAsserted || claim.modality == Modality::kSuspected;
}
bool denies(const Claim& claim) {
  return claim.modality == Modality::kDenied;
}

/// Minutes from `a` to `b`, whole days where a time of day is missing; 0 where a date is.
std::int64_t minutes_between(const Document& a, const Document& b) {
  const auto from = minute_number(a.published), to = minute_number(b.published);
  if (from && to) return *to - *from;
  const auto first = day_number(a.published), last = day_number(b.published);
  return first && last ? (*last - *first) * 24 * 60 : 0;
}

/// The positions of a dispute under way, in order of their keys.
template <typename Key>
class Positions {
 public:
  void take(const Key& key, const std::string& statement, const Saying& saying) {
    Position& position = positions_[key];
    position.statement = statement;
    const ClaimRef ref = saying.ref();
    if (std::find(position.claims.begin(), position.claims.end(), ref) == position.claims.end())
      position.claims.push_back(ref);
  }
  bool disputed() const { return positions_.size() > 1; }
  Dispute dispute(std::string type, std::string about) const {
    Dispute dispute{std::move(type), std::move(about), {}};
    for (const auto& [key, position] : positions_) dispute.positions.push_back(position);
    return dispute;
  }

 private:
  std::map<Key, Position> positions_;
};

// ---- number

struct Figure {
  const Saying* saying;
  const Casualty* casualty;
  std::int64_t low() const { return casualty->low.value_or(0); }
  std::int64_t high() const { return casualty->high.value_or(std::numeric_limits<std::int64_t>::max()); }
};

std::string statement_of(const Casualty& casualty) {
  const auto bound = [](const std::optional<std::int64_t>& value) {
    return value ? std::to_string(*value) : std::string();
  };
  return std::string(name(casualty.effect)) + " " + bound(casualty.low) + ".." + bound(casualty.high) + " " +
         std::string(name(casualty.group));
}

/// The two speak of the same people: not of other places or other days.
bool same_matter(const Claim& a, const Claim& b, const Knowledge& knowledge) {
  const auto day_a = stated_day(a), day_b = stated_day(b);
  if (day_a && day_b && day_a != day_b) return false;
  if (a.place.empty() || b.place.empty()) return true;
  return knowledge.compare_places(a.place[0].id, b.place[0].id) != Relation::kDiffers;
}

/// `b` was published after `a`, or stands behind it.
bool conflict(const Figure& a, const Figure& b, const Knowledge& knowledge) {
  if (a.saying->voice == b.saying->voice || !same_matter(*a.saying->claim, *b.saying->claim, knowledge)) return false;
  const std::int64_t apart = minutes_between(*a.saying->document, *b.saying->document);
  if (b.low() > a.high()) return apart <= kSameTime && !b.casualty->cumulative;
  if (a.low() > b.high()) return apart <= kFallingTime;
  return false;
}

void add_number(std::vector<Dispute>& disputes, const std::vector<Figure>& figures, const Knowledge& knowledge) {
  Positions<std::pair<std::int64_t, std::int64_t>> positions;
  for (std::size_t j = 1; j < figures.size(); ++j) {
    for (std::size_t i = 0; i < j; ++i) {
      if (!conflict(figures[i], figures[j], knowledge)) continue;
      for (const Figure* figure : {&figures[i], &figures[j]}) {
        positions.take({figure->low(), figure->high()}, statement_of(*figure->casualty), *figure->saying);
      }
    }
  }
  const Casualty& first = *figures[0].casualty;
  const std::string about = std::string(name(first.effect)) + " (" + std::string(name(first.group)) + ")";
  if (positions.disputed()) disputes.push_back(positions.dispute("number", about));
}

void add_numbers(std::vector<Dispute>& disputes, const std::vector<Saying>& sayings, const Knowledge& knowledge) {
  std::map<std::pair<Effect, Group>, std::vector<Figure>> figures;
  for (const Saying& saying : sayings) {
    if (!holds(*saying.claim)) continue;
    for (const Casualty& casualty : saying.claim->casualties) {
      if (casualty.low || casualty.high) figures[{casualty.effect, casualty.group}].push_back({&saying, &casualty});
    }
  }
  for (const auto& [key, list] : figures) add_number(disputes, list, knowledge);
}

// ---- responsibility and control

/// An actor said to have done it, or not to have done it.
struct Stand {
  const Saying* saying;
  std::string actor;   ///< id, else folded words
  bool known = false;  ///< `actor` is an id
  bool denied = false;
  std::string statement() const { return (denied ? "not agent " : "agent ") + actor; }
};

void add_stands(std::vector<Stand>& stands, const Saying& saying, const std::vector<Participant>& actors, bool denied,
                const Knowledge& knowledge) {
  for (const Participant& actor : actors) {
    const bool known = !actor.id.empty();
    stands.push_back({&saying, known ? actor.id : knowledge.folded(actor.text), known, denied});
  }
}

/// Actors of one state or movement, as their ids tell: `israel` and `israel.army` do not contradict each other.
bool related(std::string_view a, std::string_view b) {
  return a.substr(0, a.find('.')) == b.substr(0, b.find('.'));
}

bool conflict(const Stand& a, const Stand& b) {
  if (a.saying->voice == b.saying->voice) return false;
  if (a.denied != b.denied) return a.actor == b.actor;
  return !a.denied && a.known && b.known && !related(a.actor, b.actor);
}

void add_actors(std::vector<Dispute>& disputes, const std::vector<Stand>& stands, const std::string& type,
                const std::string& about) {
  Positions<std::pair<std::string, bool>> positions;
  for (std::size_t j = 1; j < stands.size(); ++j) {
    for (std::size_t i = 0; i < j; ++i) {
      if (!conflict(stands[i], stands[j])) continue;
      for (const Stand* stand : {&stands[i], &stands[j]}) {
        positions.take({stand->actor, stand->denied}, stand->statement(), *stand->saying);
      }
    }
  }
  if (positions.disputed()) disputes.push_back(positions.dispute(type, about));
}

/// Deeds that one side does: in a clash, naming two sides is no contradiction.
bool is_deed(Kind kind) {
  switch (kind) {
    case Kind::kAttack:
    case Kind::kSuicideAttack:
    case Kind::kBombing:
    case Kind::kShelling:
    case Kind::kAirstrike:
    case Kind::kShooting:
    case Kind::kAssassination:
    case Kind::kExecution:
    case Kind::kAbuse:
    case Kind::kAbduction:
    case Kind::kDestruction:
      return true;
    default:
      return false;
  }
}

void add_responsibility(std::vector<Dispute>& disputes, const std::vector<Saying>& sayings, Kind main,
                        const Knowledge& knowledge) {
  if (!is_deed(main)) return;
  std::vector<Stand> stands;
  for (const Saying& saying : sayings) {
    const Claim& claim = *saying.claim;
    if (!holds(claim) && !denies(claim)) continue;
    if (claim.kind == main || claim.kind == Kind::kClaimResponsibility)
      add_stands(stands, saying, claim.agent, denies(claim), knowledge);
    if (claim.kind == Kind::kAccuse) add_stands(stands, saying, claim.target, denies(claim), knowledge);
    if (claim.kind == Kind::kDeny && holds(claim)) add_stands(stands, saying, claim.agent, true, knowledge);
  }
  add_actors(disputes, stands, "responsibility", std::string(name(main)));
}

/// Who holds a place may change from day to day: only what is said of one place and day contradicts.
void add_control(std::vector<Dispute>& disputes, const std::vector<Saying>& sayings, const Knowledge& knowledge) {
  std::map<std::pair<std::string, std::optional<std::int32_t>>, std::vector<Stand>> stands;
  for (const Saying& saying : sayings) {
    const Claim& claim = *saying.claim;
    if (claim.kind != Kind::kTakeControl || claim.place.empty() || !(holds(claim) || denies(claim))) continue;
    const Place& place = claim.place[0];
    const std::string where = place.id.empty() ? knowledge.folded(place.text) : place.id;
    add_stands(stands[{where, claim_day(claim, saying.document->published)}], saying, claim.agent, denies(claim),
               knowledge);
  }
  for (const auto& [key, list] : stands) add_actors(disputes, list, "control", key.first);
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

/// A denial that names an agent is about responsibility, not about whether it happened.
void add_occurrence(std::vector<Dispute>& disputes, const std::vector<Saying>& sayings, const Knowledge& knowledge) {
  std::map<Kind, Positions<bool>> positions;
  for (const Saying& denial : sayings) {
    if (!denies(*denial.claim) || !denial.claim->agent.empty() || knowledge.is_statement(denial.claim->kind)) continue;
    for (const Saying& other : sayings) {
      if (!holds(*other.claim) || other.voice == denial.voice || !same_event(*denial.claim, *other.claim, knowledge))
        continue;
      const std::string kind(name(denial.claim->kind));
      positions[denial.claim->kind].take(false, kind, other);
      positions[denial.claim->kind].take(true, "no " + kind, denial);
    }
  }
  for (const auto& [kind, taken] : positions) disputes.push_back(taken.dispute("occurrence", std::string(name(kind))));
}

}  // namespace

std::vector<Dispute> disputes_of(const std::vector<Testimony>& testimonies, Kind main, const Knowledge& knowledge) {
  const std::vector<Saying> sayings = sayings_of(testimonies, knowledge);
  std::vector<Dispute> disputes;
  add_numbers(disputes, sayings, knowledge);
  add_responsibility(disputes, sayings, main, knowledge);
  add_control(disputes, sayings, knowledge);
  add_occurrence(disputes, sayings, knowledge);
  return disputes;
}

}  // namespace isnad::fuse
