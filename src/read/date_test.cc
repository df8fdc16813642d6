#include "read/date.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

namespace isnad::read {
namespace {

TEST(Date, ReadsWhatExportersWrite) {
  constexpr std::pair<const char*, const char*> kCases[] = {
      {"2016-10-21", "2016-10-21"},
      {" 2016-10-21 10:00\n", "2016-10-21 10:00"},
      {"2016-10-21T10:00:00.000Z", "2016-10-21T10:00:00.000Z"},
      {"2016-10-21 10:00:00 UTC", "2016-10-21T10:00:00Z"},
      {"2016-10-21 10:00:00 +03:00", "2016-10-21T10:00:00+03:00"},
      {"2016/10/21", "2016-10-21"},
      {"20161021", "2016-10-21"},
      {"20161021103000", "2016-10-21T10:30:00"},
      {"Fri, 21 Oct 2016 10:00:00 +0300", "2016-10-21T10:00:00+03:00"},
      {"Fri, 21 Oct 16 10:00 GMT", "2016-10-21T10:00Z"},
      {"21 October 2016", "2016-10-21"},
      {"October 21st, 2016 at 3:05 PM", "2016-10-21T15:05"},
      {"Oct 21, 2016 12:00 AM", "2016-10-21T00:00"},
      {"21-Oct-2016 10:00 EST", "2016-10-21T10:00-05:00"},
      {"21/10/2016", "2016-10-21"},
      {"10/21/2016", "2016-10-21"},
      {"4.4.2016 09:30", "2016-04-04T09:30"},
      {"Fri Oct 21 2016 10:00:00 GMT+0300", "2016-10-21T10:00:00+03:00"},
      {"1477036800", "2016-10-21T08:00:00Z"},
      {"1477036800123", "2016-10-21T08:00:00Z"},
  };
  for (const auto& [text, iso] : kCases) EXPECT_EQ(to_iso_date(text), iso) << text;
}

TEST(Date, DoesNotGuess) {
  for (const char* text :
       {"", "yesterday", "03/04/2016", "2016", "Oct 2016", "31/02/2016", "2016-02-30", "10:00", "21 Oct", "12345",
        "2016-10-21 25:00", "2016-10-21 10:00 XYZ", "21/10-2016", "20161321", "21 Foo 2016"}) {
    EXPECT_EQ(to_iso_date(text), "") << text;
  }
}

TEST(Date, ReadsWhatArabicSitesPrint) {
  std::ifstream cases(std::string(ISNAD_SOURCE_DIR) + "/tests/data/arabic_dates.tsv");
  std::size_t read = 0;
  for (std::string line; std::getline(cases, line);) {
    const std::size_t tab = line.find('\t');
    if (line.starts_with('#') || tab == std::string::npos) continue;
    EXPECT_EQ(to_iso_date(line.substr(0, tab)), line.substr(tab + 1)) << line;
    ++read;
  }
  EXPECT_GE(read, 20u);
}

}  // namespace
}  // namespace isnad::read
