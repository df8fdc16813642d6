// isnad control: who is said to hold a place, day after day, over all incidents of a store.
#include <algorithm>

#include "command.h"
#include "isnad/json.h"
#include "isnad/store.h"
#include "output.h"
#include "sheet.h"

namespace isnad::cli {
namespace {

struct Options {
  std::string store, place;
  EngineOptions engine;
  bool json = false;
};

/// The ids that a place typed by a person stands for; an id stands for itself.
std::vector<std::string> places_of(const Engine& engine, const std::string& place) {
  std::vector<std::string> ids = {place};
  const auto rows = engine.look_up(place);
  if (!rows) return ids;
  for (const LexiconRow& row : *rows) {
    if (row.table == "places") ids.push_back(row.id);
  }
  return ids;
}

/// The ids of the gazetteer are paths: a place inside another begins with its id.
bool is_wanted(const Holding& holding, const std::vector<std::string>& places) {
  return std::any_of(places.begin(), places.end(), [&](const std::string& place) {
    return holding.place_id == place || holding.place_id.substr(0, place.size() + 1) == place + "." ||
           (holding.place_id.empty() && holding.place == place);
  });
}

int write(const std::vector<Incident>& incidents, const std::vector<std::string>& places, const Options& options) {
  Output output;
  std::vector<Holding> found;
  for (const Incident& incident : incidents) {
    for (const Holding& holding : incident.control) {
      if (!is_wanted(holding, places)) continue;
      if (options.json) output.write(to_json(holding, incident.incident_id) + '\n');
      found.push_back(holding);
    }
  }
  if (found.empty()) complain("nobody in the store says who holds \"" + options.place + "\"");
  if (!options.json) output.write(control_strip(std::move(found)));
  return output.finish() ? kAllWell : kSomeFailed;
}

int run(const Options& options) {
  const auto store = open_store(options.store);
  if (!store) return kUsage;
  const auto engine = open_engine(options.engine);
  if (!engine) return kUsage;
  const auto incidents = store->incidents();
  if (!incidents) {
    complain(incidents.error().message);
    return kSomeFailed;
  }
  return write(*incidents, places_of(*engine, options.place), options);
}

std::function<int()> set_up(CLI::App& app) {
  auto options = std::make_shared<Options>();
  add_store_option(app, options->store);
  app.add_option("place", options->place,
                 "Name of the place, or its id in resources/places.tsv; what lies in it counts")
      ->type_name("PLACE")
      ->required();
  app.add_flag("--json", options->json, "Write each saying as JSON, one a line");
  add_engine_options(app, options->engine);
  return [options] { return run(*options); };
}

}  // namespace

extern const Command kControl = {"control", "Show who is said to hold a place, day after day",
                                 "isnad control events.db iq.kirkuk", set_up};

}  // namespace isnad::cli
