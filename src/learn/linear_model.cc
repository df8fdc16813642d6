#include "learn/linear_model.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include "base/strings.h"
#include "learn/linear_format.h"
#include "learn/model_file.h"

namespace isnad::learn {

Result<LinearModel> LinearModel::open(std::string_view bytes) {
  const Result<ModelFile> file = ModelFile::open(bytes, kLinearKind, kLinearVersion, kLinearSections);
  if (!file) return file.error();
  LinearModel model;
  model.task_ = file->section(kTaskSection);
  model.metadata_ = file->section(kMetadataSection);
  model.names_ = split(file->section(kNamesSection), '\n');
  model.biases_ = file->records<float>(kBiasSection);
  model.slots_ = file->records<Slot>(kSlotSection);
  model.weights_ = file->records<std::int16_t>(kWeightSection);
  const auto info = file->records<Info>(kInfoSection);
  if (info.empty()) return ModelFile::damaged(kLinearKind, "no scale");
  model.info_ = info.front();
  if (!model.rows_sound()) return ModelFile::damaged(kLinearKind, "tables do not fit together");
  return model;
}

bool LinearModel::rows_sound() const {
  const std::size_t size = slots_.size();
  if (size == 0 || (size & (size - 1)) != 0 || info_.class_bits > 8 || names_.size() > (1U << info_.class_bits))
    return false;
  if (biases_.size() != names_.size() || !std::isfinite(info_.scale)) return false;
  const auto slot_sound = [this](const Slot& slot) { return (slot.row >> 8) + (slot.row & 0xFF) < weights_.size(); };
  const int mask = (1 << info_.class_bits) - 1;
  const auto weight_sound = [&](std::int16_t weight) {
    return static_cast<std::size_t>(weight & mask) < names_.size();
  };
  return !weights_.empty() && std::all_of(slots_.begin(), slots_.end(), slot_sound) &&
         std::all_of(weights_.begin(), weights_.end(), weight_sound) &&
         std::any_of(slots_.begin(), slots_.end(), [](const Slot& slot) { return slot.row == 0; });
}

inline const LinearModel::Slot& LinearModel::find(std::uint64_t feature) const {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = feature & mask;; at = (at + 1) & mask) {
    const Slot& slot = slots_[at];
    if (slot.row == 0 || slot.key == key_of(feature)) return slot;
  }
}

void LinearModel::score(std::span<const std::uint64_t> features, std::span<float> scores) const {
  std::copy(biases_.begin(), biases_.end(), scores.begin());
  add(features, scores);
}

// Gives `take` the first and last weight of each feature that the model knows. Tables do not fit into a processor's
// caches: slots are asked for well before they are read, and so are the weights that they lead to.
template <typename Take>
inline void LinearModel::each_row(std::span<const std::uint64_t> features, Take take) const {
  constexpr std::size_t kBatch = 64;
  const std::size_t mask = slots_.size() - 1;
  while (!features.empty()) {
    const auto batch = features.first(std::min(features.size(), kBatch));
    features = features.subspan(batch.size());
    std::uint32_t rows[kBatch];
    std::size_t found = 0;
    for (const std::uint64_t feature : batch) __builtin_prefetch(&slots_[feature & mask]);
    for (const std::uint64_t feature : batch) {
      const std::uint32_t row = find(feature).row;
      __builtin_prefetch(&weights_[row >> 8]);
      rows[found] = row;
      found += row != 0 ? 1 : 0;
    }
    for (std::size_t i = 0; i < found; ++i) take(&weights_[rows[i] >> 8], &weights_[(rows[i] >> 8) + (rows[i] & 0xFF)]);
  }
}

void LinearModel::add(std::span<const std::uint64_t> features, std::span<float> scores) const {
  const int class_mask = (1 << info_.class_bits) - 1;
  each_row(features, [&](const std::int16_t* weight, const std::int16_t* last) {
    for (; weight <= last; ++weight) {
      scores[static_cast<std::size_t>(*weight & class_mask)] +=
          info_.scale * static_cast<float>(*weight >> info_.class_bits);
    }
  });
}

void LinearModel::sum(std::span<const std::uint64_t> features, std::span<std::int32_t> sums) const {
  const int class_mask = (1 << info_.class_bits) - 1;
  each_row(features, [&](const std::int16_t* weight, const std::int16_t* last) {
    for (; weight <= last; ++weight)
      sums[static_cast<std::size_t>(*weight & class_mask)] += *weight >> info_.class_bits;
  });
}

int LinearModel::best_of(std::span<const std::int32_t> sums) const {
  int best = 0;
  float most = -std::numeric_limits<float>::infinity();
  for (std::size_t i = 0; i < biases_.size(); ++i) {
    const float score = biases_[i] + info_.scale * static_cast<float>(sums[i]);
    if (score <= most) continue;
    most = score;
    best = static_cast<int>(i);
  }
  return best;
}

float LinearModel::rank(std::span<const std::uint64_t> features) const {
  const std::size_t mask = slots_.size() - 1;
  for (const std::uint64_t feature : features) __builtin_prefetch(&slots_[feature & mask]);
  int sum = 0;
  for (const std::uint64_t feature : features) {
    const Slot& slot = find(feature);
    if (slot.row != 0) sum += weights_[slot.row >> 8] >> info_.class_bits;
  }
  return info_.scale * static_cast<float>(sum);
}

int LinearModel::best(std::span<const float> scores) {
  return static_cast<int>(std::max_element(scores.begin(), scores.end()) - scores.begin());
}

void LinearModel::softmax(std::span<float> scores) {
  if (scores.empty()) return;
  const float most = *std::max_element(scores.begin(), scores.end());
  float sum = 0;
  for (float& score : scores) sum += score = std::exp(score - most);
  for (float& score : scores) score /= sum;
}

}  // namespace isnad::learn
