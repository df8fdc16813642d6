#include "serve/review.h"

#include <algorithm>
#include <set>

#include "isnad/store.h"
#include "isnad/time.h"

namespace isnad::serve {
namespace {

using store::Database;
using store::Row;

constexpr std::string_view kUndone = "EXISTS (SELECT 1 FROM review u WHERE u.undoes = r.id)";

std::string columns() {
  return "SELECT r.id, r.author, r.at, r.action, r.doc_id, r.sha256, r.claim_id, r.incident_id, coalesce(r.undoes, 0), "
         "r.body, r.claim, " +
         std::string(kUndone) + " FROM review r WHERE ";
}

Act act_of(const Row& row) {
  return {row.integer(0), row.text(1), row.text(2),    row.text(3), row.text(4),  row.text(5),
          row.text(6),    row.text(7), row.integer(8), row.text(9), row.text(10), row.integer(11) != 0};
}

constexpr std::string_view kMatches =
    "(?1 = '' OR r.author = ?1) AND (?2 = '' OR r.doc_id = ?2) AND (?3 = '' OR r.incident_id = ?3)";

}  // namespace

void write(Json& out, const Act& act) {
  out.begin().field("id", act.id).field("author", act.author).field("at", act.at).field("action", act.action);
  out.field("undone", act.undone).raw("body", act.body).end();
}

Result<std::unique_ptr<Review>> Review::open(const std::string& path) {
  const auto store = Store::open(path, Store::Mode::kWrite);  // brings the tables up to date
  if (!store) return store.error();
  auto database = Database::open(path, Database::Mode::kWrite);
  if (!database) return database.error();
  if (Status ready = (*database)->prepare_writing(); !ready) return ready.error();
  return std::unique_ptr<Review>(new Review(*std::move(database)));
}

template <typename... Values>
Result<std::vector<Act>> Review::read(const std::string& condition, const Values&... values) {
  const std::lock_guard lock(mutex_);
  std::vector<Act> acts;
  const Status read = database_->each(
      columns() + condition, [&](const Row& row) { acts.push_back(act_of(row)); }, values...);
  if (!read) return read.error();
  return acts;
}

Result<Act> Review::add(Act act) {
  {
    const std::lock_guard lock(mutex_);
    const Result<std::int64_t> undone = database_->integer("SELECT 1 FROM review WHERE undoes = ?1", act.undoes);
    if (!undone) return undone.error();
    if (act.undoes != 0 && *undone != 0) return Error{Error::Code::kUsage, "that act was undone already"};
    const Result<std::int64_t> id = database_->integer(
        "INSERT INTO review(author, at, action, doc_id, sha256, claim_id, incident_id, undoes, body, claim) VALUES "
        "(?1, "
        "?2, ?3, ?4, ?5, ?6, ?7, nullif(?8, 0), ?9, ?10) RETURNING id",
        act.author, utc(std::chrono::system_clock::now()), act.action, act.doc_id, act.sha256, act.claim_id,
        act.incident_id, act.undoes, act.body, act.claim);
    if (!id) return id.error();
    act.id = *id;
  }
  const auto stored = read("r.id = ?1", act.id);
  if (!stored) return stored.error();
  return stored->front();
}

Result<std::vector<Act>> Review::list(const ActFilter& filter) {
  return read(std::string(kMatches) + " AND (?4 = 0 OR r.id < ?4) ORDER BY r.id DESC LIMIT ?5", filter.author,
              filter.doc_id, filter.incident_id, filter.before, filter.limit);
}

Result<std::int64_t> Review::count(const ActFilter& filter) {
  const std::lock_guard lock(mutex_);
  return database_->integer("SELECT count(*) FROM review r WHERE " + std::string(kMatches), filter.author,
                            filter.doc_id, filter.incident_id);
}

Result<std::vector<Act>> Review::standing(const ActFilter& filter) {
  return read(std::string(kMatches) + " AND r.action <> 'undo' AND NOT " + std::string(kUndone) + " ORDER BY r.id",
              filter.author, filter.doc_id, filter.incident_id);
}

std::vector<Act> Review::after(std::int64_t id, std::int64_t limit) {
  auto acts = read("r.id > ?1 ORDER BY r.id LIMIT ?2", id, limit);
  return acts ? *std::move(acts) : std::vector<Act>();
}

Result<std::vector<QueueItem>> Review::queue(const std::string& author) {
  const std::lock_guard lock(mutex_);
  std::vector<QueueItem> items;
  const std::string mine =
      "FROM review r WHERE r.author = ?1 AND r.doc_id = d.doc_id AND r.sha256 = d.sha256 AND NOT " +
      std::string(kUndone) + " AND r.action ";
  const Status read = database_->each(
      "SELECT * FROM (SELECT d.doc_id, d.outlet, d.published, d.title, count(c.id) AS claims, "
      "(SELECT count(DISTINCT r.claim_id) " +
          mine +
          "IN ('accept', 'correct', 'reject')) AS reviewed, "
          "CAST(round(1000 * min(c.confidence)) AS INTEGER) AS least "
          "FROM document d JOIN claim c ON c.document = d.id WHERE d.superseded = 0 AND NOT EXISTS (SELECT 1 " +
          mine + "= 'done') GROUP BY d.id) AS open WHERE reviewed < claims ORDER BY least, doc_id",
      [&](const Row& row) {
        items.push_back(
            {row.text(0), row.text(1), row.text(2), row.text(3), row.integer(4), row.integer(5), row.integer(6)});
      },
      author);
  if (!read) return read.error();
  return items;
}

void Review::write_document_acts(Json& out, const std::string& doc_id) {
  const auto acts = standing({{}, doc_id, {}, 0, -1});
  if (!acts) return;
  for (const Act& act : *acts) write(out, act);
}

/// Merges and splits are few: all are gone through. Twins are told apart by what they are decided on together with.
void Review::write_incident_acts(Json& out, const std::vector<ClaimMark>& claims) {
  const auto acts = read("r.action IN ('merge', 'split') AND NOT " + std::string(kUndone) + " ORDER BY r.id");
  if (!acts) return;
  const std::set<ClaimMark> members(claims.begin(), claims.end());
  for (const Act& act : *acts) {
    const auto decision = decision_from_json(act.claim);
    if (!decision) continue;
    const bool is_about = std::any_of(decision->sides.begin(), decision->sides.end(), [&](const auto& side) {
      return std::any_of(side.begin(), side.end(), [&](ClaimMark mark) {
        mark.twin = 0;
        return members.contains(mark);
      });
    });
    if (is_about) write(out, act);
  }
}

}  // namespace isnad::serve
