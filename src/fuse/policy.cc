// Each policy is a filter over the ladder, which says of every figure why it is out, and a way of adding up the rest.
#include "isnad/policy.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>

namespace isnad {
namespace {

using Figures = std::vector<const TollFigure*>;

constexpr std::int64_t kOpen = std::numeric_limits<std::int64_t>::max();

std::int64_t low(const TollFigure& figure) {
  return figure.casualty.low.value_or(0);
}
std::int64_t high(const TollFigure& figure) {
  return figure.casualty.high.value_or(kOpen);
}
bool is_total(Group group) {
  return group == Group::kUnspecified || group == Group::kMixed;
}
bool is_combatant(Group group) {
  return group == Group::kMilitary || group == Group::kMilitant;
}
std::string shown(const ClaimRef& ref) {
  return ref.doc_id + " " + ref.claim_id;
}

/// Who gives the figure; nobody's chain ends at an outlet.
Voice voice(const TollFigure& figure) {
  return figure.attribution.empty() ? Voice::kMedia : figure.attribution.back().kind;
}

/// An armed group counts dead soldiers and policemen.
bool is_of_enemy(const TollFigure& figure) {
  const Group group = figure.casualty.group;
  if (voice(figure) == Voice::kGroup) return group == Group::kPolice || group == Group::kMilitary;
  return voice(figure) == Voice::kOfficial && group == Group::kMilitant;
}

/// Why a figure does not stand any more; empty while it does.
std::string overtaken(const TollFigure& figure) {
  switch (figure.standing) {
    case Standing::kRepeated:
      return "repeats " + shown(figure.by);
    case Standing::kPart:
      return "part of " + shown(figure.by);
    case Standing::kSuperseded:
      return "superseded by " + shown(figure.by);
    case Standing::kUpdated:
      return "out of date: " + shown(figure.by) + " is later and higher";
    case Standing::kUnasserted:
      return std::string(name(figure.modality)) + ", not stated as a fact";
    default:
      return {};
  }
}

std::int64_t origins_of(const Figures& figures) {
  std::set<std::string> origins;
  for (const TollFigure* figure : figures) origins.insert(figure->origin);
  return static_cast<std::int64_t>(origins.size());
}

std::optional<std::int64_t> bound(std::int64_t value) {
  return value == kOpen ? std::nullopt : std::optional(value);
}

Tally tally_of(Effect effect, std::string people, const Figures& figures) {
  Tally tally;
  tally.effect = effect;
  tally.people = std::move(people);
  std::int64_t least = kOpen, most = 0;
  for (const TollFigure* figure : figures) {
    least = std::min(least, low(*figure));
    most = std::max(most, high(*figure));
    if (std::find(tally.claims.begin(), tally.claims.end(), figure->claim) == tally.claims.end())
      tally.claims.push_back(figure->claim);
  }
  tally.low = least;
  tally.high = bound(most);
  tally.origins = origins_of(figures);
  return tally;
}

/// The ladder sorted into what a policy counts and what it leaves out.
class Sieve {
 public:
  Sieve(const Incident& incident, Count& count) : toll_(incident.toll), count_(count) {}

  /// Keeps the figures for which `reason` is empty.
  template <typename Reason>
  Figures keep(Reason reason) {
    Figures kept;
    for (const TollFigure& figure : toll_) {
      const std::string why = reason(figure);
      why.empty() ? kept.push_back(&figure) : drop(figure, why);
    }
    return kept;
  }
  void drop(const TollFigure& figure, std::string reason) {
    count_.left_out.push_back({figure.claim, figure.casualty, std::move(reason)});
  }

