#include "store/database.h"

namespace isnad::store {
namespace {

constexpr int kBusyMilliseconds = 10000;

std::string advice(int code) {
  switch (code & 0xFF) {
    case SQLITE_NOTADB:
      return "is not an isnad store: the file is no SQLite database; give another path";
    case SQLITE_CORRUPT:
      return "is damaged: restore it from a copy, or ingest the documents into a new store";
    case SQLITE_FULL:
      return "has no space left on its disk: nothing of this batch was stored; free space and run again";
    case SQLITE_READONLY:
      return "cannot be written: the file or its folder is read-only";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "is in use by another program: wait for it to end and run again";
    case SQLITE_CANTOPEN:
      return "cannot be opened: check that the path exists and may be read (and its folder written)";
    default:
      return "";
  }
}

Error error_of(const std::string& path, sqlite3* handle) {
  const int code = handle ? sqlite3_extended_errcode(handle) : SQLITE_NOMEM;
  const bool damaged = (code & 0xFF) == SQLITE_NOTADB || (code & 0xFF) == SQLITE_CORRUPT;
  const std::string known = advice(code);
  const std::string detail = handle ? sqlite3_errmsg(handle) : "out of memory";
  return {damaged ? Error::Code::kCorrupt : Error::Code::kIo,
          "store " + path + " " + (known.empty() ? "failed: " + detail : known)};
}

}  // namespace

std::string Row::text(int column) const {
  // The bytes first: asking for the size first would convert twice.
  const void* bytes = sqlite3_column_blob(statement_, column);
  const int size = sqlite3_column_bytes(statement_, column);
  return bytes ? std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(size)) : std::string();
}

Result<std::unique_ptr<Database>> Database::open(const std::string& path, int flags) {
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
  std::unique_ptr<Database> database(new Database(path, handle));
  if (code != SQLITE_OK) return database->failure();
  sqlite3_busy_timeout(handle, kBusyMilliseconds);
  return database;
}

Database::~Database() {
  for (const auto& [sql, statement] : statements_) sqlite3_finalize(statement);
  sqlite3_close(handle_);
}

Status Database::execute(const std::string& sql) {
  if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) return failure();
  return {};
}

sqlite3_stmt* Database::prepare(std::string_view sql) {
  if (const auto found = statements_.find(sql); found != statements_.end()) return found->second;
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (statement) statements_.emplace(sql, statement);
  return statement;
}

Error Database::failure() const {
  return error_of(path_, handle_);
}

// The values outlive the call that they are bound for, so no copies are made.
void Database::bind(sqlite3_stmt* statement, int index, std::string_view value) {
  sqlite3_bind_text64(statement, index, value.data() ? value.data() : "", value.size(), SQLITE_STATIC, SQLITE_UTF8);
}

void Database::bind(sqlite3_stmt* statement, int index, const Bytes& value) {
  sqlite3_bind_blob64(statement, index, value.bytes.data() ? value.bytes.data() : "", value.bytes.size(),
                      SQLITE_STATIC);
}

void Database::bind(sqlite3_stmt* statement, int index, const std::optional<std::int64_t>& value) {
  if (value) sqlite3_bind_int64(statement, index, *value);
}

Result<Transaction> Transaction::begin(Database& database) {
  if (Status begun = database.run("BEGIN IMMEDIATE"); !begun) return begun.error();
  return Transaction(database);
}

// A failed rollback leaves nothing to do: SQLite has rolled back by itself, or will when the file is next opened.
Transaction::~Transaction() {
  if (database_) static_cast<void>(database_->execute("ROLLBACK"));
}

Status Transaction::commit() {
  Status committed = database_->run("COMMIT");
  if (committed) database_ = nullptr;
  return committed;
}

}  // namespace isnad::store
