#include "extract/count.h"

#include "extract/cases_test.h"

namespace isnad::extract {
namespace {

std::string counts_of(std::string_view text) {
  static const NumberFinder numbers(test_lexicon());
  static const CountFinder finder(test_lexicon());
  const text::Analysis analysis = analyze(text);
  std::vector<Number> found;
  numbers.find(analysis, found);
  std::vector<Count> counts;
  finder.find(analysis, found, counts);
  std::string out;
  for (const Count& count : counts) {
    EXPECT_TRUE(!count.noun.empty() && !count.tokens.empty());
    out += (out.empty() ? "" : " ") + bounds(count.low, count.high) + ":" + std::string(name(count.group));
    if (count.effect) out += ":" + std::string(name(*count.effect));
  }
  return out;
}

TEST(Count, ReadsTheCases) {
  const std::vector<TestCase> cases = read_test_cases("counts.tsv");
  ASSERT_FALSE(cases.empty());
  for (const TestCase& test : cases) EXPECT_EQ(counts_of(test.cells[0]), test.cells[1]) << test.where;
}

TEST(Count, HostileRepetitionsStayLinear) {
  for (const TestCase& test : read_test_cases("hostile.tsv")) {
    std::string text;
    while (text.size() < 300'000) text += test.cells[0];
    counts_of(text);
  }
}

TEST(Count, TakesTextWithoutPeople) {
  EXPECT_EQ(counts_of(""), "");
  EXPECT_EQ(counts_of("12 34 :"), "");
}

}  // namespace
}  // namespace isnad::extract
