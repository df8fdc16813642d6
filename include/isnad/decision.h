// What people decided about incidents: which claims are of one, and which are not. Fusing honours decisions; the store
// keeps them with author and time, among the acts of review (docs/serve.md).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "isnad/claim.h"
#include "isnad/incident.h"
#include "isnad/result.h"

namespace isnad {

/// Names a claim however often its document is coded: by its kind and where its trigger stands.
struct ClaimMark {
  std::string doc_id;
  Kind kind = Kind::kAttack;
  std::uint32_t start = 0, end = 0;  ///< code points of the trigger
  std::uint32_t twin = 0;            ///< how many such claims of the document stand before it ("dead and injured")
  auto operator<=>(const ClaimMark&) const = default;
};

/// The mark of the claim at `index` of `coded`.
ClaimMark mark_of(const CodedDocument& coded, std::size_t index);

/// The claims of a side are of one incident, those of two sides are not. One side alone is a merge, two are a split.
struct Decision {
  std::vector<std::vector<ClaimMark>> sides;
};

/// {"sides":[[{"doc_id","kind","start","end","twin"}]]}, one object on one line.
std::string to_json(const Decision& decision);
/// Errors (kInput): it is no such object.
Result<Decision> decision_from_json(std::string_view json);

}  // namespace isnad
