#include "store/sqlite.h"

#include <sqlite3.h>

#include <chrono>
#include <thread>

namespace isnad::store {
namespace {

/// Bytes that the caches of all open databases together may take.
constexpr sqlite3_int64 kMostCaches = 256 << 20;

/// How long another program's transaction is waited for. Who fills a store waits until the other has written the
/// incidents of hundreds of thousands of documents; others, whose user sits before a screen, do not.
std::chrono::milliseconds patience(Database::Mode mode) {
  return mode == Database::Mode::kCreate ? std::chrono::minutes(10) : std::chrono::seconds(10);
}

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
    case SQLITE_IOERR:
      return "cannot be read or written: the disk fails, is full, or a limit of file size is reached; nothing of this "
             "batch was stored";
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

class SqliteStatement final : public Statement {
 public:
  explicit SqliteStatement(sqlite3_stmt* statement) : statement_(statement) {}
  SqliteStatement(const SqliteStatement&) = delete;
  SqliteStatement& operator=(const SqliteStatement&) = delete;
  ~SqliteStatement() override { sqlite3_finalize(statement_); }

  void bind(int index, std::int64_t value) override { sqlite3_bind_int64(statement_, index, value); }
  void bind(int index, double value) override { sqlite3_bind_double(statement_, index, value); }
  // The values outlive the call that they are bound for, so no copies are made.
  void bind(int index, std::string_view value) override {
    sqlite3_bind_text64(statement_, index, value.data() ? value.data() : "", value.size(), SQLITE_STATIC, SQLITE_UTF8);
  }
  void bind(int index, const Bytes& value) override {
    sqlite3_bind_blob64(statement_, index, value.bytes.data() ? value.bytes.data() : "", value.bytes.size(),
                        SQLITE_STATIC);
  }
  void bind_null(int index) override { sqlite3_bind_null(statement_, index); }

  Step step() override {
    const int code = sqlite3_step(statement_);
    return code == SQLITE_ROW ? Step::kRow : code == SQLITE_DONE ? Step::kDone : Step::kFailed;
  }
  void reset() override {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
  }

  std::int64_t integer(int column) const override { return sqlite3_column_int64(statement_, column); }
  std::string_view text(int column) const override {
    // The bytes first: asking for the size first would convert twice.
    const void* bytes = sqlite3_column_blob(statement_, column);
    const int size = sqlite3_column_bytes(statement_, column);
    return bytes ? std::string_view(static_cast<const char*>(bytes), static_cast<std::size_t>(size))
                 : std::string_view();
  }

 private:
  sqlite3_stmt* statement_;
};

class Sqlite final : public Database {
 public:
  Sqlite(const std::string& path, sqlite3* handle, std::chrono::milliseconds patience)
      : Database(path), handle_(handle), patience_(patience) {}
  ~Sqlite() override {
    forget_statements();
    sqlite3_close(handle_);
  }

  Status prepare_writing() override {
    // Only a new file takes the page size: with larger pages less is lost at the ends of rows.
    if (Status size = execute("PRAGMA page_size = 16384"); !size) return size;
    if (Status log = begin_log(); !log) return log;
    return execute("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
  }

  Result<int> version() override {
    int version = 0;
    bool ours = false;
    const auto take = [&](const Row& row) {
      version = static_cast<int>(row.integer(0));
      ours = row.integer(1) == kApplicationId || row.integer(2) == 0;
    };
    // In one statement: another program may be making the tables.
    const Status read = each(
        "SELECT user_version, application_id, (SELECT count(*) FROM sqlite_schema) FROM pragma_user_version, "
        "pragma_application_id",
        take);
    if (!read) return read.error();
    if (ours) return version;
    return Error{Error::Code::kCorrupt, "store " + path() + " is a database of another program; give another path"};
  }

  Status execute(const std::string& sql) override {
    if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) return failure();
    return {};
  }

  Status migrate(const std::string& sql, int version) override {
    return execute(sql + "; PRAGMA application_id = " + std::to_string(kApplicationId) +
                   "; PRAGMA user_version = " + std::to_string(version));
  }

  Status begin_writing() override { return run("BEGIN IMMEDIATE"); }
  Status begin_reading() override { return run("BEGIN"); }

  void release_memory() override { sqlite3_db_release_memory(handle_); }

  Result<std::vector<std::string>> integrity() override {
    std::vector<std::string> found;
    const auto take = [&](const Row& row) {
      if (row.view(0) != "ok") found.push_back(row.text(0));
    };
    if (Status checked = each("PRAGMA integrity_check", take); !checked) return checked.error();
    const auto dangling = [&](const Row& row) {
      found.push_back("table " + row.text(0) + ", row " + row.text(1) + ": refers to a row of " + row.text(2) +
                      " that is not there");
    };
    if (Status checked = each("PRAGMA foreign_key_check", dangling); !checked) return checked.error();
    return found;
  }

  Status add_words(std::int64_t document, std::string_view terms) override {
    return run("INSERT INTO words(rowid, terms) VALUES (?1, ?2)", document, terms);
  }

  std::string words_found(std::string_view parameter, std::string_view /*terms*/) const override {
    return "SELECT rowid FROM words WHERE words MATCH " + std::string(parameter);
  }

  // Each form is quoted, so that nothing a person types is taken for an operator of the search language.
  std::string words_query(std::string_view terms) const override {
    std::string query = "(\"";
    for (const char c : terms) {
      if (c != '"') query += c == ' ' ? "\") AND (\"" : c == '|' ? "\" OR \"" : std::string(1, c);
    }
    return query + "\")";
  }

 protected:
  std::unique_ptr<Statement> compile(std::string_view sql) override {
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement,
                       nullptr);
    return statement ? std::make_unique<SqliteStatement>(statement) : nullptr;
  }
  Error failure() const override { return error_of(path(), handle_); }

 private:
  /// Switches to write-ahead logging. SQLite waits for no other program then, so that is done here.
  Status begin_log() {
    const auto give_up = std::chrono::steady_clock::now() + patience_;
    for (;;) {
      Status begun = each("PRAGMA journal_mode = WAL", [](const Row&) {});
      const bool busy = !begun && (sqlite3_errcode(handle_) & 0xFF) == SQLITE_BUSY;
      if (!busy || std::chrono::steady_clock::now() > give_up) return begun;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }

  sqlite3* handle_;
  std::chrono::milliseconds patience_;
};

int flags_of(Database::Mode mode) {
  if (mode == Database::Mode::kRead) return SQLITE_OPEN_READONLY;
  return mode == Database::Mode::kWrite ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
}

}  // namespace

Result<std::unique_ptr<Database>> open_sqlite(const std::string& path, Database::Mode mode) {
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &handle, flags_of(mode), nullptr);
  std::unique_ptr<Database> database = std::make_unique<Sqlite>(path, handle, patience(mode));
  if (code != SQLITE_OK) return error_of(path, handle);
  sqlite3_busy_timeout(handle, static_cast<int>(patience(mode).count()));
  // Searches go over more pages than the 2 MB that SQLite keeps by itself. A file that is no database says so later.
  sqlite3_soft_heap_limit64(kMostCaches);
  sqlite3_exec(handle, "PRAGMA cache_size = -65536", nullptr, nullptr, nullptr);
  return database;
}

}  // namespace isnad::store
