// What the ranker of divisions sees of one of them.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "text/models.h"
#include "text/segmenter.h"

namespace isnad::text {

/// Changes whenever the features change; a ranker trained for another version is refused.
inline constexpr std::string_view kSegmenterFeatures = "segmenter 1";

/// Features of one division, in a fixed buffer.
struct SegmenterFeatures {
  static constexpr std::size_t kMost = 128;
  std::array<std::uint64_t, kMost> values;
  std::size_t size = 0;

  void add(std::uint64_t feature) {
    if (size < kMost) values[size++] = feature;
  }
  std::span<const std::uint64_t> all() const { return {values.data(), size}; }
};

/// Fills `out`. `models` need classes and stems.
void segmenter_features(const Models& models, std::string_view folded, std::uint8_t spelling, const Segmentation& cut,
                        SegmenterFeatures& out);

}  // namespace isnad::text
