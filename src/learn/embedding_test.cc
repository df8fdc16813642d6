// Word vectors: words that keep the same company are nearer to each other than to the rest.
#include "learn/embedding.h"

#include <gtest/gtest.h>

#include <numeric>

#include "learn/random.h"

namespace isnad::learn {
namespace {

constexpr std::uint32_t kWords = 20, kEnd = 1000;
constexpr std::size_t kSize = 16;

// Sentences of words 0 ... 9 only, and of words 10 ... 19 only.
std::vector<float> embed_two_sorts(std::uint64_t seed) {
  Random random(7);
  std::vector<std::uint32_t> text, counts(kWords);
  for (int sentence = 0; sentence < 2000; ++sentence) {
    const auto first = static_cast<std::uint32_t>(random.below(2) * 10);
    for (int i = 0; i < 8; ++i) {
      text.push_back(first + static_cast<std::uint32_t>(random.below(10)));
      ++counts[text.back()];
    }
    text.push_back(kEnd);
  }
  EmbeddingOptions options;
  options.dimensions = kSize;
  options.sample = 1;
  options.seed = seed;
  return embed(text, counts, options, {});
}

float likeness(const std::vector<float>& vectors, std::size_t a, std::size_t b) {
  return std::inner_product(&vectors[a * kSize], &vectors[a * kSize] + kSize, &vectors[b * kSize], 0.0F);
}

TEST(Embedding, PutsWordsOfOneCompanyTogether) {
  const std::vector<float> vectors = embed_two_sorts(1);
  ASSERT_EQ(vectors.size(), kWords * kSize);
  EXPECT_NEAR(likeness(vectors, 3, 3), 1, 1e-4);
  for (std::size_t word = 1; word < 10; ++word) {
    EXPECT_GT(likeness(vectors, 0, word), likeness(vectors, 0, word + 10) + 0.2F) << word;
  }
}

TEST(Embedding, IsTheSameForASeed) {
  EXPECT_EQ(embed_two_sorts(1), embed_two_sorts(1));
  EXPECT_NE(embed_two_sorts(1), embed_two_sorts(2));
}

TEST(Embedding, OfNoWordsIsEmpty) {
  EXPECT_TRUE(embed({}, {}, {}, {}).empty());
}

}  // namespace
}  // namespace isnad::learn
