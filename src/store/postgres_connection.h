// A connection to a PostgreSQL server that is made again when it breaks between transactions, and what its failures
// mean.
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

class PostgresConnection {
 public:
  /// `name` is what messages call the database.
  PostgresConnection(std::string url, std::string name, bool read_only)
      : url_(std::move(url)), name_(std::move(name)), read_only_(read_only) {}

  /// Errors: no server, no such database, one that is not in UTF-8.
  Status open();

  /// Null when it failed; `failure` then says why. What `send` is called with is asked once more when the connection
  /// had broken, and no transaction was open.
  template <typename Send>
  PostgresResult ask(Send send) {
    PostgresResult result = taken(send(handle_.get()));
    if (result || !reopen()) return result;
    return taken(send(handle_.get()));
  }

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
  bool reopen();
  Status check_encoding();

  std::string url_, name_;
  bool read_only_;
  std::unique_ptr<pg_conn, Close> handle_;
  int generation_ = 0;
  bool was_in_transaction_ = false;
  Error failure_;
};

}  // namespace isnad::store
