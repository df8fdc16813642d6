// Reading documents and claims back.
#include <algorithm>
#include <map>

#include "isnad/store.h"
#include "store/claim_rows.h"
#include "store/document_rows.h"
#include "store/impl.h"
#include "store/quotes.h"

namespace isnad {
namespace {

using store::Database;
using store::document_of;
using store::kAfterDocument;
using store::kDocumentColumns;
using store::Row;

/// Only the conditions that are set go into the query, so that the database can use their indexes.
std::string claims_query(const ClaimFilter& filter) {
  std::string sql =
      "SELECT " + std::string(kDocumentColumns) +
      "k.id, c.claim_id, coalesce(i.incident_id, ''), coalesce(o.text, ''), coalesce(h.text, '') FROM document d "
      "JOIN coding k ON k.document = d.id AND k.superseded = 0 JOIN claim_row c ON c.document = d.id ";
  const std::string join = filter.incident_id.empty() ? "LEFT JOIN " : "JOIN ";
  sql += join + "incident_link l ON l.claim = c.id " + join +
         "incident i ON i.id = l.incident LEFT JOIN name o ON o.id = l.origin LEFT JOIN name h ON h.id = l.channel "
         "WHERE d.superseded = 0";
  if (!filter.doc_id.empty()) sql += " AND d.doc_id = ?1";
  if (!filter.incident_id.empty()) sql += " AND i.incident_id = ?2";
  if (!filter.kind.empty()) sql += " AND c.kind = (SELECT id FROM name WHERE text = ?3)";
  if (!filter.day_first.empty()) sql += " AND c.day >= ?4";
  if (!filter.day_last.empty()) sql += " AND c.day <= ?5";
  return sql + " ORDER BY d.published, d.doc_id, c.id";
}

Result<std::string> text_of(Store::Impl& impl, std::int64_t coding, const std::string& doc_id) {
  std::string packed;
  const Status read = impl.database->each(
      "SELECT text FROM document WHERE id = (SELECT document FROM coding WHERE id = ?1)",
      [&](const Row& row) { packed = row.text(0); }, coding);
  if (!read) return read.error();
  Result<std::string> text = impl.packer.unpack(packed);
  if (!text) return store::damaged(*impl.database, "document " + doc_id, text.error().message);
  return text;
}

/// Claims come as rows that name them; their records are unpacked once a document.
class ClaimVisitor {
 public:
  using Visit = std::function<void(const Document&, Claim&&)>;
  ClaimVisitor(Store::Impl& impl, const Visit& visit) : impl_(impl), visit_(visit) {}

  Status take(const Row& row) {
    const std::int64_t coding = row.integer(kAfterDocument);
    if (coding != coding_) {
      if (Status loaded = load(row, coding); !loaded) return loaded;
    }
    const std::string claim_id = row.text(kAfterDocument + 1);
    // Rows are in the order of the records, so the next wanted claim lies ahead.
    while (next_ < coded_.claims.size() && coded_.claims[next_].claim_id != claim_id) ++next_;
    if (next_ == coded_.claims.size()) {
      return store::damaged(*impl_.database, "document " + coded_.document.doc_id,
                            "its record has no claim " + claim_id);
    }
    Claim& claim = coded_.claims[next_++];
    claim.incident = row.text(kAfterDocument + 2);
    claim.origin = row.text(kAfterDocument + 3);
    claim.channel = row.text(kAfterDocument + 4);
    visit_(coded_.document, std::move(claim));
    return {};
  }

 private:
  Status load(const Row& row, std::int64_t coding) {
    Document document = document_of(row);
    const Result<std::string> text = text_of(impl_, coding, document.doc_id);
    if (!text) return text.error();
    Result<CodedDocument> coded = store::read_coding(*impl_.database, impl_.packer, coding, *text);
    if (!coded) return coded.error();
    coded_ = *std::move(coded);
    coded_.document = std::move(document);
    coding_ = coding;
    next_ = 0;
    return {};
  }

