// Bringing the incidents of a store up to date with its documents.
//
//   (*store)->add(...);
//   isnad::refresh_incidents(*engine, **store);
//
// Only the incidents that a change touches are made again, so that a document is added to a large store about as fast
// as to a small one. What comes out is the same as if all were made anew, whatever the order and the batches in which
// documents came.
#pragma once

#include "isnad/engine.h"
#include "isnad/result.h"
#include "isnad/store.h"

namespace isnad {

/// Does nothing when nothing has changed. Errors: the store cannot be read or written; what was there before stays.
Status refresh_incidents(const Engine& engine, Store& store);

/// Makes all incidents anew, whatever has changed.
Status remake_incidents(const Engine& engine, Store& store);

}  // namespace isnad
