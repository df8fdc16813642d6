// Opening a store, its runs and its counts.
#include "isnad/store.h"

#include <ctime>

#include "store/impl.h"
#include "store/schema.h"

namespace isnad {
namespace {

using store::Database;

Database::Mode mode_of(Store::Mode mode) {
  if (mode == Store::Mode::kRead) return Database::Mode::kRead;
  return mode == Store::Mode::kWrite ? Database::Mode::kWrite : Database::Mode::kCreate;
}

Status check_readable(Database& database) {
  const Result<int> version = store::version_of(database);
  if (!version) return version.error();
  if (*version == store::newest_version()) return {};
  return Error{Error::Code::kCorrupt, "store " + database.path() + " is empty or of an older version (" +
                                          std::to_string(*version) + "): ingest into it once to bring it up to date"};
}

/// The version is checked before anything is written, so that a file of another program stays as it is.
Status prepare_writing(Database& database) {
  if (const Result<int> version = store::version_of(database); !version) return version.error();
  if (Status ready = database.prepare_writing(); !ready) return ready;
  return store::migrate(database, store::newest_version());
}

}  // namespace

std::string store::now() {
  const std::time_t seconds = std::time(nullptr);
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
  return text;
}

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::~Store() = default;

Result<std::unique_ptr<Store>> Store::open(const std::string& path, Mode mode) {
  Result<std::unique_ptr<Database>> database = Database::open(path, mode_of(mode));
  if (!database) return database.error();
  const Status ready = mode == Mode::kRead ? check_readable(**database) : prepare_writing(**database);
  if (!ready) return ready.error();
  auto impl = std::make_unique<Impl>();
  impl->database = *std::move(database);
  return std::unique_ptr<Store>(new Store(std::move(impl)));
}

const std::string& Store::name() const {
  return impl_->database->path();
}

Status Store::begin_run(const Run& run) {
  impl_->run_data = run;
  impl_->run_data.started = store::now();
  impl_->began = true;
  impl_->run = 0;
  return {};
}

Result<Store::Counts> Store::counts() const {
  Counts counts;
  const auto take = [&](const store::Row& row) {
    counts = {row.integer(0), row.integer(1), row.integer(2), row.integer(3), row.integer(4)};
  };
  const Status read = impl_->database->each(
      "SELECT (SELECT count(*) FROM document WHERE superseded = 0), (SELECT count(*) FROM document WHERE superseded = "
      "1), (SELECT count(*) FROM claim_row), (SELECT count(*) FROM incident), (SELECT count(*) FROM quarantine)",
      take);
  if (!read) return read.error();
  return counts;
}

}  // namespace isnad
