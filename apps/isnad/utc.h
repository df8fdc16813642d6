// Moments as they are written: "2016-10-21T06:20:00Z".
#pragma once

#include <chrono>
#include <ctime>
#include <string>

namespace isnad::cli {

inline std::string utc(std::chrono::system_clock::time_point moment) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(moment);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

}  // namespace isnad::cli
