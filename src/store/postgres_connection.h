// A connection to a PostgreSQL server, and what its failures mean. Between transactions it is made again when it broke.
//
// In a transaction that writes, statements that give no rows are sent without waiting for the answer to the one before
// (a "pipeline"), so that a batch does not take longer as the server is farther away. What failed shows with the next
// query that gives rows, or with the commit.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "isnad/result.h"

struct pg_conn;
struct pg_result;

namespace isnad::store {

struct ClearResult {
  void operator()(pg_result* result) const;
};
using PostgresResult = std::unique_ptr<pg_result, ClearResult>;

/// A prepared statement and its values, as libpq takes them.
struct PostgresCall {
  const char* name;
  int count;
  const char* const* values;
  const int* lengths;
  const int* formats;
};

class PostgresConnection {
 public:
  /// `name` is what messages call the database.
  PostgresConnection(std::string url, std::string name, bool read_only)
      : url_(std::move(url)), name_(std::move(name)), read_only_(read_only) {}

  /// Errors: no server, no such database, one that is not in UTF-8.
  Status open();
  /// Connects again if the connection has broken, and no transaction went with it.
  bool reopen();

  // Null or false: it failed, and `failure` says why.
  bool prepare(const char* name, const std::string& sql);
  PostgresResult call(const PostgresCall& call);
  /// For its effect: in a transaction that writes, without waiting.
  bool post(const PostgresCall& call);
  PostgresResult execute(const std::string& sql);
  /// From here to the end of the transaction `post` does not wait.
  void begin_posting() { posting_ = true; }

  const std::string& name() const { return name_; }
  const Error& failure() const { return failure_; }
  /// Differs from that of any connection before: what was prepared there is not here.
  int generation() const { return generation_; }

 private:
  struct Close {
    void operator()(pg_conn* handle) const;
  };
  /// Keeps a result that is none of an error.
  PostgresResult taken(pg_result* raw);
  bool send(const PostgresCall& call);
  /// Waits for what was posted; `last` gets the result of the last.
  bool settle(PostgresResult* last = nullptr);
  Status check_encoding();

  std::string url_, name_;
  bool read_only_;
  std::unique_ptr<pg_conn, Close> handle_;
  int generation_ = 0;
  int posted_ = 0;
  bool posting_ = false;
  bool in_transaction_ = false;
  Error failure_;
};

}  // namespace isnad::store
