#include "ingest.h"

#include "command.h"
#include "in_order.h"
#include "isnad/json.h"
#include "isnad/refresh.h"
#include "isnad/version.h"
#include "progress.h"

namespace isnad::cli {
namespace {

constexpr std::size_t kBatch = 256;  // documents a transaction: one wait for the disk for all of them
constexpr std::size_t kBatchBytes = 8 << 20;

std::string place_in_source(const InputRecord& record) {
  if (record.line > 0) return "line " + std::to_string(record.line);
  if (record.record <= 1 && record.offset == 0) return {};
  return "record " + std::to_string(record.record) + " at byte " + std::to_string(record.offset);
}

}  // namespace

/// A coded document, or why there is none, and the record that it was read from.
struct Ingest::Made {
  Result<CodedDocument> coded;
  std::string terms, source, record, raw;
  std::uint64_t bytes = 0;
  InputFormat format = InputFormat::kAuto;
  bool known = false;

  std::string where() const { return source + (record.empty() ? "" : ", " + record); }
};

std::string Tally::text() const {
  const auto said = [&](Store::Added kind) { return std::to_string(count(kind)); };
  return said(Store::Added::kNew) + " new documents, " + said(Store::Added::kRevised) + " revised, " +
         said(Store::Added::kRecoded) + " coded again, " + said(Store::Added::kUnchanged) + " unchanged, " +
         std::to_string(refused) + " refused";
}

Ingest::Ingest(Store& store, const Engine& engine, IngestOptions options)
    : store_(store), engine_(engine), options_(std::move(options)) {}

bool Ingest::run(Reader& reader) {
  Progress progress(options_.total_bytes);
  const auto work = [&](InputRecord&& record, const InOrder<Made>::Early&) { return make(std::move(record)); };
  const auto take_made = [&](Made&& made) { return take(std::move(made), progress); };
  InOrder<Made>(work, take_made).run(reader, options_.threads);
  return !failed_ && flush();
}

Ingest::Made Ingest::make(InputRecord&& record) const {
  const bool known = options_.known && options_.known(record);
  Made made{std::move(record.document), {},           record.source, place_in_source(record),
            std::move(record.raw),      record.bytes, record.format, known};
  if (!made.coded || known) return made;
  std::string as_read = made.raw.empty() ? to_json(*made.coded) : std::string();
  made.coded = engine_.code(std::move(made.coded->document), &made.terms);
  if (!made.coded && made.raw.empty()) {
    made.raw = std::move(as_read);
    made.format = InputFormat::kJsonLines;
  }
  return made;
}

/// False: nothing more is wanted.
bool Ingest::take(Made&& made, Progress& progress) {
  progress.advance(made.bytes);
  const bool more = !options_.stopped || !options_.stopped();
  if (made.known) {
    ++tally_.added[static_cast<std::size_t>(Store::Added::kUnchanged)];
    return more;
  }
  if (!made.coded) return refuse(made) && more;
  batch_bytes_ += made.coded->document.text.size();
  std::string where = made.where();
  batch_.push_back(
      {*std::move(made.coded), std::move(made.terms), std::move(where), std::move(made.raw), options_.keep_raw});
  return ((batch_.size() < kBatch && batch_bytes_ < kBatchBytes) || flush()) && more;
}

bool Ingest::flush() {
  const auto added = store_.add(batch_);
  if (!added) return fail(added.error());
  for (const Store::Added one : *added) ++tally_.added[static_cast<std::size_t>(one)];
  batch_.clear();
  batch_bytes_ = 0;
  return true;
}

/// A file that cannot be read is told, a record that cannot be coded is kept as well.
bool Ingest::refuse(const Made& made) {
  ++tally_.refused;
  const std::string& reason = made.coded.error().message;
  complain(made.where() + ": " + reason);
  if (made.coded.error().code == Error::Code::kIo) return true;
  const Status kept = store_.quarantine({made.source, made.record, reason, to_string(made.format), made.raw, 0});
  return kept ? true : fail(kept.error());
}

bool Ingest::fail(const Error& error) {
  complain(error.message);
  failed_ = true;
  return false;
}

bool Ingest::make_incidents() {
  const Status refreshed = refresh_incidents(engine_, store_);
  if (!refreshed) complain(refreshed.error().message);
  return static_cast<bool>(refreshed);
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

}  // namespace isnad::cli
