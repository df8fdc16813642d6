// A small neural network over hashed features, for decisions in which features speak together.
//
//   float probabilities[kClasses];
//   network.probabilities(features, probabilities);
//
// Each feature has a short vector; those of an example are summed, bent (tanh), and taken through one hidden layer
// (rectified) to the classes. A model holds a few networks, trained alike from other random numbers, whose
// probabilities are averaged: that wins as much as the hidden layer does. Vectors are found without a key, by the top
// bits of the feature's hash: features that share one are told apart by the others beside them. They are of 8 bits, so
// one look-up reads one line of the processor's cache for all members.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "isnad/result.h"
#include "learn/network_format.h"

namespace isnad::learn {

class Network {
 public:
  static constexpr std::size_t kMostWidth = 256, kMostHidden = 256, kMostClasses = 255;

  /// Serves from `bytes`, which must stay where they are. Errors (kCorrupt): damaged, another kind, another version.
  static Result<Network> open(std::string_view bytes);

  std::size_t classes() const { return names_.size(); }
  std::string_view class_name(int index) const { return names_[static_cast<std::size_t>(index)]; }
  std::string_view task() const { return task_; }
  /// Free text of the trainer, such as the version of the feature templates.
  std::string_view metadata() const { return metadata_; }

  /// Sets `out` (one a class) to the probabilities of the classes. Where the first member gives class 0 at least
  /// `sure`, the others are not asked.
  void probabilities(std::span<const std::uint64_t> features, std::span<float> out, float sure = 1) const;

 private:
  std::string_view task_, metadata_;
  std::vector<std::string_view> names_;
  std::span<const std::int8_t> table_;
  std::span<const float> layers_;
  NetworkShape shape_;
};

/// What both training and use compute of one member, from the sums of its features' vectors.
class NetworkPass {
 public:
  /// `layers`: one member's numbers, as in the format. `sums` is read and bent in place.
  void run(const NetworkShape& shape, const float* layers, std::span<float> sums);

  std::span<const float> hidden() const { return hidden_; }
  std::span<float> probabilities() { return out_; }

 private:
  std::vector<float> hidden_, out_;
};

}  // namespace isnad::learn
