#include "fuse/ladder.h"

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>

#include "model/day.h"

namespace isnad::fuse {
namespace {

constexpr std::int64_t kSameTime = 3 * 60;      // minutes: tolls published closer together are of one time
constexpr std::int64_t kFallingTime = 24 * 60;  // a toll does not fall; but an old one may be told again later
constexpr std::int64_t kTelling = 3;            // one or two dead are common to many reports

bool is_total(Group group) {
  return group == Group::kUnspecified || group == Group::kMixed;
}

bool same_figure(const Rung& a, const Rung& b) {
  return a.figure.casualty.low == b.figure.casualty.low && a.figure.casualty.high == b.figure.casualty.high;
}

bool asserted(const Rung& rung) {
  return rung.figure.standing != Standing::kUnasserted;
}

void settle(Rung& rung, Standing standing, const Rung& by) {
  rung.figure.standing = standing;
  rung.figure.by = by.figure.claim;
}

bool is_official(const Rung& rung) {
  return !rung.spoken->chain.empty() && rung.spoken->chain.back().kind == Voice::kOfficial;
}

/// `b` stands behind `a` and says the same: the body of a report repeats its headline, or another report its source.
bool repeats(const Rung& a, const Rung& b) {
  const Casualty &first = a.figure.casualty, &second = b.figure.casualty;
  if (!same_figure(a, b)) return false;
  if (a.spoken->document != b.spoken->document)
    return first.group == second.group && a.figure.origin == b.figure.origin;
  return first.group == second.group || (b.low() >= kTelling && (is_total(first.group) || is_total(second.group)));
}

/// One voice in one report: the smaller figure is counted in the larger. Attackers are counted apart from a total.
bool contains(const Rung& whole, const Rung& part) {
  if (whole.spoken->document != part.spoken->document || whole.spoken->voice != part.spoken->voice) return false;
  if (part.high() > whole.high() || part.low() >= whole.low()) return false;
  const Group group = part.figure.casualty.group;
  return group == whole.figure.casualty.group || (is_total(whole.figure.casualty.group) && group != Group::kMilitant);
}

/// `b` was said later, by the same voice or by officials who know no less.
bool supersedes(const Rung& a, const Rung& b) {
  if (a.figure.casualty.group != b.figure.casualty.group) return false;
  const std::int64_t apart = minutes_between(*a.spoken->document, *b.spoken->document);
  if (apart <= 0) return false;
  if (a.spoken->voice == b.spoken->voice || a.figure.origin == b.figure.origin) return true;
  return is_official(a) && is_official(b) && apart > kSameTime && b.low() >= a.low();
}

/// An armed group's count of dead soldiers says nothing of what others know.
bool is_boast(const Rung& rung) {
  const Group group = rung.figure.casualty.group;
  return !rung.spoken->chain.empty() && rung.spoken->chain.back().kind == Voice::kGroup &&
         (group == Group::kPolice || group == Group::kMilitary);
}

/// "At least nine" is out of date once there are more.
bool updates(const Rung& a, const Rung& b) {
  const bool more = a.figure.casualty.high ? b.low() > a.high() : b.low() > a.low();
  return more && !is_boast(b) && a.figure.casualty.group == b.figure.casualty.group &&
         minutes_between(*a.spoken->document, *b.spoken->document) > kSameTime;
}

class Settling {
 public:
  Settling(std::vector<Rung>& rungs, const Knowledge& knowledge) : rungs_(rungs), knowledge_(knowledge) {
    for (std::size_t i = 0; i < rungs.size(); ++i) by_effect_[rungs[i].figure.casualty.effect].push_back(i);
  }

  void run() {
    pairs([](Rung& a, Rung& b) {
      if (repeats(a, b)) settle(b, Standing::kRepeated, a);
    });
    pairs([](Rung& a, Rung& b) {
      if (contains(a, b)) settle(b, Standing::kPart, a);
      if (contains(b, a)) settle(a, Standing::kPart, b);
    });
    // The last of several later figures is the one that counts: pairs come in order of the later one.
    const auto replace = [](Standing standing, auto test) {
      return [standing, test](Rung& a, Rung& b) {
        const bool open = a.figure.standing == Standing::kCurrent || a.figure.standing == standing;
        if (open && test(a, b)) settle(a, standing, b);
      };
    };
    pairs(replace(Standing::kSuperseded, supersedes));
    pairs(replace(Standing::kUpdated, updates));
  }

