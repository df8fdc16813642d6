// Where claims come from, in two forms that other programs read: W3C PROV (as PROV-JSON) and W3C Web Annotation.
//
//   for (const isnad::Coding& coding : *store->codings("d1"))
//     std::cout << isnad::to_prov(*store->document("d1"), coding) << '\n';
//
// docs/formats/evidence.md says which field is which.
#pragma once

#include <string>

#include "isnad/incident.h"
#include "isnad/store.h"

namespace isnad {

/// One PROV-JSON document on one line: the text, the bytes that it was read from, the coding and each claim as entities
/// and activities, and who is behind them as agents. `coded` needs no text.
std::string to_prov(const CodedDocument& coded, const Coding& coding);

/// One annotation on one line: the claim as body, its trigger in the document as target. `coded.document.text` is the
/// text, for the words before and after.
std::string to_annotation(const CodedDocument& coded, const Claim& claim, const Coding& coding);

}  // namespace isnad
