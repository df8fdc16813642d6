// Storing documents: a batch a transaction, revisions side by side, nothing twice.
#include <optional>

#include "base/sha256.h"
#include "isnad/json.h"
#include "isnad/store.h"
#include "model/day.h"
#include "store/impl.h"
#include "store/provenance.h"

namespace isnad {
namespace {

using store::Database;
using store::Row;

/// Runs statements until the first that fails, so that a row of many parts reads as a list.
class Inserter {
 public:
  explicit Inserter(Database& database) : database_(database) {}
  template <typename... Values>
  void run(std::string_view sql, const Values&... values) {
    if (status_) status_ = database_.run(sql, values...);
  }
  std::int64_t last_row() const { return database_.last_row(); }
  const Status& status() const { return status_; }

 private:
  Database& database_;
  Status status_;
};

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
      "SELECT d.id, d.revision, d.sha256 = ?2 AND d.outlet = ?3 AND d.url = ?4 AND d.published = ?5 AND d.title = ?6, "
      "was.engine = now.engine AND was.lexicon = now.lexicon "
      "FROM document d JOIN run was ON was.id = d.run JOIN run now ON now.id = ?7 WHERE d.doc_id = ?1 AND NOT "
      "d.superseded",
      take, document.doc_id, sha256, document.outlet, document.url, document.published, document.title, run);
  if (!read) return read.error();
  return current;
}

void insert_participants(Inserter& into, std::int64_t claim, std::string_view role,
                         const std::vector<Participant>& list) {
  int item = 0;
  for (const Participant& participant : list) {
    into.run("INSERT INTO participant VALUES (?1, ?2, ?3, ?4, ?5, ?6)", claim, role, item++, participant.text,
             participant.id, participant.sector);
  }
}

void insert_attribution(Inserter& into, std::int64_t claim, const std::vector<Attribution>& chain) {
  int step = 0;
  for (const Attribution& voice : chain) {
    into.run("INSERT INTO attribution VALUES (?1, ?2, ?3, ?4, ?5, ?6)", claim, step++, voice.text, name(voice.kind),
             voice.named, voice.id);
  }
}

void insert_casualties(Inserter& into, std::int64_t claim, const std::vector<Casualty>& casualties) {
  int item = 0;
  for (const Casualty& count : casualties) {
    into.run("INSERT INTO casualty VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)", claim, item++, name(count.effect),
             count.low, count.high, name(count.group), count.cumulative, count.text);
  }
}

void insert_claim(Inserter& into, std::int64_t document, std::string_view published, const Claim& claim) {
  const std::optional<std::int32_t> day = claim_day(claim, published);
  into.run(
      "INSERT INTO claim(document, claim_id, kind, trigger, modality, quote, place_id, place, day, confidence, json) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, nullif(?9, ''), ?10, ?11)",
      document, claim.claim_id, name(claim.kind), claim.trigger.text, name(claim.modality), name(claim.quote),
      claim.place.empty() ? std::string() : claim.place[0].id,
      claim.place.empty() ? std::string() : claim.place[0].text, day ? day_text(*day) : std::string(), claim.confidence,
      to_json(claim, {}));
  const std::int64_t row = into.last_row();
  insert_participants(into, row, "agent", claim.agent);
  insert_participants(into, row, "target", claim.target);
  insert_participants(into, row, "means", claim.means);
  insert_attribution(into, row, claim.attribution);
  insert_casualties(into, row, claim.casualties);
}

void insert_claims(Inserter& into, std::int64_t document, const CodedDocument& coded) {
  for (const Claim& claim : coded.claims) insert_claim(into, document, coded.document.published, claim);
}

void insert_document(Inserter& into, const CodedDocument& coded, std::int64_t revision, const std::string& sha256,
                     std::int64_t run) {
  const Document& document = coded.document;
  into.run(
      "INSERT INTO document(doc_id, revision, sha256, outlet, url, published, title, text, run, runs, sketch, credits) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
      document.doc_id, revision, sha256, document.outlet, document.url, document.published, document.title,
      document.text, run, std::int64_t{coded.provenance.runs}, store::Bytes{store::sketch_bytes(coded.provenance)},
      store::joined_credits(coded.provenance));
  insert_claims(into, into.last_row(), coded);
}

void recode(Inserter& into, const CodedDocument& coded, std::int64_t document, std::int64_t run) {
  into.run("DELETE FROM claim WHERE document = ?1", document);
  into.run("UPDATE document SET run = ?2, runs = ?3, sketch = ?4, credits = ?5 WHERE id = ?1", document, run,
           std::int64_t{coded.provenance.runs}, store::Bytes{store::sketch_bytes(coded.provenance)},
           store::joined_credits(coded.provenance));
  insert_claims(into, document, coded);
}

Result<Store::Added> add_one(Database& database, const CodedDocument& coded, std::int64_t run) {
  const std::string sha256 = sha256_hex(coded.document.text);
  const Result<std::optional<Current>> found = find_current(database, coded.document, sha256, run);
  if (!found) return found.error();
  const std::optional<Current>& current = *found;
  if (current && current->same_content && current->same_coder) return Store::Added::kUnchanged;
  Inserter into(database);
  Store::Added added = Store::Added::kNew;
  if (current && current->same_content) {
    added = Store::Added::kRecoded;
    recode(into, coded, current->id, run);
  } else {
    if (current) into.run("UPDATE document SET superseded = 1 WHERE id = ?1", current->id);
    added = current ? Store::Added::kRevised : Store::Added::kNew;
    insert_document(into, coded, current ? current->revision + 1 : 1, sha256, run);
  }
  if (!into.status()) return into.status().error();
  return added;
}

Status check_usage(const Store::Impl& impl, std::span<const CodedDocument> documents) {
  if (impl.run == 0)
    return Error{Error::Code::kUsage, "store " + impl.database->path() + ": begin_run must be called before add"};
  for (const CodedDocument& coded : documents) {
    if (coded.document.doc_id.empty()) return Error{Error::Code::kUsage, "a document without doc_id cannot be stored"};
  }
  return {};
}

}  // namespace

Result<std::vector<Store::Added>> Store::add(std::span<const CodedDocument> documents) {
  Database& database = *impl_->database;
  if (Status usage = check_usage(*impl_, documents); !usage) return usage.error();
  Result<store::Transaction> transaction = store::Transaction::begin(database);
  if (!transaction) return transaction.error();
  std::vector<Added> results;
  bool changed = false;
  for (const CodedDocument& coded : documents) {
    const Result<Added> added = add_one(database, coded, impl_->run);
    if (!added) return added.error();
    changed = changed || *added != Added::kUnchanged;
    results.push_back(*added);
  }
  if (changed) {
    if (Status marked = database.run("UPDATE state SET value = value + 1 WHERE key = 'changes'"); !marked)
      return marked.error();
  }
  if (Status committed = transaction->commit(); !committed) return committed.error();
  return results;
}

Result<Store::Added> Store::add(const CodedDocument& document) {
  const Result<std::vector<Added>> added = add(std::span(&document, 1));
  if (!added) return added.error();
  return added->front();
}

}  // namespace isnad
