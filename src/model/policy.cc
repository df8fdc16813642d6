// The names of counting policies, and what each of them does in a sentence.
#include "isnad/policy.h"

#include <algorithm>
#include <array>

namespace isnad {
namespace {

constexpr std::array<std::string_view, kPolicyCount> kNames = {
    "all", "latest", "official", "acled-conservative", "ged-low-best-high", "ibc-minmax"};

constexpr std::array<std::string_view, kPolicyCount> kRules = {
    "every figure that somebody states, repeated or overtaken ones too; the range for each effect and group",
    "for each effect and group the last figure that nothing later has replaced",
    "as latest, of figures that go back to an official",
    "the dead of all sides: the lowest total that still stands; tens count 10, hundreds 100; no injured",
    "the dead of all sides: the lowest and the highest total that stand, and the one with most origins as best; a "
    "party's figure for its enemy raises the highest alone",
    "civilians and police, dead and injured: the least and the most that is stated; provisional with one origin"};

}  // namespace

std::string_view name(Policy policy) {
  return kNames[static_cast<std::size_t>(policy)];
}

template <>
std::optional<Policy> parse_name(std::string_view text) {
  const auto found = std::find(kNames.begin(), kNames.end(), text);
  return found == kNames.end() ? std::nullopt : std::optional(static_cast<Policy>(found - kNames.begin()));
}

std::string_view rule_of(Policy policy) {
  return kRules[static_cast<std::size_t>(policy)];
}

}  // namespace isnad
