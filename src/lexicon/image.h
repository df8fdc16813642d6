// The layout of a lexicon image that writer and reader share.
#pragma once

#include <cstdint>

#include "base/strings.h"

namespace isnad::lexicon {

inline constexpr std::uint64_t kImageMagic = 0x58454C44414E5349ULL;  // "ISNADLEX" in memory
inline constexpr std::uint32_t kImageVersion = 1;

struct ImageHeader {
  std::uint64_t magic;
  std::uint64_t size;      // of the whole image
  std::uint64_t checksum;  // of all that follows the header
  std::uint32_t version;
  std::uint32_t tables, cells, words, word_slots, nodes, edge_slots, entries;  // counts; the strings take the rest
};

inline std::uint64_t edge_hash(std::uint32_t node, std::uint32_t word) {
  return hash_mix(node, std::uint64_t{word} * 0x9E3779B97F4A7C15ULL);
}

}  // namespace isnad::lexicon
