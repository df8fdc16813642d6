// The sections of a file of relatives, which its writer and its reader share.
#pragma once

#include <cstddef>
#include <cstdint>

namespace isnad::text {

inline constexpr char kRelativesKind[] = "relative";
inline constexpr std::uint32_t kRelativesVersion = 1;

enum RelativesSection : std::size_t { kRelativesKinds, kRelativesSlots, kRelativesSections };

}  // namespace isnad::text
