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
  if (Status emptied = database.run("DELETE FROM incident"); !emptied) return emptied;
  for (const Incident& incident : incidents) {
    if (Status inserted = insert_whole(database, incident); !inserted) return inserted;
  }
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

Result<Incident> Store::incident(const std::string& incident_id) const {
  Database& database = *impl_->database;
  std::vector<std::string> found;
  const auto take = [&](const Row& row) { found.push_back(row.text(1)); };
  const Status read = database.each(
      "SELECT incident_id, json FROM incident WHERE substr(incident_id, 1, length(?1)) = ?1 ORDER BY incident_id <> ?1 "
      "LIMIT 2",
      take, incident_id);
  if (!read) return read.error();
  const std::string where = "store " + database.path() + ": ";
  if (found.empty() || incident_id.empty())
    return Error{Error::Code::kUsage, where + "no incident \"" + incident_id + "\""};
  Result<Incident> first = parsed(database, found[0]);
  if (found.size() == 1 || !first || first->incident_id == incident_id) return first;
  return Error{Error::Code::kUsage,
               where + "more than one incident begins with \"" + incident_id + "\": give more of its id"};
}

}  // namespace isnad
