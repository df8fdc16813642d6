#include "serve/queries.h"

namespace isnad::serve {
namespace {

using store::Database;
using store::Row;

constexpr std::string_view kHead =
    "SELECT d.id, d.doc_id, d.outlet, d.url, d.published, d.title, d.sha256, d.revision, "
    "(SELECT count(*) FROM claim c WHERE c.document = d.id), r.engine, r.lexicon, r.started "
    "FROM document d JOIN run r ON r.id = d.run WHERE ";

Head head_of(const Row& row) {
  return {row.integer(0), row.text(1),    row.text(2),    row.text(3), row.text(4),  row.text(5),
          row.text(6),    row.integer(7), row.integer(8), row.text(9), row.text(10), row.text(11)};
}

template <typename... Values>
Result<std::vector<Head>> heads_where(Database& database, std::string_view condition, const Values&... values) {
  std::vector<Head> found;
  const std::string sql = std::string(kHead).append(condition);
  const Status read = database.each(
      sql, [&](const Row& row) { found.push_back(head_of(row)); }, values...);
  if (!read) return read.error();
  return found;
}

template <typename... Values>
Result<std::vector<std::string>> texts(Database& database, std::string_view sql, const Values&... values) {
  std::vector<std::string> found;
  const Status read = database.each(
      sql, [&](const Row& row) { found.push_back(row.text(0)); }, values...);
  if (!read) return read.error();
  return found;
}

std::string condition_of(const Database& database, const DocumentFilter& filter) {
  std::string condition = filter.outlet.empty() ? "d.superseded = 0" : "d.superseded = 0 AND d.outlet = ?1";
  if (!filter.terms.empty()) condition += " AND d.id " + database.words_match("?5", filter.terms);
  return condition;
}

SourceClaim source_claim_of(const Row& row) {
  return {row.integer(0), row.integer(1), row.text(2),        row.text(3), row.text(4),
          row.text(5),    row.text(6),    row.integer(7) > 1, row.text(8)};
}

}  // namespace

Result<std::vector<Head>> heads(Database& database, const DocumentFilter& filter) {
  std::string condition = condition_of(database, filter);
  if (!filter.doc_id.empty()) condition += " AND (d.published, d.doc_id) < (?2, ?3)";
  condition += " ORDER BY d.published DESC, d.doc_id DESC LIMIT ?4";
  return heads_where(database, condition, filter.outlet, filter.published, filter.doc_id, filter.limit,
                     database.words_query(filter.terms));
}

Result<std::int64_t> count_documents(Database& database, const DocumentFilter& filter) {
  return database.integer("SELECT count(*) FROM document d WHERE " + condition_of(database, filter), filter.outlet, "",
                          "", 0, database.words_query(filter.terms));
}

Result<Head> head(Database& database, const std::string& doc_id) {
  auto found = heads_where(database, "d.superseded = 0 AND d.doc_id = ?1", doc_id);
  if (!found) return found.error();
  if (found->empty()) return Error{Error::Code::kUsage, "the store has no document \"" + doc_id + "\""};
  return found->front();
}

Result<std::vector<Head>> heads_after(Database& database, std::int64_t after, std::int64_t limit) {
  return heads_where(database, "d.id > ?1 ORDER BY d.id LIMIT ?2", after, limit);
}

Status documents_with(Database& database, const std::string& terms, const std::function<void(std::int64_t)>& visit) {
  return database.each(
      "SELECT d.id FROM document d WHERE d.superseded = 0 AND d.id " + database.words_match("?1", terms),
      [&](const Row& row) { visit(row.integer(0)); }, database.words_query(terms));
}

Result<std::vector<std::string>> incidents_of(Database& database, std::int64_t document) {
  return texts(database,
               "SELECT DISTINCT i.incident_id FROM claim c JOIN incident_claim i ON i.claim = c.id "
               "WHERE c.document = ?1 ORDER BY 1",
               document);
}

Result<std::vector<SourceCount>> source_counts(Database& database) {
  std::vector<SourceCount> found;
  const auto take = [&](const Row& row) {
    found.push_back({{row.integer(0) != 0, row.text(1)}, row.integer(2), row.integer(3)});
  };
  const Status read = database.each(
      "SELECT 1, d.outlet, count(c.id), count(DISTINCT d.id) FROM document d LEFT JOIN claim c ON c.document = d.id "
      "WHERE d.superseded = 0 AND d.outlet <> '' GROUP BY d.outlet UNION ALL "
      "SELECT 0, a.actor_id, count(DISTINCT a.claim), count(DISTINCT d.id) FROM attribution a JOIN claim c ON c.id = "
      "a.claim JOIN document d ON d.id = c.document WHERE d.superseded = 0 AND a.actor_id <> '' GROUP BY a.actor_id",
      take);
  if (!read) return read.error();
  return found;
}

Result<std::vector<SourceClaim>> source_claims(Database& database, const Source& source) {
  // A speaker is anywhere in the chain.
  const std::string said =
      source.outlet
          ? "document d LEFT JOIN claim_row c ON c.document = d.id"
          : "(SELECT DISTINCT claim FROM attribution_row WHERE actor = (SELECT id FROM name WHERE text = ?1)) v "
            "JOIN claim_row c ON c.id = v.claim JOIN document d ON d.id = c.document";
  std::vector<SourceClaim> found;
  const Status read = database.each(
      "SELECT c.id, d.id, d.doc_id, c.claim_id, k.text, d.outlet, d.published, d.revision, coalesce(i.incident_id, '') "
      "FROM " +
          said +
          " LEFT JOIN name k ON k.id = c.kind LEFT JOIN incident_link l ON l.claim = c.id LEFT JOIN incident i ON i.id "
          "= "
          "l.incident WHERE d.superseded = 0" +
          (source.outlet ? " AND d.outlet = ?1" : "") + " ORDER BY d.published DESC, c.id DESC",
      [&](const Row& row) { found.push_back(source_claim_of(row)); }, source.id);
  if (!read) return read.error();
  return found;
}

}  // namespace isnad::serve
