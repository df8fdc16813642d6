#include "store/schema.h"

#include <iterator>

namespace isnad::store {
namespace {

/// Version of a store that has gone through the first entry. Lower numbers were in use before the first release.
constexpr int kFirstVersion = 6;

// Evidence, which is only ever added to: run, document, raw, coding, record, quarantine. All the rest is made from it
// and can be made again.
constexpr const char* kTables = R"sql(
CREATE TABLE run (
  id INTEGER PRIMARY KEY,
  engine TEXT NOT NULL,
  lexicon TEXT NOT NULL,
  models TEXT NOT NULL,
  started TEXT NOT NULL);
CREATE TABLE document (
  id INTEGER PRIMARY KEY,
  doc_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  superseded INTEGER NOT NULL DEFAULT 0,
  run INTEGER NOT NULL REFERENCES run(id),
  sha256 TEXT NOT NULL,
  raw_sha256 TEXT NOT NULL,
  source TEXT NOT NULL,
  outlet TEXT NOT NULL,
  url TEXT NOT NULL,
  published TEXT NOT NULL,
  retrieved TEXT NOT NULL,
  author TEXT NOT NULL,
  title TEXT NOT NULL,
  text BLOB NOT NULL,
  UNIQUE (doc_id, revision));
CREATE UNIQUE INDEX document_current ON document(doc_id) WHERE superseded = 0;
CREATE INDEX document_published ON document(published, doc_id) WHERE superseded = 0;
CREATE TABLE raw (
  sha256 TEXT PRIMARY KEY,
  bytes BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE coding (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES document(id),
  run INTEGER NOT NULL REFERENCES run(id),
  superseded INTEGER NOT NULL DEFAULT 0,
  claims INTEGER NOT NULL,
  runs INTEGER NOT NULL,
  sketch BLOB NOT NULL,
  credits TEXT NOT NULL);
CREATE UNIQUE INDEX coding_current ON coding(document) WHERE superseded = 0;
CREATE INDEX coding_document ON coding(document);
CREATE TABLE record (
  coding INTEGER NOT NULL REFERENCES coding(id),
  part INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (coding, part));
CREATE TABLE quarantine (
  id INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  record TEXT NOT NULL,
  reason TEXT NOT NULL,
  format TEXT NOT NULL,
  raw BLOB NOT NULL,
  sha256 TEXT NOT NULL,
  UNIQUE (source, record, sha256));
CREATE TABLE name (
  id INTEGER PRIMARY KEY,
  text TEXT NOT NULL UNIQUE);
CREATE TABLE claim_row (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES document(id),
  claim_id TEXT NOT NULL,
  kind INTEGER NOT NULL,
  modality INTEGER NOT NULL,
  quote INTEGER NOT NULL,
  place INTEGER,
  day INTEGER,
  confidence INTEGER NOT NULL,
  UNIQUE (document, claim_id));
CREATE INDEX claim_place ON claim_row(place, day) WHERE place IS NOT NULL;
CREATE TABLE participant_row (
  claim INTEGER NOT NULL REFERENCES claim_row(id) ON DELETE CASCADE,
  role INTEGER NOT NULL,
  actor INTEGER NOT NULL,
  PRIMARY KEY (claim, role, actor)) WITHOUT ROWID;
CREATE INDEX participant_actor ON participant_row(actor, role);
CREATE TABLE attribution_row (
  claim INTEGER NOT NULL REFERENCES claim_row(id) ON DELETE CASCADE,
  step INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  named INTEGER NOT NULL,
  actor INTEGER,
  PRIMARY KEY (claim, step)) WITHOUT ROWID;
CREATE INDEX attribution_actor ON attribution_row(actor) WHERE actor IS NOT NULL;
CREATE TABLE casualty_row (
  claim INTEGER NOT NULL REFERENCES claim_row(id) ON DELETE CASCADE,
  item INTEGER NOT NULL,
  effect INTEGER NOT NULL,
  low INTEGER,
  high INTEGER,
  victims INTEGER NOT NULL,
  cumulative INTEGER NOT NULL,
  PRIMARY KEY (claim, item)) WITHOUT ROWID;
CREATE TABLE incident (
  id INTEGER PRIMARY KEY,
  incident_id TEXT NOT NULL UNIQUE,
  family TEXT NOT NULL,
  kind TEXT NOT NULL,
  place_id TEXT NOT NULL,
  place TEXT NOT NULL,
  day_first TEXT,
  day_last TEXT,
  documents INTEGER NOT NULL,
  claims INTEGER NOT NULL,
  independent_origins INTEGER NOT NULL,
  disputes INTEGER NOT NULL,
  record BLOB NOT NULL);
CREATE INDEX incident_day ON incident(day_first, incident_id);
CREATE INDEX incident_place ON incident(place_id, day_first);
CREATE TABLE incident_link (
  claim INTEGER PRIMARY KEY REFERENCES claim_row(id) ON DELETE CASCADE,
  incident INTEGER NOT NULL REFERENCES incident(id) ON DELETE CASCADE,
  origin INTEGER,
  channel INTEGER);
CREATE INDEX incident_link_incident ON incident_link(incident);
CREATE TABLE dispute (
  incident_id TEXT NOT NULL REFERENCES incident(incident_id) ON DELETE CASCADE,
  dispute INTEGER NOT NULL,
  type TEXT NOT NULL,
  about TEXT NOT NULL,
  PRIMARY KEY (incident_id, dispute)) WITHOUT ROWID;
CREATE TABLE position (
  incident_id TEXT NOT NULL,
  dispute INTEGER NOT NULL,
  position INTEGER NOT NULL,
  statement TEXT NOT NULL,
  claims INTEGER NOT NULL,
  PRIMARY KEY (incident_id, dispute, position),
  FOREIGN KEY (incident_id, dispute) REFERENCES dispute(incident_id, dispute) ON DELETE CASCADE) WITHOUT ROWID;
CREATE TABLE state (
  key TEXT PRIMARY KEY,
  value INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO state VALUES ('changes', 0), ('fused', 0);
CREATE VIRTUAL TABLE words USING fts5(terms, content='', detail=none,
  tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* C*' separators '|'");
CREATE VIEW claim AS
  SELECT c.id, c.document, c.claim_id, k.text AS kind, m.text AS modality, q.text AS quote, coalesce(p.text, '') AS place_id,
         substr(CAST(c.day AS TEXT), 1, 4) || '-' || substr(CAST(c.day AS TEXT), 5, 2) || '-' ||
         substr(CAST(c.day AS TEXT), 7, 2) AS day, c.confidence / 1000.0 AS confidence
  FROM claim_row c JOIN name k ON k.id = c.kind JOIN name m ON m.id = c.modality JOIN name q ON q.id = c.quote
  LEFT JOIN name p ON p.id = c.place;
CREATE VIEW participant AS
  SELECT p.claim, r.text AS role, a.text AS actor_id
  FROM participant_row p JOIN name r ON r.id = p.role JOIN name a ON a.id = p.actor;
CREATE VIEW attribution AS
  SELECT v.claim, v.step, k.text AS kind, v.named, coalesce(a.text, '') AS actor_id
  FROM attribution_row v JOIN name k ON k.id = v.kind LEFT JOIN name a ON a.id = v.actor;
CREATE VIEW casualty AS
  SELECT c.claim, c.item, e.text AS effect, c.low, c.high, v.text AS victims, c.cumulative
  FROM casualty_row c JOIN name e ON e.id = c.effect JOIN name v ON v.id = c.victims;
CREATE VIEW incident_claim AS
  SELECT i.incident_id, l.claim, coalesce(o.text, '') AS origin, coalesce(h.text, '') AS channel
  FROM incident_link l JOIN incident i ON i.id = l.incident LEFT JOIN name o ON o.id = l.origin
  LEFT JOIN name h ON h.id = l.channel;
)sql";

// What people decided about claims and incidents: only ever added to, an undoing is a row of its own. `claim` is the
// claim as its reviewer saw it, for the program may code the document again.
constexpr const char* kReviews = R"sql(
CREATE TABLE review (
  id INTEGER PRIMARY KEY,
  author TEXT NOT NULL,
  at TEXT NOT NULL,
  action TEXT NOT NULL,
  doc_id TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  claim_id TEXT NOT NULL,
  incident_id TEXT NOT NULL,
  undoes INTEGER REFERENCES review(id),
  body TEXT NOT NULL,
  claim TEXT NOT NULL);
CREATE INDEX review_document ON review(doc_id);
CREATE INDEX review_author ON review(author, doc_id);
CREATE UNIQUE INDEX review_undoes ON review(undoes) WHERE undoes IS NOT NULL;
)sql";

// What became of the ids of incidents when they were made again: whoever has noted one finds what it is called now.
constexpr const char* kHistory = R"sql(
CREATE TABLE incident_history (
  id INTEGER PRIMARY KEY,
  was TEXT NOT NULL,
  now TEXT NOT NULL,
  change TEXT NOT NULL,
  claims INTEGER NOT NULL,
  at TEXT NOT NULL);
CREATE INDEX incident_history_was ON incident_history(was);
CREATE INDEX incident_history_now ON incident_history(now);
)sql";

// What an outlet says, from its latest report on.
constexpr const char* kOutlets = R"sql(
CREATE INDEX document_outlet ON document(outlet, published) WHERE superseded = 0;
)sql";

// Notes by which new documents are joined with those that are there, and nothing else is read (model/notes.h); and
// which documents have changed since. `maker` is the knowledge that the notes were made with; 0: there are none.
constexpr const char* kNotes = R"sql(
CREATE TABLE fusion_document (
  document INTEGER PRIMARY KEY REFERENCES document(id),
  channel TEXT NOT NULL,
  parts BLOB NOT NULL,
  incidents TEXT NOT NULL);
CREATE TABLE fusion_day (
  day INTEGER NOT NULL,
  document INTEGER NOT NULL REFERENCES document(id),
  found_by BLOB NOT NULL,
  PRIMARY KEY (day, document)) WITHOUT ROWID;
CREATE TABLE fusion_incident (
  incident INTEGER PRIMARY KEY REFERENCES incident(id) ON DELETE CASCADE,
  parts BLOB NOT NULL);
CREATE TABLE unfused (
  document INTEGER PRIMARY KEY REFERENCES document(id));
INSERT INTO state VALUES ('maker', 0);
)sql";

