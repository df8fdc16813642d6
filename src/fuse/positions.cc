#include "fuse/positions.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "fuse/origins.h"

namespace isnad::fuse {
namespace {

constexpr double kSettled = 0.25;  // of its weight that a dispute keeps which is no longer open

template <typename Item>
void add_once(std::vector<Item>& list, const Item& item) {
  if (std::find(list.begin(), list.end(), item) == list.end()) list.push_back(item);
}

}  // namespace

std::string voice_of(const Saying& saying) {
  if (saying.attribution.empty()) return saying.outlet;
  const Attribution& last = saying.attribution.back();
  return last.id.empty() ? last.text : last.id;
}

void Positions::take(const std::string& statement, const Saying& saying, std::size_t order, bool live) {
  const auto [at, fresh] = positions_.try_emplace(statement);
  Taken& taken = at->second;
  taken.first = fresh ? order : std::min(taken.first, order);
  taken.position.statement = statement;
  add_once(taken.position.claims, saying.claim);
  add_once(taken.position.voices, voice_of(saying));
  Last& last = taken.origins[saying.origin];
  if (order >= last.order) {
    last.order = order;
    last.doc_id = saying.claim.doc_id;
  }
  last.live = last.live || live;
  taken.sayings.emplace(saying.origin, saying.claim);
}

Position Positions::counted(const Taken& taken, const Channels& channels) {
  std::set<Route> routes;
  for (const auto& [origin, claim] : taken.sayings) routes.emplace(origin, channels.at(claim));
  Position position = taken.position;
  position.independent = count_independent(routes);
  return position;
}

bool Positions::left(const std::string& origin, const Last& last) const {
  return std::any_of(positions_.begin(), positions_.end(), [&](const auto& entry) {
    const auto other = entry.second.origins.find(origin);
    return other != entry.second.origins.end() && other->second.order > last.order &&
           other->second.doc_id != last.doc_id;
  });
}

bool Positions::stands(const Taken& taken) const {
  return std::any_of(taken.origins.begin(), taken.origins.end(),
                     [&](const auto& entry) { return entry.second.live && !left(entry.first, entry.second); });
}

Dispute Positions::dispute(std::string type, std::string about, double stake, const Channels& channels) const {
  std::vector<const Taken*> ordered;
  for (const auto& [statement, taken] : positions_) ordered.push_back(&taken);
  std::stable_sort(ordered.begin(), ordered.end(), [](const Taken* a, const Taken* b) { return a->first < b->first; });
  Dispute dispute{std::move(type), std::move(about), {}};
  std::vector<std::int64_t> strengths;
  std::size_t standing = 0;
  for (const Taken* taken : ordered) {
    dispute.positions.push_back(counted(*taken, channels));
    strengths.push_back(dispute.positions.back().independent);
    standing += stands(*taken) ? 1 : 0;
  }
  std::sort(strengths.rbegin(), strengths.rend());
  const double opposed = static_cast<double>(strengths[1]);
  if (standing < 2) dispute.status = dispute.type == "number" ? "superseded" : "retracted";
  dispute.weight = opposed / (opposed + 1) * (1 + stake) / 2 * (standing < 2 ? kSettled : 1);
  return dispute;
}

}  // namespace isnad::fuse
