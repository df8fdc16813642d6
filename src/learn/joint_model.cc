#include "learn/joint_model.h"

#include <algorithm>
#include <array>
#include <bit>

namespace isnad::learn {

JointModel::JointModel(std::span<const Part> parts) {
  std::size_t features = 1;
  for (const Part& part : parts) features += part.model->features();
  slots_.resize(std::bit_ceil(std::max<std::size_t>(features, 2)));  // models share most of their features
  shift_ = static_cast<unsigned>(64 - std::bit_width(slots_.size() - 1));
  for (const Part& part : parts) {
    part.model->each_weight([&](std::uint32_t key, std::size_t category, std::int16_t weight) {
      Slot& slot = slots_[place_of(key)];
      slot.key = key;
      slot.weights[part.first + category] = static_cast<std::int8_t>(weight);
    });
  }
}

// The slot of the feature, or the empty one where it would be: that adds nothing.
inline std::size_t JointModel::place_of(std::uint32_t key) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = home_of(key);
  while (slots_[at].key != key && slots_[at].key != 0) at = (at + 1) & mask;
  return at;
}

// Slots are asked for well before they are read.
void JointModel::sum(std::span<const std::uint64_t> features, std::span<std::int16_t> sums) const {
  std::array<std::int16_t, kMostClasses> lanes{};
  for (const std::uint64_t feature : features) __builtin_prefetch(&slots_[home_of(LinearModel::key_of(feature))]);
  for (const std::uint64_t feature : features) {
    const Weights& weights = slots_[place_of(LinearModel::key_of(feature))].weights;
    for (std::size_t lane = 0; lane < kMostClasses; ++lane)
      lanes[lane] = static_cast<std::int16_t>(lanes[lane] + weights[lane]);
  }
  for (std::size_t i = 0; i < std::min(sums.size(), kMostClasses); ++i)
    sums[i] = static_cast<std::int16_t>(sums[i] + lanes[i]);
}

}  // namespace isnad::learn
