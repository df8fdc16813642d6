// Word classes: words used alike share a class, files that are damaged are refused.
#include "text/classes.h"

#include <gtest/gtest.h>

#include <string>

namespace isnad::text {
namespace {

std::string word(char sort, int number) {
  return {sort, static_cast<char>('0' + number)};
}

// Two sorts of word that take turns: d0 ... d9 and n0 ... n9.
std::string train_two_sorts() {
  WordClassTrainer trainer(
      {.classes = 2, .groups = 2, .iterations = 10, .least_kept = 1, .least_clustered = 2, .metadata = "two sorts"});
  for (int i = 0; i < 1000; ++i) {
    trainer.add(word('d', i % 10));
    trainer.add(word('n', i * 7 / 3 % 10));
  }
  trainer.add("once");
  return *trainer.train({});
}

TEST(WordClasses, PutsWordsUsedAlikeTogether) {
  const std::string bytes = train_two_sorts();
  const auto classes = WordClasses::open(bytes);
  ASSERT_TRUE(classes) << classes.error().message;
  EXPECT_EQ(classes->metadata(), "two sorts");
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(classes->lookup(word('d', i)).word_class, classes->lookup(word('d', 0)).word_class);
    EXPECT_EQ(classes->lookup(word('n', i)).word_class, classes->lookup(word('n', 0)).word_class);
  }
  EXPECT_NE(classes->lookup(word('d', 0)).word_class, classes->lookup(word('n', 0)).word_class);
  EXPECT_EQ(classes->lookup(word('d', 0)).frequency, 14);  // 1 + 2 log2(100)
}

TEST(WordClasses, RareWordsHaveNoClass) {
  const std::string bytes = train_two_sorts();
  const auto classes = WordClasses::open(bytes);
  EXPECT_EQ(classes->lookup("once").word_class, 0);
  EXPECT_EQ(classes->lookup("once").frequency, 1);
  EXPECT_EQ(classes->lookup("never").frequency, 0);
}

TEST(WordClasses, RefusesTooLittleText) {
  WordClassTrainer trainer({});
  trainer.add("one");
  const auto bytes = trainer.train({});
  ASSERT_FALSE(bytes);
  EXPECT_NE(bytes.error().message.find("train on more text"), std::string::npos);
}

TEST(WordClasses, RefusesDamage) {
  const std::string bytes = train_two_sorts();
  for (std::size_t at = 0; at < bytes.size(); at += 5) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x55);
    EXPECT_FALSE(WordClasses::open(damaged)) << "byte " << at;
    EXPECT_FALSE(WordClasses::open(std::string(bytes, 0, at)));
  }
}

}  // namespace
}  // namespace isnad::text
