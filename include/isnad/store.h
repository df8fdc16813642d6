// The store: documents, their claims and the incidents made of them in one SQLite file or one PostgreSQL database
// (docs/formats/store.md).
//
//   auto store = isnad::Store::open("events.db", isnad::Store::Mode::kCreate);
//   (*store)->begin_run({.engine = isnad::kVersion, .lexicon = "...", .models = "..."});
//   (*store)->add({.coded = coded});
//   isnad::refresh_incidents(*engine, **store);  // isnad/refresh.h
//
// Evidence is only added to: a document that comes again with other content is a new revision, one that is coded again
// by another version gets a new coding, and what was there before stays, superseded. Incidents and the tables to search
// by are made from the evidence and may be made again. Documents are stored a batch a transaction, and the store
// remembers (`needs_fusion`) that incidents are older than documents, so a process may be killed at any moment and the
// next run completes its work.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "isnad/claim.h"
#include "isnad/decision.h"
#include "isnad/document.h"
#include "isnad/incident.h"
#include "isnad/result.h"

namespace isnad {

/// What coded a document: enough to code it again and get the same.
struct Run {
  std::string engine = {};   ///< version of the program
  std::string lexicon = {};  ///< fingerprint of the lexicon; may be empty
  std::string models = {};   ///< fingerprint of the models; may be empty
  std::string started = {};  ///< UTC, ISO 8601; `begin_run` sets it
};

/// A document to be stored, and what it came from.
struct NewDocument {
  CodedDocument coded = {};
  std::string terms = {};   ///< its words, as `Engine::code` gives them; empty: it is not found by words
  std::string source = {};  ///< file or address, with the line or record in it; may be empty
  std::string raw = {};     ///< the bytes that it was read from, for their SHA-256; may be empty
  bool keep_raw = false;    ///< keep those bytes too
};

/// A record that could not be coded, kept as it came.
struct Quarantined {
  std::string source = {};  ///< file
  std::string record = {};  ///< line, record number or doc_id inside it; may be empty
  std::string reason = {};
  std::string format = {};  ///< in which `raw` is written: a name of `InputFormat`; may be empty
  std::string raw = {};     ///< bytes as they came, not necessarily UTF-8
  std::int64_t id = 0;      ///< number in the store, which sets it
};

/// One revision of a document, without its text.
struct StoredDocument {
  Document document;  ///< `text` is empty
  std::string sha256;
  int revision = 1;
  bool superseded = false;
  std::int64_t claims = 0;  ///< of its current coding
};

/// One coding of one revision of a document: what a claim goes back to.
struct Coding {
  std::string doc_id;
  int revision = 1;
  Run run;
  bool superseded = false;  ///< by a later coding or a later revision
  std::int64_t claims = 0;
  std::string sha256;      ///< of the text
  std::string raw_sha256;  ///< of the bytes it was read from; may be empty
  bool raw_kept = false;
  std::string source;
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
  std::string doc_id = {};
  std::string incident_id = {};
  std::string kind = {};
  std::string day_first = {}, day_last = {};  ///< ISO dates, both included
};

/// Which documents `search` finds; an empty field takes all. All fields from `kind` on must hold of one claim.
struct SearchFilter {
  std::string terms = {};                     ///< words, as `Engine::terms` gives them: all must be in title or text
  std::string outlet = {};                    ///< exactly so
  std::string kind = {};                      ///< name of a Kind
  std::string actor = {};                     ///< id of resources/actors.tsv: agent, target or means
  std::string place = {};                     ///< id of resources/places.tsv, with all that lies in it
  std::string speaker = {};                   ///< id of resources/actors.tsv: anywhere in the chain of voices
  std::string day_first = {}, day_last = {};  ///< ISO dates of the event, both included
  bool disputed = false;                      ///< the claim's incident has a dispute
};

/// A document that `search` found.
struct SearchHit {
  Document document;                ///< `text` is empty
  std::vector<std::string> claims;  ///< claim_ids that meet the filter; empty when it asks for none
};

/// Which incidents are listed; an empty field takes all.
struct IncidentFilter {
  std::string terms = {};  ///< as in SearchFilter: in one of its documents
  std::string family = {}, kind = {};
  std::string actor = {};                     ///< id of resources/actors.tsv, in any of its claims
  std::string place = {};                     ///< id of resources/places.tsv, with all that lies in it
  std::string outlet = {};                    ///< of one of its documents
  std::string day_first = {}, day_last = {};  ///< ISO dates, both included: the incident has a day between them
  std::int64_t min_origins = 0;               ///< at least so many independent origins
  bool disputed = false;
};

/// An incident as lists show it.
struct IncidentSummary {
  std::string incident_id, family, kind, place_id, place;
  std::string day_first, day_last;
  std::int64_t documents = 0, claims = 0, origins = 0, disputes = 0;
};

/// One open store. Not for use from several threads at once; several processes may read while one writes.
class Store {
 public:
  enum class Mode { kRead, kWrite, kCreate };  ///< kWrite needs an existing file; kCreate makes one when there is none
  enum class Added {
    kNew,
    kUnchanged,  ///< the same content was there: nothing is done
    kRevised,    ///< other content under a known doc_id: the earlier revision is kept, superseded
    kRecoded,    ///< the same content, but coded by another version: the earlier coding is kept, superseded
  };
  struct Counts {
    std::int64_t documents = 0, superseded = 0, claims = 0, incidents = 0, quarantined = 0;
  };

