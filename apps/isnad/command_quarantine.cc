// isnad quarantine: the records that an ingest could not code: list them, look at one, try them again, let them go.
#include "command.h"
#include "isnad/json.h"
#include "isnad/refresh.h"
#include "isnad/store.h"
#include "isnad/version.h"
#include "output.h"

namespace isnad::cli {
namespace {

struct Options {
  std::string store, action = "list";
  std::int64_t id = 0;
  EngineOptions engine;
};

std::string where(const Quarantined& record) {
  return record.source + (record.record.empty() ? "" : ", " + record.record);
}

/// The records that the command is about: one, or all. Null after a complaint.
std::unique_ptr<std::vector<Quarantined>> chosen(const Store& store, const Options& options) {
  auto records = store.quarantined();
  if (!records) {
    complain(records.error().message);
    return nullptr;
  }
  if (options.id != 0) std::erase_if(*records, [&](const Quarantined& record) { return record.id != options.id; });
  if (options.id == 0 || !records->empty()) return std::make_unique<std::vector<Quarantined>>(*std::move(records));
  complain(store.name() + " has no record " + std::to_string(options.id) + " in its quarantine");
  return nullptr;
}

int list(const std::vector<Quarantined>& records, bool with_bytes) {
  Output output;
  for (const Quarantined& record : records) {
    if (with_bytes) {
      output.write(record.raw);
    } else {
      output.write(std::to_string(record.id) + "  " + where(record) + "  " + std::to_string(record.raw.size()) +
                   " bytes  " + record.reason + '\n');
    }
  }
  return output.finish() ? kAllWell : kSomeFailed;
}

int drop(Store& store, const std::vector<Quarantined>& records) {
  for (const Quarantined& record : records) {
    if (const Status dropped = store.drop_quarantined(record.id); !dropped) {
      complain(dropped.error().message);
      return kSomeFailed;
    }
  }
  complain(std::to_string(records.size()) + " records dropped");
  return kAllWell;
}

/// The document that the record holds, read as it was the first time.
Result<Document> read_again(const Quarantined& record) {
  ReaderOptions options;
  options.any_language = true;
  const auto format = input_format_of(record.format);
  if (!format) return format.error();
  options.format = *format;
  auto reader = Reader::open_bytes(record.source, record.raw, options);
  if (!reader) return reader.error();
  InputRecord read;
  if (!(*reader)->next(read)) return Error{Error::Code::kInput, "it holds no document"};
  if (!read.document) return read.document.error();
  return std::move(read.document->document);
}

/// Codes the record; it leaves the quarantine once its document is stored.
Status retry_one(Store& store, const Engine& engine, const Quarantined& record) {
  Result<Document> document = read_again(record);
  if (!document) return document.error();
  std::string terms;
  auto coded = engine.code(*std::move(document), &terms);
  if (!coded) return coded.error();
  const auto added = store.add(NewDocument{*std::move(coded), std::move(terms), where(record), record.raw, false});
  return added ? store.drop_quarantined(record.id) : Status(added.error());
}

int retry(Store& store, const Options& options, const std::vector<Quarantined>& records) {
  const auto engine = open_engine(options.engine);
  if (!engine) return kUsage;
  Status begun = store.begin_run({kVersion, engine->lexicon_fingerprint(), engine->models_fingerprint()});
  std::size_t stored = 0;
  for (const Quarantined& record : records) {
    const Status done = begun ? retry_one(store, *engine, record) : begun;
    stored += done ? 1 : 0;
    if (!done) complain(std::to_string(record.id) + ", " + where(record) + ": " + done.error().message);
  }
  const Status fused = refresh_incidents(*engine, store);
  if (!fused) complain(fused.error().message);
  complain(std::to_string(stored) + " of " + std::to_string(records.size()) + " records stored");
  return fused && stored == records.size() ? kAllWell : kSomeFailed;
}

int run(const Options& options) {
  const bool writes = options.action == "retry" || options.action == "drop";
  auto store = Store::open(options.store, writes ? Store::Mode::kWrite : Store::Mode::kRead);
  if (!store) {
    complain(store.error().message);
    return kUsage;
  }
  const auto records = chosen(**store, options);
  if (!records) return kUsage;
  if (options.action == "retry") return retry(**store, options, *records);
  if (options.action == "drop") return drop(**store, *records);
  return list(*records, options.action == "show");
}

std::function<int()> set_up(CLI::App& app) {
  auto options = std::make_shared<Options>();
  add_store_option(app, options->store);
  app.add_option("action", options->action,
                 "list (default); show: the bytes as they came; retry: code again; drop: let go")
      ->type_name("list|show|retry|drop")
      ->check(CLI::IsMember({"list", "show", "retry", "drop"}).description(""));
  app.add_option("id", options->id, "Number of the record, as listed; without it, all")->type_name("N");
  add_engine_options(app, options->engine);
  return [options] { return run(*options); };
}

}  // namespace

extern const Command kQuarantine = {"quarantine", "List, show, retry or drop the records that could not be coded",
                                    "isnad quarantine events.db retry 3", set_up};

}  // namespace isnad::cli
