// Joining again where something has changed, and only there, with what joining everything would come to.
//
// A region holds whole incidents, of before the change, and what is new. Parts outside it are left as they were joined:
// for each incident that a pair connects with the region it is known how it came together, and that is played back
// beside the joining of the region, so that both stand at each moment as they would among all documents. If nothing of
// the region joins anything outside, then nothing outside has changed, and the region is as it would be; if something
// does, the incidents that it joins become part of the region, and it is done once more.
#pragma once

#include <set>
#include <utility>
#include <vector>

#include "fuse/note.h"
#include "fuse/surroundings.h"

namespace isnad::fuse {

/// What people decided about parts of the region.
struct RegionBonds {
  std::vector<std::vector<PartRef>> together;
  std::vector<std::pair<PartRef, PartRef>> apart;
};

/// The incidents that the region's parts make. `region` grows by those that had to be joined again.
std::vector<Makeup> join_region(std::set<PartRef>& region, const RegionBonds& bonds, Surroundings& around);

}  // namespace isnad::fuse
