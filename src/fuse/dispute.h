// What the sources of one incident disagree on.
//
//   number          figures of one effect and group that cannot both be true, by different voices at about the same
//   time;
//                   a higher figure that comes later is an update, no dispute
//   responsibility  different actors are said to have done it, or one is said to have and not to have done it
//   control         different actors are said to hold a place, or one is said to hold it and not to
//   occurrence      something is said to have happened and not to have happened
#pragma once

#include <vector>

#include "fuse/spoken.h"
#include "isnad/incident.h"

namespace isnad::fuse {

/// In the order of the list above. `incident` has its kind and its control entries, which are in the order of `said`.
std::vector<Dispute> disputes_of(const std::vector<Spoken>& said, const Incident& incident, const Knowledge& knowledge);

}  // namespace isnad::fuse
