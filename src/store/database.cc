#include "store/database.h"

#include "store/postgres.h"
#include "store/postgres_dialect.h"
#include "store/sqlite.h"

namespace isnad::store {

Result<std::unique_ptr<Database>> Database::open(const std::string& where, Mode mode) {
  return is_postgres_url(where) ? open_postgres(where, mode) : open_sqlite(where, mode);
}

Statement* Database::prepare(std::string_view sql) {
  if (const auto found = statements_.find(sql); found != statements_.end()) return found->second.get();
  std::unique_ptr<Statement> statement = compile(sql);
  if (!statement) return nullptr;
  return statements_.emplace(sql, std::move(statement)).first->second.get();
}

Result<Transaction> Transaction::begin(Database& database) {
  if (Status begun = database.begin_writing(); !begun) return begun.error();
  return Transaction(database);
}

// A failed rollback leaves nothing to do: the database has rolled back by itself, or will when it is next opened.
Transaction::~Transaction() {
  if (database_) static_cast<void>(database_->execute("ROLLBACK"));
}

Status Transaction::commit() {
  Status committed = database_->execute("COMMIT");
  if (committed) database_ = nullptr;
  return committed;
}

}  // namespace isnad::store
