#include "store/schema.h"

#include <iterator>

namespace isnad::store {
namespace {

constexpr const char* kDocumentsAndClaims = R"sql(
CREATE TABLE run (
  id INTEGER PRIMARY KEY,
  engine TEXT NOT NULL,
  lexicon TEXT NOT NULL,
  started TEXT NOT NULL);
CREATE TABLE document (
  id INTEGER PRIMARY KEY,
  doc_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  superseded INTEGER NOT NULL DEFAULT 0,
  sha256 TEXT NOT NULL,
  outlet TEXT NOT NULL,
  url TEXT NOT NULL,
  published TEXT NOT NULL,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  run INTEGER NOT NULL REFERENCES run(id),
  UNIQUE (doc_id, revision));
CREATE UNIQUE INDEX document_current ON document(doc_id) WHERE NOT superseded;
CREATE INDEX document_published ON document(published, doc_id);
CREATE TABLE claim (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  claim_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  trigger TEXT NOT NULL,
  modality TEXT NOT NULL,
  quote TEXT NOT NULL,
  place_id TEXT NOT NULL,
  place TEXT NOT NULL,
  day TEXT,
  confidence REAL NOT NULL,
  json TEXT NOT NULL,
  UNIQUE (document, claim_id));
CREATE INDEX claim_kind_day ON claim(kind, day);
CREATE INDEX claim_place_day ON claim(place_id, day);
CREATE TABLE participant (
  claim INTEGER NOT NULL REFERENCES claim(id) ON DELETE CASCADE,
  role TEXT NOT NULL,
  item INTEGER NOT NULL,
  words TEXT NOT NULL,
  actor_id TEXT NOT NULL,
  sector TEXT NOT NULL,
  PRIMARY KEY (claim, role, item)) WITHOUT ROWID;
CREATE INDEX participant_actor ON participant(actor_id, role);
CREATE TABLE attribution (
  claim INTEGER NOT NULL REFERENCES claim(id) ON DELETE CASCADE,
  step INTEGER NOT NULL,
  words TEXT NOT NULL,
  kind TEXT NOT NULL,
  named INTEGER NOT NULL,
  actor_id TEXT NOT NULL,
  PRIMARY KEY (claim, step)) WITHOUT ROWID;
CREATE TABLE casualty (
  claim INTEGER NOT NULL REFERENCES claim(id) ON DELETE CASCADE,
  item INTEGER NOT NULL,
  effect TEXT NOT NULL,
  low INTEGER,
  high INTEGER,
  victims TEXT NOT NULL,
  cumulative INTEGER NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (claim, item)) WITHOUT ROWID;
CREATE TABLE quarantine (
  id INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  record TEXT NOT NULL,
  reason TEXT NOT NULL,
  raw BLOB NOT NULL,
  sha256 TEXT NOT NULL,
  run INTEGER REFERENCES run(id),
  UNIQUE (source, record, sha256));
)sql";

constexpr const char* kIncidents = R"sql(
CREATE TABLE incident (
  incident_id TEXT PRIMARY KEY,
  family TEXT NOT NULL,
  kind TEXT NOT NULL,
  place_id TEXT NOT NULL,
  place TEXT NOT NULL,
  day_first TEXT,
  day_last TEXT,
  documents INTEGER NOT NULL,
  claims INTEGER NOT NULL,
  json TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX incident_day ON incident(day_first, incident_id);
CREATE TABLE incident_claim (
  incident_id TEXT NOT NULL REFERENCES incident(incident_id) ON DELETE CASCADE,
  claim INTEGER NOT NULL UNIQUE REFERENCES claim(id) ON DELETE CASCADE,
  PRIMARY KEY (incident_id, claim)) WITHOUT ROWID;
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
INSERT INTO state VALUES ('changes', (SELECT count(*) FROM document)), ('fused', 0);
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

// What documents are compared by to find copies, and whom each claim of an incident goes back to. All documents are
// fused anew once, so that the columns are filled.
constexpr const char* kOrigins = R"sql(
ALTER TABLE document ADD COLUMN runs INTEGER NOT NULL DEFAULT 0;
ALTER TABLE document ADD COLUMN sketch BLOB NOT NULL DEFAULT x'';
ALTER TABLE document ADD COLUMN credits TEXT NOT NULL DEFAULT '';
ALTER TABLE incident ADD COLUMN independent_origins INTEGER NOT NULL DEFAULT 0;
ALTER TABLE incident_claim ADD COLUMN origin TEXT NOT NULL DEFAULT '';
ALTER TABLE incident_claim ADD COLUMN channel TEXT NOT NULL DEFAULT '';
CREATE INDEX incident_claim_origin ON incident_claim(origin);
UPDATE state SET value = value + 1 WHERE key = 'changes' AND EXISTS (SELECT 1 FROM document);
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

constexpr const char* kMigrations[] = {kDocumentsAndClaims, kIncidents, kReviews, kOrigins, kHistory};

Status migrate_one(Database& database, int from) {
  Result<Transaction> transaction = Transaction::begin(database);
  if (!transaction) return transaction.error();
  // Another process may have done this step while this one waited for the lock.
  const Result<int> version = version_of(database);
  if (!version) return version.error();
  if (*version != from) return {};
  const std::string stamp = "PRAGMA application_id = " + std::to_string(kApplicationId) +
                            "; PRAGMA user_version = " + std::to_string(from + 1);
  if (Status made = database.execute(kMigrations[from] + stamp); !made) return made;
  return transaction->commit();
}

}  // namespace

int newest_version() {
  return static_cast<int>(std::size(kMigrations));
}

Result<int> version_of(Database& database) {
  const Result<std::int64_t> version = database.integer("PRAGMA user_version");
  const Result<std::int64_t> application = database.integer("PRAGMA application_id");
  const Result<std::int64_t> tables = database.integer("SELECT count(*) FROM sqlite_schema");
  for (const auto* read : {&version, &application, &tables}) {
    if (!*read) return read->error();
  }
  if (*application != kApplicationId && *tables > 0) {
    return Error{Error::Code::kCorrupt,
                 "store " + database.path() + " is a database of another program; give another path"};
  }
  if (*version > newest_version()) {
    return Error{Error::Code::kCorrupt, "store " + database.path() + " has version " + std::to_string(*version) +
                                            ", newer than this program knows (" + std::to_string(newest_version()) +
                                            "): use a newer isnad"};
  }
  return static_cast<int>(*version);
}

Status migrate(Database& database, int version) {
  for (Result<int> now = version_of(database);; now = version_of(database)) {
    if (!now) return now.error();
    if (*now >= version) return {};
    if (Status step = migrate_one(database, *now); !step) return step;
  }
}

}  // namespace isnad::store
