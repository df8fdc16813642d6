#include "store/fusion.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <tuple>

#include "isnad/decision.h"
#include "store/document_rows.h"
#include "store/provenance.h"
#include "store/replace.h"

namespace isnad {
namespace store {
namespace {

constexpr std::string_view kCodedColumns = "k.id, d.text, k.runs, k.sketch, k.credits, d.id ";
constexpr std::string_view kCurrent = "FROM document d JOIN coding k ON k.document = d.id AND k.superseded = 0 ";

Result<CodedDocument> coded_of(Store::Impl& impl, const Row& row) {
  const Result<std::string> text = impl.packer.unpack(row.view(kAfterDocument + 1));
  if (!text) return damaged(*impl.database, "document " + row.text(0), text.error().message);
  Result<CodedDocument> coded = read_coding(*impl.database, impl.packer, row.integer(kAfterDocument), *text);
  if (!coded) return coded;
  coded->document = document_of(row);
  coded->provenance =
      provenance_of(row.integer(kAfterDocument + 2), row.text(kAfterDocument + 3), row.text(kAfterDocument + 4));
  return coded;
}

/// The incidents of the parts of a document, in the order of the parts.
using Incidents = std::vector<std::int64_t>;

std::string joined(const Incidents& incidents) {
  std::string text;
  for (const std::int64_t incident : incidents) text += (text.empty() ? "" : " ") + std::to_string(incident);
  return text;
}

Incidents incidents_of(std::string_view text) {
  Incidents incidents;
  const char* const end = text.data() + text.size();
  for (const char* at = text.data(); at < end;) {
    std::int64_t incident = 0;
    const auto [next, error] = std::from_chars(at, end, incident);
    if (error != std::errc()) break;
    incidents.push_back(incident);
    at = next + 1;
  }
  return incidents;
}

void set(Incidents& incidents, std::uint32_t part, std::int64_t incident) {
  if (incidents.size() <= part) incidents.resize(part + 1);
  incidents[part] = incident;
}

Status insert_note(Database& database, const DocumentNote& note, const Incidents& incidents) {
  return database.run("INSERT INTO fusion_document VALUES (?1, ?2, ?3, ?4)", note.document, note.channel,
                      Bytes{note.parts}, joined(incidents));
}

/// In order of day and document, which fills the pages of the table best.
Status insert_days(Database& database, const std::vector<DocumentNote>& notes) {
  std::vector<std::tuple<std::int32_t, std::int64_t, std::string_view>> rows;
  for (const DocumentNote& note : notes) {
    for (const auto& [day, found_by] : note.days) rows.emplace_back(day, note.document, found_by);
  }
  std::sort(rows.begin(), rows.end());
  Status done;
  for (const auto& [day, document, found_by] : rows) {
    if (done) done = database.run("INSERT INTO fusion_day VALUES (?1, ?2, ?3)", day, document, Bytes{found_by});
  }
  return done;
}

Status delete_notes(Database& database) {
  Status done;
  for (const char* sql : {"DELETE FROM fusion_document", "DELETE FROM fusion_day", "DELETE FROM fusion_incident"}) {
    if (done) done = database.run(sql);
  }
  return done;
}

Status insert_notes(Database& database, const FusionNotes& notes, const std::vector<std::int64_t>& rows) {
  std::map<std::int64_t, Incidents> incidents;
  Status done;
  for (std::size_t i = 0; i < notes.incidents.size(); ++i) {
    for (const PartRef& ref : notes.incidents[i].parts) set(incidents[ref.document], ref.part, rows[i]);
    if (done)
      done = database.run("INSERT INTO fusion_incident VALUES (?1, ?2)", rows[i], Bytes{notes.incidents[i].bytes});
  }
  std::map<std::int64_t, const DocumentNote*> documents;
  for (const DocumentNote& note : notes.documents) documents[note.document] = &note;
  for (const auto& [number, note] : documents) {
    if (done) done = insert_note(database, *note, incidents[number]);
  }
  return done ? insert_days(database, notes.documents) : done;
}

Status set_state(Database& database, std::string_view key, std::int64_t value) {
  return database.run("UPDATE state SET value = ?2 WHERE key = ?1", key, value);
}

}  // namespace

Result<AllDocuments> load_all(Store::Impl& impl) {
  Database& database = *impl.database;
  // One read transaction: documents, claims and the count of changes belong together.
  Status read = database.begin_reading();
  if (!read) return read.error();
  std::vector<std::pair<CodedDocument, std::int64_t>> found;
  const auto take = [&](const Row& row) -> Status {
    Result<CodedDocument> coded = coded_of(impl, row);
    if (!coded) return coded.error();
    found.emplace_back(*std::move(coded), row.integer(kAfterDocument + 5));
    return {};
  };
  read = database.each("SELECT " + std::string(kDocumentColumns) + std::string(kCodedColumns) + std::string(kCurrent) +
                           "WHERE d.superseded = 0",
                       take);
  const Result<std::int64_t> changes = database.integer("SELECT value FROM state WHERE key = 'changes'");
  const Status ended = database.run("COMMIT");
  database.release_memory();  // none of these pages is read again, and all documents take much
  if (!read) return read.error();
  if (!changes) return changes.error();
  if (!ended) return ended.error();
  impl.loaded = *changes;
  std::sort(found.begin(), found.end(),
            [](const auto& a, const auto& b) { return a.first.document.doc_id < b.first.document.doc_id; });
  AllDocuments all;
  for (auto& [coded, number] : found) {
    all.documents.push_back(std::move(coded));
    all.numbers.push_back(number);
  }
  return all;
}

Status replace_all(Store::Impl& impl, const std::vector<Incident>& incidents, const FusionNotes* notes,
                   std::int64_t maker) {
  Database& database = *impl.database;
  Result<Transaction> transaction = Transaction::begin(database);
  if (!transaction) return transaction.error();
  Status done = delete_notes(database);
  Replacement replacement(impl);
  if (done) done = replacement.take_all();
  std::vector<std::int64_t> rows;
  for (const Incident& incident : incidents) {
    if (!done) break;
    const Result<std::int64_t> row = replacement.put(incident);
    if (row) rows.push_back(*row);
    if (!row) done = row.error();
  }
  if (done) done = replacement.finish();
  // What came in after load_all is not in these incidents: the marks stay until they are made again.
  const Result<std::int64_t> changes = database.integer("SELECT value FROM state WHERE key = 'changes'");
  if (!changes) return changes.error();
  const bool whole = *changes == impl.loaded;
  if (done && notes != nullptr && whole) done = insert_notes(database, *notes, rows);
  if (done && whole) done = database.run("DELETE FROM unfused");
  if (done) done = set_state(database, "maker", notes != nullptr && whole ? maker : 0);
  if (done) done = set_state(database, "fused", impl.loaded);
  if (done) done = keep_decided(impl);
  if (done) done = transaction->commit();
  if (!done) impl.names.forget();
  return done;
}

Result<Outstanding> outstanding(Store::Impl& impl) {
  Outstanding found;
  const Status read = impl.database->each(
      "SELECT (SELECT value FROM state WHERE key = 'maker'), (SELECT count(*) FROM unfused), "
      "(SELECT count(*) FROM document WHERE superseded = 0)",
      [&](const Row& row) {
        found = {row.integer(0), row.integer(1), row.integer(2)};
      });
  if (!read) return read.error();
  return found;
}

Result<std::unique_ptr<FusionSession>> FusionSession::begin(Store::Impl& impl) {
  Result<Transaction> transaction = Transaction::begin(*impl.database);
  if (!transaction) return transaction.error();
  return std::unique_ptr<FusionSession>(new FusionSession(impl, *std::move(transaction)));
}

void FusionSession::keep(const Status& status) {
  if (status_ && !status) status_ = status;
}

Result<FusionSession::Changed> FusionSession::changed(std::int64_t limit) {
  Changed found;
  std::vector<std::int64_t> there;
  Status read = database_.each(
      "SELECT u.document, d.superseded, CASE WHEN f.document IS NULL THEN 0 ELSE 1 END FROM unfused u "
      "JOIN document d ON d.id = u.document LEFT JOIN fusion_document f ON f.document = u.document "
      "ORDER BY u.document",
      [&](const Row& row) {
        if (row.integer(2) != 0) found.gone.push_back(row.integer(0));
        if (row.integer(1) != 0) done_.push_back(row.integer(0));
      });
  if (!read) return read.error();
  read = database_.each(
      "SELECT u.document FROM unfused u JOIN document d ON d.id = u.document WHERE d.superseded = 0 "
      "ORDER BY u.document LIMIT ?1",
      [&](const Row& row) { there.push_back(row.integer(0)); }, limit);
  if (!read) return read.error();
  const auto again = decided();
  if (!again) return again.error();
  for (const auto& [document, noted] : *again) {
    const auto absent = [number = document](const std::vector<std::int64_t>& list) {
      return std::find(list.begin(), list.end(), number) == list.end();
    };
    if (noted && absent(found.gone)) found.gone.push_back(document);
    if (absent(there)) there.push_back(document);
  }
  for (const std::int64_t document : there) found.added.emplace_back(document, coded(document));
  done_.insert(done_.end(), there.begin(), there.end());
  if (!status_) return status_.error();
  return found;
}

Result<std::map<std::int64_t, bool>> FusionSession::decided() {
  std::set<std::string> names;
  const auto take = [&](const Row& row) -> Status {
    const Result<Decision> decision = decision_from_json(row.view(0));
    if (!decision) return damaged(database_, "act of review " + row.text(1), decision.error().message);
    for (const auto& side : decision->sides) {
      for (const ClaimMark& mark : side) names.insert(mark.doc_id);
    }
    return {};
  };
  Status read = database_.each("SELECT claim, id FROM review WHERE action IN ('merge', 'split') AND claim <> ''", take);
  std::map<std::int64_t, bool> found;
  for (const std::string& name : names) {
    if (!read) break;
    read = database_.each(
        "SELECT d.id, CASE WHEN f.document IS NULL THEN 0 ELSE 1 END FROM document d "
        "LEFT JOIN fusion_document f ON f.document = d.id WHERE d.doc_id = ?1 AND d.superseded = 0",
        [&](const Row& row) { found[row.integer(0)] = row.integer(1) != 0; }, name);
  }
  if (!read) return read.error();
  return found;
}

FusionMemory::Known FusionSession::document(std::int64_t document) {
  Known known;
  keep(database_.each(
      "SELECT d.doc_id, d.published, f.channel, f.parts, f.incidents FROM fusion_document f "
      "JOIN document d ON d.id = f.document WHERE f.document = ?1",
      [&](const Row& row) {
        known = {row.text(0), row.text(1), row.text(2), row.text(3), incidents_of(row.view(4))};
      },
      document));
  return known;
}

void FusionSession::each(std::int32_t day_first, std::int32_t day_last, const Visit& visit) {
  keep(database_.each(
      "SELECT day, document, found_by FROM fusion_day WHERE day BETWEEN ?1 AND ?2 ORDER BY day, document",
      [&](const Row& row) { visit(static_cast<std::int32_t>(row.integer(0)), row.integer(1), row.view(2)); }, day_first,
      day_last));
}

std::string FusionSession::incident(std::int64_t incident) {
  std::string parts;
  keep(database_.each(
      "SELECT parts FROM fusion_incident WHERE incident = ?1", [&](const Row& row) { parts = row.text(0); }, incident));
  return parts;
}

CodedDocument FusionSession::head(std::int64_t document) {
  CodedDocument head;
  keep(database_.each(
      "SELECT " + std::string(kDocumentColumns) + "k.runs, k.sketch, k.credits " + std::string(kCurrent) +
          "WHERE d.id = ?1",
      [&](const Row& row) {
        head.document = document_of(row);
        head.provenance =
            provenance_of(row.integer(kAfterDocument), row.text(kAfterDocument + 1), row.text(kAfterDocument + 2));
      },
      document));
  return head;
}

CodedDocument FusionSession::coded(std::int64_t document) {
  CodedDocument found;
  const auto take = [&](const Row& row) -> Status {
    Result<CodedDocument> coded = coded_of(impl_, row);
    if (!coded) return coded.error();
    found = *std::move(coded);
    return {};
  };
  keep(database_.each("SELECT " + std::string(kDocumentColumns) + std::string(kCodedColumns) + std::string(kCurrent) +
                          "WHERE d.id = ?1",
                      take, document));
  return found;
}

Status FusionSession::commit(const FusionUpdate& update) {
  Status done = write_documents(update);
  if (done) done = write_incidents(update);
  for (const std::int64_t document : done_) {
    if (done) done = database_.run("DELETE FROM unfused WHERE document = ?1", document);
  }
  if (done)
    done = database_.run(
        "UPDATE state SET value = (SELECT value FROM state WHERE key = 'changes') WHERE key = 'fused' "
        "AND NOT EXISTS (SELECT 1 FROM unfused)");
  if (done) done = keep_decided(impl_);
  if (done) done = transaction_.commit();
  if (!done) impl_.names.forget();
  return done;
}

Status FusionSession::write_documents(const FusionUpdate& update) {
  Status done;
  for (const auto& [document, days] : update.gone) {
    if (done) done = database_.run("DELETE FROM fusion_document WHERE document = ?1", document);
    for (const std::int32_t day : days) {
      if (done) done = database_.run("DELETE FROM fusion_day WHERE day = ?1 AND document = ?2", day, document);
    }
  }
  for (const auto& [document, channel] : update.channels) {
    if (done) done = database_.run("UPDATE fusion_document SET channel = ?2 WHERE document = ?1", document, channel);
  }
  for (const DocumentNote& note : update.documents) {
    if (done) done = insert_note(database_, note, {});
  }
  return done ? insert_days(database_, update.documents) : done;
}

Status FusionSession::write_incidents(const FusionUpdate& update) {
  Replacement replacement(impl_);
  Status done;
  for (const std::int64_t incident : update.replaced) {
    if (done) done = replacement.take(incident);
  }
  std::map<std::int64_t, std::vector<std::pair<std::uint32_t, std::int64_t>>> moved;  // parts of documents
  for (std::size_t i = 0; done && i < update.incidents.size(); ++i) {
    const Result<std::int64_t> row = replacement.put(update.incidents[i]);
    if (!row) return row.error();
    for (const PartRef& ref : update.notes[i].parts) moved[ref.document].emplace_back(ref.part, *row);
    done = database_.run(
        "INSERT INTO fusion_incident VALUES (?1, ?2) ON CONFLICT (incident) DO UPDATE SET parts = excluded.parts", *row,
        Bytes{update.notes[i].bytes});
  }
  for (const auto& [document, parts] : moved) {
    if (!done) return done;
    const Incidents before = this->document(document).incidents;
    Incidents now = before;
    for (const auto& [part, incident] : parts) set(now, part, incident);
    if (now != before)
      done = database_.run("UPDATE fusion_document SET incidents = ?2 WHERE document = ?1", document, joined(now));
  }
  return done ? replacement.finish() : done;
}

}  // namespace store

Result<bool> Store::needs_fusion() const {
  const Result<std::int64_t> values =
      impl_->database->integer("SELECT count(DISTINCT value) FROM state WHERE key IN ('changes', 'fused')");
  if (!values) return values.error();
  return *values > 1 ? true : has_new_decisions();
}

Result<std::vector<CodedDocument>> Store::load_for_fusion() const {
  Result<store::AllDocuments> all = store::load_all(*impl_);
  if (!all) return all.error();
  return std::move(all->documents);
}

Status Store::replace_incidents(const std::vector<Incident>& incidents) {
  return store::replace_all(*impl_, incidents, nullptr, 0);
}

}  // namespace isnad
