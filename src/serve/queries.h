// The questions that answers ask of the store beyond what isnad/store.h answers; all SQL of this layer but that of the
// snapshot and of reviews is in queries.cc.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "isnad/claim.h"
#include "isnad/result.h"
#include "store/database.h"

namespace isnad::serve {

/// A document without its text.
struct Head {
  std::int64_t row = 0;
  std::string doc_id, outlet, url, published, title, sha256;
  std::int64_t revision = 0, claims = 0;
  std::string engine, lexicon, coded_at;  ///< of the run that coded it
};

struct DocumentFilter {
  std::string outlet;
  std::string terms;              ///< that must occur, as `Engine::terms` gives them; empty: any
  std::string published, doc_id;  ///< the last one of the page before; empty doc_id: from the beginning
  std::int64_t limit = 50;
};

/// Current documents, the latest first.
Result<std::vector<Head>> heads(store::Database& database, const DocumentFilter& filter);
Result<std::int64_t> count_documents(store::Database& database, const DocumentFilter& filter);
/// Errors (kUsage): there is none.
Result<Head> head(store::Database& database, const std::string& doc_id);
/// Documents and revisions with a row number above `after`, in the order they came.
Result<std::vector<Head>> heads_after(store::Database& database, std::int64_t after, std::int64_t limit);
/// Row numbers of the documents in which all the terms occur, in no order that means anything.
Status documents_with(store::Database& database, const std::string& terms,
                      const std::function<void(std::int64_t document)>& visit);
/// Ids of the incidents that the claims of a document belong to.
Result<std::vector<std::string>> incidents_of(store::Database& database, std::int64_t document);

/// An outlet, or a speaker by its actor id.
struct Source {
  bool outlet = true;
  std::string id;
};
struct SourceCount {
  Source source;
  std::int64_t claims = 0, documents = 0;
};
/// All outlets and speakers with how much they say.
Result<std::vector<SourceCount>> source_counts(store::Database& database);

/// One claim of a source.
struct SourceClaim {
  std::int64_t row = 0, document = 0;  ///< in the store
  std::string doc_id, claim_id, kind, outlet, published;
  bool corrected = false;   ///< its report is a revision of an earlier one
  std::string incident_id;  ///< may be empty
};
/// All claims of the source, those published last first; a report of an outlet that has no claims gives one of row 0.
Result<std::vector<SourceClaim>> source_claims(store::Database& database, const Source& source);

}  // namespace isnad::serve
