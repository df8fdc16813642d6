// Full-text search with conditions on claims. Documents come last published first; two ways lead there:
//
//   few documents have the words     take them and sort
//   many have them                   walk the documents in order of publication until enough have the words
//
// so that a search takes about as long for a word that is everywhere as for a rare one.
#include <cstdint>

#include "isnad/store.h"
#include "store/claim_rows.h"
#include "store/impl.h"

namespace isnad {
namespace {

using store::Database;
using store::Row;

/// Documents that are sorted rather than walked to.
constexpr std::int64_t kFew = 2000;

bool asks_for_claims(const SearchFilter& filter) {
  return filter.disputed || !(filter.kind.empty() && filter.actor.empty() && filter.place.empty() &&
                              filter.speaker.empty() && filter.day_first.empty() && filter.day_last.empty());
}

std::string number_of(const char* parameter) {
  return std::string("(SELECT id FROM name WHERE text = ") + parameter + ")";
}

/// The conditions on a claim, as SQL over `claim_row c`.
std::string claim_conditions(const SearchFilter& filter) {
  std::string sql;
  if (!filter.kind.empty()) sql += " AND c.kind = " + number_of("?3");
  if (!filter.actor.empty())
    sql += " AND EXISTS (SELECT 1 FROM participant_row p WHERE p.claim = c.id AND p.actor = " + number_of("?4") + ")";
  // Ids of places begin with those of what they lie in; '/' follows on '.'.
  if (!filter.place.empty())
    sql += " AND c.place IN (SELECT id FROM name WHERE text = ?5 OR (text > ?5 || '.' AND text < ?5 || '/'))";
  if (!filter.speaker.empty())
    sql += " AND EXISTS (SELECT 1 FROM attribution_row v WHERE v.claim = c.id AND v.actor = " + number_of("?6") + ")";
  if (!filter.day_first.empty()) sql += " AND c.day >= ?7";
  if (!filter.day_last.empty()) sql += " AND c.day <= ?8";
  if (filter.disputed) {
    sql +=
        " AND EXISTS (SELECT 1 FROM incident_link l JOIN incident i ON i.id = l.incident WHERE l.claim = c.id AND "
        "i.disputes > 0)";
  }
  return sql;
}

/// The conditions on a document, as SQL over `document d`. A condition that few claims meet is better asked for first.
/// `number` is that of the document: as an expression (`+d.id`) it keeps the database from looking up all documents
/// that have the words, and from sorting them then.
std::string conditions(const Database& database, const SearchFilter& filter, const std::string& number = "d.id") {
  std::string sql = " WHERE d.superseded = 0";
  if (!filter.terms.empty()) sql += " AND " + number + " " + database.words_match("?1", filter.terms);
  if (!filter.outlet.empty()) sql += " AND d.outlet = ?2";
  if (!asks_for_claims(filter)) return sql;
  const bool few = !(filter.actor.empty() && filter.place.empty() && filter.speaker.empty());
  return sql +
         (few ? " AND d.id IN (SELECT c.document FROM claim_row c WHERE 1 = 1" + claim_conditions(filter) + ")"
              : " AND EXISTS (SELECT 1 FROM claim_row c WHERE c.document = d.id" + claim_conditions(filter) + ")");
}

template <typename Visit>
Status select(Database& database, const std::string& sql, const SearchFilter& filter, std::int64_t document,
              std::int64_t offset, std::int64_t limit, Visit visit) {
  return database.each(sql, visit, database.words_query(filter.terms), filter.outlet, filter.kind, filter.actor,
                       filter.place, filter.speaker, store::day_column(filter.day_first),
                       store::day_column(filter.day_last), document, limit, offset);
}

Result<std::int64_t> count_words(Database& database, const SearchFilter& filter) {
  return database.integer("SELECT count(*) FROM (" + database.words_found("?1", filter.terms) + " LIMIT ?2) AS found",
                          database.words_query(filter.terms), kFew + 1);
}

struct Found {
  std::int64_t row = 0;
  SearchHit hit;
};

Status find_documents(Database& database, const SearchFilter& filter, std::int64_t offset, std::int64_t limit,
                      std::vector<Found>& found) {
  bool few = false;
  if (!filter.terms.empty()) {
    const Result<std::int64_t> count = count_words(database, filter);
    if (!count) return count.error();
    few = *count <= kFew;
  }
  // An expression keeps an index from being used: the few rows are then sorted.
  const std::string order =
      few ? " ORDER BY d.published || '' DESC, d.doc_id DESC" : " ORDER BY d.published DESC, d.doc_id DESC";
  const auto take = [&](const Row& row) {
    Document document;
    std::string* const fields[] = {&document.doc_id,    &document.outlet, &document.url,  &document.published,
                                   &document.retrieved, &document.author, &document.title};
    int column = 1;
    for (std::string* field : fields) *field = row.text(column++);
    found.push_back({row.integer(0), {std::move(document), {}}});
  };
  return select(database,
                "SELECT d.id, d.doc_id, d.outlet, d.url, d.published, d.retrieved, d.author, d.title FROM document d" +
                    conditions(database, filter, few ? "d.id" : "+d.id") + order + " LIMIT ?10 OFFSET ?11",
                filter, 0, offset, limit, take);
}

}  // namespace

Result<std::vector<SearchHit>> Store::search(const SearchFilter& filter, std::int64_t offset,
                                             std::int64_t limit) const {
  Database& database = *impl_->database;
  std::vector<Found> found;
  Status read = find_documents(database, filter, offset, limit, found);
  std::vector<SearchHit> hits;
  for (Found& one : found) {
    if (read && asks_for_claims(filter)) {
      read = select(
          database,
          "SELECT c.claim_id FROM claim_row c WHERE c.document = ?9" + claim_conditions(filter) + " ORDER BY c.id",
          filter, one.row, 0, 0, [&](const Row& row) { one.hit.claims.push_back(row.text(0)); });
    }
    hits.push_back(std::move(one.hit));
  }
  if (!read) return read.error();
  return hits;
}

Result<std::int64_t> Store::count(const SearchFilter& filter) const {
  std::int64_t count = 0;
  const Status read = select(*impl_->database, "SELECT count(*) FROM document d" + conditions(*impl_->database, filter),
                             filter, 0, 0, 0, [&](const Row& row) { count = row.integer(0); });
  if (!read) return read.error();
  return count;
}

}  // namespace isnad
