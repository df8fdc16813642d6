// Incidents inside one document: every two claims are weighed against each other (resources/fusion.tsv), and groups are
// joined, the best pair of groups first, while the mean weight between them is above zero.
#pragma once

#include <vector>

#include "fuse/knowledge.h"
#include "fuse/mention.h"

namespace isnad::fuse {

/// The weights of resources/fusion.tsv, looked up once.
class PairWeights {
 public:
  explicit PairWeights(const Knowledge& knowledge);
  /// How strongly the two speak for one incident; `a` stands before `b` in the text.
  double operator()(const Mention& a, const Mention& b) const;

 private:
  static constexpr std::size_t kDistances = 8;
  struct Compared {
    double differs, shared, equal;
    double operator[](Relation relation) const;
  };
  Compared compared(std::string_view name) const;
  double families(Kind a, Kind b) const { return families_[static_cast<std::size_t>(a)][static_cast<std::size_t>(b)]; }
  double of_kinds(const Mention& a, const Mention& b) const;
  double of_position(const Mention& a, const Mention& b) const;
  double of_reference(const Mention& a, const Mention& b) const;
  double of_days(const Mention& a, const Mention& b) const;
  double of_casualties(const Claim& a, const Claim& b) const;
  double of_people(const Mention& a, const Mention& b) const;

  const Knowledge& knowledge_;
  std::array<std::array<double, kKindCount>, kKindCount> families_;
  std::array<double, kDistances> distances_;
  double bias_, adjacent_, same_sentence_, same_kind_, same_kind_in_sentence_, same_trigger_, modality_, lead_;
  double refers_same_, refers_other_, bare_same_, bare_other_;
  double day_equal_, day_differs_, day_one_, near_day_equal_, near_day_differs_, month_differs_;
  double casualties_equal_, casualties_differ_;
  Compared place_, near_place_, agent_, target_, target_same_kind_, agent_target_, target_agent_;
};

/// Groups of positions in `mentions`, in order of their first one.
std::vector<std::vector<std::size_t>> group(const std::vector<Mention>& mentions, const PairWeights& weights);

}  // namespace isnad::fuse
