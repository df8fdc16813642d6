// Who is said to hold which place on which day, and which of these sayings cannot all be true.
#pragma once

#include <vector>

#include "fuse/spoken.h"
#include "isnad/incident.h"

namespace isnad::fuse {

/// In the order of `said`. `incident` has its place: a claim that names none ("the situation is under control") is
/// about that. A speaker who names no holder speaks for his own side.
std::vector<Holding> holdings_of(const std::vector<Spoken>& said, const Incident& incident, const Knowledge& knowledge);

/// Two voices, one day, one place or one in the other: two hold more than there is, or one is said to hold it and not
/// to.
bool contradict(const Holding& a, const Holding& b, const Knowledge& knowledge);

/// "half held by grp.is": the same for all who say the same.
std::string statement_of(const Holding& holding, const Knowledge& knowledge);

}  // namespace isnad::fuse
