// Time as records carry it.
#pragma once

#include <chrono>
#include <ctime>
#include <string>

namespace isnad::serve {

/// UTC to the second, ISO 8601.
inline std::string utc(std::chrono::system_clock::time_point when) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(when);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[24];
  const std::size_t size = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return {text, size};
}

}  // namespace isnad::serve
