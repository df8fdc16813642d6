// Opening a store, its runs, its quarantine and its counts.
#include "isnad/store.h"

#include "base/sha256.h"
#include "store/impl.h"
#include "store/schema.h"

namespace isnad {
namespace {

using store::Database;

int flags_of(Store::Mode mode) {
  if (mode == Store::Mode::kRead) return SQLITE_OPEN_READONLY;
  return mode == Store::Mode::kWrite ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
}

Status check_readable(Database& database) {
  const Result<int> version = store::version_of(database);
  if (!version) return version.error();
  if (*version == store::newest_version()) return {};
  return Error{Error::Code::kCorrupt, "store " + database.path() + " is empty or of an older version (" +
                                          std::to_string(*version) + "): ingest into it once to bring it up to date"};
}

/// The version is checked before anything is written, so that a file of another program stays as it is. FULL: what was
/// committed outlives a power failure too.
Status prepare_writing(Database& database) {
  if (const Result<int> version = store::version_of(database); !version) return version.error();
  const auto ignore = [](const store::Row&) {};
  if (Status wal = database.each("PRAGMA journal_mode = WAL", ignore); !wal) return wal;
  if (Status set = database.execute("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON"); !set) return set;
  return store::migrate(database, store::newest_version());
}

}  // namespace

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::~Store() = default;

Result<std::unique_ptr<Store>> Store::open(const std::string& path, Mode mode) {
  Result<std::unique_ptr<Database>> database = Database::open(path, flags_of(mode));
  if (!database) return database.error();
  const Status ready = mode == Mode::kRead ? check_readable(**database) : prepare_writing(**database);
  if (!ready) return ready.error();
  return std::unique_ptr<Store>(new Store(std::make_unique<Impl>(Impl{*std::move(database), 0, 0})));
}

Status Store::begin_run(const Run& run) {
  Database& database = *impl_->database;
  Status begun =
      database.run("INSERT INTO run(engine, lexicon, started) VALUES (?1, ?2, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))",
                   run.engine, run.lexicon);
  if (begun) impl_->run = database.last_row();
  return begun;
}

Status Store::quarantine(const Quarantined& record) {
  return impl_->database->run(
      "INSERT INTO quarantine(source, record, reason, raw, sha256, run) VALUES (?1, ?2, ?3, ?4, ?5, nullif(?6, 0)) "
      "ON CONFLICT (source, record, sha256) DO UPDATE SET reason = excluded.reason, run = excluded.run",
      record.source, record.record, record.reason, store::Bytes{record.raw}, sha256_hex(record.raw), impl_->run);
}

Result<std::vector<Quarantined>> Store::quarantined() const {
  std::vector<Quarantined> records;
  const auto take = [&](const store::Row& row) {
    records.push_back({row.text(0), row.text(1), row.text(2), row.text(3)});
  };
  const Status read = impl_->database->each("SELECT source, record, reason, raw FROM quarantine ORDER BY id", take);
  if (!read) return read.error();
  return records;
}

Result<Store::Counts> Store::counts() const {
  Counts counts;
  const auto take = [&](const store::Row& row) {
    counts = {row.integer(0), row.integer(1), row.integer(2), row.integer(3), row.integer(4)};
  };
  const Status read = impl_->database->each(
      "SELECT (SELECT count(*) FROM document WHERE NOT superseded), (SELECT count(*) FROM document WHERE superseded), "
      "(SELECT count(*) FROM claim JOIN document d ON d.id = document WHERE NOT d.superseded), "
      "(SELECT count(*) FROM incident), (SELECT count(*) FROM quarantine)",
      take);
  if (!read) return read.error();
  return counts;
}

}  // namespace isnad
