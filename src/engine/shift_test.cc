// Every span of a claim moves.
#include "engine/shift.h"

#include <gtest/gtest.h>

namespace isnad {
namespace {

TEST(Shift, MovesEverySpan) {
  Claim claim;
  claim.trigger = {"a", 1, 2};
  claim.agent.resize(1);
  claim.casualties.resize(1);
  shift(claim, 10);
  EXPECT_EQ(claim.trigger.start, 11U);
  EXPECT_EQ(claim.trigger.end, 12U);
  EXPECT_EQ(claim.agent[0].start, 10U);
  EXPECT_EQ(claim.casualties[0].end, 10U);
}

}  // namespace
}  // namespace isnad
