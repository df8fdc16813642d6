// Incidents: the claims that speak of one occurrence, from one document or many, and what they disagree on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "isnad/claim.h"
#include "isnad/document.h"

namespace isnad {

/// A document with its claims: what coding makes of one report.
struct CodedDocument {
  Document document;
  std::vector<Claim> claims;
};

/// Where a claim stands: which document, which claim of it.
struct ClaimRef {
  std::string doc_id;
  std::string claim_id;
  auto operator<=>(const ClaimRef&) const = default;
};

/// One rung of the toll ladder: a figure, and who says it where and when.
struct TollFigure {
  ClaimRef claim;
  Casualty casualty;
  std::string outlet;
  std::string published;                 ///< of the document
  std::vector<Attribution> attribution;  ///< the chain; empty: the outlet itself
  Modality modality = Modality::kAsserted;
};

/// A position in a dispute and the claims that take it.
struct Position {
  std::string statement;  ///< e.g. "killed 6..6 police", "agent islamic_state"
  std::vector<ClaimRef> claims;
};

/// Two or more positions that cannot all be true as stated.
struct Dispute {
  std::string type;   ///< number | responsibility | control | occurrence
  std::string about;  ///< e.g. "killed (police)"
  std::vector<Position> positions;
};

/// One occurrence, as far as its reports let it be told.
struct Incident {
  std::string incident_id;             ///< stable: made from its earliest claim, whatever the order of ingestion
  std::string family;                  ///< kind family of what happened: violence, protest, ...
  Kind kind = Kind::kAttack;           ///< the most specific kind most claims agree on
  std::string place_id;                ///< resources/places.tsv; empty when unresolved
  std::string place;                   ///< the words
  std::string day_first, day_last;     ///< ISO dates; empty when unknown
  std::vector<ClaimRef> claims;        ///< all members, in order of document and text
  std::vector<std::string> documents;  ///< doc_ids, sorted
  std::vector<TollFigure> toll;        ///< in order of publication
  std::vector<Dispute> disputes;
};

}  // namespace isnad
