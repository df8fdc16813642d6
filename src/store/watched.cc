// What `isnad watch` has seen of its sources, so that after a restart only what is new is read.
#include "isnad/store.h"
#include "store/impl.h"

namespace isnad {
namespace {

using store::Database;
using store::Row;

Result<std::map<std::string, std::string>> stamps_of(Database& database, const std::string& source) {
  std::map<std::string, std::string> stamps;
  const Status read = database.each(
      "SELECT item, stamp FROM watched WHERE source = ?1", [&](const Row& row) { stamps[row.text(0)] = row.text(1); },
      source);
  if (!read) return read.error();
  return stamps;
}

}  // namespace

Result<std::map<std::string, std::string>> Store::watched(const std::string& source) const {
  return stamps_of(*impl_->database, source);
}

Status Store::keep_watched(const std::string& source, const std::map<std::string, std::string>& stamps) {
  Database& database = *impl_->database;
  Result<store::Transaction> transaction = store::Transaction::begin(database);
  if (!transaction) return transaction.error();
  const auto before = stamps_of(database, source);
  if (!before) return before.error();
  Status done;
  for (const auto& [item, stamp] : *before) {
    if (done && !stamps.contains(item))
      done = database.run("DELETE FROM watched WHERE source = ?1 AND item = ?2", source, item);
  }
  for (const auto& [item, stamp] : stamps) {
    const auto known = before->find(item);
    if (!done || (known != before->end() && known->second == stamp)) continue;
    done = database.run(
        "INSERT INTO watched VALUES (?1, ?2, ?3) ON CONFLICT (source, item) DO UPDATE SET stamp = excluded.stamp",
        source, item, stamp);
  }
  return done ? transaction->commit() : done;
}

}  // namespace isnad
