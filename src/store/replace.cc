#include "store/replace.h"

#include <set>

namespace isnad::store {
namespace {

constexpr std::string_view kClaimsOfDocuments =
    "SELECT d.doc_id, c.claim_id, c.id FROM claim_row c JOIN document d ON d.id = c.document WHERE d.superseded = 0";

Result<std::int64_t> write_incident(Store::Impl& impl, const Incident& incident) {
  const std::string packed = impl.packer.pack_incident(incident);
  return impl.database->integer(
      "INSERT INTO incident(incident_id, family, kind, place_id, place, day_first, day_last, documents, claims, "
      "independent_origins, disputes, record) "
      "VALUES (?1, ?2, ?3, ?4, ?5, nullif(?6, ''), nullif(?7, ''), ?8, ?9, ?10, ?11, ?12) "
      "ON CONFLICT (incident_id) DO UPDATE SET family = excluded.family, kind = excluded.kind, "
      "place_id = excluded.place_id, place = excluded.place, day_first = excluded.day_first, "
      "day_last = excluded.day_last, documents = excluded.documents, claims = excluded.claims, "
      "independent_origins = excluded.independent_origins, disputes = excluded.disputes, record = excluded.record "
      "RETURNING id",
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

Status delete_disputes(Database& database, const std::string& incident) {
  const Status done = database.run("DELETE FROM position WHERE incident_id = ?1", incident);
  return done ? database.run("DELETE FROM dispute WHERE incident_id = ?1", incident) : done;
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

std::optional<std::int64_t> if_any(std::int64_t number) {
  return number == 0 ? std::nullopt : std::optional(number);
}

}  // namespace

Status ClaimRows::load() {
  all_ = true;
  return database_.each(kClaimsOfDocuments,
                        [&](const Row& row) { documents_[row.text(0)][row.text(1)] = row.integer(2); });
}

Result<std::int64_t> ClaimRows::find(const ClaimRef& ref) {
  const auto [document, is_new] = documents_.try_emplace(ref.doc_id);
  Claims& claims = document->second;
  if (is_new && !all_) {
    const Status read = database_.each(
        std::string(kClaimsOfDocuments) + " AND d.doc_id = ?1",
        [&](const Row& row) { claims[row.text(1)] = row.integer(2); }, ref.doc_id);
    if (!read) return read.error();
  }
  const auto found = claims.find(ref.claim_id);
  return found == claims.end() ? 0 : found->second;
}

Status Replacement::take(std::int64_t incident) {
  return take_rows(" WHERE id = ?1", " WHERE incident = ?1", incident);
}

Status Replacement::take_all() {
  const Status loaded = claims_.load();
  return loaded ? take_rows("", "") : loaded;
}

template <typename... Values>
Status Replacement::take_rows(const std::string& which, const std::string& of_which, const Values&... values) {
  const auto take_id = [&](const Row& row) {
    former_[row.text(1)] = row.integer(0);
    former_ids_[row.integer(0)] = row.text(1);
  };
  const auto take_link = [&](const Row& row) {
    former_links_[row.integer(0)] = {row.integer(1), row.integer(2), row.integer(3)};
  };
  const Status read = impl_.database->each("SELECT id, incident_id FROM incident" + which, take_id, values...);
  if (!read) return read;
  return impl_.database->each("SELECT claim, incident, origin, channel FROM incident_link" + of_which, take_link,
                              values...);
}

Result<std::int64_t> Replacement::put(const Incident& incident) {
  const Result<std::int64_t> row = write_incident(impl_, incident);
  if (!row) return row;
  made_[incident.incident_id] = *row;
  Status done = link(incident, *row);
  if (done && former_.contains(incident.incident_id)) done = delete_disputes(*impl_.database, incident.incident_id);
  std::int64_t number = 0;
  for (const Dispute& dispute : incident.disputes) {
    if (done) done = insert_dispute(*impl_.database, incident.incident_id, number++, dispute);
  }
  return done ? row : Result<std::int64_t>(done.error());
}

Status Replacement::link(const Incident& incident, std::int64_t row) {
  const auto origins = by_claim(impl_, incident.origins), channels = by_claim(impl_, incident.channels);
  if (!origins) return origins.error();
  if (!channels) return channels.error();
  const auto found = [](const auto& numbers, const ClaimRef& ref) {
    const auto at = numbers.find(ref);
    return at == numbers.end() ? 0 : at->second;
  };
  for (const ClaimRef& ref : incident.claims) {
    const Result<std::int64_t> claim = claims_.find(ref);
    if (!claim) return claim.error();
    if (*claim != 0) links_[*claim] = {row, found(*origins, ref), found(*channels, ref)};
  }
  return {};
}

Status Replacement::finish() {
  Status done = write_links();
  if (done) done = write_history();
  return done ? forget_rest() : done;
}

/// In order of the claims, which fills the pages of the table best.
Status Replacement::write_links() {
  Status done;
  for (const auto& [claim, link] : links_) {
    const auto former = former_links_.find(claim);
    if (!done || (former != former_links_.end() && former->second == link)) continue;
    done = impl_.database->run(
        "INSERT INTO incident_link VALUES (?1, ?2, ?3, ?4) ON CONFLICT (claim) DO UPDATE SET "
        "incident = excluded.incident, origin = excluded.origin, channel = excluded.channel",
        claim, link.incident, if_any(link.origin), if_any(link.channel));
  }
  for (const auto& [claim, link] : former_links_) {
    if (done && !links_.contains(claim))
      done = impl_.database->run("DELETE FROM incident_link WHERE claim = ?1", claim);
  }
  return done;
}

/// Where the claims of each former incident are now. An incident whose claims are in several is split; one that is
/// gone, and whose claims joined others, is merged; one whose claims stayed together under another id is renamed.
Status Replacement::write_history() {
  std::unordered_map<std::int64_t, std::string_view> ids;
  for (const auto& [id, row] : made_) ids[row] = id;
  std::map<std::pair<std::string_view, std::string_view>, std::int64_t> moves;  // from one id to the other
  for (const auto& [claim, link] : links_) {
    const auto former = former_links_.find(claim);
    if (former != former_links_.end()) ++moves[{former_ids_.at(former->second.incident), ids.at(link.incident)}];
  }
  std::map<std::string_view, int> parts, sources;
  for (const auto& [move, claims] : moves) {
    ++parts[move.first];
    ++sources[move.second];
  }
  Status done;
  for (const auto& [move, claims] : moves) {
    const auto& [was, is] = move;
    if (!done || was == is) continue;
    const std::string_view change = parts[was] > 1 ? "split" : sources[is] > 1 ? "merged" : "renamed";
    done = impl_.database->run("INSERT INTO incident_history(was, now, change, claims, at) VALUES (?1, ?2, ?3, ?4, ?5)",
                               was, is, change, claims, now());
  }
  return done;
}

/// Children first: to delete them one by one on behalf of their incidents would take far longer.
Status Replacement::forget_rest() {
  Status done;
  for (const auto& [id, row] : former_) {
    if (!done || made_.contains(id)) continue;
    done = delete_disputes(*impl_.database, id);
    if (done) done = impl_.database->run("DELETE FROM fusion_incident WHERE incident = ?1", row);
    if (done) done = impl_.database->run("DELETE FROM incident WHERE id = ?1", row);
  }
  return done;
}

}  // namespace isnad::store
