// How `isnad watch` says that it is well: a line on standard error after each round, and a file in JSON for monitors.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ingest.h"

namespace isnad::cli {

/// How a source is doing.
struct SourceHealth {
  std::string source;
  std::string error;           ///< of the last look; empty: it went well
  std::uint64_t failures = 0;  ///< looks that failed, one after another
  std::string last_success;    ///< UTC, ISO 8601; empty: none yet
  std::string next_look;       ///< the same
};

struct Health {
  std::uint64_t round = 0;
  std::string at;            ///< UTC, ISO 8601
  std::string error;         ///< of the store; empty: it took all
  Tally round_tally, tally;  ///< of this round; since the start
  std::uint64_t skipped = 0;
  Store::Counts store;
  std::vector<SourceHealth> sources;

  std::uint64_t failing() const;
  std::string line() const;
  std::string json() const;
};

/// Puts it in place of what the file held, so that a reader sees all of one or of the other. False after a complaint.
bool write_health(const std::string& path, const Health& health);

}  // namespace isnad::cli
