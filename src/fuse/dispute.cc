#include "fuse/dispute.h"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <map>
#include <set>
#include <tuple>

#include "fuse/control.h"
#include "fuse/responsibility.h"
#include "model/day.h"

namespace isnad::fuse {
namespace {

constexpr std::int64_t kSameTime = 3 * 60;      // minutes: tolls published closer together are of one time
constexpr std::int64_t kFallingTime = 24 * 60;  // a toll does not fall; but an old one may be told again later

/// Who says it: the end of the chain, else the outlet.
std::string voice_of(const Saying& saying) {
  if (saying.attribution.empty()) return saying.outlet;
  const Attribution& last = saying.attribution.back();
  return last.id.empty() ? last.text : last.id;
}

/// The positions of a dispute under way, in order of their keys.
template <typename Key>
class Positions {
 public:
  void take(const Key& key, const std::string& statement, const Saying& saying) {
    Position& position = positions_[key];
    position.statement = statement;
    add_once(position.claims, saying.claim);
    add_once(position.voices, voice_of(saying));
    std::set<std::string>& origins = origins_[key];
    origins.insert(saying.origin);
    position.independent = static_cast<std::int64_t>(origins.size());
  }
  bool disputed() const { return positions_.size() > 1; }
  Dispute dispute(std::string type, std::string about) const {
    Dispute dispute{std::move(type), std::move(about), {}};
    for (const auto& [key, position] : positions_) dispute.positions.push_back(position);
    return dispute;
  }

 private:
  template <typename Item>
  static void add_once(std::vector<Item>& list, const Item& item) {
    if (std::find(list.begin(), list.end(), item) == list.end()) list.push_back(item);
  }

  std::map<Key, Position> positions_;
  std::map<Key, std::set<std::string>> origins_;
};

// ---- number

struct Figure {
  const Spoken* saying;
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
        positions.take({figure->low(), figure->high()}, statement_of(*figure->casualty), saying_of(*figure->saying));
      }
    }
  }
  const Casualty& first = *figures[0].casualty;
  const std::string about = std::string(name(first.effect)) + " (" + std::string(name(first.group)) + ")";
  if (positions.disputed()) disputes.push_back(positions.dispute("number", about));
}

void add_numbers(std::vector<Dispute>& disputes, const std::vector<Spoken>& sayings, const Knowledge& knowledge) {
  std::map<std::pair<Effect, Group>, std::vector<Figure>> figures;
  for (const Spoken& saying : sayings) {
    if (!saying.holds()) continue;
    for (const Casualty& casualty : saying.claim->casualties) {
      if (casualty.low || casualty.high) figures[{casualty.effect, casualty.group}].push_back({&saying, &casualty});
    }
  }
  for (const auto& [key, list] : figures) add_number(disputes, list, knowledge);
}

// ---- responsibility and control

void add_responsibility(std::vector<Dispute>& disputes, const Incident& incident, const Knowledge& knowledge) {
  const std::vector<Stance>& stances = incident.responsibility;
  Positions<std::string> positions;
  for (std::size_t j = 1; j < stances.size(); ++j) {
    for (std::size_t i = 0; i < j; ++i) {
      if (!contradict(stances[i], stances[j], knowledge)) continue;
      for (const Stance* stance : {&stances[i], &stances[j]}) {
        const std::string statement = (stance->stance == "denied" ? "not agent " : "agent ") + stance->actor;
        positions.take(statement, statement, *stance);
      }
    }
  }
  if (positions.disputed()) disputes.push_back(positions.dispute("responsibility", std::string(name(incident.kind))));
}

/// Who holds a place may change from day to day: only what is said of one place and day contradicts. A dispute is about
/// the wider of two places.
void add_control(std::vector<Dispute>& disputes, const std::vector<Holding>& holdings, const Knowledge& knowledge) {
  std::map<std::pair<std::string, std::string>, Positions<std::string>> found;
  const auto where = [&](const Holding& h) { return h.place_id.empty() ? knowledge.folded(h.place) : h.place_id; };
  for (std::size_t j = 1; j < holdings.size(); ++j) {
    for (std::size_t i = 0; i < j; ++i) {
      const Holding &a = holdings[i], &b = holdings[j];
      if (!contradict(a, b, knowledge)) continue;
      Positions<std::string>& positions =
          found[{a.day, knowledge.inside(a.place_id, b.place_id) ? where(b) : where(a)}];
      for (const Holding* holding : {&a, &b}) {
        const std::string statement = statement_of(*holding, knowledge);
        positions.take(statement, statement, *holding);
      }
    }
  }
  for (const auto& [key, positions] : found) disputes.push_back(positions.dispute("control", key.second));
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

void add_occurrence(std::vector<Dispute>& disputes, const std::vector<Spoken>& said, const Knowledge& knowledge) {
  std::map<Kind, Positions<bool>> positions;
  for (const Spoken& denial : said) {
    if (!denies_occurrence(said, denial, knowledge)) continue;
    const Claim& matter = denial.matter();
    for (const Spoken& other : said) {
      const bool meant = denial.about == nullptr ? same_event(matter, *other.claim, knowledge) : other.claim == &matter;
      if (!meant || !other.holds() || other.voice == denial.voice) continue;
      const std::string kind(name(matter.kind));
      positions[matter.kind].take(false, kind, saying_of(other));
      positions[matter.kind].take(true, "no " + kind, saying_of(denial));
    }
  }
  for (const auto& [kind, taken] : positions) disputes.push_back(taken.dispute("occurrence", std::string(name(kind))));
}

}  // namespace

std::vector<Dispute> disputes_of(const std::vector<Spoken>& said, const Incident& incident,
                                 const Knowledge& knowledge) {
  std::vector<Dispute> disputes;
  add_numbers(disputes, said, knowledge);
  add_responsibility(disputes, incident, knowledge);
  add_control(disputes, incident.control, knowledge);
  add_occurrence(disputes, said, knowledge);
  return disputes;
}

}  // namespace isnad::fuse
