// PostgreSQL, the store's database where an URL names one: postgresql://USER@HOST:PORT/DATABASE.
#pragma once

#include <memory>
#include <string>

#include "store/database.h"

namespace isnad::store {

/// The database must be there; its tables need not. Errors name the server and the database, never a password.
Result<std::unique_ptr<Database>> open_postgres(const std::string& url, Database::Mode mode);

}  // namespace isnad::store
