// A place: where it lies, what is said to happen there, and who is said to hold it.
#include <algorithm>
#include <map>

#include "isnad/json.h"
#include "serve/arguments.h"
#include "serve/endpoints.h"
#include "serve/sayings.h"

namespace isnad::serve {
namespace {

constexpr std::size_t kMostIncidents = 500;  // whose records are read for the strip, the latest

void write_parents(Json& out, const Names& names, std::int32_t place, NameSet& ids) {
  out.list("parents");
  for (int depth = 0; place != kNoPlace && depth < 8; ++depth) {
    const PlaceInfo& info = names.places()[static_cast<std::size_t>(place)];
    if (depth > 0) out.value(info.id);
    ids.add(info.id);
    place = info.parent;
  }
  out.end_list();
}

/// Places inside that have incidents, and kinds, with how many.
void write_parts_and_kinds(Json& out, const Call& call, const Selection& rows, const std::string& id, NameSet& ids) {
  std::map<std::string, std::int64_t> parts, kinds;
  for (const std::uint32_t at : rows) {
    const IncidentRow& row = call.snapshot->rows[at];
    if (row.place_id != id) ++parts[row.place_id];
    ++kinds[std::string(name(row.kind))];
  }
  const Counts common = commonest({parts.begin(), parts.end()});
  for (const auto& [part, count] : common) ids.add(part);
  write_counts(out, "parts", common);
  write_counts(out, "kinds", commonest({kinds.begin(), kinds.end()}));
}

/// What is said of who holds the place or parts of it, in order of day.
Result<std::vector<Holding>> holdings(const Call& call, const Selection& rows, std::int32_t place) {
  std::vector<Holding> found;
  std::size_t read = 0;
  for (const std::uint32_t at : rows) {
    if (!call.snapshot->control[at] || ++read > kMostIncidents) continue;
    auto incident = call.store().incident(call.snapshot->rows[at].id);
    if (!incident) return incident.error();
    for (Holding& holding : incident->control) {
      const std::int32_t where = call.names().place(holding.place_id);
      if (call.names().within(where, place)) found.push_back(std::move(holding));
    }
  }
  std::stable_sort(found.begin(), found.end(), [](const Holding& a, const Holding& b) {
    return a.day != b.day ? a.day < b.day : a.published < b.published;
  });
  return found;
}

}  // namespace

Response place(const Call& call) {
  Arguments arguments(call.request);
  if (const auto wrong = arguments.problem()) return fault(400, *wrong);
  const std::int32_t at = call.names().place(call.id());
  if (at == kNoPlace) return fault(404, "the gazetteer has no place \"" + call.id() + "\"");
  const PlaceInfo& info = call.names().places()[static_cast<std::size_t>(at)];
  Filter filter;
  filter.place = call.id();
  const Selection rows = select(*call.snapshot, call.names(), filter);
  const auto control = holdings(call, rows, at);
  if (!control) return fault(control.error());
  Json json;
  NameSet ids;
  json.begin().field("place_id", info.id).field("ar", info.ar).field("en", info.en);
  write_point(json, call.names(), at);
  write_parents(json, call.names(), at, ids);
  json.field("incidents", rows.size());
  write_parts_and_kinds(json, call, rows, call.id(), ids);
  Json timeline;
  write_timeline(timeline, *call.snapshot, rows, Bin::kAuto);
  json.raw("timeline", timeline.text()).list("control");
  for (const Holding& holding : *control) {
    write_holding(json, holding, call.names());
    ids.add(holding.holder);
    ids.add(holding.place_id);
    for (const Attribution& step : holding.attribution) ids.add(step.id);
  }
  json.end_list();
  ids.write(json, call.names());
  return json_answer(json.end());
}

}  // namespace isnad::serve
