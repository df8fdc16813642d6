// Reading documents and claims back.
#include "isnad/json.h"
#include "isnad/store.h"
#include "store/impl.h"
#include "store/provenance.h"

namespace isnad {
namespace {

using store::Database;
using store::Row;

constexpr std::string_view kDocumentColumns = "SELECT doc_id, outlet, url, published, title, ";

Document document_of(const Row& row) {
  Document document;
  std::string* const fields[] = {&document.doc_id,    &document.outlet, &document.url,
                                 &document.published, &document.title,  &document.text};
  int column = 0;
  for (std::string* field : fields) *field = row.text(column++);
  return document;
}

/// Only the conditions that are set go into the query, so that SQLite can use their indexes.
std::string claims_query(const ClaimFilter& filter) {
  std::string sql =
      "SELECT d.doc_id, c.json, coalesce(i.incident_id, ''), i.origin, i.channel FROM document d JOIN claim c ON "
      "c.document = d.id ";
  sql += filter.incident_id.empty() ? "LEFT JOIN incident_claim i ON i.claim = c.id"
                                    : "JOIN incident_claim i ON i.claim = c.id";
  sql += " WHERE NOT d.superseded";
  if (!filter.doc_id.empty()) sql += " AND d.doc_id = ?1";
  if (!filter.incident_id.empty()) sql += " AND i.incident_id = ?2";
  if (!filter.kind.empty()) sql += " AND c.kind = ?3";
  if (!filter.day_first.empty()) sql += " AND c.day >= ?4";
  if (!filter.day_last.empty()) sql += " AND c.day <= ?5";
  return sql + " ORDER BY d.published, d.doc_id, c.id";
}

}  // namespace

Status Store::each_claim(const ClaimFilter& filter,
                         const std::function<void(const std::string&, Claim&&)>& visit) const {
  Database& database = *impl_->database;
  const auto take = [&](const Row& row) -> Status {
    Result<Claim> claim = claim_from_json(row.text(1));
    if (!claim) {
      return Error{Error::Code::kCorrupt,
                   "store " + database.path() + ", a claim of document " + row.text(0) + ": " + claim.error().message};
    }
    claim->incident = row.text(2);
    if (!claim->incident.empty()) {
      claim->origin = row.text(3);
      claim->channel = row.text(4);
    }
    visit(row.text(0), *std::move(claim));
    return {};
  };
  return database.each(claims_query(filter), take, filter.doc_id, filter.incident_id, filter.kind, filter.day_first,
                       filter.day_last);
}

Result<std::vector<StoredDocument>> Store::documents(bool superseded) const {
  std::vector<StoredDocument> documents;
  const auto take = [&](const Row& row) {
    documents.push_back(
        {document_of(row), row.text(6), static_cast<int>(row.integer(7)), row.integer(8) != 0, row.integer(9)});
  };
  const Status read = impl_->database->each(
      std::string(kDocumentColumns) +
          "'', sha256, revision, superseded, (SELECT count(*) FROM claim WHERE document = document.id) "
          "FROM document WHERE NOT superseded OR ?1 ORDER BY published, doc_id, revision",
      take, superseded);
  if (!read) return read.error();
  return documents;
}

Result<CodedDocument> Store::document(const std::string& doc_id) const {
  CodedDocument coded;
  const auto take = [&](const Row& row) { coded.document = document_of(row); };
  Status read = impl_->database->each(
      std::string(kDocumentColumns) + "text FROM document WHERE doc_id = ?1 AND NOT superseded", take, doc_id);
  if (!read) return read.error();
  if (coded.document.doc_id.empty()) {
    return Error{Error::Code::kUsage, "store " + impl_->database->path() + " has no document \"" + doc_id + "\""};
  }
  read = each_claim({.doc_id = doc_id, .incident_id = {}, .kind = {}, .day_first = {}, .day_last = {}},
                    [&](const std::string&, Claim&& claim) { coded.claims.push_back(std::move(claim)); });
  if (!read) return read.error();
  return coded;
}

Result<std::vector<CodedDocument>> Store::load_for_fusion() const {
  Database& database = *impl_->database;
  // One read transaction: documents, claims and the count of changes belong together.
  Status read = database.run("BEGIN");
  if (!read) return read.error();
  std::map<std::string, CodedDocument> documents;
  const auto take = [&](const Row& row) {
    CodedDocument& coded = documents[row.text(0)];
    coded.document = document_of(row);
    coded.provenance = store::provenance_of(row.integer(6), row.text(7), row.text(8));
  };
  read = database.each(std::string(kDocumentColumns) + "'', runs, sketch, credits FROM document WHERE NOT superseded",
                       take);
  if (read) {
    read = each_claim({}, [&](const std::string& doc_id, Claim&& claim) {
      claim.incident.clear();
      documents[doc_id].claims.push_back(std::move(claim));
    });
  }
  const Result<std::int64_t> changes = database.integer("SELECT value FROM state WHERE key = 'changes'");
  const Status ended = database.run("COMMIT");
  if (!read) return read.error();
  if (!changes) return changes.error();
  if (!ended) return ended.error();
  impl_->loaded = *changes;
  std::vector<CodedDocument> list;
  list.reserve(documents.size());
  for (auto& [doc_id, coded] : documents) list.push_back(std::move(coded));
  return list;
}

}  // namespace isnad