  /// `path` is that of a file, or an URL of PostgreSQL: postgresql://USER@HOST:PORT/DATABASE, as libpq takes it.
  /// Errors (kIo, kCorrupt): no such file, no database, one of another program, or written by a newer version of isnad.
  /// A store of an older version is migrated, unless it is opened for reading.
  static Result<std::unique_ptr<Store>> open(const std::string& path, Mode mode);
  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  /// How messages call it: the path, or the URL without its password.
  const std::string& name() const;

  /// Says what codes the documents that are added from here on. Nothing is written before the first of them.
  Status begin_run(const Run& run);

  /// Stores a batch in one transaction: all of it or, on an error, nothing. The results are in order of `documents`.
  Result<std::vector<Added>> add(std::span<const NewDocument> documents);
  Result<Added> add(const NewDocument& document);

  /// Keeps a broken record; the same record of the same source is kept once.
  Status quarantine(const Quarantined& record);
  Result<std::vector<Quarantined>> quarantined() const;
  /// Forgets a record of the quarantine. Errors: there is none of that number.
  Status drop_quarantined(std::int64_t id);

  /// What was kept of a source that is watched: stamps by item (docs/watch.md). Empty where nothing was.
  Result<std::map<std::string, std::string>> watched(const std::string& source) const;
  /// Puts `stamps` in place of what was kept.
  Status keep_watched(const std::string& source, const std::map<std::string, std::string>& stamps);

  /// True when documents were added after the incidents were made, or people have decided about them since.
  Result<bool> needs_fusion() const;
  /// True when people have decided about incidents after they were made.
  Result<bool> has_new_decisions() const;
  /// What people decided about incidents and did not undo, in order of time.
  Result<std::vector<Decision>> decisions() const;
  /// All current documents with their claims, without texts, in order of doc_id.
  Result<std::vector<CodedDocument>> load_for_fusion() const;
  /// Puts `incidents` in place of all that were there, and marks the claims with them, in one transaction. They are
  /// taken to be made of what `load_for_fusion` and `decisions` gave last.
  Status replace_incidents(const std::vector<Incident>& incidents);

  /// How much the store holds, of each sort of record.
  Result<Counts> counts() const;
  /// Current documents in order of publication; with `superseded`, earlier revisions too.
  Result<std::vector<StoredDocument>> documents(bool superseded = false) const;
  /// A current document with text and claims. Errors: there is none.
  Result<CodedDocument> document(const std::string& doc_id) const;
  /// All codings of all revisions of a document, or of all documents, in order of time.
  Result<std::vector<Coding>> codings(const std::string& doc_id = {}) const;
  /// Visits claims of current documents in order of publication, doc_id and text, with their incident set.
  Status each_claim(const ClaimFilter& filter,
                    const std::function<void(const std::string& doc_id, Claim&&)>& visit) const;

  /// Documents that meet the filter, those published last first: at most `limit`, after the first `offset`.
  Result<std::vector<SearchHit>> search(const SearchFilter& filter, std::int64_t offset, std::int64_t limit) const;
  /// How many documents `search` would find in all.
  Result<std::int64_t> count(const SearchFilter& filter) const;

  /// All incidents in order of day and id.
  Result<std::vector<Incident>> incidents() const;
  /// Those that meet the filter, the latest first: at most `limit`, after the first `offset`.
  Result<std::vector<Incident>> incidents(const IncidentFilter& filter, std::int64_t offset, std::int64_t limit) const;
  Result<std::vector<IncidentSummary>> summaries(const IncidentFilter& filter, std::int64_t offset,
                                                 std::int64_t limit) const;
  /// How many incidents meet the filter.
  Result<std::int64_t> count(const IncidentFilter& filter) const;
  /// The ids that begin so (two at most); where there are none, those that an incident once called so has become.
  Result<std::vector<std::string>> incident_ids(const std::string& id) const;
  /// Errors: there is none of that id; an id may be shortened as long as only one incident begins so. An id that is not
  /// in use any more finds what the incident has become, unless it was split.
  Result<Incident> incident(const std::string& incident_id) const;
  /// The changes by which an incident took over claims of others or gave claims to them, in order of time.
  Result<std::vector<IncidentChange>> incident_history(const std::string& incident_id) const;

  /// Recomputes every hash, offset and link, and looks for damage of the file: a message for each fault found, naming
  /// the row. Errors: the store cannot be read at all.
  Result<std::vector<std::string>> verify() const;

  struct Impl;
  Impl& impl() { return *impl_; }

 private:
  explicit Store(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace isnad
