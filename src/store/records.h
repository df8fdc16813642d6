// Claims and incidents as bytes and back, column by column (columns.h). JSON would say the same in ten times the room.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "isnad/incident.h"
#include "isnad/result.h"

namespace isnad::store {

/// Claims of one document, in text order; what fusing says of them is left out.
std::string claims_to_bytes(const std::vector<Claim>& claims);
/// Errors (kCorrupt): these are not bytes of claims.
Result<std::vector<Claim>> claims_from_bytes(std::string_view bytes);

/// Without its id, which stands beside the record.
std::string incident_to_bytes(const Incident& incident);
/// Errors (kCorrupt): these are not bytes of an incident.
Result<Incident> incident_from_bytes(std::string_view bytes);

}  // namespace isnad::store
