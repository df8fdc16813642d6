// The sections of a linear model's file, which its writer and its reader share.
//
// A slot's `row` leads to the weights of its feature, in one of two forms:
//
//   first << 8 | count - 1   `count` weights of 16 bits: the class in the low bits, the weight above
//   first << 8 | 255         a weight for each class in turn, which are summed eight at a time
//
// Features that text has often have a weight for most classes and take the second form. Files of version 1 know only
// the first.
#pragma once

#include <cstddef>
#include <cstdint>

namespace isnad::learn {

inline constexpr char kLinearKind[] = "linear";
inline constexpr std::uint32_t kLinearVersion = 2;
inline constexpr std::uint32_t kOldestLinearVersion = 1;
inline constexpr std::uint32_t kWholeRow = 255;
inline constexpr std::size_t kLanes = 8;  ///< weights summed at a time; as many can be read behind the last row

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
