// Who says something: a claim with its report, its voice, and the origin that it goes back to.
#pragma once

#include <string>
#include <vector>

#include "fuse/knowledge.h"
#include "fuse/ties.h"
#include "isnad/incident.h"

namespace isnad::fuse {

/// The claims of one document on an incident, in text order.
struct Testimony {
  const Document* document = nullptr;
  std::vector<const Claim*> claims;
  const Ties* ties = nullptr;  ///< of the document; null: not looked for
};

/// A claim in somebody's mouth. `about` is another claim where this one denies it ("the police denied that").
struct Spoken {
  const Document* document = nullptr;
  const Claim* claim = nullptr;
  const Claim* about = nullptr;
  std::vector<Attribution> chain;
  std::string voice;    ///< who says it: two of one voice cannot contradict each other
  std::string name;     ///< of the voice, to show
  std::string origin;   ///< two of one origin are no two witnesses
  std::string channel;  ///< by which it came (origins.h)

  const Claim& matter() const { return about != nullptr ? *about : *claim; }
  ClaimRef ref() const { return {document->doc_id, claim->claim_id}; }
  bool denies() const { return about != nullptr || claim->modality == Modality::kDenied; }
  bool holds() const {
    return about == nullptr && (claim->modality == Modality::kAsserted || claim->modality == Modality::kSuspected);
  }
};

/// All claims in order of publication and text; those that deny an earlier claim are tied to it.
std::vector<Spoken> spoken_of(const std::vector<Testimony>& testimonies, const Knowledge& knowledge);

Saying saying_of(const Spoken& spoken);

/// Minutes from `a` to `b`, whole days where a time of day is missing; 0 where a date is.
std::int64_t minutes_between(const Document& a, const Document& b);

}  // namespace isnad::fuse
