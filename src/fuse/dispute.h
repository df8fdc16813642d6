// What the sources of one incident disagree on.
//
//   number          figures of one effect and group that cannot both be true, by different voices at about the same
//                   time; a higher figure that comes later is an update, no dispute
//   identity        the same dead are civilians to one and fighters to another
//   responsibility  different actors are said to have done it, or one is said to have and not to have done it
//   control         two hold more of a place than there is, or one is said to hold it and not to
//   place, time     reports of a deed of a moment give it another place or day
//   occurrence      something is said to have happened and not to have happened
#pragma once

#include <vector>

#include "fuse/ladder.h"
#include "fuse/spoken.h"
#include "isnad/incident.h"

namespace isnad::fuse {

/// The heaviest first. `incident` has its kind, its board and its control entries.
std::vector<Dispute> disputes_of(const std::vector<Spoken>& said, const std::vector<Rung>& ladder,
                                 const Incident& incident, const Knowledge& knowledge);

}  // namespace isnad::fuse
