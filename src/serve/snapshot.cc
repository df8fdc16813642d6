#include "serve/snapshot.h"

#include <algorithm>
#include <cmath>

#include "model/day.h"

namespace isnad::serve {
namespace {

using store::Database;
using store::Row;
using Pair = std::pair<std::uint32_t, std::uint32_t>;

/// Queries one after the other, until the first that fails.
class Reading {
 public:
  explicit Reading(Database& database) : database_(database) {}
  template <typename Visit>
  void each(std::string_view sql, Visit visit) {
    if (status_) status_ = database_.each(sql, visit);
  }
  std::int64_t count(std::string_view sql) {
    std::int64_t found = 0;
    each(sql, [&](const Row& row) { found = row.integer(0); });
    return found;
  }
  const Status& status() const { return status_; }

 private:
  Database& database_;
  Status status_;
};

std::int32_t day(const std::string& text) {
  return day_number(text).value_or(kNoDay);
}

IncidentRow incident_of(const Row& row, const Names& names, Snapshot& into) {
  IncidentRow incident;
  incident.id = row.text(0);
  incident.family = static_cast<std::uint16_t>(into.families.number(row.text(1)));
  incident.kind = parse_name<Kind>(row.text(2)).value_or(Kind::kAttack);
  incident.place_id = row.text(3);
  incident.place_words = row.text(4);
  incident.place = names.place(incident.place_id);
  incident.first = day(row.text(5));
  incident.last = day(row.text(6));
  incident.documents = static_cast<std::uint32_t>(row.integer(7));
  incident.claims = static_cast<std::uint32_t>(row.integer(8));
  incident.origins = static_cast<std::int32_t>(row.integer(9));
  return incident;
}

void read_rows(Reading& from, const Names& names, Snapshot& into) {
  from.each(
      "SELECT incident_id, family, kind, place_id, place, coalesce(day_first, ''), coalesce(day_last, ''), documents, "
      "claims, independent_origins FROM incident ORDER BY day_first DESC NULLS LAST, incident_id",
      [&](const Row& row) { into.rows.push_back(incident_of(row, names, into)); });
  for (std::uint32_t i = 0; i < into.rows.size(); ++i) into.by_id.emplace(into.rows[i].id, i);
}

/// Pairs of an incident and a text, as numbers.
void read_lists(Reading& from, std::string_view sql, Snapshot& snapshot, Numbering& texts, Lists& into) {
  std::vector<Pair> pairs;
  from.each(sql, [&](const Row& row) {
    const auto found = snapshot.by_id.find(row.text(0));
    if (found != snapshot.by_id.end()) pairs.emplace_back(found->second, texts.number(row.text(1)));
  });
  into.build(snapshot.rows.size(), std::move(pairs));
}

void read_reported(Reading& from, Snapshot& into) {
  std::vector<Pair> pairs;
  std::uint32_t documents = 0;
  from.each(
      "SELECT DISTINCT c.document, i.incident_id FROM incident_link l JOIN claim_row c ON c.id = l.claim "
      "JOIN incident i ON i.id = l.incident",
      [&](const Row& row) {
        const auto found = into.by_id.find(row.text(1));
        if (found == into.by_id.end()) return;
        pairs.emplace_back(static_cast<std::uint32_t>(row.integer(0)), found->second);
        documents = std::max(documents, pairs.back().first + 1);
      });
  into.reported.build(documents, std::move(pairs));
}

/// A dispute matters as its second voice is strong, as many report the incident, and as many are said to be dead.
double rank_of(std::int64_t second, const IncidentRow& row) {
  const auto weight = [](std::int64_t count) { return std::log2(1.0 + static_cast<double>(count)); };
  return 2 * weight(second) + weight(row.documents) + weight(row.killed.given ? row.killed.high : 0);
}

void take_dispute(const Row& row, Snapshot& into) {
  const auto found = into.by_id.find(row.text(0));
  if (found == into.by_id.end()) return;
  const std::uint32_t type = into.dispute_types.number(row.text(2));
  IncidentRow& incident = into.rows[found->second];
  incident.disputes |= 1U << std::min(type, 31U);
  const std::int64_t second = row.integer(4) > 1 ? row.integer(3) : 0;
  into.disputes.push_back({found->second, static_cast<std::uint32_t>(row.integer(1)), type, rank_of(second, incident)});
}

void read_disputes(Reading& from, Snapshot& into) {
  from.each(
      "SELECT d.incident_id, d.dispute, d.type, min(p.claims), count(*) FROM dispute d JOIN position p ON "
      "p.incident_id = d.incident_id AND p.dispute = d.dispute GROUP BY 1, 2 ORDER BY d.type",
      [&](const Row& row) { take_dispute(row, into); });
  std::sort(into.disputes.begin(), into.disputes.end(), [](const DisputeRow& a, const DisputeRow& b) {
    return a.rank != b.rank ? a.rank > b.rank : std::pair(a.row, a.number) < std::pair(b.row, b.number);
  });
}

void read_control(Reading& from, Snapshot& into) {
  into.control.assign(into.rows.size(), false);
  from.each(
      "SELECT DISTINCT i.incident_id FROM claim c JOIN incident_claim i ON i.claim = c.id "
      "WHERE c.kind IN ('take_control', 'withdrawal', 'deny')",
      [&](const Row& row) {
        const auto found = into.by_id.find(row.text(0));
        if (found != into.by_id.end()) into.control[found->second] = true;
      });
}

Status read_sources(Database& database, Snapshot& into) {
  auto counts = source_counts(database);
  if (!counts) return counts.error();
  into.sources = *std::move(counts);
  std::sort(into.sources.begin(), into.sources.end(), [](const SourceCount& a, const SourceCount& b) {
    return a.claims != b.claims ? a.claims > b.claims : a.source.id < b.source.id;
  });
  return {};
}

std::vector<std::uint32_t> order_of(const Snapshot& snapshot, Key key, bool descending) {
  std::vector<std::pair<std::int64_t, std::uint32_t>> keyed;
  for (std::uint32_t i = 0; i < snapshot.rows.size(); ++i) keyed.emplace_back(sort_value(snapshot.rows[i], key), i);
  std::sort(keyed.begin(), keyed.end(), [&](const auto& a, const auto& b) {
    if (a.first == b.first) return snapshot.rows[a.second].id < snapshot.rows[b.second].id;
    if (a.first == kNoValue || b.first == kNoValue) return b.first == kNoValue;
    return descending ? a.first > b.first : a.first < b.first;
  });
  std::vector<std::uint32_t> order;
  for (const auto& [value, row] : keyed) order.push_back(row);
  return order;
}

void put_in_order(Snapshot& snapshot) {
  for (int key = 0; key < kKeys; ++key) {
    auto& [down, up] = snapshot.orders[static_cast<std::size_t>(key)];
    if (static_cast<Key>(key) != Key::kDay) down = order_of(snapshot, static_cast<Key>(key), true);
    up = order_of(snapshot, static_cast<Key>(key), false);
  }
}

void read_tolls(Reading& from, Snapshot& into) {
  from.each(
      "SELECT i.incident_id, k.effect = 'killed', min(coalesce(k.low, 0)), max(coalesce(k.high, k.low, 0)), "
      "max(CASE WHEN k.high IS NULL THEN k.low ELSE -1 END) FROM incident_claim i JOIN claim c ON c.id = i.claim "
      "JOIN casualty k ON k.claim = i.claim WHERE c.modality <> 'denied' AND k.effect IN ('killed', 'injured') "
      "GROUP BY 1, 2",
      [&](const Row& row) {
        const auto found = into.by_id.find(row.text(0));
        if (found == into.by_id.end()) return;
        IncidentRow& incident = into.rows[found->second];
        Bounds& bounds = row.integer(1) != 0 ? incident.killed : incident.injured;
        bounds = {row.integer(2), row.integer(3), true, row.integer(4) >= row.integer(3)};
      });
}

void read_counts(Reading& from, Snapshot& into) {
  into.documents = from.count("SELECT count(*) FROM document WHERE superseded = 0");
  into.superseded = from.count("SELECT count(*) FROM document WHERE superseded <> 0");
  into.claims = from.count("SELECT count(*) FROM claim c JOIN document d ON d.id = c.document WHERE d.superseded = 0");
  into.quarantined = from.count("SELECT count(*) FROM quarantine");
}

void read_all(Reading& from, const Names& names, Snapshot& into) {
  read_rows(from, names, into);
  read_tolls(from, into);
  read_disputes(from, into);
  read_control(from, into);
  read_lists(from,
             "SELECT DISTINCT i.incident_id, d.outlet FROM incident_claim i JOIN claim c ON c.id = i.claim "
             "JOIN document d ON d.id = c.document WHERE d.superseded = 0 AND d.outlet <> ''",
             into, into.outlet_names, into.outlets);
  read_lists(from,
             "SELECT DISTINCT i.incident_id, p.actor_id FROM incident_claim i JOIN participant p ON p.claim = i.claim "
             "WHERE p.actor_id <> '' AND p.role <> 'means'",
             into, into.actor_ids, into.actors);
  read_reported(from, into);
  read_counts(from, into);
}

}  // namespace

void Lists::build(std::size_t rows, std::vector<Pair> pairs) {
  std::sort(pairs.begin(), pairs.end());
  begins_.assign(rows + 1, 0);
  items_.clear();
  for (const auto& [row, item] : pairs) {
    ++begins_[row + 1];
    items_.push_back(item);
  }
  for (std::size_t row = 0; row < rows; ++row) begins_[row + 1] += begins_[row];
}

std::int64_t sort_value(const IncidentRow& row, Key key) {
  switch (key) {
    case Key::kDay:
      return row.first == kNoDay ? kNoValue : row.first;
    case Key::kKilled:
      return row.killed.given ? row.killed.high : kNoValue;
    case Key::kDocuments:
      return row.documents;
    case Key::kOrigins:
      return row.origins < 0 ? kNoValue : row.origins;
    case Key::kClaims:
      return row.claims;
  }
  return kNoValue;
}

std::uint32_t Numbering::number(const std::string& text) {
  const auto [at, fresh] = numbers_.emplace(text, static_cast<std::uint32_t>(texts_.size()));
  if (fresh) texts_.push_back(text);
  return at->second;
}

std::int64_t Numbering::find(const std::string& text) const {
  const auto found = numbers_.find(text);
  return found == numbers_.end() ? -1 : found->second;
}

Result<std::string> Snapshot::state_of(Database& database) {
  std::string state;
  const Status read = database.each("SELECT key || value FROM state ORDER BY key",
                                    [&](const Row& row) { state += (state.empty() ? "" : "-") + row.text(0); });
  if (!read) return read.error();
  return state;
}

Result<std::shared_ptr<const Snapshot>> Snapshot::read(Database& database, const Names& names) {
  if (Status begun = database.begin_reading(); !begun) return begun.error();
  auto snapshot = std::make_shared<Snapshot>();
  const Result<std::string> state = state_of(database);
  Reading from(database);
  snapshot->current = from.count("SELECT count(DISTINCT value) < 2 FROM state WHERE key IN ('changes', 'fused')") != 0;
  read_all(from, names, *snapshot);
  const Status sources = read_sources(database, *snapshot);
  put_in_order(*snapshot);
  const Status ended = database.run("COMMIT");
  if (!state) return state.error();
  if (!from.status()) return from.status().error();
  if (!sources) return sources.error();
  if (!ended) return ended.error();
  snapshot->state = *state;
  return std::shared_ptr<const Snapshot>(std::move(snapshot));
}

}  // namespace isnad::serve
