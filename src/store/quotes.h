// The words that a claim quotes. In a store they are not repeated: a claim keeps its offsets, and the words are read
// from the document's text.
#pragma once

#include <string>
#include <vector>

#include "isnad/claim.h"

namespace isnad::store {

/// Visits everything in a claim that stands in the text; `AnyClaim` may be const.
template <typename AnyClaim, typename Visit>
void each_quote(AnyClaim& claim, Visit visit) {
  visit(claim.trigger);
  visit(claim.sentence);
  const auto all = [&](auto& list) {
    for (auto& quoted : list) visit(quoted);
  };
  all(claim.agent), all(claim.target), all(claim.place), all(claim.time), all(claim.means), all(claim.casualties);
  all(claim.attribution);
}

/// Leaves out what stands in `text` at its offsets.
void leave_out_quotes(std::vector<Claim>& claims, const std::string& text);

/// Fills it in again.
void restore_quotes(std::vector<Claim>& claims, const std::string& text);

}  // namespace isnad::store
