#include "learn/linear_model.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/strings.h"
#include "learn/model_file.h"

namespace isnad::learn {

Result<LinearModel> LinearModel::open(std::string_view bytes) {
  const Result<ModelFile> file =
      ModelFile::open(bytes, kLinearKind, {kOldestLinearVersion, kLinearVersion}, kLinearSections);
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
  if (!model.tables_sound()) return ModelFile::damaged(kLinearKind, "tables do not fit together");
  return model;
}

bool LinearModel::row_sound(const Slot& slot) const {
  const std::size_t first = slot.row >> 8, last = slot.row & 0xFF;
  if (last == kWholeRow) return first + std::max(classes(), kLanes) + kLanes <= weights_.size();
  if (slot.row == 0) return true;
  const int mask = (1 << info_.class_bits) - 1;
  return first + last < weights_.size() &&
         std::all_of(&weights_[first], &weights_[first] + last + 1,
                     [&](std::int16_t weight) { return static_cast<std::size_t>(weight & mask) < classes(); });
}

bool LinearModel::tables_sound() const {
  const std::size_t size = slots_.size();
  if (size == 0 || (size & (size - 1)) != 0 || info_.class_bits > 8 || classes() > (1U << info_.class_bits))
    return false;
  if (biases_.size() != classes() || !std::isfinite(info_.scale) || weights_.empty()) return false;
  return std::all_of(slots_.begin(), slots_.end(), [this](const Slot& slot) { return row_sound(slot); }) &&
         std::any_of(slots_.begin(), slots_.end(), [](const Slot& slot) { return slot.row == 0; });
}

inline std::uint32_t LinearModel::row_of(std::uint64_t feature) const {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = feature & mask;; at = (at + 1) & mask) {
    const Slot& slot = slots_[at];
    if (slot.row == 0 || slot.key == key_of(feature)) return slot.row;
  }
}

// Tables do not fit into a processor's caches: slots are asked for well before they are read, and so are the weights
// that they lead to. What form a row has is not guessed by branches.
inline void LinearModel::find(std::span<const std::uint64_t> features, Rows& rows) const {
  const std::size_t mask = slots_.size() - 1;
  rows.whole_count = rows.listed_count = 0;
  for (const std::uint64_t feature : features) __builtin_prefetch(&slots_[feature & mask]);
  for (const std::uint64_t feature : features) {
    const std::uint32_t row = row_of(feature);
    const std::int16_t* const first = &weights_[row >> 8];
    const bool whole = (row & 0xFF) == kWholeRow;
    __builtin_prefetch(first);
    __builtin_prefetch(first + classes());
    rows.whole[rows.whole_count] = first;
    rows.whole_count += whole ? 1 : 0;
    rows.listed[rows.listed_count] = row;
    rows.listed_count += row != 0 && !whole ? 1 : 0;
  }
}

void LinearModel::sum(std::span<const std::uint64_t> features, std::span<std::int32_t> sums) const {
  Rows rows;
  while (!features.empty()) {
    const auto batch = features.first(std::min(features.size(), kBatch));
    features = features.subspan(batch.size());
    find(batch, rows);
    sum_whole(std::span(rows.whole).first(rows.whole_count), sums);
    sum_listed(std::span(rows.listed).first(rows.listed_count), sums);
  }
}

// What is read behind a row's last weight is not used.
inline void LinearModel::sum_whole(std::span<const std::int16_t* const> rows, std::span<std::int32_t> sums) const {
  for (std::size_t first = 0; first < classes(); first += kLanes) {
    std::array<std::int32_t, kLanes> lanes{};
    for (const std::int16_t* const row : rows) {
      for (std::size_t lane = 0; lane < kLanes; ++lane) lanes[lane] += row[first + lane];
    }
    const std::size_t last = std::min(classes(), first + kLanes);
    for (std::size_t i = first; i < last; ++i) sums[i] += lanes[i - first];
  }
}

inline void LinearModel::sum_listed(std::span<const std::uint32_t> rows, std::span<std::int32_t> sums) const {
  const int mask = (1 << info_.class_bits) - 1;
  for (const std::uint32_t row : rows) {
    const std::int16_t* weight = &weights_[row >> 8];
    const std::int16_t* const last = weight + (row & 0xFF);
    for (; weight <= last; ++weight) sums[static_cast<std::size_t>(*weight & mask)] += *weight >> info_.class_bits;
  }
}

void LinearModel::score(std::span<const std::uint64_t> features, std::span<float> scores) const {
  std::array<std::int32_t, 256> sums{};
  sum(features, std::span(sums).first(classes()));
  for (std::size_t i = 0; i < classes(); ++i) scores[i] = biases_[i] + info_.scale * static_cast<float>(sums[i]);
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
    const std::uint32_t row = row_of(feature);
    if (row != 0) sum += weights_[row >> 8] >> info_.class_bits;
  }
  return info_.scale * static_cast<float>(sum);
}

std::size_t LinearModel::features() const {
  const auto used = std::count_if(slots_.begin(), slots_.end(), [](const Slot& slot) { return slot.row != 0; });
  return static_cast<std::size_t>(used);
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
