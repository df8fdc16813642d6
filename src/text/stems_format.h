// The sections and the stem bits of a file of stems, which its writer and its reader share.
#pragma once

#include <cstddef>
#include <cstdint>

namespace isnad::text {

inline constexpr char kStemsKind[] = "stems";
inline constexpr std::uint32_t kStemsVersion = 1;

enum StemsSection : std::size_t { kStemsMetadata, kStemsSuffixes, kStemsPrefixes, kStemsSlots, kStemsSections };

/// Bit numbers of a stem. A suffix names the allowance it needs, counted from the first of its part of speech.
enum StemBit : int {
  kStemPos = 0,         // + readings::Pos
  kStemNominal = 4,     // + Allowance
  kStemPerfect = 11,    // + Allowance
  kStemImperfect = 18,  // + Allowance
  kStemTransitive = 25,
  kStemClosed = 26,  // + readings::Closed
};
enum Allowance : int { kAllowBare, kAllowFree, kAllowPron, kAllowFem, kAllowDual, kAllowMp, kAllowFp, kAllowances };
inline constexpr int kAllowT = kAllowFem, kAllowV = kAllowDual, kAllowC = kAllowMp;  // of verbs

}  // namespace isnad::text
