// isnad ingest: documents in, coded and kept in a store, and the incidents of the whole store made again.
#include <array>
#include <filesystem>

#include "command.h"
#include "in_order.h"
#include "isnad/json.h"
#include "isnad/store.h"
#include "isnad/version.h"
#include "progress.h"

namespace isnad::cli {
namespace {

constexpr std::size_t kBatch = 64;  // documents a transaction: one wait for the disk for all of them
constexpr std::size_t kBatchBytes = 8 << 20;

struct Options {
  std::string store;
  InputOptions input;
  EngineOptions engine;
  unsigned threads = 1;
  bool keep_raw = false, no_incidents = false;
};

/// A coded document, or why there is none, and the record that it was read from.
struct Made {
  Result<CodedDocument> coded;
  std::string terms, source, record, raw;
  std::uint64_t bytes = 0;
  InputFormat format = InputFormat::kAuto;
};

std::string place_in_source(const InputRecord& record) {
  if (record.line > 0) return "line " + std::to_string(record.line);
  if (record.record <= 1 && record.offset == 0) return {};
  return "record " + std::to_string(record.record) + " at byte " + std::to_string(record.offset);
}

Made make(InputRecord&& record, const Engine& engine) {
  Made made{std::move(record.document), {},           record.source, place_in_source(record),
            std::move(record.raw),      record.bytes, record.format};
  if (!made.coded) return made;
  std::string as_read = made.raw.empty() ? to_json(*made.coded) : std::string();
  made.coded = engine.code(std::move(made.coded->document), &made.terms);
  if (!made.coded && made.raw.empty()) {
    made.raw = std::move(as_read);
    made.format = InputFormat::kJsonLines;
  }
  return made;
}

/// Takes what the workers made, in order, and stores it batch by batch.
class Ingest {
 public:
  Ingest(Store& store, std::uint64_t total, bool keep_raw) : store_(store), progress_(total), keep_raw_(keep_raw) {}

  /// False when the store fails: there is no use in going on.
  bool take(Made&& made) {
    progress_.advance(made.bytes);
    if (!made.coded) return refuse(made);
    batch_bytes_ += made.coded->document.text.size();
    const std::string where = made.source + (made.record.empty() ? "" : ", " + made.record);
    batch_.push_back({*std::move(made.coded), std::move(made.terms), where, std::move(made.raw), keep_raw_});
    return (batch_.size() < kBatch && batch_bytes_ < kBatchBytes) || flush();
  }

  bool flush() {
    const auto added = store_.add(batch_);
    if (!added) return fail(added.error());
    for (const Store::Added one : *added) ++added_[static_cast<std::size_t>(one)];
    batch_.clear();
    batch_bytes_ = 0;
    return true;
  }

  bool fail(const Error& error) {
    complain(error.message);
    failed_ = true;
    return false;
  }

  bool failed() const { return failed_; }
  bool refused() const { return refused_ > 0; }

  std::string summary() const {
    const auto count = [&](Store::Added kind) { return std::to_string(added_[static_cast<std::size_t>(kind)]); };
    return count(Store::Added::kNew) + " new documents, " + count(Store::Added::kRevised) + " revised, " +
           count(Store::Added::kRecoded) + " coded again, " + count(Store::Added::kUnchanged) + " unchanged, " +
           std::to_string(refused_) + " refused";
  }

 private:
  /// A file that cannot be read is told, a record that cannot be coded is kept as well.
  bool refuse(const Made& made) {
    ++refused_;
    const std::string& reason = made.coded.error().message;
    complain(made.source + (made.record.empty() ? "" : ", " + made.record) + ": " + reason);
    if (made.coded.error().code == Error::Code::kIo) return true;
    const Status kept = store_.quarantine({made.source, made.record, reason, to_string(made.format), made.raw, 0});
    return kept ? true : fail(kept.error());
  }

  Store& store_;
  Progress progress_;
  const bool keep_raw_;
  std::vector<NewDocument> batch_;
  std::size_t batch_bytes_ = 0;
  std::array<std::uint64_t, 4> added_{};
  std::uint64_t refused_ = 0;
  bool failed_ = false;
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

/// Also completes what an interrupted run has left. False after a complaint.
bool make_incidents(Store& store, const Engine& engine) {
  const auto needed = store.needs_fusion();
  if (needed && !*needed) return true;
  auto documents = needed ? store.load_for_fusion() : Result<std::vector<CodedDocument>>(needed.error());
  const Status replaced = documents ? store.replace_incidents(engine.fuse(*documents)) : Status(documents.error());
  if (!replaced) complain(replaced.error().message);
  return static_cast<bool>(replaced);
}

std::unique_ptr<Store> open_for_ingest(const std::string& path, const Engine& engine) {
  auto store = Store::open(path, Store::Mode::kCreate);
  const Status ready =
      store ? (*store)->begin_run({kVersion, engine.lexicon_fingerprint(), engine.models_fingerprint(), {}})
            : Status(store.error());
  if (ready) return *std::move(store);
  complain(ready.error().message);
  return nullptr;
}

int run(const Options& options) {
  const auto engine = open_engine(options.engine);
  const auto reader = engine ? open_reader(options.input) : nullptr;
  const auto store = reader ? open_for_ingest(options.store, *engine) : nullptr;
  if (!store) return kUsage;
  bool refused = false;
  std::string summary;
  {
    Ingest ingest(*store, total_bytes(options.input.inputs), options.keep_raw);
    const auto work = [&](InputRecord&& record) { return make(std::move(record), *engine); };
    InOrder<Made>(work, [&](Made&& made) { return ingest.take(std::move(made)); }).run(*reader, options.threads);
    if (ingest.failed() || !ingest.flush()) return kSomeFailed;
    refused = ingest.refused();
    summary = ingest.summary();
  }
  tell_skipped(*reader);
  if (!options.no_incidents && !make_incidents(*store, *engine)) return kSomeFailed;
  const auto counts = store->counts();
  complain(summary +
           (counts ? "; the store holds " + std::to_string(counts->documents) + " documents, " +
                         std::to_string(counts->claims) + " claims, " + std::to_string(counts->incidents) + " incidents"
                   : ""));
  return refused ? kSomeFailed : kAllWell;
}

std::function<int()> set_up(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("db", options->store, "Store to add to; it is made when there is none")->type_name("DB")->required();
  add_input_options(app, options->input);
  add_engine_options(app, options->engine);
  add_threads_option(app, options->threads);
  app.add_flag("--no-incidents", options->no_incidents,
               "Leave the incidents to a later run, which makes them all again");
  app.add_flag("--keep-raw", options->keep_raw, "Keep the bytes that documents were read from, not only their SHA-256");
  return [options] { return run(*options); };
}

}  // namespace

extern const Command kIngest = {"ingest", "Read documents and keep them, their claims and incidents in a store",
                                "isnad ingest events.db reports/", set_up};

}  // namespace isnad::cli
