// Learns the weights of resources/fusion.tsv from documents whose claims carry their incidents: a logistic regression
// over the pairs of claims of each document (docs/models/fusion.md).
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "fuse/features.h"
#include "isnad/incident.h"

namespace isnad::fuse {

class FusionTrainer {
 public:
  /// `knowledge` must outlive it.
  explicit FusionTrainer(const Knowledge& knowledge) : knowledge_(knowledge), features_(knowledge) {}

  /// Takes the pairs of claims of a document that have an incident.
  void add(const CodedDocument& coded);

  /// The table. The same documents in the same order give the same table.
  std::string train(const std::function<void(int epoch, double loss)>& progress);

 private:
  struct Example {
    Found found;
    bool same = false;
  };
  double slope(const std::vector<double>& weights, std::vector<double>& gradient) const;
  void drop_rare();
  std::string table(const std::vector<double>& weights) const;

  const Knowledge& knowledge_;
  PairFeatures features_;
  std::vector<Example> examples_;
  std::size_t documents_ = 0;
};

}  // namespace isnad::fuse
