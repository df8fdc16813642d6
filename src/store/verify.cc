// Proving a store: every hash, offset and link is computed again, and what differs is named.
//
//   text      its SHA-256, and the raw bytes' where they are kept
//   record    unpacks, has as many claims as its coding says, and every span quotes the text at its offsets
//   rows      the rows to search by name exactly the claims of the record
//   links     of an incident's record are those of its rows
#include <algorithm>
#include <set>

#include "base/sha256.h"
#include "base/utf8.h"
#include "isnad/store.h"
#include "store/impl.h"
#include "store/quotes.h"

namespace isnad {
namespace {

using store::Database;
using store::Row;

/// The text by code points, for spans to be looked up in.
class Measured {
 public:
  explicit Measured(const std::string& text) : text_(text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
      const bool begins = (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
      if (begins && points_++ % kStride == 0) marks_.push_back(at);
    }
  }

  bool quotes(const Quoted& quoted) const {
    return quoted.start <= quoted.end && quoted.end <= points_ &&
           std::string_view(text_).substr(byte_of(quoted.start), byte_of(quoted.end) - byte_of(quoted.start)) ==
               quoted.text;
  }

 private:
  static constexpr std::size_t kStride = 64;

  std::size_t byte_of(std::size_t point) const {
    if (point >= points_) return text_.size();
    std::size_t at = marks_[point / kStride];
    for (std::size_t left = point % kStride; left > 0; --left) {
      do {
        ++at;
      } while (at < text_.size() && (static_cast<unsigned char>(text_[at]) & 0xC0) == 0x80);
    }
    return at;
  }

  const std::string& text_;
  std::vector<std::size_t> marks_;
  std::size_t points_ = 0;
};

class Verifier {
 public:
  explicit Verifier(Store::Impl& impl) : impl_(impl), database_(*impl.database) {}

  Result<std::vector<std::string>> run() {
    Result<std::vector<std::string>> file = database_.integrity();
    if (!file) return file;
    findings_ = *std::move(file);
    // A damaged file cannot be trusted to answer the questions below; what it answers is still told.
    for (Status (Verifier::*check)() : {&Verifier::check_raw, &Verifier::check_documents, &Verifier::check_incidents}) {
      const Status checked = (this->*check)();
      if (!checked) find("reading on", checked.error().message);
    }
    return std::move(findings_);
  }

 private:
  void find(const std::string& where, const std::string& what) { findings_.push_back(where + ": " + what); }

  Status check_raw() {
    return database_.each("SELECT sha256, bytes FROM raw ORDER BY sha256", [&](const Row& row) {
      const Result<std::string> bytes = impl_.packer.unpack(row.view(1));
      if (!bytes) find("raw " + row.text(0), bytes.error().message);
      if (bytes && sha256_hex(*bytes) != row.view(0)) find("raw " + row.text(0), "its SHA-256 is another one");
    });
  }

  Status check_documents() {
    return database_.each("SELECT id, doc_id, revision, sha256, text, superseded FROM document ORDER BY id",
                          [&](const Row& row) {
                            const std::string where = "document " + row.text(1) + ", revision " + row.text(2);
                            const Result<std::string> text = impl_.packer.unpack(row.view(4));
                            if (!text) return find(where, "text: " + text.error().message);
                            if (sha256_hex(*text) != row.view(3)) find(where, "the SHA-256 of its text is another one");
                            const Status checked = check_codings(row.integer(0), where, *text, row.integer(5) != 0);
                            if (!checked) find(where, checked.error().message);
                          });
  }

  Status check_codings(std::int64_t document, const std::string& where, const std::string& text, bool superseded) {
    const Measured measured(text);
    std::int64_t current = 0;
    const Status read = database_.each(
        "SELECT id, claims, superseded FROM coding WHERE document = ?1 ORDER BY id",
        [&](const Row& row) {
          const bool is_current = row.integer(2) == 0;
          current += is_current ? 1 : 0;
          const std::string coding = where + ", coding " + row.text(0);
          const Result<CodedDocument> coded = store::read_coding(database_, impl_.packer, row.integer(0), text);
          if (!coded) return find(coding, coded.error().message);
          if (coded->claims.size() != static_cast<std::size_t>(row.integer(1)))
            find(coding, "its record has " + std::to_string(coded->claims.size()) + " claims, not " + row.text(1));
          check_claims(coded->claims, measured, coding);
          if (is_current) check_rows(document, superseded ? std::vector<Claim>() : coded->claims, coding);
        },
        document);
    if (current != 1) find(where, "it has " + std::to_string(current) + " current codings, not one");
    return read;
  }

  void check_claims(const std::vector<Claim>& claims, const Measured& text, const std::string& where) {
    for (const Claim& claim : claims) {
      store::each_quote(claim, [&](const Quoted& quoted) {
        if (text.quotes(quoted)) return;
        find(where + ", claim " + claim.claim_id,
             "the text has other words at " + std::to_string(quoted.start) + "-" + std::to_string(quoted.end));
      });
    }
  }

  void check_rows(std::int64_t document, const std::vector<Claim>& claims, const std::string& where) {
    std::set<std::string> rows, record;
    for (const Claim& claim : claims) record.insert(claim.claim_id + " " + std::string(name(claim.kind)));
    const Status read = database_.each(
        "SELECT claim_id, kind FROM claim WHERE document = ?1",
        [&](const Row& row) { rows.insert(row.text(0) + " " + row.text(1)); }, document);
    if (!read) find(where, read.error().message);
    if (rows != record) find(where, "the rows of its claims are not those of its record");
  }

  Status check_incidents() {
    return database_.each("SELECT id, incident_id, claims, record FROM incident ORDER BY id", [&](const Row& row) {
      const std::string where = "incident " + row.text(1);
      const Result<Incident> incident = impl_.packer.unpack_incident(row.view(3));
      if (!incident) return find(where, incident.error().message);
      check_links(row.integer(0), *incident, where);
    });
  }

  void check_links(std::int64_t row_of, const Incident& incident, const std::string& where) {
    std::set<ClaimRef> rows;
    const Status read = database_.each(
        "SELECT d.doc_id, c.claim_id FROM incident_link l JOIN claim_row c ON c.id = l.claim "
        "JOIN document d ON d.id = c.document WHERE l.incident = ?1",
        [&](const Row& row) {
          rows.insert({row.text(0), row.text(1)});
        },
        row_of);
    if (!read) find(where, read.error().message);
    // Claims that were coded again since are linked when incidents are next made.
    const Result<std::int64_t> old =
        database_.integer("SELECT count(DISTINCT value) FROM state WHERE key IN ('changes', 'fused')");
    if (old && *old == 1 && rows != std::set<ClaimRef>(incident.claims.begin(), incident.claims.end()))
      find(where, "the claims that it is linked with are not those of its record");
  }

  Store::Impl& impl_;
  Database& database_;
  std::vector<std::string> findings_;
};

}  // namespace

Result<std::vector<std::string>> Store::verify() const {
  return Verifier(*impl_).run();
}

}  // namespace isnad
