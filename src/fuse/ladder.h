// The toll ladder: every figure of an incident in order of statement, and what has become of it since.
//
// Figures are only weighed against each other where they speak of the same people: one effect, no two places or days.
#pragma once

#include <vector>

#include "fuse/spoken.h"
#include "isnad/incident.h"

namespace isnad::fuse {

/// A figure with the claim that it stands in.
struct Rung {
  const Spoken* spoken = nullptr;
  TollFigure figure;
  std::int64_t low() const { return figure.casualty.low.value_or(0); }
  std::int64_t high() const;  ///< the largest number there is where no upper bound is stated
};

/// `said` must outlive it.
std::vector<Rung> ladder_of(const std::vector<Spoken>& said, const Knowledge& knowledge);

/// The claims do not name two places or two days.
bool same_matter(const Claim& a, const Claim& b, const Knowledge& knowledge);

/// Two voices give figures of one group that cannot both be true. `a` was said before `b`. A higher figure that comes
/// later is an update; a lower one within a day is not.
bool contradict(const Rung& a, const Rung& b, const Knowledge& knowledge);

/// What a voice gives by groups alone, added up, for each report, voice and effect: to be held against the totals of
/// others. Attackers are left out: totals often do without them.
std::vector<Rung> sums_of(const std::vector<Rung>& ladder);

}  // namespace isnad::fuse
