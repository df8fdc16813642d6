// Networks: what training learns, what a file keeps, and what opening refuses.
#include "learn/network.h"

#include <gtest/gtest.h>

#include <array>
#include <numeric>
#include <string>
#include <vector>

#include "base/strings.h"
#include "learn/network_trainer.h"

namespace isnad::learn {
namespace {

std::uint64_t feature(int number) {
  return hash_mix(7, static_cast<std::uint64_t>(number));
}

NetworkTrainer::Options small(std::uint64_t seed = 1) {
  NetworkTrainer::Options options;
  options.shape.row_bits = 8;
  options.shape.members = 2;
  options.shape.dimensions = 6;
  options.shape.hidden = 5;
  options.epochs = 60;
  options.averaged_from = 40;
  options.dropout = 0;
  options.seed = seed;
  options.metadata = "templates 1";
  return options;
}

// Class 1 where exactly one of two features is there, which no sum of weights can tell.
std::string train_either(std::uint64_t seed = 1) {
  NetworkTrainer trainer("either", {"no", "yes"}, small(seed));
  for (int i = 0; i < 200; ++i) {
    const bool a = i % 2 != 0, b = i / 2 % 2 != 0;
    trainer.add(std::array{feature(a ? 1 : 2), feature(b ? 3 : 4), feature(10 + i % 5)}, a != b ? 1 : 0);
  }
  return *trainer.train({});
}

TEST(Network, LearnsWhatFeaturesMeanTogether) {
  const std::string bytes = train_either();
  const auto network = Network::open(bytes);
  ASSERT_TRUE(network) << network.error().message;
  EXPECT_EQ(network->task(), "either");
  EXPECT_EQ(network->metadata(), "templates 1");
  EXPECT_EQ(network->class_name(1), "yes");
  std::array<float, 2> out{};
  for (const int a : {1, 2}) {
    for (const int b : {3, 4}) {
      network->probabilities(std::array{feature(a), feature(b), feature(12)}, out);
      EXPECT_GT(out[(a == 1) != (b == 3) ? 1 : 0], 0.8F) << a << " " << b;
      EXPECT_NEAR(std::accumulate(out.begin(), out.end(), 0.0F), 1, 1e-5);
    }
  }
}

TEST(Network, AsksOneMemberWhereItIsSure) {
  const std::string bytes = train_either();
  const auto network = Network::open(bytes);
  std::array<float, 2> all{}, one{};
  const std::array no{feature(1), feature(3), feature(12)}, yes{feature(1), feature(4), feature(12)};
  network->probabilities(no, all);
  network->probabilities(no, one, 0.5F);
  EXPECT_NE(all, one);
  EXPECT_NEAR(all[0], one[0], 0.3);
  network->probabilities(yes, all);
  network->probabilities(yes, one, 0.5F);
  EXPECT_EQ(all, one);
}

TEST(Network, SameSeedSameBytes) {
  EXPECT_EQ(train_either(), train_either());
  EXPECT_NE(train_either(), train_either(2));
}

TEST(Network, HeavierExamplesCountMore) {
  NetworkTrainer trainer("coin", {"no", "yes"}, small());
  for (int i = 0; i < 200; ++i) trainer.add(std::array{feature(1)}, i % 2, i % 2 != 0 ? 3.0F : 1.0F);
  const std::string bytes = *trainer.train({});
  const auto network = Network::open(bytes);
  std::array<float, 2> out{};
  network->probabilities(std::array{feature(1)}, out);
  EXPECT_NEAR(out[1], 0.75, 0.1);
}

TEST(Network, RefusesNothingToLearn) {
  NetworkTrainer trainer("empty", {"a"}, small());
  const auto bytes = trainer.train({});
  ASSERT_FALSE(bytes);
  EXPECT_NE(bytes.error().message.find("no examples"), std::string::npos);
}

TEST(Network, RefusesDamage) {
  const std::string bytes = train_either();
  for (std::size_t size = 0; size < bytes.size(); size += 7) EXPECT_FALSE(Network::open(std::string(bytes, 0, size)));
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x41);
    EXPECT_FALSE(Network::open(damaged)) << "byte " << at;
  }
}

}  // namespace
}  // namespace isnad::learn
