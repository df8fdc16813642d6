// Several linear models that are asked about the same features, as one table: a feature is looked up once for all.
//
//   const JointModel joint(std::array{JointModel::Part{&tagger, 0}, JointModel::Part{&number, 19}});
//   joint.sum(features, sums);                       // classes of the tagger from sums[0] on, of number from sums[19]
//   on tagger.best_of(std::span(sums).first(19));
//
// Features are told apart by the half of their hash that the models' files keep, so that of a hundred thousand features
// that no model knows about one or two are taken for known ones. Their weights have 8 bits (LinearTrainer::Options), so
// that all that is known of a feature lies in half a cache line, and sums of 250 features have 16.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "learn/linear_model.h"

namespace isnad::learn {

class JointModel {
 public:
  static constexpr std::size_t kMostClasses = 24;      ///< of all parts
  static constexpr std::int32_t kLargestWeight = 127;  ///< of a part, as it is stored

  /// A model, and where its classes lie in the sums. Models need not outlive the table.
  struct Part {
    const LinearModel* model;
    std::size_t first;
  };

  explicit JointModel(std::span<const Part> parts);

  /// Adds the features' weights to `sums`, which has room for the classes of all parts.
  void sum(std::span<const std::uint64_t> features, std::span<std::int16_t> sums) const;

 private:
  using Weights = std::array<std::int8_t, kMostClasses>;
  struct alignas(32) Slot {
    std::uint32_t key = 0;  // 0: empty
    Weights weights{};
  };

  std::size_t home_of(std::uint32_t key) const { return key * 0x9E3779B97F4A7C15ULL >> shift_; }
  std::size_t place_of(std::uint32_t key) const;

  std::vector<Slot> slots_;
  unsigned shift_ = 0;
};

}  // namespace isnad::learn
