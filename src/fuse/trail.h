// The decision trail: hears of the joinings of one incident and keeps what spoke for each (`isnad explain`).
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "fuse/across.h"
#include "fuse/within.h"

namespace isnad::fuse {

class Trail {
 public:
  /// Both must outlive it.
  Trail(const PairWeights& weights, const Knowledge& knowledge) : weights_(weights), knowledge_(knowledge) {}

  /// To be given to `group`; hears only of claims whose incident is `incident_id`.
  WithinWatcher within(const Document& document, const std::vector<Mention>& mentions, std::string_view incident_id);
  /// To be given to `join_across`.
  AcrossWatcher across(const std::vector<Part>& parts, std::function<std::string(const Part&)> doc_id);

  std::vector<Merge> take() { return std::move(merges_); }

 private:
  const PairWeights& weights_;
  const Knowledge& knowledge_;
  std::vector<Merge> merges_;
};

}  // namespace isnad::fuse
