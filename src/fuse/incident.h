// What the claims of one incident say together.
#pragma once

#include <string>
#include <vector>

#include "fuse/knowledge.h"
#include "isnad/incident.h"

namespace isnad::fuse {

/// The claims of one document on an incident, in text order.
struct Testimony {
  const Document* document = nullptr;
  std::vector<const Claim*> claims;
};

/// All but the id. `testimonies` in order of publication, at least one, each with at least one claim.
Incident incident_of(const std::vector<Testimony>& testimonies, const Knowledge& knowledge);

}  // namespace isnad::fuse
