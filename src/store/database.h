// A thin layer over a SQL database: prepared statements are kept by their text, and every failure becomes an Error that
// says what to do about it. Two calls cover all use: `run` for a statement, `each` for the rows of a query.
//
//   database.each("SELECT id FROM document WHERE outlet = ?1", [&](const Row& row) { ... row.integer(0) ... }, outlet);
//
// What a database system does is behind `Statement` and the virtual functions of `Database`: sqlite.cc, postgres.cc.
// Statements are written once, in the SQL that both understand; parameters are ?1, ?2, ...
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "isnad/result.h"

namespace isnad::store {

/// Bytes to be stored as they are, not as text.
struct Bytes {
  std::string_view bytes;
};

/// A prepared statement. Values that are bound must live until `reset`.
class Statement {
 public:
  enum class Step { kRow, kDone, kFailed };
  virtual ~Statement() = default;
  virtual void bind(int index, std::int64_t value) = 0;
  virtual void bind(int index, double value) = 0;
  virtual void bind(int index, std::string_view value) = 0;
  virtual void bind(int index, const Bytes& value) = 0;
  virtual void bind_null(int index) = 0;
  virtual Step step() = 0;
  /// Runs it for what it changes. Inside a transaction a failure may show as late as with the next query, or the
  /// commit.
  virtual bool run() {
    Step at = step();
    while (at == Step::kRow) at = step();
    return at == Step::kDone;
  }
  /// Makes it ready to be run again, without values.
  virtual void reset() = 0;
  virtual std::int64_t integer(int column) const = 0;
  virtual std::string_view text(int column) const = 0;  ///< lives until the next step
};

/// The current row of a query. An SQL NULL reads as 0 or as an empty text.
class Row {
 public:
  explicit Row(const Statement& statement) : statement_(statement) {}
  std::int64_t integer(int column) const { return statement_.integer(column); }
  std::string text(int column) const { return std::string(statement_.text(column)); }
  std::string_view view(int column) const { return statement_.text(column); }

 private:
  const Statement& statement_;
};

class Database {
 public:
  /// kWrite needs one that is there; kCreate makes a file, and waits for minutes while another program writes.
  enum class Mode { kRead, kWrite, kCreate };

  /// `where` is the path of a file, or the URL of a PostgreSQL database. Nothing is written yet.
  static Result<std::unique_ptr<Database>> open(const std::string& where, Mode mode);
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  virtual ~Database() = default;

  /// Makes ready for writing: nothing that is committed gets lost, not in a power failure either.
  virtual Status prepare_writing() = 0;
  /// Version of the tables; 0: there are none. Errors: the tables of another program.
  virtual Result<int> version() = 0;
  /// Runs statements that take no values and give no rows.
  virtual Status execute(const std::string& sql) = 0;
  /// Runs a migration, in the schema language of schema.cc, and sets the version; in a transaction of the caller's.
  virtual Status migrate(const std::string& sql, int version) = 0;
  /// Begins a transaction that takes the write lock at once, so that two writers wait for each other instead of failing
  /// half-way.
  virtual Status begin_writing() = 0;
  /// Begins a transaction whose queries all see one state of the database; end it with "COMMIT".
  virtual Status begin_reading() = 0;
  /// Gives back the memory of what was read and may be read again.
  virtual void release_memory() {}
  /// Looks for damage of the database file itself: a message for each; none when all is well.
  virtual Result<std::vector<std::string>> integrity() = 0;
  /// Puts the terms of a document into the full-text table: words divided by spaces, the forms of a word by '|'.
  virtual Status add_words(std::int64_t document, std::string_view terms) = 0;
  /// A query for the numbers of the documents that have all words of `terms`, each in any of its forms. `parameter` is
  /// where `words_query(terms)` is bound.
  virtual std::string words_found(std::string_view parameter, std::string_view terms) const = 0;
  /// The rest of a condition on a document's number: that it is one of them.
  std::string words_match(std::string_view parameter, std::string_view terms) const {
    return "IN (" + words_found(parameter, terms) + ")";
  }
  virtual std::string words_query(std::string_view terms) const = 0;

  /// Runs one statement with `values` bound to ?1, ?2, ...
  template <typename... Values>
  Status run(std::string_view sql, const Values&... values) {
    Statement* const statement = prepare(sql);
    if (statement == nullptr) return failure();
    int index = 0;
    (bind(*statement, ++index, values), ...);
    const Status status = statement->run() ? Status() : Status(failure());
    statement->reset();
    return status;
  }

  /// Calls `visit(row)` for every row of a query; `visit` may return a Status to stop with an error. It must not use
  /// the same `sql`.
  template <typename Visit, typename... Values>
  Status each(std::string_view sql, Visit visit, const Values&... values) {
    Statement* const statement = prepare(sql);
    if (statement == nullptr) return failure();
    int index = 0;
    (bind(*statement, ++index, values), ...);
    Status status;
    auto step = Statement::Step::kDone;
    while (status && (step = statement->step()) == Statement::Step::kRow) status = visited(visit, Row(*statement));
    if (step == Statement::Step::kFailed) status = failure();
    statement->reset();
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

  const std::string& path() const { return path_; }

 protected:
  explicit Database(std::string path) : path_(std::move(path)) {}
  virtual std::unique_ptr<Statement> compile(std::string_view sql) = 0;
  virtual Error failure() const = 0;
  void forget_statements() { statements_.clear(); }

 private:
  Statement* prepare(std::string_view sql);

  template <typename Visit>
  static Status visited(Visit& visit, const Row& row) {
    if constexpr (std::is_void_v<decltype(visit(row))>) {
      visit(row);
      return {};
    } else {
      return visit(row);
    }
  }

  template <typename Value>
  static void bind(Statement& statement, int index, const Value& value) {
    if constexpr (std::is_integral_v<Value>) {
      statement.bind(index, static_cast<std::int64_t>(value));
    } else if constexpr (std::is_same_v<Value, std::optional<std::int64_t>>) {
      value ? statement.bind(index, *value) : statement.bind_null(index);
    } else if constexpr (std::is_same_v<Value, Bytes> || std::is_same_v<Value, double>) {
      statement.bind(index, value);
    } else {
      statement.bind(index, std::string_view(value));
    }
  }

  std::string path_;
  std::map<std::string, std::unique_ptr<Statement>, std::less<>> statements_;
};

/// A transaction that is rolled back unless it is committed.
class Transaction {
 public:
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
