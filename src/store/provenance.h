// How the provenance of a document stands in its row: the sketch as little-endian bytes, credits separated by bars.
#pragma once

#include <string>

#include "isnad/incident.h"

namespace isnad::store {

std::string sketch_bytes(const Provenance& provenance);
std::string joined_credits(const Provenance& provenance);

/// The inverse of both; a sketch of another size than this program makes is none.
Provenance provenance_of(std::int64_t runs, const std::string& sketch, const std::string& credits);

}  // namespace isnad::store
