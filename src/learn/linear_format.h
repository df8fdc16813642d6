// The sections of a linear model's file, which its writer and its reader share.
#pragma once

#include <cstddef>
#include <cstdint>

namespace isnad::learn {

inline constexpr char kLinearKind[] = "linear";
inline constexpr std::uint32_t kLinearVersion = 1;

enum LinearSection : std::size_t {
  kInfoSection,
  kTaskSection,
  kMetadataSection,
  kNamesSection,
  kBiasSection,
  kSlotSection,
  kWeightSection,
  kLinearSections,
};

}  // namespace isnad::learn
