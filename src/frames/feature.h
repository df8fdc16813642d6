// Building hashed features: a template number and up to three values make one 64-bit feature.
#pragma once

#include <cstdint>

#include "base/strings.h"

namespace isnad::frames {

template <typename... Values>
std::uint64_t feature(int template_id, Values... values) {
  std::uint64_t hash = static_cast<std::uint64_t>(template_id) * 0x9E3779B97F4A7C15ULL + 1;
  ((hash = hash_mix(hash, static_cast<std::uint64_t>(values))), ...);
  return hash;
}

/// 0, 1, 2, 3, 4 for distances 0, 1, 2, 3-4, 5-8 and so on: coarse steps that grow.
inline int bucket(std::uint32_t distance) {
  int step = 0;
  for (; distance > 2; distance = (distance + 1) / 2) ++step;
  return step + static_cast<int>(distance);
}

}  // namespace isnad::frames
