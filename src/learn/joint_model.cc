#include "learn/joint_model.h"

#include <algorithm>
#include <array>
#include <bit>

#include "learn/linear_format.h"

namespace isnad::learn {

JointModel::JointModel(std::span<const Part> parts) {
  std::size_t classes = 1, features = 1;
  for (const Part& part : parts) {
    classes = std::max(classes, part.first + part.model->classes());
    features += part.model->features();
  }
  lanes_ = (classes + kLanes - 1) / kLanes * kLanes;
  slots_.assign(std::bit_ceil(std::max<std::size_t>(features, 2)), {0, 0});  // models share most of their features
  shift_ = static_cast<unsigned>(64 - std::bit_width(slots_.size() - 1));
  weights_.assign(lanes_, 0);
  for (const Part& part : parts) {
    part.model->each_weight([&](std::uint32_t key, std::size_t category, std::int16_t weight) {
      weights_[add_row(key) * lanes_ + part.first + category] = weight;
    });
  }
}

inline std::uint32_t JointModel::row_of(std::uint32_t key) const {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = home_of(key);; at = (at + 1) & mask) {
    const Slot& slot = slots_[at];
    if (slot.row == 0 || slot.key == key) return slot.row;
  }
}

std::uint32_t JointModel::add_row(std::uint32_t key) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = home_of(key);
  while (slots_[at].row != 0 && slots_[at].key != key) at = (at + 1) & mask;
  if (slots_[at].row == 0) {
    slots_[at] = {key, static_cast<std::uint32_t>(weights_.size() / lanes_)};
    weights_.resize(weights_.size() + lanes_, 0);
  }
  return slots_[at].row;
}

// Slots are asked for well before they are read, and so are the rows that they lead to (learn/linear_model.cc). What is
// not known has a row of zeros.
void JointModel::sum(std::span<const std::uint64_t> features, std::span<std::int32_t> sums) const {
  constexpr std::size_t kBatch = 64;
  std::array<const std::int16_t*, kBatch> rows;
  while (!features.empty()) {
    const auto batch = features.first(std::min(features.size(), kBatch));
    features = features.subspan(batch.size());
    for (const std::uint64_t feature : batch) __builtin_prefetch(&slots_[home_of(LinearModel::key_of(feature))]);
    for (std::size_t i = 0; i < batch.size(); ++i) {
      rows[i] = &weights_[row_of(LinearModel::key_of(batch[i])) * lanes_];
      __builtin_prefetch(rows[i]);
      __builtin_prefetch(rows[i] + lanes_ - 1);
    }
    for (std::size_t first = 0; first < std::min(sums.size(), lanes_); first += kLanes) {
      std::array<std::int32_t, kLanes> lanes{};
      for (std::size_t i = 0; i < batch.size(); ++i) {
        for (std::size_t lane = 0; lane < kLanes; ++lane) lanes[lane] += rows[i][first + lane];
      }
      const std::size_t last = std::min(sums.size(), first + kLanes);
      for (std::size_t i = first; i < last; ++i) sums[i] += lanes[i - first];
    }
  }
}

}  // namespace isnad::learn
