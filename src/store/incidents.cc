// Incidents: replaced as a whole whenever documents have changed, and read back.
#include <map>

#include "isnad/json.h"
#include "isnad/store.h"
#include "store/impl.h"

namespace isnad {
namespace {

using store::Database;
using store::Row;

Status insert_incident(Database& database, const Incident& incident) {
  return database.run(
      "INSERT INTO incident VALUES (?1, ?2, ?3, ?4, ?5, nullif(?6, ''), nullif(?7, ''), ?8, ?9, ?10, ?11)",
      incident.incident_id, incident.family, name(incident.kind), incident.place_id, incident.place, incident.day_first,
      incident.day_last, static_cast<std::int64_t>(incident.documents.size()),
      static_cast<std::int64_t>(incident.claims.size()), to_json(incident), incident.independent_origins);
}

/// Where each claim comes from, by what `list` says.
std::map<ClaimRef, std::string_view> by_claim(const std::vector<Origin>& list) {
  std::map<ClaimRef, std::string_view> ids;
  for (const Origin& origin : list) {
    for (const ClaimRef& ref : origin.claims) ids[ref] = origin.id;
  }
  return ids;
}

Status link_claims(Database& database, const Incident& incident) {
  auto origins = by_claim(incident.origins), channels = by_claim(incident.channels);
  for (const ClaimRef& ref : incident.claims) {
    Status linked = database.run(
        "INSERT INTO incident_claim SELECT ?1, c.id, ?4, ?5 FROM document d JOIN claim c ON c.document = d.id "
        "WHERE d.doc_id = ?2 AND NOT d.superseded AND c.claim_id = ?3",
        incident.incident_id, ref.doc_id, ref.claim_id, origins[ref], channels[ref]);
    if (!linked) return linked;
  }
  return {};
}

Status insert_position(Database& database, const Incident& incident, int dispute, int index, const Position& position) {
  return database.run("INSERT INTO position VALUES (?1, ?2, ?3, ?4, ?5)", incident.incident_id, dispute, index,
                      position.statement, static_cast<std::int64_t>(position.claims.size()));
}

Status insert_dispute(Database& database, const Incident& incident, int number, const Dispute& dispute) {
  Status done = database.run("INSERT INTO dispute VALUES (?1, ?2, ?3, ?4)", incident.incident_id, number, dispute.type,
                             dispute.about);
  int index = 0;
  for (const Position& position : dispute.positions) {
    if (done) done = insert_position(database, incident, number, index++, position);
  }
  return done;
}

Status insert_whole(Database& database, const Incident& incident) {
  Status done = insert_incident(database, incident);
  if (done) done = link_claims(database, incident);
  int number = 0;
  for (const Dispute& dispute : incident.disputes) {
    if (done) done = insert_dispute(database, incident, number++, dispute);
  }
  return done;
}

/// Keeps which claims were of which incident, until the new incidents are there.
Status remember_members(Database& database) {
  Status made = database.execute(
      "CREATE TEMP TABLE IF NOT EXISTS former (claim INTEGER PRIMARY KEY, incident_id TEXT NOT NULL); DELETE FROM "
      "former");
  if (made) made = database.run("INSERT INTO former SELECT claim, incident_id FROM incident_claim");
  return made;
}

/// Writes down where the claims of each former incident are now. An incident whose claims are in several is split; one
/// that is gone, and whose claims joined others, is merged; one whose claims stayed together under another id is
/// renamed.
Status write_history(Database& database) {
  constexpr std::string_view kMoves =
      "WITH move AS (SELECT f.incident_id AS was, n.incident_id AS now, count(*) AS claims FROM former f "
      "JOIN incident_claim n ON n.claim = f.claim GROUP BY 1, 2), "
      "parts AS (SELECT was, count(*) AS parts FROM move GROUP BY was), "
      "sources AS (SELECT now, count(*) AS sources FROM move GROUP BY now) "
      "INSERT INTO incident_history(was, now, change, claims, at) "
      "SELECT was, now, CASE WHEN parts > 1 THEN 'split' WHEN sources > 1 THEN 'merged' ELSE 'renamed' END, claims, "
      "strftime('%Y-%m-%dT%H:%M:%SZ', 'now') FROM move JOIN parts USING (was) JOIN sources USING (now) "
      "WHERE was <> now ORDER BY was, now";
  Status written = database.run(kMoves);
  if (written) written = database.execute("DROP TABLE former");
  return written;
}

Result<Incident> parsed(const Database& database, const std::string& json) {
  Result<Incident> incident = incident_from_json(json);
  if (incident) return incident;
  return Error{Error::Code::kCorrupt, "store " + database.path() + ", an incident: " + incident.error().message};
}

}  // namespace

Result<bool> Store::needs_fusion() const {
  const Result<std::int64_t> differs =
      impl_->database->integer("SELECT count(DISTINCT value) > 1 FROM state WHERE key IN ('changes', 'fused')");
  if (!differs) return differs.error();
  return *differs != 0;
}

Status Store::replace_incidents(const std::vector<Incident>& incidents) {
  Database& database = *impl_->database;
  Result<store::Transaction> transaction = store::Transaction::begin(database);
  if (!transaction) return transaction.error();
  if (Status kept = remember_members(database); !kept) return kept;
  if (Status emptied = database.run("DELETE FROM incident"); !emptied) return emptied;
  for (const Incident& incident : incidents) {
    if (Status inserted = insert_whole(database, incident); !inserted) return inserted;
  }
  if (Status written = write_history(database); !written) return written;
  // What came in after load_for_fusion is not in these incidents: the mark stays until they are made again.
  Status marked = database.run("UPDATE state SET value = ?1 WHERE key = 'fused'", impl_->loaded);
  if (!marked) return marked;
  return transaction->commit();
}

Result<std::vector<Incident>> Store::incidents() const {
  Database& database = *impl_->database;
  std::vector<Incident> incidents;
  const auto take = [&](const Row& row) -> Status {
    Result<Incident> incident = parsed(database, row.text(0));
    if (!incident) return incident.error();
    incidents.push_back(*std::move(incident));
    return {};
  };
  if (Status read = database.each("SELECT json FROM incident ORDER BY day_first, incident_id", take); !read)
    return read.error();
  return incidents;
}

Result<std::vector<std::string>> Store::incident_ids(const std::string& id) const {
  std::vector<std::string> ids;
  const auto take = [&](const Row& row) { ids.push_back(row.text(0)); };
  const Status read = impl_->database->each(
      "SELECT incident_id FROM incident WHERE substr(incident_id, 1, length(?1)) = ?1 AND ?1 <> '' "
      "ORDER BY incident_id <> ?1, incident_id LIMIT 2",
      take, id);
  if (!read) return read.error();
  if (!ids.empty() && ids[0] == id) ids.resize(1);
  if (!ids.empty()) return ids;
  // Not in use: what has it become, and what became of that?
  const Status followed = impl_->database->each(
      "WITH RECURSIVE later(id) AS (SELECT now FROM incident_history WHERE was = ?1 "
      "UNION SELECT h.now FROM later JOIN incident_history h ON h.was = later.id) "
      "SELECT later.id FROM later JOIN incident ON incident_id = later.id ORDER BY 1",
      take, id);
  if (!followed) return followed.error();
  return ids;
}

Result<std::vector<IncidentChange>> Store::incident_history(const std::string& incident_id) const {
  std::vector<IncidentChange> changes;
  const auto take = [&](const Row& row) {
    changes.push_back({row.text(0), row.text(1), row.text(2), row.integer(3), row.text(4)});
  };
  const Status read = impl_->database->each(
      "SELECT was, now, change, claims, at FROM incident_history WHERE now = ?1 OR was = ?1 ORDER BY id", take,
      incident_id);
  if (!read) return read.error();
  return changes;
}

Result<Incident> Store::incident(const std::string& incident_id) const {
  Database& database = *impl_->database;
  const std::string where = "store " + database.path() + ": ";
  const Result<std::vector<std::string>> ids = incident_ids(incident_id);
  if (!ids) return ids.error();
  if (ids->empty()) return Error{Error::Code::kUsage, where + "no incident \"" + incident_id + "\""};
  if (ids->size() > 1 && ids->front().substr(0, incident_id.size()) == incident_id) {
    return Error{Error::Code::kUsage,
                 where + "more than one incident begins with \"" + incident_id + "\": give more of its id"};
  }
  if (ids->size() > 1) {
    std::string parts;
    for (const std::string& id : *ids) parts += (parts.empty() ? "" : ", ") + id;
    return Error{Error::Code::kUsage, where + "incident \"" + incident_id + "\" was split into " + parts};
  }
  std::string json;
  const auto take = [&](const Row& row) { json = row.text(0); };
  const Status read = database.each("SELECT json FROM incident WHERE incident_id = ?1", take, ids->front());
  if (!read) return read.error();
  return parsed(database, json);
}

}  // namespace isnad
