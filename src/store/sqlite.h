// SQLite, the store's database where no other is named: one file.
#pragma once

#include <memory>
#include <string>

#include "store/database.h"

namespace isnad::store {

/// Marks the file as a store of isnad: the letters "isnd".
inline constexpr int kApplicationId = 0x69736E64;

Result<std::unique_ptr<Database>> open_sqlite(const std::string& path, Database::Mode mode);

}  // namespace isnad::store
