// What an open store holds, for the files that implement its parts.
#pragma once

#include <memory>

#include "isnad/store.h"
#include "store/database.h"

namespace isnad {

struct Store::Impl {
  std::unique_ptr<store::Database> database;
  std::int64_t run = 0;     ///< of begin_run; 0: none
  std::int64_t loaded = 0;  ///< the state of changes that load_for_fusion saw
};

}  // namespace isnad
