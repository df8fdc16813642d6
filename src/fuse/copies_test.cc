#include "fuse/copies.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "embedded/embedded.h"
#include "lexicon/lexicon.h"
#include "text/sketch.h"

namespace isnad::fuse {
namespace {

/// Sentences of words from a small vocabulary, so that different texts have many words in common.
class Writer {
 public:
  explicit Writer(unsigned seed) : random_(seed) {}
  std::string text(int words) {
    std::string out;
    for (int i = 0; i < words; ++i) out += "word" + std::to_string(random_() % 400) + (i % 12 == 11 ? ".\n" : " ");
    return out;
  }

 private:
  std::mt19937 random_;
};

Provenance print_of(const std::string& text) {
  static const auto lexicon = lexicon::Lexicon::open_view(embedded_lexicon());
  text::Sketch sketch = text::sketch_of(text, (*lexicon)->fold());
  return {sketch.runs, std::move(sketch.minimum), {}};
}

std::vector<std::uint32_t> groups(const std::vector<std::string>& texts, std::vector<std::int32_t> days = {}) {
  std::vector<Provenance> provenances;
  for (const std::string& text : texts) provenances.push_back(print_of(text));
  std::vector<TextPrint> prints;
  days.resize(texts.size(), 100);
  for (std::size_t i = 0; i < texts.size(); ++i) prints.push_back({&provenances[i], days[i]});
  return group_copies(prints);
}

using Groups = std::vector<std::uint32_t>;

TEST(Copies, OneTextInSeveralOutlets) {
  const std::string text = Writer(1).text(200);
  EXPECT_EQ(groups({text, Writer(2).text(200), text, text}), (Groups{0, 1, 0, 0}));
}

TEST(Copies, EditedOnes) {
  const std::string text = Writer(1).text(240);
  std::string reworded = text;
  for (std::size_t at = 60; at < reworded.size(); at += 170) reworded.insert(reworded.find(' ', at), " indeed");
  EXPECT_EQ(groups({text, reworded}), (Groups{0, 0})) << "words put in here and there";
  EXPECT_EQ(groups({text, "An own headline\n" + text + Writer(3).text(120)}), (Groups{0, 0})) << "a paragraph added";
  EXPECT_EQ(groups({text, text.substr(0, text.size() / 2)}), (Groups{0, 0})) << "the second half cut";
}

TEST(Copies, TextsThatAreMerelySimilarAreNone) {
  const std::string shared = Writer(9).text(30);  // one quotation of thirty words
  EXPECT_EQ(groups({Writer(1).text(200) + shared, shared + Writer(2).text(200), Writer(3).text(200)}),
            (Groups{0, 1, 2}));
}

TEST(Copies, NotAfterAWeek) {
  const std::string text = Writer(1).text(200);
  EXPECT_EQ(groups({text, text}, {100, 107}), (Groups{0, 0}));
  EXPECT_EQ(groups({text, text}, {100, 108}), (Groups{0, 1}));
  EXPECT_EQ(groups({text, text, text}, {100, 107, 114}), (Groups{0, 0, 0})) << "a copy of a copy";
}

TEST(Copies, TooShortToTell) {
  EXPECT_EQ(groups({"four words stand here", "four words stand here", ""}), (Groups{0, 1, 2}));
}

TEST(Copies, SpellingAndMarksMakeNoDifference) {
  const std::string text = Writer(1).text(60);
  std::string spaced;
  for (const char c : text) spaced += c == ' ' ? std::string(",  ") : std::string(1, c);
  EXPECT_EQ(print_of(text).sketch, print_of(spaced).sketch);
}

}  // namespace
}  // namespace isnad::fuse
