// Who is said to have done it: the responsibility board of an incident.
#pragma once

#include <vector>

#include "fuse/spoken.h"
#include "isnad/incident.h"

namespace isnad::fuse {

/// In the order of `said`; `main` is the kind of the incident. Empty where no one side does it (clashes, protests).
std::vector<Stance> stances_of(const std::vector<Spoken>& said, Kind main, const Knowledge& knowledge);

/// Two voices name actors that cannot be one, or one denies what the other says of an actor.
bool contradict(const Stance& a, const Stance& b, const Knowledge& knowledge);

}  // namespace isnad::fuse
