// isnad disputes: what the sources of a store disagree on, the heaviest first.
#include <algorithm>

#include "command.h"
#include "isnad/json.h"
#include "isnad/store.h"
#include "output.h"
#include "sheet.h"

namespace isnad::cli {
namespace {

struct Options {
  std::string store, type;
  bool open = false, json = false;
};

using Found = std::vector<std::pair<std::string, Dispute>>;

Result<Found> find(const Store& store, const Options& options) {
  const auto incidents = store.incidents();
  if (!incidents) return incidents.error();
  Found found;
  for (const Incident& incident : *incidents) {
    for (const Dispute& dispute : incident.disputes) {
      const bool wanted =
          (options.type.empty() || dispute.type == options.type) && (!options.open || dispute.status == "open");
      if (wanted) found.emplace_back(incident.incident_id, dispute);
    }
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.second.weight > b.second.weight; });
  return found;
}

int run(const Options& options) {
  const auto store = open_store(options.store);
  if (!store) return kUsage;
  const auto found = find(*store, options);
  if (!found) {
    complain(found.error().message);
    return kSomeFailed;
  }
  Output output;
  if (!options.json) output.write(dispute_list(*found));
  for (const auto& [incident_id, dispute] : *found) {
    if (options.json) output.write(to_json(dispute, incident_id) + '\n');
  }
  return output.finish() ? kAllWell : kSomeFailed;
}

std::function<int()> set_up(CLI::App& app) {
  auto options = std::make_shared<Options>();
  add_store_option(app, options->store);
  app.add_option("--type", options->type, "Only disputes of this type")
      ->type_name("number|identity|responsibility|control|place|time|occurrence")
      ->check(CLI::IsMember({"number", "identity", "responsibility", "control", "place", "time", "occurrence"})
                  .description(""));
  app.add_flag("--open", options->open, "Leave out what later reports have settled");
  app.add_flag("--json", options->json, "Write disputes as JSON, one a line");
  return [options] { return run(*options); };
}

}  // namespace

extern const Command kDisputes = {"disputes", "List what the sources of a store disagree on, the heaviest first",
                                  "isnad disputes --open events.db", set_up};

}  // namespace isnad::cli
