#include "extract/toll.h"

#include "extract/cases_test.h"
#include "extract/count.h"
#include "extract/time.h"

namespace isnad::extract {
namespace {

constexpr std::string_view kPublished = "2016-10-21";

std::string tolls_of(std::string_view text) {
  static const NumberFinder number_finder(test_lexicon());
  static const CountFinder count_finder(test_lexicon());
  static const TimeFinder time_finder(test_lexicon());
  static const TollMarker marker(test_lexicon());
  const text::Analysis analysis = analyze(text);
  std::vector<Number> numbers;
  std::vector<Count> counts;
  std::vector<Time> times;
  number_finder.find(analysis, numbers);
  count_finder.find(analysis, numbers, counts);
  time_finder.find(analysis, numbers, kPublished, times);
  marker.mark(analysis, times, kPublished, counts);
  std::string out;
  for (const Count& count : counts) {
    out += (out.empty() ? "" : " ") + bounds(count.low, count.high);
    if (count.so_far) out += "*" + marker.as_of(analysis, times, kPublished, count);
  }
  return out;
}

TEST(Toll, TellsTotalsFromFiguresOfAMoment) {
  const std::vector<TestCase> cases = read_test_cases("tolls.tsv");
  ASSERT_FALSE(cases.empty());
  for (const TestCase& test : cases) EXPECT_EQ(tolls_of(test.cells[0]), test.cells[1]) << test.where;
}

TEST(Toll, HeadingsSpeakForTheLinesUnderThem) {
  const std::vector<TestCase> cases = read_test_cases("toll_lists.tsv");
  ASSERT_FALSE(cases.empty());
  for (const TestCase& test : cases) {
    std::string text(test.cells[0]);
    for (std::size_t at = 0; (at = text.find(" / ", at)) != std::string::npos;) text.replace(at, 3, "\n");
    EXPECT_EQ(tolls_of(text), test.cells[1]) << test.where;
  }
}

TEST(Toll, HostileRepetitionsStayLinear) {
  for (const TestCase& test : read_test_cases("hostile.tsv")) {
    std::string text;
    while (text.size() < 300'000) text += test.cells[0];
    tolls_of(text);
  }
}

}  // namespace
}  // namespace isnad::extract
