// What the claims of one incident say together.
#pragma once

#include <string>
#include <vector>

#include "fuse/spoken.h"
#include "isnad/incident.h"

namespace isnad::fuse {

/// All but the id. `testimonies` in order of publication, at least one, each with at least one claim.
Incident incident_of(const std::vector<Testimony>& testimonies, const Knowledge& knowledge);

}  // namespace isnad::fuse
