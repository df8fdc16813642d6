// Names of places mean what tests/data/place_mentions.tsv says.
#include "extract/place.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "base/strings.h"
#include "embedded/embedded.h"
#include "text/analyzer.h"

namespace isnad::extract {
namespace {

class PlaceResolverTest : public testing::Test {
 protected:
  PlaceResolverTest()
      : lexicon_(*lexicon::Lexicon::open_view(embedded_lexicon())),
        models_(*text::Models::open(embedded_model)),
        analyzer_(*lexicon_, &models_),
        resolver_(*lexicon_) {}

  // The mentions as the test data writes them.
  std::string resolve(std::string_view text, std::string_view outlet) {
    analyzer_.analyze(text, analysis_);
    resolver_.resolve(analysis_, outlet, mentions_);
    std::string out;
    for (const PlaceMention& mention : mentions_) {
      const Span span = analysis_.span(mention.tokens);
      if (!out.empty()) out += '|';
      out += text.substr(span.begin, span.size());
      out += '=';
      if (!mention.rows.empty()) out += resolver_.id(mention.rows.front());
    }
    return out;
  }

  std::unique_ptr<lexicon::Lexicon> lexicon_;
  text::Models models_;
  text::Analyzer analyzer_;
  PlaceResolver resolver_;
  text::Analysis analysis_;
  std::vector<PlaceMention> mentions_;
};

TEST_F(PlaceResolverTest, Cases) {
  std::ifstream file(ISNAD_SOURCE_DIR "/tests/data/place_mentions.tsv");
  int cases = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line.front() == '#' || line.starts_with("id\t")) continue;
    const auto cells = split(line, '\t');
    ASSERT_EQ(cells.size(), 4U) << line;
    EXPECT_EQ(resolve(cells[2], cells[1]), cells[3]) << "case " << cells[0];
    ++cases;
  }
  EXPECT_GT(cases, 10);
}

TEST_F(PlaceResolverTest, NoTextNoPlaces) {
  EXPECT_EQ(resolve("", ""), "");
}

TEST_F(PlaceResolverTest, MentionsAreInOrderAndApart) {
  std::ifstream file(ISNAD_SOURCE_DIR "/tests/data/place_mentions.tsv");
  const std::string all((std::istreambuf_iterator<char>(file)), {});
  resolve(all, "");
  ASSERT_GT(mentions_.size(), 20U);
  for (std::size_t i = 1; i < mentions_.size(); ++i) {
    EXPECT_LE(mentions_[i - 1].tokens.last, mentions_[i].tokens.first);
    EXPECT_LE(mentions_[i].tokens.last, analysis_.tokens.size());
  }
}

}  // namespace
}  // namespace isnad::extract
