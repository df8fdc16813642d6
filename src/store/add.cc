// Storing documents: a batch a transaction; revisions and codings side by side, nothing twice, nothing erased.
#include <algorithm>
#include <optional>

#include "base/sha256.h"
#include "isnad/store.h"
#include "store/claim_rows.h"
#include "store/impl.h"
#include "store/provenance.h"
#include "store/quotes.h"

namespace isnad {
namespace {

using store::Bytes;
using store::Database;
using store::Row;

/// Claims a row of `record`: a document of any size is read and written in pieces.
constexpr std::size_t kClaimsInPart = 1024;

/// The revision of a document that is current in the store.
struct Current {
  std::int64_t id = 0;
  std::int64_t revision = 0;
  bool same_content = false;
  bool same_coder = false;
};

Result<std::optional<Current>> find_current(Database& database, const Document& document, const std::string& sha256,
                                            std::int64_t run) {
  std::optional<Current> current;
  const auto take = [&](const Row& row) {
    current = {row.integer(0), row.integer(1), row.integer(2) != 0, row.integer(3) != 0};
  };
  const Status read = database.each(
      "SELECT d.id, d.revision, CASE WHEN d.sha256 = ?2 AND d.outlet = ?3 AND d.url = ?4 AND d.published = ?5 "
      "AND d.title = ?6 AND d.author = ?8 THEN 1 ELSE 0 END, "
      "CASE WHEN was.engine = now.engine AND was.lexicon = now.lexicon AND was.models = now.models THEN 1 ELSE 0 END "
      "FROM document d JOIN coding c ON c.document = d.id AND c.superseded = 0 JOIN run was ON was.id = c.run "
      "JOIN run now ON now.id = ?7 WHERE d.doc_id = ?1 AND d.superseded = 0",
      take, document.doc_id, sha256, document.outlet, document.url, document.published, document.title, run,
      document.author);
  if (!read) return read.error();
  return current;
}

/// One part of a record: some of the claims, without the words that stand in the text.
std::vector<Claim> part_of(const CodedDocument& coded, std::size_t first) {
  const std::size_t last = std::min(coded.claims.size(), first + kClaimsInPart);
  std::vector<Claim> part(coded.claims.begin() + static_cast<std::ptrdiff_t>(first),
                          coded.claims.begin() + static_cast<std::ptrdiff_t>(last));
  store::leave_out_quotes(part, coded.document.text);
  return part;
}

/// The next fusing has to look at the document: it is new, or not what it was.
Status mark_unfused(Database& database, std::int64_t document) {
  return database.run("INSERT INTO unfused VALUES (?1) ON CONFLICT DO NOTHING", document);
}

Status insert_coding(Store::Impl& impl, std::int64_t document, const CodedDocument& coded) {
  Database& database = *impl.database;
  const Result<std::int64_t> coding = database.integer(
      "INSERT INTO coding(document, run, claims, runs, sketch, credits) VALUES (?1, ?2, ?3, ?4, ?5, ?6) "
      "RETURNING id",
      document, impl.run, coded.claims.size(), coded.provenance.runs, Bytes{store::sketch_bytes(coded.provenance)},
      store::joined_credits(coded.provenance));
  if (!coding) return coding.error();
  for (std::size_t first = 0; first < coded.claims.size(); first += kClaimsInPart) {
    const std::string packed = impl.packer.pack_claims(part_of(coded, first));
    Status inserted =
        database.run("INSERT INTO record VALUES (?1, ?2, ?3)", *coding, first / kClaimsInPart, Bytes{packed});
    if (!inserted) return inserted;
  }
  const Status inserted = store::insert_claim_rows(database, impl.names, document, coded);
  return inserted ? mark_unfused(database, document) : inserted;
}

Status insert_raw(Store::Impl& impl, const NewDocument& added) {
  if (!added.keep_raw || added.raw.empty()) return {};
  const std::string packed = impl.packer.pack(added.raw);
  return impl.database->run("INSERT INTO raw VALUES (?1, ?2) ON CONFLICT DO NOTHING", sha256_hex(added.raw),
                            Bytes{packed});
}

/// What goes into the index of words once the batch's other rows are written: SQLite writes the index out whenever
/// another table is written to meanwhile.
using Words = std::vector<std::pair<std::int64_t, std::string_view>>;

Status insert_words(Database& database, const Words& words) {
  Status done;
  for (const auto& [document, terms] : words) {
    if (done) done = database.add_words(document, terms);
  }
  return done;
}

Status insert_document(Store::Impl& impl, const NewDocument& added, std::int64_t revision, const std::string& sha256,
                       Words& words) {
  const Document& document = added.coded.document;
  const std::string text = impl.packer.pack(document.text);
  const std::string raw_sha256 = added.raw.empty() ? std::string() : sha256_hex(added.raw);
  const Result<std::int64_t> row = impl.database->integer(
      "INSERT INTO document(doc_id, revision, run, sha256, raw_sha256, source, outlet, url, published, retrieved, "
      "author, "
      "title, text) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) RETURNING id",
      document.doc_id, revision, impl.run, sha256, raw_sha256, added.source, document.outlet, document.url,
      document.published, document.retrieved, document.author, document.title, Bytes{text});
  if (!row) return row.error();
  words.emplace_back(*row, added.terms);
  const Status done = insert_raw(impl, added);
  return done ? insert_coding(impl, *row, added.coded) : done;
}

Status supersede(Database& database, std::string_view table, std::int64_t document) {
  Status done = database.run(table, document);
  if (done) done = mark_unfused(database, document);
  return done ? store::delete_claim_rows(database, document) : done;
}

Status recode(Store::Impl& impl, const NewDocument& added, std::int64_t document) {
  Status done =
      supersede(*impl.database, "UPDATE coding SET superseded = 1 WHERE document = ?1 AND superseded = 0", document);
  return done ? insert_coding(impl, document, added.coded) : done;
}

Status revise(Store::Impl& impl, const NewDocument& added, const Current& current, const std::string& sha256,
              Words& words) {
  Status done = supersede(*impl.database, "UPDATE document SET superseded = 1 WHERE id = ?1", current.id);
  return done ? insert_document(impl, added, current.revision + 1, sha256, words) : done;
}

Result<Store::Added> add_one(Store::Impl& impl, const NewDocument& added, Words& words) {
  const std::string sha256 = sha256_hex(added.coded.document.text);
  const auto found = find_current(*impl.database, added.coded.document, sha256, impl.run);
  if (!found) return found.error();
  const std::optional<Current>& current = *found;
  if (current && current->same_content && current->same_coder) return Store::Added::kUnchanged;
  const Store::Added kind = !current                ? Store::Added::kNew
                            : current->same_content ? Store::Added::kRecoded
                                                    : Store::Added::kRevised;
  const Status done = !current                ? insert_document(impl, added, 1, sha256, words)
                      : current->same_content ? recode(impl, added, current->id)
                                              : revise(impl, added, *current, sha256, words);
  if (!done) return done.error();
  return kind;
}

Status check_usage(const Store::Impl& impl, std::span<const NewDocument> documents) {
  if (!impl.began)
    return Error{Error::Code::kUsage, "store " + impl.database->path() + ": begin_run must be called before add"};
  for (const NewDocument& added : documents) {
    if (added.coded.document.doc_id.empty())
      return Error{Error::Code::kUsage, "a document without doc_id cannot be stored"};
  }
  return {};
}

Result<std::vector<Store::Added>> add_all(Store::Impl& impl, std::span<const NewDocument> documents) {
  Database& database = *impl.database;
  const std::int64_t run_before = impl.run;
  Result<store::Transaction> transaction = store::Transaction::begin(database);
  if (!transaction) return transaction.error();
  if (Status run = impl.write_run(); !run) return run.error();
  std::vector<Store::Added> results;
  Words words;
  bool changed = false;
  for (const NewDocument& document : documents) {
    const Result<Store::Added> added = add_one(impl, document, words);
    if (!added) return added.error();
    changed = changed || *added != Store::Added::kUnchanged;
    results.push_back(*added);
  }
  // A batch that brings nothing new leaves no trace, so the store of a run repeated is the same as before.
  if (!changed) {
    impl.run = run_before;
    return results;
  }
  Status done = insert_words(database, words);
  if (done) done = database.run("UPDATE state SET value = value + 1 WHERE key = 'changes'");
  if (done) done = transaction->commit();
  if (!done) return done.error();
  return results;
}

}  // namespace

Status Store::Impl::write_run() {
  if (run != 0) return {};
  const Result<std::int64_t> row =
      database->integer("INSERT INTO run(engine, lexicon, models, started) VALUES (?1, ?2, ?3, ?4) RETURNING id",
                        run_data.engine, run_data.lexicon, run_data.models, run_data.started);
  if (!row) return row.error();
  run = *row;
  return {};
}

Result<std::vector<Store::Added>> Store::add(std::span<const NewDocument> documents) {
  if (Status usage = check_usage(*impl_, documents); !usage) return usage.error();
  const std::int64_t run = impl_->run;
  auto added = add_all(*impl_, documents);
  if (!added) {
    impl_->run = run;
    impl_->names.forget();
  }
  return added;
}

Result<Store::Added> Store::add(const NewDocument& document) {
  const Result<std::vector<Added>> added = add(std::span(&document, 1));
  if (!added) return added.error();
  return added->front();
}

}  // namespace isnad
