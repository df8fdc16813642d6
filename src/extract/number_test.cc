#include "extract/number.h"

#include <limits>

#include "extract/cases_test.h"
#include "extract/digits.h"

namespace isnad::extract {
namespace {

constexpr std::int64_t kGreatest = std::numeric_limits<std::int64_t>::max();

std::vector<Number> numbers_of(const text::Analysis& analysis) {
  static const NumberFinder finder(test_lexicon());
  std::vector<Number> out;
  finder.find(analysis, out);
  return out;
}

std::string describe(const std::vector<Number>& numbers) {
  std::string out;
  for (const Number& number : numbers) out += (out.empty() ? "" : " ") + bounds(number.low, number.high);
  return out;
}

TEST(Number, ReadsTheCases) {
  const std::vector<TestCase> cases = read_test_cases("numbers.tsv");
  ASSERT_FALSE(cases.empty());
  for (const TestCase& test : cases) {
    EXPECT_EQ(describe(numbers_of(analyze(test.cells[0]))), test.cells[1]) << test.where;
  }
}

TEST(Number, SpansLieInTheText) {
  for (const TestCase& test : read_test_cases("numbers.tsv")) {
    const text::Analysis analysis = analyze(test.cells[0]);
    for (const Number& number : numbers_of(analysis)) {
      EXPECT_LT(number.span.begin, number.span.end) << test.where;
      EXPECT_LE(number.span.end, test.cells[0].size()) << test.where;
      EXPECT_LE(number.tokens.first, number.digits.first) << test.where;
      EXPECT_LE(number.digits.last, number.tokens.last) << test.where;
    }
  }
}

TEST(Number, LongDigitsStopAtTheGreatestValue) {
  const std::string digits(5000, '9');
  const text::Analysis analysis = analyze(digits);
  const std::vector<Number> numbers = numbers_of(analysis);
  ASSERT_EQ(numbers.size(), 1U);
  EXPECT_EQ(numbers[0].low, kGreatest);
}

TEST(Number, LongChainsStayLinear) {
  std::string chain;
  for (int i = 0; i < 20000; ++i) chain += "1.";
  const text::Analysis analysis = analyze(chain + "1");
  EXPECT_EQ(numbers_of(analysis).size(), 20001U);
}

TEST(Digits, SaturateInsteadOfOverflowing) {
  EXPECT_EQ(saturating_add(kGreatest, 1), kGreatest);
  EXPECT_EQ(saturating_multiply(kGreatest / 2, 3), kGreatest);
  EXPECT_EQ(saturating_multiply(0, kGreatest), 0);
  EXPECT_EQ(saturating_multiply(6, 7), 42);
}

}  // namespace
}  // namespace isnad::extract
