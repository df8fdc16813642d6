// Which claims of a report are tied without being of one occurrence: what answers to what, what follows on what, whose
// trial it is, which site belongs to which attack. Read off cues between the claims of a sentence (cues.h), and off
// place and day: an attack in one town beside the attack in another of the same governorate that opens the report.
//
// Ties hang on the report alone. Those between claims that came into one incident mean nothing.
#pragma once

#include <string_view>
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

/// In the order of the text of `from`.
std::vector<TiedClaims> ties_of(const std::vector<Mention>& mentions);

/// The same of a report that is not taken apart yet.
std::vector<TiedClaims> ties_of(const CodedDocument& coded, const Knowledge& knowledge);

}  // namespace isnad::fuse
