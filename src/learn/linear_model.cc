#include "learn/linear_model.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/strings.h"
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
  model.buckets_ = file->records<Bucket>(kBucketSection);
  model.entries_ = file->records<std::uint32_t>(kEntrySection);
  model.weights_ = file->records<std::int16_t>(kWeightSection);
  const auto info = file->records<Info>(kInfoSection);
  if (info.empty()) return ModelFile::damaged(kLinearKind, "no scale");
  model.info_ = info.front();
  if (!model.tables_sound()) return ModelFile::damaged(kLinearKind, "tables do not fit together");
  return model;
}

bool LinearModel::row_sound(std::size_t first, std::uint32_t form) const {
  if (form == kWholeRow) return first + std::max(classes(), kLanes) + kLanes <= weights_.size();
  const int mask = (1 << info_.class_bits) - 1;
  return first + form < weights_.size() &&
         std::all_of(&weights_[first], &weights_[first] + form + 1,
                     [&](std::int16_t weight) { return static_cast<std::size_t>(weight & mask) < classes(); });
}

bool LinearModel::bucket_sound(std::size_t index) const {
  const Bucket &bucket = buckets_[index], &next = buckets_[index + 1];
  if (bucket.first_entry > next.first_entry || next.first_entry > entries_.size()) return false;
  std::size_t first = bucket.first_weight;
  for (std::uint32_t at = bucket.first_entry; at < next.first_entry; ++at) {
    const std::uint32_t form = entries_[at] & 0xFF;
    if (!row_sound(first, form)) return false;
    first += size_of(form);
  }
  return first == next.first_weight;
}

bool LinearModel::tables_sound() const {
  if (info_.class_bits > 8 || classes() > (1U << info_.class_bits)) return false;
  if (biases_.size() != classes() || !std::isfinite(info_.scale)) return false;
  if (buckets_.size() <= kFewestBuckets || buckets_.front().first_entry != 0 || buckets_.front().first_weight == 0 ||
      buckets_.back().first_entry != entries_.size())
    return false;
  for (std::size_t i = 0; i < buckets(); ++i) {
    if (!bucket_sound(i)) return false;
  }
  return true;
}

// Where the weights of a feature are and their form, as first << 8 | form; 0 where it has none.
inline std::uint32_t LinearModel::row_of(std::uint64_t feature) const {
  const Bucket* const bucket = &bucket_of(feature);
  const std::uint32_t key = key_of(feature) & 0xFFFFFF;
  std::uint32_t first = bucket->first_weight;
  for (std::uint32_t at = bucket->first_entry; at < bucket[1].first_entry; ++at) {
    const std::uint32_t entry = entries_[at];
    if (entry >> 8 == key) return first << 8 | (entry & 0xFF);
    first += static_cast<std::uint32_t>(size_of(entry & 0xFF));
  }
  return 0;
}

// Tables do not fit into a processor's caches: buckets are asked for well before they are read, so are the entries that
// they lead to, and the weights behind these. What form a row has is not guessed by branches.
inline void LinearModel::find(std::span<const std::uint64_t> features, Rows& rows) const {
  rows.whole_count = rows.listed_count = 0;
  for (const std::uint64_t feature : features) __builtin_prefetch(&bucket_of(feature));
  for (const std::uint64_t feature : features) __builtin_prefetch(entries_.data() + bucket_of(feature).first_entry);
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

int LinearModel::best_of(std::span<const std::int16_t> sums) const {
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
  for (const std::uint64_t feature : features) __builtin_prefetch(&bucket_of(feature));
  for (const std::uint64_t feature : features) __builtin_prefetch(entries_.data() + bucket_of(feature).first_entry);
  int sum = 0;
  for (const std::uint64_t feature : features) {
    const std::uint32_t row = row_of(feature);
    if (row != 0) sum += weights_[row >> 8] >> info_.class_bits;
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
