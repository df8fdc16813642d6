#include "extract/credits.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "base/strings.h"
#include "embedded/embedded.h"

namespace isnad::extract {
namespace {

const CreditFinder& finder() {
  static const auto lexicon = lexicon::Lexicon::open_view(embedded_lexicon());
  static const CreditFinder made(**lexicon);
  return made;
}

TEST(Credits, OfDatelinesAndLastLines) {
  std::ifstream file(ISNAD_SOURCE_DIR "/tests/data/credits.tsv");
  ASSERT_TRUE(file);
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    const auto cells = split(line, '\t');
    ASSERT_EQ(cells.size(), 2U) << line;
    std::string text(cells[0]);
    std::replace(text.begin(), text.end(), '|', '\n');
    std::vector<std::string> expected;
    for (const auto id : split_words(cells[1], ' ')) expected.emplace_back(id);
    EXPECT_EQ(finder().find(text), expected) << line;
  }
}

TEST(Credits, AnOutletMayBeAnAgency) {
  EXPECT_EQ(finder().agency("Reuters"), "agency.reuters");
  EXPECT_EQ(finder().agency("AFP"), "agency.afp");
  EXPECT_EQ(finder().agency("The Daily Reuters Reader"), "");
  EXPECT_EQ(finder().agency(""), "");
}

TEST(Credits, OfNothing) {
  EXPECT_TRUE(finder().find("").empty());
  EXPECT_TRUE(finder().find("\n\n \n").empty());
  EXPECT_TRUE(finder().find("(").empty());
}

}  // namespace
}  // namespace isnad::extract
