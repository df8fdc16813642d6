// Claims to incidents (docs/formats/claim.md, field `incident`): first inside each document (within.h), then across
// documents (across.h); then what the claims of an incident say together is put side by side: kind, place, days, the
// toll ladder (incident.h) and what the sources disagree on (dispute.h).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "fuse/across.h"
#include "fuse/decided.h"
#include "fuse/knowledge.h"
#include "fuse/ties.h"
#include "fuse/within.h"
#include "isnad/incident.h"
#include "model/notes.h"

namespace isnad::fuse {

/// Goes up whenever fusing makes something else of the same claims by the same tables, or writes other notes.
inline constexpr std::uint64_t kRules = 7;

class Fuser {
 public:
  /// `lexicon` must outlive it.
  static Result<std::unique_ptr<Fuser>> build(const lexicon::Lexicon& lexicon);

  /// Sets `Claim::incident`, `origin` and `channel` in all documents. Hypothetical claims get no incident. The result
  /// depends on the set of documents, not on their order; `doc_id`s must differ.
  std::vector<Incident> fuse(std::vector<CodedDocument>& documents, const Decided& decided = {}) const;

  /// The same, with notes by which documents can be added later; `numbers` are those of the documents. The texts of
  /// sentences are gone from the claims afterwards: memory for all documents is scarce.
  std::vector<Incident> fuse(std::vector<CodedDocument>& documents, const std::vector<std::int64_t>& numbers,
                             FusionNotes& notes, const Decided& decided = {}) const;

  /// Takes documents from those that were fused and adds others: `gone` by their numbers, `added` whole, without texts,
  /// with theirs. What comes out is what `fuse` would make of all documents. Documents that were ever decided on must
  /// be among both, since notes know nothing of decisions. Errors: a note cannot be read.
  Result<FusionUpdate> update(FusionMemory& memory, const std::vector<std::int64_t>& gone,
                              std::vector<std::pair<std::int64_t, CodedDocument>> added,
                              const Decided& decided = {}) const;

  /// How the claims of the incident came together. `documents` are those of the incident, whole, as `fuse` left them.
  std::vector<Merge> explain(const std::vector<CodedDocument>& documents, std::string_view incident_id) const;

 private:
  explicit Fuser(Knowledge knowledge) : knowledge_(std::move(knowledge)), weights_(knowledge_) {}

  std::vector<Part> parts_of(std::uint32_t at, CodedDocument& coded, const Decided& decided, Ties* ties) const;
  std::vector<Incident> fuse(std::vector<CodedDocument>& documents, const Decided& decided,
                             const std::vector<std::int64_t>* numbers, FusionNotes* notes) const;
  std::vector<Incident> incidents_of(const Joined& joined, const std::vector<Part>& parts,
                                     const std::vector<Ties>& ties, std::vector<CodedDocument>& documents,
                                     const std::vector<std::uint32_t>& order) const;

  Knowledge knowledge_;
  PairWeights weights_;
};

}  // namespace isnad::fuse
