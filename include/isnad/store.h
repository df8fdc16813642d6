// The store: documents, their claims and the incidents made of them in one SQLite file (docs/formats/store.md).
//
//   auto store = isnad::Store::open("events.db", isnad::Store::Mode::kCreate);
//   (*store)->begin_run({.engine = isnad::kVersion, .lexicon = "..."});
//   (*store)->add(coded);
//   auto documents = (*store)->load_for_fusion();
//   (*store)->replace_incidents(engine->fuse(*documents));
//
// Nothing is ever overwritten but incidents: a document that comes again with other content is a new revision, and the
// old one stays, superseded. Documents are stored a batch a transaction, and the store remembers (`needs_fusion`) that
// incidents are older than documents, so a process may be killed at any moment and the next run completes its work.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "isnad/claim.h"
#include "isnad/document.h"
#include "isnad/incident.h"
#include "isnad/result.h"

namespace isnad {

/// What coded a document: enough to code it again and get the same.
struct Run {
  std::string engine;   ///< version of the program
  std::string lexicon;  ///< fingerprint of lexicon and models; may be empty
};

/// A record that could not be coded, kept as it came.
struct Quarantined {
  std::string source;  ///< file
  std::string record;  ///< line, record number or doc_id inside it; may be empty
  std::string reason;
  std::string raw;  ///< bytes as they came, not necessarily UTF-8
};

/// One revision of a document, without its text.
struct StoredDocument {
  Document document;  ///< `text` is empty
  std::string sha256;
  int revision = 1;
  bool superseded = false;
  std::int64_t claims = 0;
};

/// What became of the id of an incident when the incidents were made again.
struct IncidentChange {
  std::string was, now;     ///< ids
  std::string change;       ///< merged, split, or renamed (an earlier report of it came in)
  std::int64_t claims = 0;  ///< that went from one to the other
  std::string at;           ///< UTC, ISO 8601
};

/// Which claims `each_claim` visits; an empty field takes all.
struct ClaimFilter {
  std::string doc_id;
  std::string incident_id;
  std::string kind;
  std::string day_first, day_last;  ///< ISO dates, both included
};

/// One open store. Not for use from several threads at once; several processes may read while one writes.
class Store {
 public:
  enum class Mode { kRead, kWrite, kCreate };  ///< kWrite needs an existing file; kCreate makes one when there is none
  enum class Added {
    kNew,
    kUnchanged,  ///< the same content was there: nothing is done
    kRevised,    ///< other content under a known doc_id: the earlier revision is kept, superseded
    kRecoded,    ///< the same content, but coded by another engine or lexicon: its claims are replaced
  };
  struct Counts {
    std::int64_t documents = 0, superseded = 0, claims = 0, incidents = 0, quarantined = 0;
  };

  /// Errors (kIo, kCorrupt): no such file, no database, one of another program, or written by a newer version of isnad.
  /// A file of an older version is migrated, unless it is opened for reading.
  static Result<std::unique_ptr<Store>> open(const std::string& path, Mode mode);
  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  /// Says what codes the documents that are added from here on.
  Status begin_run(const Run& run);

  /// Stores a batch in one transaction: all of it or, on an error, nothing. The results are in order of `documents`.
  Result<std::vector<Added>> add(std::span<const CodedDocument> documents);
  Result<Added> add(const CodedDocument& document);

  /// Keeps a broken record; the same record of the same source is kept once.
  Status quarantine(const Quarantined& record);
  Result<std::vector<Quarantined>> quarantined() const;

  /// True when documents were added after the incidents were made.
  Result<bool> needs_fusion() const;
  /// All current documents with their claims, without texts, in order of doc_id.
  Result<std::vector<CodedDocument>> load_for_fusion() const;
  /// Puts `incidents` in place of all that were there, and marks the claims with them, in one transaction.
  Status replace_incidents(const std::vector<Incident>& incidents);

  /// How much the store holds, of each sort of record.
  Result<Counts> counts() const;
  /// Current documents in order of publication; with `superseded`, earlier revisions too.
  Result<std::vector<StoredDocument>> documents(bool superseded = false) const;
  /// A current document with text and claims. Errors: there is none.
  Result<CodedDocument> document(const std::string& doc_id) const;
  /// Visits claims of current documents in order of publication, doc_id and text, with their incident set.
  Status each_claim(const ClaimFilter& filter,
                    const std::function<void(const std::string& doc_id, Claim&&)>& visit) const;
  /// All incidents in order of day and id.
  Result<std::vector<Incident>> incidents() const;
  /// The ids that begin so (two at most); where there are none, those that an incident once called so has become.
  Result<std::vector<std::string>> incident_ids(const std::string& id) const;
  /// Errors: there is none of that id; an id may be shortened as long as only one incident begins so. An id that is not
  /// in use any more finds what the incident has become, unless it was split.
  Result<Incident> incident(const std::string& incident_id) const;
  /// The changes by which an incident took over claims of others or gave claims to them, in order of time.
  Result<std::vector<IncidentChange>> incident_history(const std::string& incident_id) const;

  struct Impl;

 private:
  explicit Store(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace isnad
