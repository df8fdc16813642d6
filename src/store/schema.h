// The tables of a store, as a list of migrations: each turns a store of one version into one of the next, and a new
// store goes through all of them. Entries that have been released are never changed. docs/formats/store.md describes
// the result.
//
// The entries are written in SQLite's language, of which postgres.cc knows the counterparts: INTEGER PRIMARY KEY,
// INTEGER, TEXT, BLOB, REAL, WITHOUT ROWID, and one full-text table named `words`.
#pragma once

#include "store/database.h"

namespace isnad::store {

int newest_version();

/// Errors: the database is one of another program, or made by another version of isnad that this one cannot read.
Result<int> version_of(Database& database);

/// Brings a store to `version`, each step in a transaction of its own.
Status migrate(Database& database, int version);

}  // namespace isnad::store
