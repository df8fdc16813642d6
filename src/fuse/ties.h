// Which claims of a report are tied without being of one occurrence: what answers to what, what follows on what, whose
// trial it is, which site belongs to which attack. Read off cues between the claims of a sentence (cues.h), and off
// place and day: an attack in one town beside the attack in another of the same governorate that opens the report.
//
// Ties hang on the report alone. Those between claims that came into one incident mean nothing.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "fuse/cues.h"
#include "fuse/mention.h"
#include "isnad/incident.h"

namespace isnad::fuse {

struct TiedClaims {
  const Claim* from = nullptr;  ///< this is the answer, the trial, the part
  const Claim* to = nullptr;
  Tie tie = Tie::kPartOf;
  std::string_view cue;  ///< row of resources/links.tsv, or `site`
};

/// Notes with each of `mentions`, which are all of a report, what it is tied to.
void find_ties(std::vector<Mention>& mentions, const Knowledge& knowledge);

/// The ties of a report, found by the claims at their ends.
class Ties {
 public:
  Ties() = default;
  explicit Ties(const std::vector<Mention>& mentions);
  /// Those from or to one of `claims`, each once, in the order of the text of `from`.
  std::vector<TiedClaims> of(const std::vector<const Claim*>& claims) const;

 private:
  std::vector<TiedClaims> all_;
  std::vector<std::pair<const Claim*, std::uint32_t>> ends_;  // in order; the second leads into `all_`
};

/// The same of a report that is not taken apart yet.
Ties ties_of(const CodedDocument& coded, const Knowledge& knowledge);

}  // namespace isnad::fuse
