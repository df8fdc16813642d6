// isnad ingest: documents in, coded and kept in a store, and its incidents brought up to date.
#include <filesystem>

#include "command.h"
#include "ingest.h"

namespace isnad::cli {
namespace {

struct Options {
  std::string store;
  InputOptions input;
  EngineOptions engine;
  unsigned threads = 1;
  bool keep_raw = false, no_incidents = false;
};

/// Bytes of the inputs, when all of them are plain files; else 0.
std::uint64_t total_bytes(const std::vector<std::string>& inputs) {
  std::uint64_t total = 0;
  for (const std::string& input : inputs) {
    std::error_code error;
    const std::uintmax_t size =
        std::filesystem::is_regular_file(input, error) ? std::filesystem::file_size(input, error) : 0;
    if (error || size == 0) return 0;
    total += size;
  }
  return total;
}

int run(const Options& options) {
  const auto engine = open_engine(options.engine);
  const auto reader = engine ? open_reader(options.input) : nullptr;
  const auto store = reader ? open_for_ingest(options.store, *engine) : nullptr;
  if (!store) return kUsage;
  Ingest ingest(
      *store, *engine,
      {.threads = options.threads, .keep_raw = options.keep_raw, .total_bytes = total_bytes(options.input.inputs)});
  if (!ingest.run(*reader)) return kSomeFailed;
  tell_skipped(*reader);
  if (!options.no_incidents && !ingest.make_incidents()) return kSomeFailed;
  const auto counts = store->counts();
  complain(ingest.tally().text() +
           (counts ? "; the store holds " + std::to_string(counts->documents) + " documents, " +
                         std::to_string(counts->claims) + " claims, " + std::to_string(counts->incidents) + " incidents"
                   : ""));
  return ingest.tally().refused > 0 ? kSomeFailed : kAllWell;
}

std::function<int()> set_up(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("db", options->store, "Store to add to; it is made when there is none")->type_name("DB")->required();
  add_input_options(app, options->input);
  add_engine_options(app, options->engine);
  add_threads_option(app, options->threads);
  app.add_flag("--no-incidents", options->no_incidents,
               "Leave the incidents to a later run, which brings them up to date");
  app.add_flag("--keep-raw", options->keep_raw, "Keep the bytes that documents were read from, not only their SHA-256");
  return [options] { return run(*options); };
}

}  // namespace

extern const Command kIngest = {"ingest", "Read documents and keep them, their claims and incidents in a store",
                                "isnad ingest events.db reports/", set_up};

}  // namespace isnad::cli
