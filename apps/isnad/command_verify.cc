// isnad verify: every hash, offset and link of a store computed again.
#include "command.h"
#include "isnad/store.h"
#include "output.h"

namespace isnad::cli {
namespace {

int run(const std::string& path) {
  const auto store = open_store(path);
  if (!store) return kUsage;
  const auto findings = store->verify();
  if (!findings) {
    complain(findings.error().message);
    return kSomeFailed;
  }
  Output output;
  for (const std::string& finding : *findings) output.write(finding + '\n');
  const auto counts = store->counts();
  if (counts) {
    complain(store->name() + ": " + std::to_string(counts->documents) + " documents, " +
             std::to_string(counts->claims) + " claims, " + std::to_string(counts->incidents) + " incidents checked, " +
             (findings->empty() ? "nothing damaged" : std::to_string(findings->size()) + " found damaged"));
  }
  return output.finish() && findings->empty() && counts ? kAllWell : kSomeFailed;
}

std::function<int()> set_up(CLI::App& app) {
  auto path = std::make_shared<std::string>();
  add_store_option(app, *path);
  return [path] { return run(*path); };
}

}  // namespace

extern const Command kVerify = {"verify",
                                "Compute all hashes, offsets and links of a store again; name what is damaged",
                                "isnad verify events.db", set_up};

}  // namespace isnad::cli
