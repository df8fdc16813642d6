// Training of linear models: examples in, the bytes of a model out. The same examples and options give the same bytes.
//
// Two kinds of example, not mixed in one trainer: a label among fixed classes (`add`), or the right one of several
// candidates that each have their own features (`add_choice`; the trainer then has one class).
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "isnad/result.h"
#include "learn/random.h"

namespace isnad::learn {

class LinearTrainer {
 public:
  enum Method {
    kAveragedPerceptron,  ///< sharp, quick, its scores mean nothing by themselves
    kLogistic,            ///< softmax regression by AdaGrad: scores are log-probabilities up to a constant
  };
  struct Options {
    Method method = kLogistic;
    int epochs = 10;
    std::uint64_t seed = 1;
    double learning_rate = 0.2;  ///< logistic only
    double l2 = 1e-5;            ///< logistic only
    double damping = 1e-3;       ///< logistic only: the larger, the slower do rare features learn
    int averaged_from = 0;       ///< logistic only: the weights are means over the epochs behind this one; 0: the last
    double dropout = 0;          ///< logistic only: the share of an example's features that each look at it leaves out
    int rounds = 1;              ///< logistic only: trainings, each with a seed of its own, whose weights are averaged
    double prune = 0.01;         ///< weights nearer to 0 are not stored
    double least_span = 0;       ///< nor are features whose weights for the classes lie nearer together than this
    int largest = 0;             ///< of a stored weight, which rounds the others; 0: as large as fits
    std::uint32_t least_count = 1;  ///< features in fewer examples are left out
    std::string metadata;
  };

  LinearTrainer(std::string task, std::vector<std::string> classes, Options options);

  void add(std::span<const std::uint64_t> features, int label, float weight = 1);
  void add_choice(std::span<const std::vector<std::uint64_t>> candidates, std::size_t right, float weight = 1);
  /// The first `rights` candidates are all right: the trainer learns that one of them is (logistic only).
  void add_choice_among(std::span<const std::vector<std::uint64_t>> candidates, std::size_t rights, float weight = 1);

  /// `progress` may be empty; `loss` is the mean logarithmic loss (perceptron: the share of mistakes).
  Result<std::string> train(const std::function<void(int epoch, double loss)>& progress);

 private:
  struct Example {
    std::uint32_t first_list, lists;  // into lists_; one list for a label, one a candidate for a choice
    std::uint32_t right;              // class or candidate
    std::uint32_t rights;             // candidates [right, right + rights) are right
    float weight;
  };
  struct List {
    std::uint32_t begin, size;  // into features_
    std::uint32_t shown;        // the first of them are looked at
  };

  void add_list(std::span<const std::uint64_t> features);
  void drop_rare();
  std::size_t options_of(const Example& example) const { return example.lists > 1 ? example.lists : classes_.size(); }
  std::span<const std::uint32_t> features_of(const Example& example, std::size_t option) const;
  float* weight_at(std::vector<float>& table, std::uint32_t feature, const Example& example, std::size_t option) const;
  void choose_shown(const Example& example, Random& random);
  void score(const Example& example, std::vector<float>& scores);
  double learn(const Example& example, std::vector<float>& scores);
  double learn_logistic(const Example& example, std::vector<float>& scores);
  double learn_perceptron(const Example& example, std::vector<float>& scores);
  void average();
  void train_round(std::uint64_t seed, std::vector<double>& epoch_sums,
                   const std::function<void(int epoch, double loss)>& progress);
  float centre_rows();
  std::vector<std::uint32_t> stored_order() const;
  std::string write();

  std::string task_;
  std::vector<std::string> classes_;
  Options options_;
  std::unordered_map<std::uint64_t, std::uint32_t> ids_;
  std::vector<std::uint64_t> hashes_;  // by id; id 0 is the bias
  std::vector<std::uint32_t> counts_;  // by id
  std::vector<std::uint32_t> features_;
  std::vector<List> lists_;
  std::vector<Example> examples_;
  std::vector<float> weights_, sums_;  // id * classes + class; sums_: squared gradients, or updates times their time
  double time_ = 1;
  float scale_ = 1;  // of a sum over the features shown
};

}  // namespace isnad::learn
