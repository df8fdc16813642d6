// What people decided about incidents, from the acts of review. The state 'decided' is the last act that the incidents
// were made with; without one, none was.
#include "isnad/store.h"
#include "store/impl.h"

namespace isnad {
namespace {

using store::Database;
using store::Row;

/// Merges, splits and their undoing, all of which name an incident.
Result<std::int64_t> last_act(Database& database) {
  return database.integer(
      "SELECT coalesce(max(id), 0) FROM review WHERE action IN ('merge', 'split') OR undoes IN (SELECT id FROM review "
      "WHERE action IN ('merge', 'split'))");
}

}  // namespace

Status store::keep_decided(Store::Impl& impl) {
  return impl.database->run(
      "INSERT INTO state(key, value) VALUES ('decided', ?1) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
      impl.decided);
}

Result<bool> Store::has_new_decisions() const {
  const Result<std::int64_t> last = last_act(*impl_->database);
  if (!last) return last.error();
  const Result<std::int64_t> made_with = impl_->database->integer("SELECT value FROM state WHERE key = 'decided'");
  if (!made_with) return made_with.error();
  return *made_with != *last;
}

Result<std::vector<Decision>> Store::decisions() const {
  Database& database = *impl_->database;
  const Result<std::int64_t> last = last_act(database);
  if (!last) return last.error();
  std::vector<Decision> found;
  const auto take = [&](const Row& row) -> Status {
    Result<Decision> decision = decision_from_json(row.view(0));
    if (!decision) return store::damaged(database, "act of review " + row.text(1), decision.error().message);
    found.push_back(*std::move(decision));
    return {};
  };
  const Status read = database.each(
      "SELECT claim, id FROM review r WHERE action IN ('merge', 'split') AND claim <> '' AND id <= ?1 AND NOT EXISTS "
      "(SELECT 1 FROM review u WHERE u.undoes = r.id AND u.id <= ?1) ORDER BY id",
      take, *last);
  if (!read) return read.error();
  impl_->decided = *last;
  return found;
}

}  // namespace isnad
