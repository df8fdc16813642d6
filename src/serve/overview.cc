// A selection of incidents from afar: marks of a map, bins of a timeline, counts of values.
#include <algorithm>
#include <cmath>
#include <map>

#include "model/day.h"
#include "serve/select.h"

namespace isnad::serve {
namespace {

constexpr std::size_t kMostValues = 50;
constexpr std::size_t kMostBins = 200;
constexpr double kCellsPerTile = 4;

struct Tally {
  std::int64_t count = 0, disputed = 0, killed = 0;
  std::int32_t place = kNoPlace;
  std::uint32_t row = 0;  ///< one of its incidents
};

void add(Tally& tally, const IncidentRow& row, std::uint32_t at) {
  ++tally.count;
  tally.disputed += row.disputes != 0 ? 1 : 0;
  tally.killed += row.killed.given ? row.killed.low : 0;
  tally.place = row.place;
  tally.row = at;
}

/// Northing of the web's map projection, 0 at the north edge to 1 at the south edge.
double northing(double lat) {
  const double radians = std::clamp(lat, -85.0, 85.0) * 3.14159265358979 / 180;
  return (1 - std::log(std::tan(radians) + 1 / std::cos(radians)) / 3.14159265358979) / 2;
}

struct Mark {
  Tally all;
  std::size_t places = 0;
  double lat = 0, lon = 0;  // weighted sums
  Box box{180, 90, -180, -90};
};

void add(Mark& mark, const Tally& tally, const PlaceInfo& place) {
  mark.all.count += tally.count;
  mark.all.disputed += tally.disputed;
  mark.all.killed += tally.killed;
  mark.all.place = tally.place;
  mark.all.row = tally.row;
  ++mark.places;
  mark.lat += place.lat * static_cast<double>(tally.count);
  mark.lon += place.lon * static_cast<double>(tally.count);
  mark.box = {std::min(mark.box.west, place.lon), std::min(mark.box.south, place.lat),
              std::max(mark.box.east, place.lon), std::max(mark.box.north, place.lat)};
}

void write_mark(Json& out, const Snapshot& snapshot, const Names& names, const Mark& mark) {
  const auto count = static_cast<double>(mark.all.count);
  const PlaceInfo& place = names.places()[static_cast<std::size_t>(mark.all.place)];
  const bool one_place = mark.places == 1;
  out.begin().field("lat", mark.lat / count).field("lon", mark.lon / count).field("count", mark.all.count);
  out.field("disputed", mark.all.disputed).field("killed", mark.all.killed).list("bbox");
  for (const double edge : {mark.box.west, mark.box.south, mark.box.east, mark.box.north}) out.value(edge);
  out.end_list().nullable("precision", one_place ? place.type : "").nullable("place_id", one_place ? place.id : "");
  out.nullable("incident_id", mark.all.count == 1 ? std::string_view(snapshot.rows[mark.all.row].id) : "").end();
}

/// 1970-01-01 was a Thursday; weeks begin on Monday.
std::int32_t week_of(std::int32_t day) {
  const std::int32_t since_monday = ((day + 3) % 7 + 7) % 7;
  return day - since_monday;
}

std::string start_of(std::int32_t day, Bin bin) {
  const std::string text = day_text(bin == Bin::kWeek ? week_of(day) : day);
  if (bin == Bin::kMonth) return text.substr(0, 7) + "-01";
  return bin == Bin::kYear ? text.substr(0, 4) + "-01-01" : text;
}

/// The finest that gives few enough bins over the span.
Bin finest(const Snapshot& snapshot, const Selection& rows) {
  std::int32_t first = kNoDay, last = kNoDay;
  for (const std::uint32_t at : rows) {
    const std::int32_t day = snapshot.rows[at].first;
    if (day == kNoDay) continue;
    first = first == kNoDay ? day : std::min(first, day);
    last = std::max(last, day);
  }
  const auto days = first == kNoDay ? 0 : static_cast<std::size_t>(last - first) + 1;
  if (days <= kMostBins) return Bin::kDay;
  if (days / 7 < kMostBins) return Bin::kWeek;
  return days / 30 < kMostBins ? Bin::kMonth : Bin::kYear;
}

constexpr std::string_view kBinNames[] = {"auto", "day", "week", "month", "year"};

Counts counts_of(const std::vector<std::int64_t>& numbers, const std::vector<std::string>& texts) {
  Counts counts;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (numbers[i] > 0) counts.emplace_back(texts[i], numbers[i]);
  }
  return counts;
}

Counts counts_of(const std::map<std::string, std::int64_t>& numbers) {
  return {numbers.begin(), numbers.end()};
}

Counts list_counts(const Lists& lists, const Selection& rows, const std::vector<std::string>& texts) {
  std::vector<std::int64_t> numbers(texts.size(), 0);
  for (const std::uint32_t at : rows) {
    for (const std::uint32_t item : lists.of(at)) ++numbers[item];
  }
  return counts_of(numbers, texts);
}

}  // namespace

