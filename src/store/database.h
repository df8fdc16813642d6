// A thin owner of one SQLite connection: prepared statements are kept by their text, and every failure becomes an Error
// that says what to do about it. Two calls cover all use: `run` for a statement, `each` for the rows of a query.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "isnad/result.h"

namespace isnad::store {

/// The current row of a query.
class Row {
 public:
  explicit Row(sqlite3_stmt* statement) : statement_(statement) {}
  std::int64_t integer(int column) const { return sqlite3_column_int64(statement_, column); }
  std::string text(int column) const;

 private:
  sqlite3_stmt* statement_;
};

/// Bytes to be stored as a BLOB.
struct Bytes {
  std::string_view bytes;
};

class Database {
 public:
  /// `flags` as for sqlite3_open_v2.
  static Result<std::unique_ptr<Database>> open(const std::string& path, int flags);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  /// Runs statements that take no values and give no rows.
  Status execute(const std::string& sql);

  /// Runs one statement with `values` bound to ?1, ?2, ...
  template <typename... Values>
  Status run(std::string_view sql, const Values&... values) {
    return each(
        sql, [](const Row&) {}, values...);
  }

  /// Calls `visit(row)` for every row of a query; `visit` may return a Status to stop with an error. It must not use
  /// the same `sql`.
  template <typename Visit, typename... Values>
  Status each(std::string_view sql, Visit visit, const Values&... values) {
    sqlite3_stmt* statement = prepare(sql);
    if (!statement) return failure();
    int index = 0;
    (bind(statement, ++index, values), ...);
    Status status;
    int code = SQLITE_DONE;
    while (status && (code = sqlite3_step(statement)) == SQLITE_ROW) status = visited(visit, Row(statement));
    if (code != SQLITE_DONE && code != SQLITE_ROW) status = failure();
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    return status;
  }

  /// The first column of the first row; 0 when there is none.
  template <typename... Values>
  Result<std::int64_t> integer(std::string_view sql, const Values&... values) {
    std::optional<std::int64_t> found;
    const auto keep_first = [&found](const Row& row) { found = found ? found : row.integer(0); };
    if (Status status = each(sql, keep_first, values...); !status) return status.error();
    return found.value_or(0);
  }

  std::int64_t last_row() const { return sqlite3_last_insert_rowid(handle_); }
  const std::string& path() const { return path_; }

 private:
  Database(std::string path, sqlite3* handle) : path_(std::move(path)), handle_(handle) {}
  sqlite3_stmt* prepare(std::string_view sql);
  Error failure() const;

  template <typename Visit>
  static Status visited(Visit& visit, const Row& row) {
    if constexpr (std::is_void_v<decltype(visit(row))>) {
      visit(row);
      return {};
    } else {
      return visit(row);
    }
  }

  static void bind(sqlite3_stmt* statement, int index, std::int64_t value) {
    sqlite3_bind_int64(statement, index, value);
  }
  static void bind(sqlite3_stmt* statement, int index, int value) { sqlite3_bind_int64(statement, index, value); }
  static void bind(sqlite3_stmt* statement, int index, bool value) { sqlite3_bind_int64(statement, index, value); }
  static void bind(sqlite3_stmt* statement, int index, double value) { sqlite3_bind_double(statement, index, value); }
  static void bind(sqlite3_stmt* statement, int index, std::string_view value);
  static void bind(sqlite3_stmt* statement, int index, const std::string& value) {
    bind(statement, index, std::string_view(value));
  }
  static void bind(sqlite3_stmt* statement, int index, const Bytes& value);
  static void bind(sqlite3_stmt* statement, int index, const std::optional<std::int64_t>& value);

  std::string path_;
  sqlite3* handle_;
  std::map<std::string, sqlite3_stmt*, std::less<>> statements_;
};

/// A transaction that is rolled back unless it is committed.
class Transaction {
 public:
  /// Takes the write lock at once, so that two writers wait for each other instead of failing half-way.
  static Result<Transaction> begin(Database& database);
  Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();
  Status commit();

 private:
  explicit Transaction(Database& database) : database_(&database) {}
  Database* database_;
};

}  // namespace isnad::store
