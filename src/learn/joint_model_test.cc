// Joint models: the same sums as those of their parts.
#include "learn/joint_model.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/strings.h"
#include "learn/linear_trainer.h"

namespace isnad::learn {
namespace {

std::uint64_t feature(int number) {
  return hash_mix(7, static_cast<std::uint64_t>(number));
}

// Class c of `classes` has features c and c + 50 of a hundred; others stand in between at random.
std::string train(const std::vector<std::string>& classes) {
  LinearTrainer::Options options;
  options.largest = JointModel::kLargestWeight;
  LinearTrainer trainer("some", classes, options);
  const int count = static_cast<int>(classes.size());
  for (int i = 0; i < 500; ++i) {
    const int right = i % count;
    trainer.add(std::array{feature(right), feature(50 + right), feature(10 + i * 7 % 30)}, right);
  }
  return *trainer.train({});
}

TEST(JointModel, SumsAsItsPartsDo) {
  const std::vector<std::string> many = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"}, few = {"x", "y"};
  const std::string many_bytes = train(many), few_bytes = train(few);
  const auto large = LinearModel::open(many_bytes), small = LinearModel::open(few_bytes);
  ASSERT_TRUE(large && small);
  const JointModel joint(std::array{JointModel::Part{&*large, 0}, JointModel::Part{&*small, 11}});
  std::vector<std::uint64_t> features;
  for (int i = 0; i < 120; ++i) {  // more than are looked up at a time; some that no part knows
    features.push_back(feature(i));
    std::array<std::int16_t, 13> together{};
    std::array<std::int32_t, 13> apart{};
    joint.sum(features, together);
    large->sum(features, std::span(apart).first(11));
    small->sum(features, std::span(apart).last(2));
    EXPECT_TRUE(std::equal(together.begin(), together.end(), apart.begin())) << i;
  }
}

TEST(JointModel, EmptyKnowsNothing) {
  const JointModel joint({});
  std::array<std::int16_t, 3> sums{};
  joint.sum(std::array{feature(1)}, sums);
  EXPECT_EQ(sums, (std::array<std::int16_t, 3>{}));
}

}  // namespace
}  // namespace isnad::learn