 private:
  const std::vector<TollFigure>& toll_;
  Count& count_;
};

std::map<std::pair<Effect, Group>, Figures> by_group(const Figures& figures) {
  std::map<std::pair<Effect, Group>, Figures> groups;
  for (const TollFigure* figure : figures) groups[{figure->casualty.effect, figure->casualty.group}].push_back(figure);
  return groups;
}

void count_all(const Incident& incident, Count& count) {
  Sieve sieve(incident, count);
  const Figures kept = sieve.keep([](const TollFigure& figure) {
    return figure.standing == Standing::kUnasserted ? overtaken(figure) : std::string();
  });
  for (const auto& [key, figures] : by_group(kept))
    count.tallies.push_back(tally_of(key.first, std::string(name(key.second)), figures));
}

void count_latest(const Incident& incident, Count& count, bool official) {
  Sieve sieve(incident, count);
  const Figures kept = sieve.keep([&](const TollFigure& figure) {
    if (official && voice(figure) != Voice::kOfficial) return std::string("not of an official");
    return overtaken(figure);
  });
  for (const auto& [key, figures] : by_group(kept)) {
    for (const TollFigure* figure : figures) {
      if (figure != figures.back()) sieve.drop(*figure, "said before " + shown(figures.back()->claim));
    }
    count.tallies.push_back(tally_of(key.first, std::string(name(key.second)), {figures.back()}));
  }
}

/// What one origin says of all the dead: its total, else the sum of its groups.
struct Account {
  Figures figures;
  bool total = false;
  std::int64_t least = 0, most = 0;
  std::int64_t origins = 1;
};

void add_up(Account& account, const TollFigure& figure, std::int64_t least) {
  account.least += least;
  account.most = figure.casualty.high && account.most != kOpen ? account.most + high(figure) : kOpen;
  account.figures.push_back(&figure);
}

template <typename Least>
std::vector<Account> accounts_of(const Figures& figures, Least least_of) {
  std::map<std::string, Figures> by_origin;
  for (const TollFigure* figure : figures) by_origin[figure->origin].push_back(figure);
  std::vector<Account> accounts;
  for (const auto& [origin, given] : by_origin) {
    std::map<Group, const TollFigure*> groups;  // the last of each
    const TollFigure* total = nullptr;
    for (const TollFigure* figure : given)
      (is_total(figure->casualty.group) ? total : groups[figure->casualty.group]) = figure;
    Account account;
    account.total = total != nullptr;
    if (total != nullptr) add_up(account, *total, least_of(*total));
    for (const auto& [group, figure] : groups) {
      if (total == nullptr) add_up(account, *figure, least_of(*figure));
    }
    accounts.push_back(std::move(account));
  }
  return accounts;
}

/// Totals where anybody gives one, else sums of groups. What is not among them is left out.
template <typename Least>
std::vector<Account> widest_accounts(Sieve& sieve, const Figures& figures, Least least_of) {
  std::vector<Account> accounts = accounts_of(figures, least_of);
  const bool any = std::any_of(accounts.begin(), accounts.end(), [](const Account& a) { return a.total; });
  if (any) std::erase_if(accounts, [](const Account& a) { return !a.total; });
  std::set<const TollFigure*> used;
  for (const Account& account : accounts) used.insert(account.figures.begin(), account.figures.end());
  for (const TollFigure* figure : figures) {
    if (used.contains(figure)) continue;
    sieve.drop(*figure, any && !is_total(figure->casualty.group) ? "of a group; others give a total, which may hold it"
                                                                 : "its origin gives another");
  }
  return accounts;
}

/// How many origins give the same.
void count_support(std::vector<Account>& accounts) {
  for (Account& account : accounts) {
    account.origins = std::count_if(accounts.begin(), accounts.end(), [&](const Account& other) {
      return other.least == account.least && other.most == account.most;
    });
  }
}

std::string not_killed(const TollFigure& figure) {
  return figure.casualty.effect == Effect::kKilled ? "" : "not of the dead";
}

std::int64_t acled_number(const TollFigure& figure) {
  constexpr std::int64_t kTens = 20;  // "tens" is read as 20 or more, "hundreds" as 200 or more: two of the unit
  return figure.vague && low(figure) >= kTens ? low(figure) / 2 : low(figure);
}

void count_acled(const Incident& incident, Count& count) {
  Sieve sieve(incident, count);
  const Figures kept = sieve.keep([](const TollFigure& figure) {
    const std::string reason = not_killed(figure);
    return reason.empty() ? overtaken(figure) : reason;
  });
  const std::vector<Account> accounts = widest_accounts(sieve, kept, acled_number);
  if (accounts.empty()) return;
  const auto lowest = std::min_element(accounts.begin(), accounts.end(),
                                       [](const Account& a, const Account& b) { return a.least < b.least; });
  for (const Account& account : accounts) {
    for (const TollFigure* figure : account.figures) {
      if (&account != &*lowest) sieve.drop(*figure, "not the lowest");
    }
  }
  Tally tally = tally_of(Effect::kKilled, "all", lowest->figures);
  tally.low = tally.high = tally.best = lowest->least;
  count.tallies.push_back(std::move(tally));
}

void count_ged(const Incident& incident, Count& count) {
  Sieve sieve(incident, count);
  const Figures kept = sieve.keep([](const TollFigure& figure) {
    const std::string reason = not_killed(figure);
    return reason.empty() ? overtaken(figure) : reason;
  });
  std::vector<Account> accounts = widest_accounts(sieve, kept, low);
  if (accounts.empty()) return;
  count_support(accounts);
  const auto partial = [](const Account& account) {
    return std::all_of(account.figures.begin(), account.figures.end(),
                       [](const TollFigure* f) { return is_of_enemy(*f); });
  };
  const bool all_partial = std::all_of(accounts.begin(), accounts.end(), partial);
  Figures used;
  const Account* best = nullptr;
  std::int64_t least = kOpen, most = 0;
  for (const Account& account : accounts) {
    used.insert(used.end(), account.figures.begin(), account.figures.end());
    most = std::max(most, account.most == kOpen ? account.least : account.most);
    if (partial(account) && !all_partial) continue;
    least = std::min(least, account.least);
    if (best == nullptr || std::pair(account.origins, -account.least) > std::pair(best->origins, -best->least))
      best = &account;
  }
  Tally tally = tally_of(Effect::kKilled, "all", used);
  tally.low = least;
  tally.best = best->least;
  tally.high = most;
  count.tallies.push_back(std::move(tally));
}

void count_ibc(const Incident& incident, Count& count) {
  Sieve sieve(incident, count);
  const Figures kept = sieve.keep([](const TollFigure& figure) {
    const Effect effect = figure.casualty.effect;
    if (effect != Effect::kKilled && effect != Effect::kInjured) return std::string("not of the dead or injured");
    if (is_combatant(figure.casualty.group)) return std::string("combatants");
    return overtaken(figure);
  });
  for (const Effect effect : {Effect::kKilled, Effect::kInjured}) {
    Figures figures;
    std::copy_if(kept.begin(), kept.end(), std::back_inserter(figures),
                 [&](const TollFigure* figure) { return figure->casualty.effect == effect; });
    const std::vector<Account> accounts = widest_accounts(sieve, figures, low);
    if (accounts.empty()) continue;
    Figures used;
    std::int64_t least = kOpen, most = 0;
    for (const Account& account : accounts) {
      used.insert(used.end(), account.figures.begin(), account.figures.end());
      least = std::min(least, account.least);
      most = std::max(most, account.most == kOpen ? account.least : account.most);
    }
    Tally tally = tally_of(effect, "civilian+police", used);
    tally.low = least;
    tally.high = most;
    tally.provisional = tally.origins < 2;
    count.tallies.push_back(std::move(tally));
  }
}

/// The order of the ladder; the sieve works step by step.
void order_left_out(const Incident& incident, Count& count) {
  const auto place = [&](const LeftOut& left) {
    const auto at = std::find_if(incident.toll.begin(), incident.toll.end(), [&](const TollFigure& figure) {
      return figure.claim == left.claim && figure.casualty.start == left.casualty.start &&
             figure.casualty.effect == left.casualty.effect;
    });
    return at - incident.toll.begin();
  };
  std::stable_sort(count.left_out.begin(), count.left_out.end(),
                   [&](const LeftOut& a, const LeftOut& b) { return place(a) < place(b); });
}

}  // namespace

Count count_toll(const Incident& incident, Policy policy) {
  Count count{policy, {}, {}};
  switch (policy) {
    case Policy::kAll:
      count_all(incident, count);
      break;
    case Policy::kLatest:
      count_latest(incident, count, false);
      break;
    case Policy::kOfficial:
      count_latest(incident, count, true);
      break;
    case Policy::kAcledConservative:
      count_acled(incident, count);
      break;
    case Policy::kGedLowBestHigh:
      count_ged(incident, count);
      break;
    case Policy::kIbcMinMax:
      count_ibc(incident, count);
      break;
  }
  order_left_out(incident, count);
  return count;
}

}  // namespace isnad
