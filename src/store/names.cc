// Strings that many rows repeat (actors, places, kinds) are kept once, in the table of names, and rows carry their
// numbers.
#include "store/impl.h"

namespace isnad::store {

Result<std::int64_t> Names::number(Database& database, const std::string& text) {
  if (const auto known = numbers_.find(text); known != numbers_.end()) return known->second;
  Result<std::int64_t> number = database.integer("SELECT id FROM name WHERE text = ?1", text);
  if (number && *number == 0) number = database.integer("INSERT INTO name(text) VALUES (?1) RETURNING id", text);
  if (number) numbers_.emplace(text, *number);
  return number;
}

}  // namespace isnad::store
