// Incidents inside one document: every two claims are weighed against each other (resources/fusion.tsv), and groups are
// joined, the best pair of groups first, while the mean weight between them is above zero. Groups with deeds in places
// far apart stay two: the sites of one operation are parts of it (ties.h).
#pragma once

#include <functional>
#include <vector>

#include "fuse/features.h"
#include "fuse/knowledge.h"
#include "fuse/mention.h"

namespace isnad::fuse {

/// The weights of resources/fusion.tsv, looked up once.
class PairWeights {
 public:
  /// `knowledge` must outlive it.
  explicit PairWeights(const Knowledge& knowledge);
  /// How strongly two claims of a report speak for one incident, by their positions, `a` < `b`, in all its `mentions`.
  double operator()(const std::vector<Mention>& mentions, std::size_t a, std::size_t b) const;
  /// Adds to `sums`, by number of the feature, `share` of what each thing contributes to that.
  void contribute(const std::vector<Mention>& mentions, std::size_t a, std::size_t b, double share,
                  std::vector<double>& sums) const;
  /// How far apart two deeds are; kUnknown when either claim tells of none, or of none at a place of the gazetteer.
  Apart deeds_apart(const Mention& a, const Mention& b) const;
  const std::vector<std::string>& names() const { return features_.names(); }

 private:
  const Knowledge& knowledge_;
  PairFeatures features_;
  std::vector<double> weights_;  // by number of the feature
};

/// Hears of every joining: the positions of both groups, and the mean weight between them.
using WithinWatcher =
    std::function<void(const std::vector<std::size_t>& a, const std::vector<std::size_t>& b, double score)>;

/// Groups of positions in `mentions`, in order of their first one.
std::vector<std::vector<std::size_t>> group(const std::vector<Mention>& mentions, const PairWeights& weights,
                                            const WithinWatcher& watcher = nullptr);

}  // namespace isnad::fuse
