// Reading incidents back.
#include <algorithm>
#include <map>

#include "isnad/store.h"
#include "store/impl.h"

namespace isnad {
namespace {

using store::Database;
using store::Row;

Result<Incident> unpacked(Store::Impl& impl, const Row& row) {
  const std::string where = "incident " + row.text(0);
  Result<Incident> incident = impl.packer.unpack_incident(row.view(1));
  if (!incident) return store::damaged(*impl.database, where, incident.error().message);
  incident->incident_id = row.text(0);
  return incident;
}

Status append(Store::Impl& impl, const Row& row, std::vector<Incident>& incidents) {
  Result<Incident> incident = unpacked(impl, row);
  if (!incident) return incident.error();
  incidents.push_back(*std::move(incident));
  return {};
}

/// The conditions that are set, as SQL over `incident i`.
std::string conditions(const Database& database, const IncidentFilter& filter) {
  const std::string claims = " AND i.id IN (SELECT l.incident FROM incident_link l JOIN claim_row c ON c.id = l.claim ";
  std::string sql = " WHERE i.independent_origins >= ?9";
  if (!filter.terms.empty()) sql += claims + "WHERE c.document " + database.words_match("?1", filter.terms) + ")";
  if (!filter.family.empty()) sql += " AND i.family = ?2";
  if (!filter.kind.empty()) sql += " AND i.kind = ?3";
  if (!filter.actor.empty()) {
    sql += claims + "JOIN participant_row p ON p.claim = c.id WHERE p.actor = (SELECT id FROM name WHERE text = ?4))";
  }
  // Ids of places begin with those of what they lie in; '/' follows on '.'.
  if (!filter.place.empty()) sql += " AND (i.place_id = ?5 OR (i.place_id > ?5 || '.' AND i.place_id < ?5 || '/'))";
  if (!filter.outlet.empty()) {
    sql +=
        " AND EXISTS (SELECT 1 FROM incident_link l JOIN claim_row c ON c.id = l.claim JOIN document d ON d.id = "
        "c.document WHERE l.incident = i.id AND d.outlet = ?6)";
  }
  if (!filter.day_first.empty()) sql += " AND i.day_last >= ?7";
  if (!filter.day_last.empty()) sql += " AND i.day_first <= ?8";
  if (filter.disputed) sql += " AND i.disputes > 0";
  return sql;
}

template <typename Visit>
Status select(Database& database, const std::string& columns, const std::string& rest, const IncidentFilter& filter,
              std::int64_t offset, std::int64_t limit, Visit visit) {
  return database.each("SELECT " + columns + " FROM incident i" + conditions(database, filter) + rest, visit,
                       database.words_query(filter.terms), filter.family, filter.kind, filter.actor, filter.place,
                       filter.outlet, filter.day_first, filter.day_last, filter.min_origins, limit, offset);
}

constexpr const char* kLatestFirst = " ORDER BY i.day_first DESC NULLS LAST, i.incident_id LIMIT ?10 OFFSET ?11";

/// Ties say which claim of a report is meant; which incident that is of now, the store says.
Status name_linked(Database& database, std::vector<Incident>& incidents) {
  Status done;
  for (Incident& incident : incidents) {
    for (Link& link : incident.links) {
      link.incident_id.clear();
      if (!done) return done;
      done = database.each(
          "SELECT i.incident_id FROM document d JOIN claim_row c ON c.document = d.id JOIN incident_link l ON l.claim "
          "= "
          "c.id JOIN incident i ON i.id = l.incident WHERE d.doc_id = ?1 AND d.superseded = 0 AND c.claim_id = ?2",
          [&](const Row& row) { link.incident_id = row.text(0); }, link.claim.doc_id, link.other);
    }
  }
  return done;
}

IncidentSummary summary_of(const Row& row) {
  IncidentSummary summary;
  std::string* const texts[] = {&summary.incident_id, &summary.family,    &summary.kind,    &summary.place_id,
                                &summary.place,       &summary.day_first, &summary.day_last};
  int column = 0;
  for (std::string* text : texts) *text = row.text(column++);
  for (std::int64_t* number : {&summary.documents, &summary.claims, &summary.origins, &summary.disputes})
    *number = row.integer(column++);
  return summary;
}

}  // namespace

Result<std::vector<Incident>> Store::incidents() const {
  std::vector<Incident> incidents;
  const Status read =
      impl_->database->each("SELECT incident_id, record FROM incident ORDER BY day_first NULLS FIRST, incident_id",
                            [&](const Row& row) { return append(*impl_, row, incidents); });
  if (!read) return read.error();
  if (Status named = name_linked(*impl_->database, incidents); !named) return named.error();
  return incidents;
}

Result<std::vector<Incident>> Store::incidents(const IncidentFilter& filter, std::int64_t offset,
                                               std::int64_t limit) const {
  std::vector<Incident> incidents;
  const Status read = select(*impl_->database, "i.incident_id, i.record", kLatestFirst, filter, offset, limit,
                             [&](const Row& row) { return append(*impl_, row, incidents); });
  if (!read) return read.error();
  if (Status named = name_linked(*impl_->database, incidents); !named) return named.error();
  return incidents;
}

Result<std::vector<IncidentSummary>> Store::summaries(const IncidentFilter& filter, std::int64_t offset,
                                                      std::int64_t limit) const {
  std::vector<IncidentSummary> summaries;
  const Status read =
      select(*impl_->database,
             "i.incident_id, i.family, i.kind, i.place_id, i.place, i.day_first, i.day_last, i.documents, i.claims, "
             "i.independent_origins, i.disputes",
             kLatestFirst, filter, offset, limit, [&](const Row& row) { summaries.push_back(summary_of(row)); });
  if (!read) return read.error();
  return summaries;
}

Result<std::int64_t> Store::count(const IncidentFilter& filter) const {
  std::int64_t count = 0;
  const Status read =
      select(*impl_->database, "count(*)", "", filter, 0, 0, [&](const Row& row) { count = row.integer(0); });
  if (!read) return read.error();
  return count;
}

Result<std::vector<std::string>> Store::incident_ids(const std::string& id) const {
  std::vector<std::string> ids;
  const auto take = [&](const Row& row) { ids.push_back(row.text(0)); };
  const Status read = impl_->database->each(
      // Ids are of ASCII, of which '~' comes last: the bounds let the index be used, the comparison is for other ids.
      "SELECT incident_id FROM incident WHERE incident_id >= ?1 AND incident_id < ?1 || '~' AND "
      "substr(incident_id, 1, length(?1)) = ?1 AND ?1 <> '' ORDER BY incident_id LIMIT 2",
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
  std::vector<Incident> found;
  const Status read = database.each(
      "SELECT incident_id, record FROM incident WHERE incident_id = ?1",
      [&](const Row& row) { return append(*impl_, row, found); }, ids->front());
  if (!read) return read.error();
  if (Status named = name_linked(database, found); !named) return named.error();
  return found.front();
}

}  // namespace isnad
