// Which parts are worth comparing: those that share a key on nearby days (across.h says which keys).
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "fuse/across.h"

namespace isnad::fuse {

/// Days of two parts of one incident are at most so many apart.
inline constexpr std::int32_t kDaysNear = 3;

/// The keys of a part, each once. Parts without a key in common are never joined.
std::vector<std::uint64_t> block_keys(const Part& part, const Knowledge& knowledge);

/// The days under which a part stands in the index: its first and its last, or one for all parts without a day.
std::vector<std::int32_t> block_days(const Part& part);

/// Calls `take(a, b)` with a < b once for every two parts that share a key on nearby days.
void each_candidate(const std::vector<Part>& parts, const Knowledge& knowledge,
                    const std::function<void(std::uint32_t, std::uint32_t)>& take);

}  // namespace isnad::fuse
