// Incidents across documents. What one document tells of an incident is a `Part`; parts of different documents are
// joined when they agree on what, when and where, and share enough words that few other parts use.
//
// Candidates come from an index of (word, day): only parts that share a rare word at most a day apart are ever
// compared, so the work grows with the number of parts, not with its square. Joining goes from the best pair downwards
// in an order that depends on the parts alone, so the order in which documents came does not matter.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "fuse/mention.h"

namespace isnad::fuse {

/// One incident as one document tells it.
struct Part {
  std::uint32_t document = 0;            ///< position of the document in canonical order
  std::vector<const Claim*> claims;      ///< in text order
  Words words;                           ///< of participants, places, means
  std::vector<std::string_view> places;  ///< resolved ids, each once
  std::array<bool, kKindCount> kinds{};
  std::optional<std::int32_t> day_first, day_last;  ///< stated days, else the day of publication
  bool dated = false;                               ///< the days are stated
  bool lead = false;                                ///< the document is about it
};

Part part_of(std::uint32_t document, std::string_view published, const std::vector<Mention>& mentions,
             const std::vector<std::size_t>& group, const Knowledge& knowledge);

/// Groups of positions in `parts`; every part is in exactly one. `parts` must be in canonical order.
std::vector<std::vector<std::uint32_t>> join_across(const std::vector<Part>& parts, const Knowledge& knowledge);

}  // namespace isnad::fuse
