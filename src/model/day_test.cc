#include "model/day.h"

#include <gtest/gtest.h>

namespace isnad {
namespace {

TEST(Day, NumbersAndTextAreInverse) {
  EXPECT_EQ(day_number("1970-01-01"), 0);
  EXPECT_EQ(day_number("2016-10-21T03:00"), 17095);
  for (const int day : {-1, 0, 11016, 17095, 40000}) EXPECT_EQ(day_number(day_text(day)), day);
  EXPECT_EQ(day_text(17095), "2016-10-21");
}

TEST(Day, RefusesWhatIsNoDay) {
  for (const char* text :
       {"", "2016", "2016-10", "2016-13-01", "2015-02-29", "2016/10/21", "abcd-ef-gh", "2016--1-01"}) {
    EXPECT_FALSE(day_number(text)) << text;
  }
}

TEST(Day, MinutesGoByUtc) {
  EXPECT_EQ(minute_number("1970-01-01T00:01"), 1);
  EXPECT_EQ(minute_number("1970-01-01T03:00:00+03:00"), 0);
  EXPECT_EQ(minute_number("1969-12-31T22:30:00-01:30"), 0);
  EXPECT_EQ(minute_number("1970-01-02 00:00:00Z"), 1440);
  for (const char* text : {"1970-01-01", "1970-01-01TMO", "1970-01-01T3:00"}) EXPECT_FALSE(minute_number(text)) << text;
}

TEST(Day, OfAClaimIsItsFirstFullDateElseThePublication) {
  Claim claim;
  EXPECT_EQ(claim_day(claim, "2016-10-22"), 17096);
  EXPECT_FALSE(claim_day(claim, ""));
  claim.time = {{{}, "2016-10"}, {{}, "2016-10-21TMO"}};
  EXPECT_EQ(claim_day(claim, "2016-10-22"), 17095);
}

}  // namespace
}  // namespace isnad
