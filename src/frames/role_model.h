// Which phrase fills which role of a trigger: a linear model over pairs of trigger and phrase in one sentence.
#pragma once

#include <cstdint>
#include <vector>

#include "frames/role_features.h"
#include "learn/linear_model.h"

namespace isnad::frames {

/// A role that the model gives a phrase.
struct Filler {
  std::uint32_t chunk;
  Role role;
  float probability;
};

class RoleFinder {
 public:
  RoleFinder(const Rows& rows, const learn::LinearModel& model) : features_(rows), model_(model) {}

  /// The fillers of one trigger: at most one role a phrase, phrases of one role do not overlap, best first within a
  /// role.
  void find(Context& context, std::size_t trigger, std::vector<Filler>& out) const;

 private:
  RoleFeatures features_;
  const learn::LinearModel& model_;
};

/// Of several tolls that claim one count ("four killed and fifteen injured"), the likeliest keeps it. `fillers`: one
/// list a trigger.
void give_counts_once(const Context& context, std::vector<std::vector<Filler>>& fillers);

}  // namespace isnad::frames
