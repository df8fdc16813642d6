// Claims to incidents (docs/formats/claim.md, field `incident`): first inside each document (within.h), then across
// documents (across.h); then what the claims of an incident say together is put side by side: kind, place, days, the
// toll ladder (incident.h) and what the sources disagree on (dispute.h).
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "fuse/across.h"
#include "fuse/knowledge.h"
#include "fuse/within.h"
#include "isnad/incident.h"

namespace isnad::fuse {

class Fuser {
 public:
  /// `lexicon` must outlive it.
  static Result<std::unique_ptr<Fuser>> build(const lexicon::Lexicon& lexicon);

  /// Sets `Claim::incident`, `origin` and `channel` in all documents. Hypothetical claims get no incident. The result
  /// depends on the set of documents, not on their order; `doc_id`s must differ.
  std::vector<Incident> fuse(std::vector<CodedDocument>& documents) const;

  /// How the claims of the incident came together. `documents` are those of the incident, whole, as `fuse` left them.
  std::vector<Merge> explain(const std::vector<CodedDocument>& documents, std::string_view incident_id) const;

 private:
  explicit Fuser(Knowledge knowledge) : knowledge_(std::move(knowledge)), weights_(knowledge_) {}

  std::vector<Part> parts_of(std::uint32_t at, CodedDocument& coded) const;

  Knowledge knowledge_;
  PairWeights weights_;
};

}  // namespace isnad::fuse
