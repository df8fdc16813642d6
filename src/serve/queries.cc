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

/// The claims of a source, as `c`, of documents `d`. A speaker is anywhere in the chain.
std::string said_by(const Source& source) {
  const std::string claims = "claim c JOIN document d ON d.id = c.document WHERE d.superseded = 0 AND ";
  if (source.outlet) return claims + "d.outlet = ?1";
  return claims + "c.id IN (SELECT claim FROM attribution WHERE actor_id = ?1)";
}

using Counts = std::vector<std::pair<std::string, std::int64_t>>;

Status read_counts(Database& database, const std::string& sql, const std::string& id, Counts& into) {
  return database.each(
      sql, [&](const Row& row) { into.emplace_back(row.text(0), row.integer(1)); }, id);
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

Result<SourceNumbers> source_numbers(Database& database, const Source& source) {
  SourceNumbers numbers;
  const std::string claims = said_by(source);
  const auto count = [&](Status& status, const std::string& sql, std::int64_t& into) {
    if (status)
      status = database.each(
          sql, [&](const Row& row) { into = row.integer(0); }, source.id);
  };
  Status read;
  count(read, "SELECT count(*) FROM " + claims, numbers.claims);
  count(read,
        source.outlet ? "SELECT count(*) FROM document WHERE superseded = 0 AND outlet = ?1"
                      : "SELECT count(DISTINCT d.id) FROM " + claims,
        numbers.documents);
  const std::string of =
      "SELECT DISTINCT i.incident_id FROM incident_claim i WHERE i.claim IN (SELECT c.id FROM " + claims + ")";
  count(read, "SELECT count(*) FROM (" + of + ") AS mine", numbers.incidents);
  count(read,
        "SELECT count(*) FROM (" + of +
            ") mine WHERE NOT EXISTS (SELECT 1 FROM incident_claim i WHERE i.incident_id = "
            "mine.incident_id AND i.claim NOT IN (SELECT c.id FROM " +
            claims + "))",
        numbers.alone);
  count(read,
        source.outlet ? "SELECT count(*) FROM document WHERE superseded = 0 AND revision > 1 AND outlet = ?1"
                      : "SELECT count(DISTINCT d.id) FROM " + claims + " AND d.revision > 1",
        numbers.corrected);
  if (read) {
    read = read_counts(database, "SELECT c.kind, count(*) FROM " + claims + " GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 50",
                       source.id, numbers.kinds);
  }
  if (read) {
    read = read_counts(database, "SELECT d.outlet, count(*) FROM " + claims + " GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 50",
                       source.id, numbers.outlets);
  }
  if (!read) return read.error();
  return numbers;
}

Result<std::vector<SaidAt>> said(Database& database, const Source& source, const std::string& published,
                                 std::int64_t before, std::int64_t limit) {
  std::vector<SaidAt> found;
  const auto take = [&](const Row& row) {
    found.push_back({row.integer(0), row.text(1), row.text(2), row.text(3), row.text(4)});
  };
  const Status read =
      database.each("SELECT c.id, d.doc_id, c.claim_id, d.outlet, d.published FROM " + said_by(source) +
                        " AND (?3 = 0 OR (d.published, c.id) < (?2, ?3)) ORDER BY d.published DESC, c.id DESC LIMIT ?4",
                    take, source.id, published, before, limit);
  if (!read) return read.error();
  return found;
}

Result<std::vector<DisputedClaim>> disputed_claims(Database& database, const Source& source) {
  std::vector<DisputedClaim> found;
  const Status read = database.each(
      "SELECT i.incident_id, d.doc_id, c.claim_id FROM incident_claim i, " + said_by(source) +
          " AND c.id = i.claim AND i.incident_id IN (SELECT incident_id FROM dispute) ORDER BY 1",
      [&](const Row& row) {
        found.push_back({row.text(0), row.text(1), row.text(2)});
      },
      source.id);
  if (!read) return read.error();
  return found;
}

}  // namespace isnad::serve
