// Moments as records carry them.
//
//   options.retrieved = isnad::utc(std::chrono::system_clock::now());  // "2016-10-21T06:20:00Z"
#pragma once

#include <chrono>
#include <string>

namespace isnad {

/// ISO 8601 in UTC, to the second (fractions are dropped). Years before 1 or after 9999 are not meant to come.
std::string utc(std::chrono::system_clock::time_point moment);

}  // namespace isnad