  Store::Impl& impl_;
  const Visit& visit_;
  CodedDocument coded_;
  std::int64_t coding_ = 0;
  std::size_t next_ = 0;
};

Status visit_claims(Store::Impl& impl, const ClaimFilter& filter, const ClaimVisitor::Visit& visit) {
  ClaimVisitor visitor(impl, visit);
  return impl.database->each(
      claims_query(filter), [&](const Row& row) { return visitor.take(row); }, filter.doc_id, filter.incident_id,
      filter.kind, store::day_column(filter.day_first), store::day_column(filter.day_last));
}

Coding coding_of(const Row& row) {
  Coding coding;
  coding.doc_id = row.text(0);
  coding.revision = static_cast<int>(row.integer(1));
  coding.run = {row.text(2), row.text(3), row.text(4), row.text(5)};
  coding.superseded = row.integer(6) != 0;
  coding.claims = row.integer(7);
  coding.sha256 = row.text(8);
  coding.raw_sha256 = row.text(9);
  coding.raw_kept = row.integer(10) != 0;
  coding.source = row.text(11);
  return coding;
}

}  // namespace

Error store::damaged(const Database& database, const std::string& row, const std::string& what) {
  return {Error::Code::kCorrupt, "store " + database.path() + ", " + row + ": " + what};
}

Result<CodedDocument> store::read_coding(Database& database, Packer& packer, std::int64_t coding,
                                         const std::string& text) {
  CodedDocument whole;
  const auto take = [&](const Row& row) -> Status {
    const std::string where = "record " + std::to_string(coding) + "/" + row.text(1);
    Result<std::vector<Claim>> part = packer.unpack_claims(row.view(0), text);
    if (!part) return damaged(database, where, part.error().message);
    restore_quotes(*part, text);
    if (whole.claims.empty()) {
      whole.claims = *std::move(part);
    } else {
      std::move(part->begin(), part->end(), std::back_inserter(whole.claims));
    }
    return {};
  };
  const Status read = database.each("SELECT bytes, part FROM record WHERE coding = ?1 ORDER BY part", take, coding);
  if (!read) return read.error();
  return whole;
}

Status Store::each_claim(const ClaimFilter& filter,
                         const std::function<void(const std::string&, Claim&&)>& visit) const {
  return visit_claims(*impl_, filter,
                      [&](const Document& document, Claim&& claim) { visit(document.doc_id, std::move(claim)); });
}

Result<std::vector<StoredDocument>> Store::documents(bool superseded) const {
  std::vector<StoredDocument> documents;
  const auto take = [&](const Row& row) {
    documents.push_back({document_of(row), row.text(kAfterDocument), static_cast<int>(row.integer(kAfterDocument + 1)),
                         row.integer(kAfterDocument + 2) != 0, row.integer(kAfterDocument + 3)});
  };
  const Status read = impl_->database->each(
      "SELECT " + std::string(kDocumentColumns) +
          "d.sha256, d.revision, d.superseded, k.claims FROM document d JOIN coding k ON k.document = d.id AND "
          "k.superseded = 0 WHERE d.superseded <= ?1 ORDER BY d.published, d.doc_id, d.revision",
      take, superseded);
  if (!read) return read.error();
  return documents;
}

Result<CodedDocument> Store::document(const std::string& doc_id) const {
  Database& database = *impl_->database;
  CodedDocument coded;
  std::int64_t coding = 0;
  const auto take = [&](const Row& row) {
    coded.document = document_of(row);
    coding = row.integer(kAfterDocument);
  };
  Status read = database.each("SELECT " + std::string(kDocumentColumns) +
                                  "k.id FROM document d JOIN coding k ON k.document = d.id AND k.superseded = 0 "
                                  "WHERE d.doc_id = ?1 AND d.superseded = 0",
                              take, doc_id);
  if (!read) return read.error();
  if (coding == 0)
    return Error{Error::Code::kUsage, "store " + database.path() + " has no document \"" + doc_id + "\""};
  Result<std::string> text = text_of(*impl_, coding, doc_id);
  if (!text) return text.error();
  coded.document.text = *std::move(text);
  ClaimFilter filter;
  filter.doc_id = doc_id;
  read = each_claim(filter, [&](const std::string&, Claim&& claim) { coded.claims.push_back(std::move(claim)); });
  if (!read) return read.error();
  return coded;
}

Result<std::vector<Coding>> Store::codings(const std::string& doc_id) const {
  std::vector<Coding> codings;
  const Status read = impl_->database->each(
      "SELECT d.doc_id, d.revision, r.engine, r.lexicon, r.models, r.started, "
      "CASE WHEN c.superseded + d.superseded > 0 THEN 1 ELSE 0 END, c.claims, d.sha256, d.raw_sha256, "
      "CASE WHEN w.sha256 IS NULL THEN 0 ELSE 1 END, d.source "
      "FROM coding c JOIN document d ON d.id = c.document JOIN run r ON r.id = c.run "
      "LEFT JOIN raw w ON w.sha256 = d.raw_sha256 WHERE ?1 = '' OR d.doc_id = ?1 ORDER BY c.id",
      [&](const Row& row) { codings.push_back(coding_of(row)); }, doc_id);
  if (!read) return read.error();
  return codings;
}

}  // namespace isnad
