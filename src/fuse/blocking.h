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

/// The day of parts without a day: far from every day.
inline constexpr std::int32_t kUndated = -1 << 20;

/// The days under which a part stands in the index: its first and its last, or one for all parts without a day.
std::vector<std::int32_t> block_days(const Part& part);

/// What is kept of the keys, so that parts that share one are found again among many: odd codes, of which one in
/// common may be a key in common, and even ones, of which it takes two. Parts that share no key may meet too.
std::vector<std::uint32_t> block_codes(const Part& part, const Knowledge& knowledge);

/// The parts share a key on nearby days.
bool share_block(const Part& a, const std::vector<std::uint64_t>& keys_a, const Part& b,
                 const std::vector<std::uint64_t>& keys_b);

/// Calls `take(a, b)` with a < b once for every two parts of two documents that share a key on nearby days.
void each_candidate(const std::vector<Part>& parts, const Knowledge& knowledge,
                    const std::function<void(std::uint32_t, std::uint32_t)>& take);

}  // namespace isnad::fuse
