#include "extract/time.h"

#include "extract/cases_test.h"

namespace isnad::extract {
namespace {

std::string times_of(std::string_view text, std::string_view published) {
  static const NumberFinder numbers(test_lexicon());
  static const TimeFinder finder(test_lexicon());
  const text::Analysis analysis = analyze(text);
  std::vector<Number> found;
  numbers.find(analysis, found);
  std::vector<Time> times;
  finder.find(analysis, found, published, times);
  std::string out;
  for (const Time& time : times) {
    EXPECT_LT(time.span.begin, time.span.end);
    EXPECT_LE(time.span.end, text.size());
    EXPECT_FALSE(time.rule.empty());
    out += (out.empty() ? "" : " ") + (time.value.empty() ? std::string("?") : time.value);
  }
  return out;
}

TEST(Time, ReadsTheCases) {
  const std::vector<TestCase> cases = read_test_cases("times.tsv");
  ASSERT_FALSE(cases.empty());
  for (const TestCase& test : cases) EXPECT_EQ(times_of(test.cells[1], test.cells[0]), test.cells[2]) << test.where;
}

TEST(Time, HostileRepetitionsStayLinear) {
  for (const TestCase& test : read_test_cases("hostile.tsv")) {
    std::string text;
    while (text.size() < 300'000) text += test.cells[0];
    times_of(text, "2016-10-21");
  }
}

TEST(Time, SurvivesAnyPublicationDate) {
  for (const TestCase& test : read_test_cases("times.tsv")) {
    for (const char* published :
         {"0001-01-01", "9999-12-31", "0000-00-00", "99999-01-01", "2016-02-30", "yesterday", "2016-1-1"}) {
      times_of(test.cells[1], published);
    }
  }
}

}  // namespace
}  // namespace isnad::extract
