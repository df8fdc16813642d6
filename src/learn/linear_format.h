// The sections of a linear model's file, which its writer and its reader share.
//
// A feature is known by 32 bits of its hash. Features stand in order of these; the buckets that they lie in are equal
// ranges of all values. What is found in a bucket:
//
//   bucket   index of its first entry | of its first weight, each of 32 bits; one more bucket ends the last
//   entry    key << 8 | form, of 32 bits: the low 24 bits of the feature, the others follow from the bucket
//   weights  of the bucket's entries, one after another, of 16 bits each
//
// in one of two forms:
//
//   count - 1     `count` weights: the class in the low bits, the weight above
//   255           a weight for each class in turn, which are summed eight at a time
//
// Features that text has often have a weight for most classes and take the second form. So a feature costs six bytes
// beside its weights, a look-up reads a bucket and the few entries in it, and the table has no room that is not used.
#pragma once

#include <cstddef>
#include <cstdint>

namespace isnad::learn {

inline constexpr char kLinearKind[] = "linear";
inline constexpr std::uint32_t kLinearVersion = 3;
inline constexpr std::uint32_t kWholeRow = 255;
inline constexpr std::size_t kLanes = 8;  ///< weights summed at a time; as many can be read behind the last row
inline constexpr std::size_t kBucketFeatures = 4;       ///< on the average
inline constexpr std::size_t kFewestBuckets = 1U << 8;  ///< so that a bucket and 24 bits are all of a feature

enum LinearSection : std::size_t {
  kInfoSection,
  kTaskSection,
  kMetadataSection,
  kNamesSection,
  kBiasSection,
  kBucketSection,
  kEntrySection,
  kWeightSection,
  kLinearSections,
};

}  // namespace isnad::learn