// What `isnad watch` has seen: a file with its size and time, or the last answer of an address.
constexpr const char* kWatched = R"sql(
CREATE TABLE watched (
  source TEXT NOT NULL,
  item TEXT NOT NULL,
  stamp TEXT NOT NULL,
  PRIMARY KEY (source, item)) WITHOUT ROWID;
)sql";

// No table changes: from here on claims and incidents are written as columns (records.h), which programs of before
// cannot read. What they wrote as JSON stays as it is, and is read.
constexpr const char* kColumns = "";

constexpr const char* kMigrations[] = {kTables, kReviews, kHistory, kOutlets, kNotes, kWatched, kColumns};

Status migrate_one(Database& database, int from) {
  Result<Transaction> transaction = Transaction::begin(database);
  if (!transaction) return transaction.error();
  // Another process may have done this step while this one waited for the lock.
  const Result<int> version = version_of(database);
  if (!version) return version.error();
  if (*version != from) return {};
  const int to = from == 0 ? kFirstVersion : from + 1;
  if (Status made = database.migrate(kMigrations[to - kFirstVersion], to); !made) return made;
  return transaction->commit();
}

}  // namespace

int newest_version() {
  return kFirstVersion + static_cast<int>(std::size(kMigrations)) - 1;
}

Result<int> version_of(Database& database) {
  Result<int> version = database.version();
  if (!version || *version == 0 || (*version >= kFirstVersion && *version <= newest_version())) return version;
  const std::string has = "store " + database.path() + " has version " + std::to_string(*version);
  return Error{Error::Code::kCorrupt, *version < kFirstVersion
                                          ? has + ", of before the first release: ingest its documents into a new store"
                                          : has + ", newer than this program knows (" +
                                                std::to_string(newest_version()) + "): use a newer isnad"};
}

Status migrate(Database& database, int version) {
  for (Result<int> now = version_of(database);; now = version_of(database)) {
    if (!now) return now.error();
    if (*now >= version) return {};
    if (Status step = migrate_one(database, *now); !step) return step;
  }
}

}  // namespace isnad::store
