// The sections of a file of word classes, which its writer and its reader share.
#pragma once

#include <cstddef>
#include <cstdint>

namespace isnad::text {

inline constexpr char kClassesKind[] = "classes";
inline constexpr std::uint32_t kClassesVersion = 1;

enum ClassesSection : std::size_t { kClassesMetadata, kClassesGroups, kClassesSlots, kClassesSections };

}  // namespace isnad::text
