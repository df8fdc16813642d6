// Fusing what has changed: documents are added to and taken from those that were fused before, of which only notes are
// left (model/notes.h). What comes out is what fusing all documents at once would give, incident by incident.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "fuse/decided.h"
#include "fuse/names.h"
#include "fuse/region.h"
#include "fuse/surroundings.h"
#include "fuse/ties.h"

namespace isnad::fuse {

/// A document that is new, with its parts, whose claims are its own.
struct NewParts {
  std::int64_t document = 0;
  CodedDocument coded;
  std::vector<Part> parts;
};

class Update {
 public:
  /// Both must outlive it.
  Update(const Knowledge& knowledge, FusionMemory& memory)
      : knowledge_(knowledge), memory_(memory), around_(knowledge, memory) {}

  /// Takes `gone` from the documents that were fused and adds `added`; a document that was coded again is in both.
  /// Errors: a note cannot be read.
  Result<FusionUpdate> run(const std::vector<std::int64_t>& gone, std::vector<NewParts> added, const Decided& decided);

 private:
  void forget(std::int64_t document);
  RegionBonds bonds(const Decided& decided) const;
  void trace_copies();
  void trace_copies_of(std::int64_t document, std::set<std::int64_t>& traced);
  void replace_changed(const RegionBonds& bonds);
  bool is_as_before(const Makeup& makeup);
  void remake_channelled();
  void make(const Makeup& makeup);
  CodedDocument& coded(std::int64_t document);
  const Ties& ties(std::int64_t document);
  const Names& names(std::int64_t document);
  const std::string& channel(std::int64_t document);
  void note_documents();

  const Knowledge& knowledge_;
  FusionMemory& memory_;
  Surroundings around_;
  std::vector<NewParts> added_;
  std::set<PartRef> region_;
  std::set<std::int64_t> touched_;                                // incidents that lost a document
  std::set<std::int64_t> traced_from_;                            // documents whose copies are to be looked for
  std::map<std::int64_t, std::string> channels_;                  // that are new or not as before
  std::map<std::int64_t, std::unique_ptr<CodedDocument>> coded_;  // with the origins of their claims
  std::map<std::int64_t, Ties> ties_;                             // of these
  std::map<std::int64_t, Names> names_;
  std::set<std::int64_t> replaced_;
  bool unfit_ = false;  // a note does not fit its document
  FusionUpdate out_;
};

}  // namespace isnad::fuse