Counts commonest(Counts counts) {
  const auto higher = [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  };
  const std::size_t kept = std::min(kMostValues, counts.size());
  std::partial_sort(counts.begin(), counts.begin() + static_cast<std::ptrdiff_t>(kept), counts.end(), higher);
  counts.resize(kept);
  return counts;
}

void write_counts(Json& out, std::string_view field, const Counts& counts) {
  out.list(field);
  for (const auto& [id, count] : counts) out.begin().field("id", id).field("count", count).end();
  out.end_list();
}

/// First by place, of which there are few, then by cell of the grid.
void write_map(Json& out, const Snapshot& snapshot, const Names& names, const Selection& rows, int zoom) {
  std::map<std::int32_t, Tally> by_place;
  std::int64_t unplaced = 0;
  for (const std::uint32_t at : rows) {
    const IncidentRow& row = snapshot.rows[at];
    row.place == kNoPlace ? static_cast<void>(++unplaced) : add(by_place[row.place], row, at);
  }
  const double cells = std::exp2(zoom) * kCellsPerTile;
  std::map<std::pair<std::int64_t, std::int64_t>, Mark> marks;
  for (const auto& [at, tally] : by_place) {
    const PlaceInfo& place = names.places()[static_cast<std::size_t>(at)];
    const auto x = static_cast<std::int64_t>((place.lon + 180) / 360 * cells);
    const auto y = static_cast<std::int64_t>(northing(place.lat) * cells);
    add(marks[{x, y}], tally, place);
  }
  out.begin().field("total", rows.size()).field("unplaced", unplaced).list("marks");
  for (const auto& [cell, mark] : marks) write_mark(out, snapshot, names, mark);
  out.end_list().end();
}

void write_timeline(Json& out, const Snapshot& snapshot, const Selection& rows, Bin bin) {
  if (bin == Bin::kAuto) bin = finest(snapshot, rows);
  std::map<std::int32_t, std::pair<std::int64_t, std::int64_t>> days;
  std::int64_t undated = 0;
  for (const std::uint32_t at : rows) {
    const IncidentRow& row = snapshot.rows[at];
    if (row.first == kNoDay) {
      ++undated;
      continue;
    }
    auto& [count, disputed] = days[row.first];
    ++count;
    disputed += row.disputes != 0 ? 1 : 0;
  }
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> bins;
  for (const auto& [day, numbers] : days) {
    auto& [count, disputed] = bins[start_of(day, bin)];
    count += numbers.first;
    disputed += numbers.second;
  }
  out.begin().field("bin", kBinNames[static_cast<int>(bin)]).field("undated", undated).list("bins");
  for (const auto& [start, numbers] : bins) {
    out.begin().field("start", start).field("count", numbers.first).field("disputed", numbers.second).end();
  }
  out.end_list().end();
}

void write_facets(Json& out, const Snapshot& snapshot, const Names& names, const Selection& rows) {
  std::map<std::string, std::int64_t> kinds, families, places, disputes;
  for (const std::uint32_t at : rows) {
    const IncidentRow& row = snapshot.rows[at];
    ++kinds[std::string(name(row.kind))];
    ++families[snapshot.families.texts()[row.family]];
    if (!row.place_id.empty()) ++places[row.place_id];
    for (std::size_t i = 0; i < snapshot.dispute_types.texts().size() && i < 32; ++i) {
      if ((row.disputes >> i & 1) != 0) ++disputes[snapshot.dispute_types.texts()[i]];
    }
  }
  const Counts actors = commonest(list_counts(snapshot.actors, rows, snapshot.actor_ids.texts()));
  const Counts common_places = commonest(counts_of(places));
  out.begin();
  write_counts(out, "kinds", commonest(counts_of(kinds)));
  write_counts(out, "families", counts_of(families));
  write_counts(out, "actors", actors);
  write_counts(out, "places", common_places);
  write_counts(out, "outlets", commonest(list_counts(snapshot.outlets, rows, snapshot.outlet_names.texts())));
  write_counts(out, "disputes", counts_of(disputes));
  NameSet ids;
  for (const auto& [id, count] : actors) ids.add(id);
  for (const auto& [id, count] : common_places) ids.add(id);
  ids.write(out, names);
  out.end();
}

}  // namespace isnad::serve
