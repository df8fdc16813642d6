// A linear classifier over hashed features: what every trained decision of isnad is made with.
//
//   float scores[kTagCount];
//   model.score(features, scores);            // one pass over the features, no allocation
//   const int tag = LinearModel::best(scores);
//
// A feature is a 64-bit hash (base/strings.h), of which a model knows 32 bits: of a hundred thousand features that it
// has no weights for, about as many are taken for others as it has ten thousands of features. The weights have 16 bits
// (learn/linear_format.h); those that training left at nothing are not stored where they are many. Scores are sums of
// whole numbers, scaled at the end: they are exact in any order, and the same on every machine.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "isnad/result.h"
#include "learn/linear_format.h"

namespace isnad::learn {

class LinearModel {
 public:
  /// Serves from `bytes`, which must stay where they are. Errors (kCorrupt): damaged, another kind, another version.
  static Result<LinearModel> open(std::string_view bytes);

  std::size_t classes() const { return names_.size(); }
  std::string_view class_name(int index) const { return names_[static_cast<std::size_t>(index)]; }
  std::string_view task() const { return task_; }
  /// Free text of the trainer, such as the version of the feature templates.
  std::string_view metadata() const { return metadata_; }

  /// Sets `scores` (one a class) to the sums of the features' weights.
  void score(std::span<const std::uint64_t> features, std::span<float> scores) const;
  /// Adds the features' weights as they are stored, whole numbers: sums taken in parts are exact in any order.
  void sum(std::span<const std::uint64_t> features, std::span<std::int32_t> sums) const;
  /// The class with the best score, from the sum of all its features.
  int best_of(std::span<const std::int16_t> sums) const;
  /// The score of a model that ranks candidates (one class).
  float rank(std::span<const std::uint64_t> features) const;

  /// What a file keeps of a feature.
  static std::uint32_t key_of(std::uint64_t feature) { return static_cast<std::uint32_t>(feature >> 32); }
  /// How many features have weights.
  std::size_t features() const { return entries_.size(); }
  /// Calls `take(key, class, weight)` for each weight as it is stored, in no order that means anything.
  template <typename Take>
  void each_weight(Take take) const;

  static int best(std::span<const float> scores);
  /// Turns scores into probabilities, in place.
  static void softmax(std::span<float> scores);

 private:
  friend class LinearTrainer;
  struct Bucket {
    std::uint32_t first_entry, first_weight;
  };
  struct Info {
    float scale;
    std::uint32_t class_bits;
  };
  static constexpr std::size_t kBatch = 64;  // features looked up at a time

  /// Weights of some features, by form; `listed` ones as first << 8 | count - 1.
  struct Rows {
    std::array<const std::int16_t*, kBatch> whole;
    std::array<std::uint32_t, kBatch> listed;
    std::size_t whole_count = 0, listed_count = 0;
  };

  std::size_t buckets() const { return buckets_.size() - 1; }
  static std::size_t bucket_of(std::uint32_t key, std::size_t buckets) { return key * std::uint64_t{buckets} >> 32; }
  const Bucket& bucket_of(std::uint64_t feature) const { return buckets_[bucket_of(key_of(feature), buckets())]; }
  std::size_t size_of(std::uint32_t form) const { return form == kWholeRow ? classes() : form + 1; }
  std::uint32_t row_of(std::uint64_t feature) const;
  void find(std::span<const std::uint64_t> features, Rows& rows) const;
  void sum_whole(std::span<const std::int16_t* const> rows, std::span<std::int32_t> sums) const;
  void sum_listed(std::span<const std::uint32_t> rows, std::span<std::int32_t> sums) const;
  bool tables_sound() const;
  bool bucket_sound(std::size_t index) const;
  bool row_sound(std::size_t first, std::uint32_t form) const;

  std::string_view task_, metadata_;
  std::vector<std::string_view> names_;
  std::span<const float> biases_;
  std::span<const Bucket> buckets_;
  std::span<const std::uint32_t> entries_;
  std::span<const std::int16_t> weights_;  // the first is not used, so that no row is 0
  Info info_{};
};

template <typename Take>
void LinearModel::each_weight(Take take) const {
  const int mask = (1 << info_.class_bits) - 1;
  for (std::size_t bucket = 0; bucket < buckets(); ++bucket) {
    const auto least = static_cast<std::uint32_t>(((bucket << 32) + buckets() - 1) / buckets());
    const std::int16_t* weights = &weights_[buckets_[bucket].first_weight];
    for (std::uint32_t at = buckets_[bucket].first_entry; at < buckets_[bucket + 1].first_entry; ++at) {
      const std::uint32_t form = entries_[at] & 0xFF, key = least + (((entries_[at] >> 8) - least) & 0xFFFFFF);
      for (std::size_t i = 0; i < size_of(form); ++i, ++weights) {
        if (form == kWholeRow) {
          take(key, i, *weights);
        } else {
          take(key, static_cast<std::size_t>(*weights & mask), static_cast<std::int16_t>(*weights >> info_.class_bits));
        }
      }
    }
  }
}

}  // namespace isnad::learn
