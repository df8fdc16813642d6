// Incidents: replaced as a whole whenever documents have changed, and read back.
#include <algorithm>
#include <map>

#include "isnad/json.h"
#include "isnad/store.h"
#include "store/impl.h"

namespace isnad {
namespace {

using store::Bytes;
using store::Database;
using store::Row;

/// Rows of claims by document and name, so that the members of an incident are found without asking for each.
class ClaimRows {
 public:
  Status load(Database& database) {
    return database.each(
        "SELECT d.doc_id, c.claim_id, c.id FROM claim_row c JOIN document d ON d.id = c.document WHERE d.superseded = "
        "0",
        [&](const Row& row) {
          rows_[{row.text(0), row.text(1)}] = row.integer(2);
        });
  }
  /// 0: there is none.
  std::int64_t find(const ClaimRef& ref) const {
    const auto found = rows_.find(ref);
    return found == rows_.end() ? 0 : found->second;
  }

 private:
  std::map<ClaimRef, std::int64_t> rows_;
};

Result<std::int64_t> insert_incident(Store::Impl& impl, const Incident& incident) {
  const std::string packed = impl.packer.pack_incident(to_json(incident));
  return impl.database->integer(
      "INSERT INTO incident(incident_id, family, kind, place_id, place, day_first, day_last, documents, claims, "
      "independent_origins, "
      "disputes, record) VALUES (?1, ?2, ?3, ?4, ?5, nullif(?6, ''), nullif(?7, ''), ?8, ?9, ?10, ?11, ?12) RETURNING "
      "id",
      incident.incident_id, incident.family, name(incident.kind), incident.place_id, incident.place, incident.day_first,
      incident.day_last, incident.documents.size(), incident.claims.size(), incident.independent_origins,
      incident.disputes.size(), Bytes{packed});
}

/// Where each claim comes from, by what `list` says, as numbers of names.
Result<std::map<ClaimRef, std::int64_t>> by_claim(Store::Impl& impl, const std::vector<Origin>& list) {
  std::map<ClaimRef, std::int64_t> numbers;
  for (const Origin& origin : list) {
    const Result<std::int64_t> number = impl.names.number(*impl.database, origin.id);
    if (!number) return number.error();
    for (const ClaimRef& ref : origin.claims) numbers[ref] = *number;
  }
  return numbers;
}

Status link_claims(Store::Impl& impl, const ClaimRows& rows, std::int64_t row, const Incident& incident) {
  const auto origins = by_claim(impl, incident.origins), channels = by_claim(impl, incident.channels);
  if (!origins) return origins.error();
  if (!channels) return channels.error();
  const auto found = [](const auto& numbers, const ClaimRef& ref) {
    const auto at = numbers.find(ref);
    return at == numbers.end() ? std::nullopt : std::optional<std::int64_t>(at->second);
  };
  for (const ClaimRef& ref : incident.claims) {
    const std::int64_t claim = rows.find(ref);
    if (claim == 0) continue;
    Status linked = impl.database->run("INSERT INTO incident_link VALUES (?1, ?2, ?3, ?4)", claim, row,
                                       found(*origins, ref), found(*channels, ref));
    if (!linked) return linked;
  }
  return {};
}

Status insert_dispute(Database& database, const std::string& incident, std::int64_t number, const Dispute& dispute) {
  Status done =
      database.run("INSERT INTO dispute VALUES (?1, ?2, ?3, ?4)", incident, number, dispute.type, dispute.about);
  std::int64_t index = 0;
  for (const Position& position : dispute.positions) {
    if (!done) return done;
    done = database.run("INSERT INTO position VALUES (?1, ?2, ?3, ?4, ?5)", incident, number, index++,
                        position.statement, position.claims.size());
  }
  return done;
}

Status insert_whole(Store::Impl& impl, const ClaimRows& rows, const Incident& incident) {
  const Result<std::int64_t> row = insert_incident(impl, incident);
  if (!row) return row.error();
  Status done = link_claims(impl, rows, *row, incident);
  std::int64_t number = 0;
  for (const Dispute& dispute : incident.disputes) {
    if (done) done = insert_dispute(*impl.database, incident.incident_id, number++, dispute);
  }
  return done;
}

/// Keeps which claims were of which incident, until the new incidents are there.
Status remember_members(Database& database) {
  Status made = database.execute(
      "CREATE TEMP TABLE IF NOT EXISTS former (claim BIGINT PRIMARY KEY, incident_id TEXT NOT NULL); DELETE FROM "
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
      "?1 FROM move JOIN parts USING (was) JOIN sources USING (now) "
      "WHERE was <> now ORDER BY was, now";
  return database.run(kMoves, store::now());
}

/// Children first: to delete them one by one on behalf of their incidents would take far longer.
Status delete_all(Database& database) {
  Status done;
  for (const char* sql :
       {"DELETE FROM incident_link", "DELETE FROM position", "DELETE FROM dispute", "DELETE FROM incident"}) {
    if (done) done = database.run(sql);
  }
  return done;
}

Result<Incident> unpacked(Store::Impl& impl, const Row& row) {
  const std::string where = "incident " + row.text(0);
  const Result<std::string> json = impl.packer.unpack_incident(row.view(1));
  if (!json) return store::damaged(*impl.database, where, json.error().message);
  Result<Incident> incident = incident_from_json(*json);
  if (!incident) return store::damaged(*impl.database, where, incident.error().message);
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

constexpr const char* kLatestFirst = " ORDER BY i.day_first DESC, i.incident_id LIMIT ?10 OFFSET ?11";

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

Result<bool> Store::needs_fusion() const {
  const Result<std::int64_t> values =
      impl_->database->integer("SELECT count(DISTINCT value) FROM state WHERE key IN ('changes', 'fused')");
  if (!values) return values.error();
  return *values > 1 ? true : has_new_decisions();
}

Status Store::replace_incidents(const std::vector<Incident>& incidents) {
  Database& database = *impl_->database;
  Result<store::Transaction> transaction = store::Transaction::begin(database);
  if (!transaction) return transaction.error();
  ClaimRows rows;
  Status done = rows.load(database);
  if (done) done = remember_members(database);
  if (done) done = delete_all(database);
  for (const Incident& incident : incidents) {
    if (done) done = insert_whole(*impl_, rows, incident);
  }
  if (done) done = write_history(database);
  // What came in after load_for_fusion is not in these incidents: the mark stays until they are made again.
  if (done) done = database.run("UPDATE state SET value = ?1 WHERE key = 'fused'", impl_->loaded);
  if (done) done = store::keep_decided(*impl_);
  return done ? transaction->commit() : done;
}

Result<std::vector<Incident>> Store::incidents() const {
  std::vector<Incident> incidents;
  const Status read = impl_->database->each("SELECT incident_id, record FROM incident ORDER BY day_first, incident_id",
                                            [&](const Row& row) { return append(*impl_, row, incidents); });
  if (!read) return read.error();
  return incidents;
}

Result<std::vector<Incident>> Store::incidents(const IncidentFilter& filter, std::int64_t offset,
                                               std::int64_t limit) const {
  std::vector<Incident> incidents;
  const Status read = select(*impl_->database, "i.incident_id, i.record", kLatestFirst, filter, offset, limit,
                             [&](const Row& row) { return append(*impl_, row, incidents); });
  if (!read) return read.error();
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
  return found.front();
}

}  // namespace isnad
