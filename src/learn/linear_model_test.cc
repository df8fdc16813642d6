// Linear models: what training learns, what a file keeps, and what opening refuses.
#include "learn/linear_model.h"

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

// Three classes; class c has feature c always and features 10..19 at random.
std::string train_three(LinearTrainer::Method method, std::uint64_t seed = 1) {
  LinearTrainer::Options options;
  options.method = method;
  options.seed = seed;
  options.metadata = "templates 1";
  LinearTrainer trainer("three", {"a", "b", "c"}, options);
  for (int i = 0; i < 300; ++i) trainer.add(std::array{feature(i % 3), feature(10 + i * 7 % 10)}, i % 3);
  return *trainer.train({});
}

int best_of(const LinearModel& model, std::vector<std::uint64_t> features) {
  std::array<float, 3> scores{};
  model.score(features, scores);
  return LinearModel::best(scores);
}

class LinearModelMethods : public testing::TestWithParam<LinearTrainer::Method> {};

TEST_P(LinearModelMethods, LearnsWhatSeparates) {
  const std::string bytes = train_three(GetParam());
  const auto model = LinearModel::open(bytes);
  ASSERT_TRUE(model) << model.error().message;
  EXPECT_EQ(model->task(), "three");
  EXPECT_EQ(model->metadata(), "templates 1");
  EXPECT_EQ(model->class_name(2), "c");
  for (int c = 0; c < 3; ++c) EXPECT_EQ(best_of(*model, {feature(c), feature(11), feature(999)}), c);
}

TEST_P(LinearModelMethods, SameSeedSameBytes) {
  EXPECT_EQ(train_three(GetParam()), train_three(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(All, LinearModelMethods,
                         testing::Values(LinearTrainer::kAveragedPerceptron, LinearTrainer::kLogistic));

TEST(LinearModel, LogisticScoresAreProbabilities) {
  LinearTrainer trainer("coin", {"no", "yes"}, {});
  for (int i = 0; i < 1000; ++i) trainer.add(std::array{feature(1)}, i % 4 == 0 ? 1 : 0);
  const std::string bytes = *trainer.train({});
  const auto model = LinearModel::open(bytes);
  std::array<float, 2> scores{};
  model->score(std::array{feature(1)}, scores);
  LinearModel::softmax(scores);
  EXPECT_NEAR(scores[1], 0.25, 0.08);
}

// Features 1 to 3 each speak for a class, feature 4 for all alike, feature 5 hardly for any.
TEST(LinearModel, LeavesOutWhatTellsClassesLittleApart) {
  const auto features_kept = [](double least_span) {
    LinearTrainer::Options options;
    options.least_span = least_span;
    LinearTrainer trainer("three", {"a", "b", "c"}, options);
    for (int i = 0; i < 300; ++i) {
      std::vector<std::uint64_t> features = {feature(1 + i % 3), feature(4)};
      if (i % 50 == 0) features.push_back(feature(5));
      trainer.add(features, i % 3);
    }
    const std::string bytes = *trainer.train({});
    const auto model = LinearModel::open(bytes);
    for (int c = 0; c < 3; ++c) EXPECT_EQ(best_of(*model, {feature(1 + c), feature(4)}), c);
    return model->features();
  };
  EXPECT_EQ(features_kept(0), 5);
  EXPECT_EQ(features_kept(1), 3);
}

TEST(LinearModel, FindsEveryFeature) {
  constexpr int kMany = 20000;
  LinearTrainer::Options options;
  options.epochs = 1;
  LinearTrainer trainer("many", {"a", "b", "c"}, options);
  for (int i = 0; i < kMany; ++i) trainer.add(std::array{feature(i)}, i % 3);
  const std::string bytes = *trainer.train({});
  const auto model = LinearModel::open(bytes);
  ASSERT_TRUE(model) << model.error().message;
  EXPECT_GT(model->features(), kMany - 10);  // what is known of two may be the same
  int right = 0;
  for (int i = 0; i < kMany; ++i) {
    std::array<std::int32_t, 3> sums{};
    model->sum(std::array{feature(i)}, sums);
    right += sums[static_cast<std::size_t>(i % 3)] > std::max(sums[(i + 1) % 3], sums[(i + 2) % 3]) ? 1 : 0;
  }
  EXPECT_GT(right, kMany - 10);
}

TEST(LinearModel, RanksCandidates) {
  LinearTrainer trainer("rank", {"right"}, {});
  for (int i = 0; i < 100; ++i) {
    const std::vector<std::vector<std::uint64_t>> candidates{
        {feature(1), feature(i)}, {feature(2), feature(i)}, {feature(i)}};
    trainer.add_choice(candidates, 1);
  }
  const std::string bytes = *trainer.train({});
  const auto model = LinearModel::open(bytes);
  ASSERT_TRUE(model) << model.error().message;
  EXPECT_GT(model->rank(std::array{feature(2), feature(5)}), model->rank(std::array{feature(1), feature(5)}));
}

TEST(LinearModel, LearnsThatOneOfSeveralIsRight) {
  // Of the two that may be right, one is always there; the other changes from example to example.
  LinearTrainer trainer("rank", {"right"}, {});
  for (int i = 0; i < 100; ++i) {
    const std::vector<std::vector<std::uint64_t>> candidates{{feature(1)}, {feature(10 + i)}, {feature(2)}};
    trainer.add_choice_among(candidates, 2);
  }
  const std::string bytes = *trainer.train({});
  const auto model = LinearModel::open(bytes);
  ASSERT_TRUE(model) << model.error().message;
  EXPECT_GT(model->rank(std::array{feature(1)}), model->rank(std::array{feature(2)}));
  EXPECT_GT(model->rank(std::array{feature(1)}), model->rank(std::array{feature(10)}));
}

TEST(LinearModel, RefusesNothingToLearn) {
  LinearTrainer trainer("empty", {"a"}, {});
  const auto bytes = trainer.train({});
  ASSERT_FALSE(bytes);
  EXPECT_NE(bytes.error().message.find("no examples"), std::string::npos);
}

TEST(LinearModel, RefusesDamage) {
  const std::string bytes = train_three(LinearTrainer::kLogistic);
  for (std::size_t size = 0; size < bytes.size(); size += 7)
    EXPECT_FALSE(LinearModel::open(std::string(bytes, 0, size)));
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x41);
    EXPECT_FALSE(LinearModel::open(damaged)) << "byte " << at;
  }
}

}  // namespace
}  // namespace isnad::learn
