// isnad show: the incidents of a store, or one of them in full.
#include <algorithm>
#include <map>
#include <optional>

#include "command.h"
#include "isnad/json.h"
#include "isnad/policy.h"
#include "isnad/store.h"
#include "output.h"
#include "sheet.h"

namespace isnad::cli {
namespace {

struct Options {
  std::string store, incident;
  std::optional<Policy> policy;
  bool json = false;
};

/// The documents of an incident with its claims, in order of publication.
Result<std::vector<CodedDocument>> reports_of(const Store& store, const Incident& incident) {
  std::vector<CodedDocument> reports;
  for (const std::string& doc_id : incident.documents) {
    Result<CodedDocument> report = store.document(doc_id);
    if (!report) return report.error();
    std::erase_if(report->claims, [&](const Claim& claim) { return claim.incident != incident.incident_id; });
    reports.push_back(*std::move(report));
  }
  std::stable_sort(reports.begin(), reports.end(), [](const CodedDocument& a, const CodedDocument& b) {
    return a.document.published < b.document.published;
  });
  return reports;
}

Result<std::string> one(const Store& store, const Options& options) {
  const auto incident = store.incident(options.incident);
  if (!incident) return incident.error();
  if (options.policy) {
    const Count count = count_toll(*incident, *options.policy);
    return options.json ? to_json(count) + '\n' : count_sheet(*incident, count);
  }
  if (options.json) return to_json(*incident) + '\n';
  const auto reports = reports_of(store, *incident);
  if (!reports) return reports.error();
  const auto history = store.incident_history(incident->incident_id);
  if (!history) return history.error();
  return incident_sheet(*incident, *reports, *history);
}

Result<std::string> all(const Store& store, const Options& options) {
  const auto incidents = store.incidents();
  if (!incidents) return incidents.error();
  if (!options.json) return incident_list(*incidents);
  std::string lines;
  for (const Incident& incident : *incidents) lines += to_json(incident) + '\n';
  return lines;
}

int run(const Options& options) {
  if (options.policy && options.incident.empty()) {
    complain("--policy counts the toll of one incident: give its id");
    return kUsage;
  }
  const auto store = open_store(options.store);
  if (!store) return kUsage;
  const auto shown = options.incident.empty() ? all(*store, options) : one(*store, options);
  if (!shown) {
    complain(shown.error().message);
    return shown.error().code == Error::Code::kUsage ? kUsage : kSomeFailed;
  }
  Output output;
  output.write(*shown);
  return output.finish() ? kAllWell : kSomeFailed;
}

std::map<std::string, Policy> policies() {
  std::map<std::string, Policy> all;
  for (int i = 0; i < kPolicyCount; ++i) {
    const auto policy = static_cast<Policy>(i);
    all.emplace(name(policy), policy);
  }
  return all;
}

std::function<int()> set_up(CLI::App& app) {
  auto options = std::make_shared<Options>();
  add_store_option(app, options->store);
  app.add_option("incident", options->incident,
                 "Incident to show in full: its id, or the beginning of it, also one that it no longer bears; without "
                 "it, a list")
      ->type_name("INCIDENT");
  app.add_option("--policy", options->policy, "Count the incident's toll by a rule, and say what that leaves out")
      ->type_name("all|latest|official|acled-conservative|ged-low-best-high|ibc-minmax")
      ->transform(CLI::CheckedTransformer(policies()).description(""));
  app.add_flag("--json", options->json, "Write incidents as JSON, one a line");
  return [options] { return run(*options); };
}

}  // namespace

extern const Command kShow = {"show",
                              "Show the incidents of a store: toll ladder, who did it, control, disputes, reports",
                              "isnad show events.db i-0d2f", set_up};

}  // namespace isnad::cli
