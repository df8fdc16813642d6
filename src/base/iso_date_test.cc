#include "base/iso_date.h"

#include <gtest/gtest.h>

#include "isnad/time.h"

namespace isnad {
namespace {

TEST(IsoDate, TakesDatesAndTimes) {
  for (const char* text : {"2016-10-21", "2016-02-29", "2016-10-21T03:00", "2016-10-21 03:00", "2016-10-21T03:00:59Z",
                           "2018-02-19T00:16:11+04:00", "2016-10-21T03:00:59.125-0330"}) {
    EXPECT_TRUE(is_iso_date(text)) << text;
  }
}

TEST(IsoDate, RefusesOthers) {
  for (const char* text : {"", "2016", "2016-10", "21/10/2016", "2015-02-29", "2016-13-01", "2016-00-10", "2016-10-21T",
                           "2016-10-21T3:00", "2016-10-21T03:60", "2016-10-21x", "2016-10-21T03:00+", "20161021"}) {
    EXPECT_FALSE(is_iso_date(text)) << text;
  }
}

TEST(Utc, WritesWholeSeconds) {
  using std::chrono::milliseconds;
  using std::chrono::system_clock;
  EXPECT_EQ(utc(system_clock::from_time_t(0)), "1970-01-01T00:00:00Z");
  EXPECT_EQ(utc(system_clock::from_time_t(1477030800) + milliseconds(999)), "2016-10-21T06:20:00Z");
}

}  // namespace
}  // namespace isnad
