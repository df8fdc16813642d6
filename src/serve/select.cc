#include "serve/select.h"

#include <algorithm>
#include <charconv>

#include "model/day.h"
#include "serve/http.h"

namespace isnad::serve {
namespace {

bool has(std::span<const std::uint32_t> list, std::int64_t item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

/// A filter with its names looked up once.
class Test {
 public:
  Test(const Snapshot& snapshot, const Names& names, const Filter& filter)
      : snapshot_(snapshot), names_(names), filter_(filter) {
    if (!filter.actor.empty()) actor_ = snapshot.actor_ids.find(filter.actor);
    if (!filter.outlet.empty()) outlet_ = snapshot.outlet_names.find(filter.outlet);
    if (!filter.place.empty()) find_parts();
    for (const std::string& family : filter.families) families_.push_back(snapshot.families.find(family));
  }

  bool operator()(std::uint32_t at) const {
    const IncidentRow& row = snapshot_.rows[at];
    return kind(row) && days(row) && place(row) && sources(row) && lists(at) && (!filter_.rows || (*filter_.rows)[at]);
  }

 private:
  void find_parts() {
    const std::int32_t outer = names_.place(filter_.place);
    parts_.resize(names_.places().size());
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      parts_[i] = outer != kNoPlace && names_.within(static_cast<std::int32_t>(i), outer);
    }
  }

  bool kind(const IncidentRow& row) const {
    const bool wanted = filter_.kinds == 0 || (filter_.kinds >> static_cast<int>(row.kind) & 1) != 0;
    return wanted &&
           (families_.empty() || std::find(families_.begin(), families_.end(), row.family) != families_.end());
  }
  bool days(const IncidentRow& row) const {
    if (filter_.from == kNoDay && filter_.to == kNoDay) return true;
    return row.first != kNoDay && (filter_.from == kNoDay || row.last >= filter_.from) &&
           (filter_.to == kNoDay || row.first <= filter_.to);
  }
  bool place(const IncidentRow& row) const {
    if (!filter_.place.empty() && row.place_id != filter_.place &&
        (row.place == kNoPlace || !parts_[static_cast<std::size_t>(row.place)])) {
      return false;
    }
    if (!filter_.box) return true;
    if (row.place == kNoPlace) return false;
    const PlaceInfo& info = names_.places()[static_cast<std::size_t>(row.place)];
    return filter_.box->holds(info.lat, info.lon);
  }
  bool sources(const IncidentRow& row) const {
    return row.origins >= filter_.min_origins - (filter_.min_origins == 0 ? 1 : 0) &&
           (!filter_.disputed || *filter_.disputed == (row.disputes != 0));
  }
  bool lists(std::uint32_t at) const {
    return (filter_.actor.empty() || has(snapshot_.actors.of(at), actor_)) &&
           (filter_.outlet.empty() || has(snapshot_.outlets.of(at), outlet_));
  }

  const Snapshot& snapshot_;
  const Names& names_;
  const Filter& filter_;
  std::int64_t actor_ = -1, outlet_ = -1;
  std::vector<bool> parts_;
  std::vector<std::int64_t> families_;
};

/// True when `a` stands before `b`.
bool before(const Cursor& a, const Cursor& b, bool descending) {
  if (a.value == b.value) return a.id < b.id;
  if (a.value == kNoValue || b.value == kNoValue) return b.value == kNoValue;
  return descending ? a.value > b.value : a.value < b.value;
}

void write_bounds(Json& out, std::string_view field, const Bounds& bounds) {
  if (!bounds.given) {
    out.field(field, nullptr);
    return;
  }
  out.begin(field).field("low", bounds.low);
  bounds.open ? out.field("high", nullptr) : out.field("high", bounds.high);
  out.field("highest", bounds.high).end();
}

void write_day(Json& out, std::string_view field, std::int32_t day) {
  out.nullable(field, day == kNoDay ? "" : day_text(day));
}

}  // namespace

bool Box::holds(double lat, double lon) const {
  const bool inside = west <= east ? lon >= west && lon <= east : lon >= west || lon <= east;
  return inside && lat >= south && lat <= north;
}

Selection select(const Snapshot& snapshot, const Names& names, const Filter& filter) {
  const Test test(snapshot, names, filter);
  Selection found;
  for (std::uint32_t i = 0; i < snapshot.rows.size(); ++i) {
    if (test(i)) found.push_back(i);
  }
  return found;
}

/// The order is known for all rows: those wanted are taken out of it.
void sort(const Snapshot& snapshot, Selection& rows, Sort by) {
  const auto& order = snapshot.orders[static_cast<std::size_t>(by.key)][by.descending ? 0 : 1];
  if (order.empty()) return;
  std::vector<bool> wanted(snapshot.rows.size(), false);
  for (const std::uint32_t row : rows) wanted[row] = true;
  rows.clear();
  for (const std::uint32_t row : order) {
    if (wanted[row]) rows.push_back(row);
  }
}

std::string text_of(const Cursor& cursor) {
  return std::to_string(cursor.value) + "~" + cursor.id;
}

std::optional<Cursor> cursor_of(std::string_view text) {
  Cursor cursor;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), cursor.value);
  const auto used = static_cast<std::size_t>(end - text.data());
  if (error != std::errc() || used >= text.size() || *end != '~') return std::nullopt;
  cursor.id = text.substr(used + 1);
  return cursor;
}

std::size_t behind(const Snapshot& snapshot, const Selection& rows, Sort by, const Cursor& cursor) {
  const auto is_behind = [&](const Cursor& given, std::uint32_t row) {
    const IncidentRow& incident = snapshot.rows[row];
    return before(given, {sort_value(incident, by.key), incident.id}, by.descending);
  };
  return static_cast<std::size_t>(std::upper_bound(rows.begin(), rows.end(), cursor, is_behind) - rows.begin());
}

void write_summary(Json& out, const Snapshot& snapshot, const Names& names, const IncidentRow& row) {
  const auto at = static_cast<std::size_t>(&row - snapshot.rows.data());
  out.begin().field("incident_id", row.id).field("family", snapshot.families.texts()[row.family]);
  out.field("kind", name(row.kind)).field("place_id", row.place_id).field("place", row.place_words);
  write_point(out, names, row.place);
  write_day(out, "day_first", row.first);
  write_day(out, "day_last", row.last);
  out.field("documents", row.documents).field("claims", row.claims);
  out.field("outlets", snapshot.outlets.of(at).size());
  row.origins < 0 ? out.field("origins", nullptr) : out.field("origins", row.origins);
  write_bounds(out, "killed", row.killed);
  write_bounds(out, "injured", row.injured);
  out.list("disputes");
  for (std::size_t i = 0; i < snapshot.dispute_types.texts().size() && i < 32; ++i) {
    if ((row.disputes >> i & 1) != 0) out.value(snapshot.dispute_types.texts()[i]);
  }
  out.end_list().end();
}

}  // namespace isnad::serve
