#include "base/iso_date.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace isnad
