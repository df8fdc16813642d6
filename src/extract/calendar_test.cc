#include "extract/calendar.h"

#include <gtest/gtest.h>

namespace isnad::extract {
namespace {

TEST(Calendar, CountsDays) {
  EXPECT_EQ(day_number({1970, 1, 1}), 0);
  EXPECT_EQ(day_number({2000, 3, 1}), 11'017);
  EXPECT_EQ(day_number({1969, 12, 31}), -1);
  EXPECT_EQ(weekday(day_number({2016, 10, 21})), 5);
  EXPECT_EQ(weekday(-4), 7);
}

TEST(Calendar, ComesBackFromEveryDay) {
  for (std::int64_t day = -200'000; day <= 200'000; day += 7) EXPECT_EQ(day_number(date_of(day)), day);
}

TEST(Calendar, KnowsWhichDaysExist) {
  EXPECT_TRUE(is_valid({2016, 2, 29}));
  EXPECT_FALSE(is_valid({2015, 2, 29}));
  EXPECT_FALSE(is_valid({1900, 2, 29}));
  EXPECT_FALSE(is_valid({2016, 13, 1}));
  EXPECT_FALSE(is_valid({0, 1, 1}));
  EXPECT_FALSE(is_valid({99'999, 1, 1}));
  EXPECT_TRUE(is_valid({2016, 0, 0}));
  EXPECT_FALSE(is_valid({2016, 0, 3}));
}

TEST(Calendar, AddsMonths) {
  EXPECT_EQ(add_months({2016, 1, 31}, 1), (Date{2016, 2, 29}));
  EXPECT_EQ(add_months({2016, 1, 0}, -1), (Date{2015, 12, 0}));
  EXPECT_EQ(add_months({2016, 0, 0}, -24), (Date{2014, 0, 0}));
  EXPECT_EQ(add_months({2016, 5, 5}, -1'200'000), Date{});
}

TEST(Calendar, ReadsAndWritesIso) {
  EXPECT_EQ(to_iso({814, 1, 2}), "0814-01-02");
  EXPECT_EQ(to_iso({2016, 10, 0}), "2016-10");
  EXPECT_EQ(to_iso({2016, 0, 0}), "2016");
  const auto published = parse_published("2016-10-21T15:30:00+03:00");
  ASSERT_TRUE(published);
  EXPECT_EQ(published->date, (Date{2016, 10, 21}));
  EXPECT_EQ(published->minute, 15 * 60 + 30);
  EXPECT_FALSE(parse_published("2016-10-21")->minute);
  EXPECT_FALSE(parse_published("2016-02-30"));
  EXPECT_FALSE(parse_published(""));
  EXPECT_FALSE(parse_published("21/10/2016"));
}

TEST(Calendar, ConvertsTheIslamicCalendar) {
  EXPECT_EQ(from_hijri(1438, 1, 1), (Date{2016, 10, 2}));
  EXPECT_EQ(from_hijri(1436, 10, 1), (Date{2015, 7, 17}));
  EXPECT_FALSE(from_hijri(99'999, 1, 1));
  EXPECT_FALSE(from_hijri(1438, 1, 31));
  EXPECT_EQ(hijri_year({2016, 10, 21}), 1438);
}

}  // namespace
}  // namespace isnad::extract