 private:
  /// Pairs of figures that count somebody, neither settled as a repetition or part, the later one outside.
  template <typename Visit>
  void pairs(Visit visit) {
    for (const auto& [effect, list] : by_effect_) {
      for (std::size_t j = 1; j < list.size(); ++j) {
        for (std::size_t i = 0; i < j; ++i) {
          Rung &a = rungs_[list[i]], &b = rungs_[list[j]];
          if (counts(a) && counts(b) && same_matter(*a.spoken->claim, *b.spoken->claim, knowledge_)) visit(a, b);
        }
      }
    }
  }
  static bool counts(const Rung& rung) {
    const Standing standing = rung.figure.standing;
    return asserted(rung) && standing != Standing::kRepeated && standing != Standing::kPart;
  }

  std::vector<Rung>& rungs_;
  const Knowledge& knowledge_;
  std::map<Effect, std::vector<std::size_t>> by_effect_;
};

}  // namespace

std::int64_t Rung::high() const {
  return figure.casualty.high.value_or(std::numeric_limits<std::int64_t>::max());
}

std::vector<Rung> ladder_of(const std::vector<Spoken>& said, const Knowledge& knowledge) {
  std::vector<Rung> rungs;
  for (const Spoken& spoken : said) {
    for (const Casualty& casualty : spoken.claim->casualties) {
      if (!casualty.low && !casualty.high) continue;
      Rung rung{&spoken, {saying_of(spoken), casualty}};
      rung.figure.vague = !casualty.high && knowledge.lore().is_vague(casualty.text);
      if (!spoken.holds()) rung.figure.standing = Standing::kUnasserted;
      rungs.push_back(std::move(rung));
    }
  }
  Settling(rungs, knowledge).run();
  return rungs;
}

bool same_matter(const Claim& a, const Claim& b, const Knowledge& knowledge) {
  const auto day_a = stated_day(a), day_b = stated_day(b);
  if (day_a && day_b && day_a != day_b) return false;
  if (a.place.empty() || b.place.empty()) return true;
  return knowledge.compare_places(a.place[0].id, b.place[0].id) != Relation::kDiffers;
}

bool contradict(const Rung& a, const Rung& b, const Knowledge& knowledge) {
  if (a.spoken->voice == b.spoken->voice || a.figure.standing == Standing::kPart ||
      b.figure.standing == Standing::kPart || !same_matter(*a.spoken->claim, *b.spoken->claim, knowledge))
    return false;
  // One or two people spoken of are no toll of many.
  const std::int64_t few = std::min(a.high(), b.high());
  if (few < kTelling && std::max(a.low(), b.low()) > kTelling * few) return false;
  const std::int64_t apart = minutes_between(*a.spoken->document, *b.spoken->document);
  if (b.low() > a.high()) return apart <= kSameTime && !b.figure.casualty.cumulative;
  return a.low() > b.high() && apart <= kFallingTime;
}

std::vector<Rung> sums_of(const std::vector<Rung>& ladder) {
  std::map<std::tuple<std::string, std::string, Effect>, std::vector<const Rung*>> accounts;
  for (const Rung& rung : ladder) {
    const Standing standing = rung.figure.standing;
    if (standing == Standing::kUnasserted || standing == Standing::kRepeated || standing == Standing::kPart) continue;
    if (rung.figure.casualty.group == Group::kMilitant) continue;
    accounts[{rung.spoken->document->doc_id, rung.spoken->voice, rung.figure.casualty.effect}].push_back(&rung);
  }
  std::vector<Rung> sums;
  for (const auto& [key, rungs] : accounts) {
    const bool total =
        std::any_of(rungs.begin(), rungs.end(), [](const Rung* rung) { return is_total(rung->figure.casualty.group); });
    std::map<Group, const Rung*> groups;
    for (const Rung* rung : rungs) groups.emplace(rung->figure.casualty.group, rung);
    if (total || groups.size() < 2) continue;
    Rung sum = *rungs.front();
    Casualty& casualty = sum.figure.casualty;
    casualty.group = Group::kUnspecified;
    casualty.low = 0;
    casualty.high = 0;
    for (const auto& [group, rung] : groups) {
      *casualty.low += rung->low();
      if (!rung->figure.casualty.high) casualty.high.reset();
      if (casualty.high) *casualty.high += *rung->figure.casualty.high;
    }
    sums.push_back(std::move(sum));
  }
  return sums;
}

}  // namespace isnad::fuse
