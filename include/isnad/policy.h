// Counting policies: the toll of an incident as a named rule counts it, with every figure that it leaves out and why
// (docs/counting-policies.md).
//
//   const isnad::Count count = isnad::count_toll(incident, isnad::Policy::kIbcMinMax);
//   for (const isnad::Tally& tally : count.tallies) ...
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "isnad/incident.h"

namespace isnad {

/// How to make one number of a ladder.
enum class Policy : std::uint8_t {
  kAll,                ///< every figure, nothing collapsed
  kLatest,             ///< the last figure of each group
  kOfficial,           ///< the same, of officials alone
  kAcledConservative,  ///< the dead of all sides, the lowest figure that still stands, vague words at a fixed number
  kGedLowBestHigh,     ///< the dead: lowest, best supported and highest
  kIbcMinMax,          ///< civilians and police: least and most; provisional with fewer than two origins
};
inline constexpr int kPolicyCount = 6;

/// `all`, `latest`, `official`, `acled-conservative`, `ged-low-best-high`, `ibc-minmax`.
std::string_view name(Policy policy);
template <>
std::optional<Policy> parse_name(std::string_view text);

/// One line of a count: so many people, by these claims.
struct Tally {
  Effect effect = Effect::kKilled;
  std::string people;  ///< a group, or `all`, `civilian+police`
  std::optional<std::int64_t> low, best,
      high;                  ///< empty `high`: no upper bound stated; `best` only where a rule has one
  std::int64_t origins = 0;  ///< independent ones behind it
  bool provisional = false;  ///< fewer origins than the rule asks for
  std::vector<ClaimRef> claims;
};

/// A figure that the policy does not count.
struct LeftOut {
  ClaimRef claim;
  Casualty casualty;
  std::string reason;
};

/// What a policy makes of the toll of an incident.
struct Count {
  Policy policy = Policy::kAll;
  std::vector<Tally> tallies;
  std::vector<LeftOut> left_out;  ///< in the order of the ladder
};

/// The toll of `incident` as `policy` counts it. Every figure of the ladder is either behind a tally or left out.
Count count_toll(const Incident& incident, Policy policy);

/// One sentence that says how the policy counts.
std::string_view rule_of(Policy policy);

/// {"policy","rule","tallies","left_out"}, one object on one line.
std::string to_json(const Count& count);

}  // namespace isnad
