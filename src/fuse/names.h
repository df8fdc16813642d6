// What incidents are called: the same incident has the same name in every run, and in every store.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "isnad/incident.h"

namespace isnad::fuse {

/// Names incidents after their earliest claims, of one document: `i-` and sixteen hexadecimal digits.
class Names {
 public:
  Names() = default;
  explicit Names(const CodedDocument& coded);
  std::string name(const CodedDocument& coded, const Claim& claim) const;

 private:
  std::vector<std::uint32_t> repeated_;  // by claim: how many before it are of its kind and trigger
};

}  // namespace isnad::fuse
