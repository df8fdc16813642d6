// A linear classifier over hashed features: what every trained decision of isnad is made with.
//
//   float scores[kTagCount];
//   model.score(features, scores);            // one pass over the features, no allocation
//   const int tag = LinearModel::best(scores);
//
// A feature is a 64-bit hash (base/strings.h). Its low bits choose a slot of an open-addressing table, its high bits
// are the key that is compared, and the slot leads to the feature's weights, of 16 bits (learn/linear_format.h).
// Weights that training left at nothing are not stored where they are many. Scores are sums of whole numbers, scaled at
// the end: they are exact in any order, and the same on every machine.
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
  int best_of(std::span<const std::int32_t> sums) const;
  /// The score of a model that ranks candidates (one class).
  float rank(std::span<const std::uint64_t> features) const;

  /// What a file keeps of a feature.
  static std::uint32_t key_of(std::uint64_t feature) { return static_cast<std::uint32_t>(feature >> 32); }
  /// How many features have weights.
  std::size_t features() const;
  /// Calls `take(key, class, weight)` for each weight as it is stored, in no order that means anything.
  template <typename Take>
  void each_weight(Take take) const;

  static int best(std::span<const float> scores);
  /// Turns scores into probabilities, in place.
  static void softmax(std::span<float> scores);

 private:
  friend class LinearTrainer;
  struct Slot {
    std::uint32_t key;
    std::uint32_t row;  // as in linear_format.h; 0 is an empty slot
  };
  struct Info {
    float scale;
    std::uint32_t class_bits;
  };
  static constexpr std::size_t kBatch = 64;  // features looked up at a time

  /// Weights of some features, by form.
  struct Rows {
    std::array<const std::int16_t*, kBatch> whole;
    std::array<std::uint32_t, kBatch> listed;
    std::size_t whole_count = 0, listed_count = 0;
  };

  std::uint32_t row_of(std::uint64_t feature) const;
  void find(std::span<const std::uint64_t> features, Rows& rows) const;
  void sum_whole(std::span<const std::int16_t* const> rows, std::span<std::int32_t> sums) const;
  void sum_listed(std::span<const std::uint32_t> rows, std::span<std::int32_t> sums) const;
  bool tables_sound() const;
  bool row_sound(const Slot& slot) const;

  std::string_view task_, metadata_;
  std::vector<std::string_view> names_;
  std::span<const float> biases_;
  std::span<const Slot> slots_;
  std::span<const std::int16_t> weights_;  // the first is not used, so that no row is 0
  Info info_{};
};

template <typename Take>
void LinearModel::each_weight(Take take) const {
  const int mask = (1 << info_.class_bits) - 1;
  for (const Slot& slot : slots_) {
    if (slot.row == 0) continue;
    const std::int16_t* const weights = &weights_[slot.row >> 8];
    const std::size_t last = slot.row & 0xFF;
    if (last == kWholeRow) {
      for (std::size_t i = 0; i < classes(); ++i) take(slot.key, i, weights[i]);
    } else {
      for (std::size_t i = 0; i <= last; ++i)
        take(slot.key, static_cast<std::size_t>(weights[i] & mask),
             static_cast<std::int16_t>(weights[i] >> info_.class_bits));
    }
  }
}

}  // namespace isnad::learn
