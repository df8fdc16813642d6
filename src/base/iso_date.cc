#include "base/iso_date.h"

#include <ctime>

#include "isnad/time.h"

namespace isnad {
namespace {

// Takes pieces off the front of a text; once one is missing, everything after it fails too.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  bool good() const { return good_; }
  bool at_end() const { return rest_.empty(); }
  bool sees(std::string_view any_of) const {
    return !rest_.empty() && any_of.find(rest_.front()) != std::string_view::npos;
  }

  void mark(std::string_view any_of) {
    good_ = good_ && sees(any_of);
    if (good_) rest_.remove_prefix(1);
  }

  int digits(std::size_t count, int low, int high) {
    int value = 0;
    for (std::size_t i = 0; i < count && good_; ++i) {
      good_ = sees("0123456789");
      if (good_) value = value * 10 + (rest_.front() - '0');
      if (good_) rest_.remove_prefix(1);
    }
    good_ = good_ && value >= low && value <= high;
    return value;
  }

 private:
  std::string_view rest_;
  bool good_ = true;
};

int days_of(int year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return kDays[month - 1] + (month == 2 && leap ? 1 : 0);
}

void read_date(Scanner& scan) {
  const int year = scan.digits(4, 0, 9999);
  scan.mark("-");
  const int month = scan.digits(2, 1, 12);
  scan.mark("-");
  scan.digits(2, 1, scan.good() ? days_of(year, month) : 31);
}

void read_seconds(Scanner& scan) {
  scan.mark(":");
  scan.digits(2, 0, 60);
  if (!scan.sees(".,")) return;
  scan.mark(".,");
  do scan.digits(1, 0, 9);
  while (scan.sees("0123456789"));
}

void read_zone(Scanner& scan) {
  const bool universal = scan.sees("Zz");
  scan.mark("Zz+-");
  if (universal) return;
  scan.digits(2, 0, 14);
  if (scan.sees(":")) scan.mark(":");
  scan.digits(2, 0, 59);
}

void read_time(Scanner& scan) {
  scan.mark("T ");
  scan.digits(2, 0, 24);
  scan.mark(":");
  scan.digits(2, 0, 59);
  if (scan.sees(":")) read_seconds(scan);
  if (!scan.at_end()) read_zone(scan);
}

}  // namespace

bool is_iso_date(std::string_view text) {
  Scanner scan(text);
  read_date(scan);
  if (!scan.at_end()) read_time(scan);
  return scan.good() && scan.at_end();
}

std::string utc(std::chrono::system_clock::time_point moment) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(moment);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[32];
  return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

}  // namespace isnad
