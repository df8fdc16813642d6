// Training of small networks over hashed features: examples in, the bytes of a model out. The same examples and options
// give the same bytes on one kind of machine.
//
// Stochastic gradient descent by AdaGrad (Duchi, Hazan and Singer 2011) on the logarithmic loss. Each look at an
// example leaves out a share of its features (Srivastava et al. 2014), and weights are averaged over the last epochs.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "isnad/result.h"
#include "learn/network.h"
#include "learn/random.h"

namespace isnad::learn {

class NetworkTrainer {
 public:
  struct Options {
    NetworkShape shape;     ///< its classes and scale are set by training
    int epochs = 5;         ///< of each member
    int averaged_from = 2;  ///< the weights are means over the epochs behind this one
    std::uint64_t seed = 1;
    float learning_rate = 0.02F;
    float damping = 0.1F;  ///< the larger, the slower do rare features learn
    float dropout = 0.5F;  ///< the share of an example's features that each look at it leaves out
    std::string metadata;
  };

  NetworkTrainer(std::string task, std::vector<std::string> classes, Options options);

  void add(std::span<const std::uint64_t> features, int label, float weight = 1);

  /// `progress` may be empty; `loss` is the mean logarithmic loss of an epoch, over all members.
  Result<std::string> train(const std::function<void(int epoch, double loss)>& progress);

 private:
  struct Example {
    std::uint32_t begin, size;  // into rows_
    int label;
    float weight;
  };
  // Numbers that are learnt, and the sums of their squared gradients.
  struct Learnt {
    std::vector<float> values, squares;
    std::vector<double> sums;  // over the epochs that count

    void resize(std::size_t size);
    void keep();
  };

  void begin_member(std::uint64_t seed);
  double learn(const Example& example);
  void learn_layers(std::span<const float> bent, std::span<float> errors);
  void step(Learnt& learnt, std::size_t at, float gradient) const;
  void end_member(int epochs, std::vector<std::vector<float>>& tables, std::vector<float>& layers);
  std::string write(const std::vector<std::vector<float>>& tables, const std::vector<float>& layers);

  std::string task_;
  std::vector<std::string> classes_;
  Options options_;
  std::vector<std::uint32_t> rows_;
  std::vector<Example> examples_;
  Random random_{0};
  Learnt table_, layers_;
  NetworkPass pass_;
  std::vector<std::uint32_t> shown_;
  std::vector<float> bent_, back_hidden_, back_;
};

}  // namespace isnad::learn
