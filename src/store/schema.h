// The tables of a store, as a list of migrations: entry n turns a file of version n into one of version n + 1, and a
// new file goes through all of them. Entries that have been released are never changed. docs/formats/store.md describes
// the result; the version stands in the file as `PRAGMA user_version`.
#pragma once

#include "store/database.h"

namespace isnad::store {

/// Marks the file as a store of isnad: the letters "isnd".
inline constexpr int kApplicationId = 0x69736E64;

int newest_version();

/// Errors: the file is a database of another program, or newer than this program.
Result<int> version_of(Database& database);

/// Brings a file to `version`, each step in a transaction of its own.
Status migrate(Database& database, int version);

}  // namespace isnad::store
