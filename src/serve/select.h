// Which incidents meet a filter, in which order, and what is made of them: pages, marks of a map, a timeline, counts.
//
//   Filter filter = ...;                                       // from the parameters of a request, arguments.h
//   const Selection found = select(snapshot, names, filter);   // a pass over all rows: below a millisecond for 100,000
//   page(snapshot, found, sort, cursor, limit)
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "base/json_fields.h"
#include "serve/names.h"
#include "serve/snapshot.h"

namespace isnad::serve {

struct Box {
  double west = -180, south = -90, east = 180, north = 90;
  bool holds(double lat, double lon) const;
};

/// What is empty takes all.
struct Filter {
  std::uint64_t kinds = 0;  ///< a bit a kind; 0: all
  std::vector<std::string> families;
  std::string actor, place, outlet;
  std::int32_t from = kNoDay, to = kNoDay;
  std::int64_t min_origins = 0;
  std::optional<bool> disputed;
  std::optional<Box> box;
  std::optional<std::vector<bool>> rows;  ///< those that the words asked for occur in
};

struct Sort {
  Key key = Key::kDay;
  bool descending = true;
};

/// Rows in the order of the snapshot.
using Selection = std::vector<std::uint32_t>;

Selection select(const Snapshot& snapshot, const Names& names, const Filter& filter);

/// Puts rows into another order than that of the snapshot.
void sort(const Snapshot& snapshot, Selection& rows, Sort by);

/// Where a page ends: the value that it is sorted by, and the id.
struct Cursor {
  std::int64_t value = 0;
  std::string id;
};
std::string text_of(const Cursor& cursor);
std::optional<Cursor> cursor_of(std::string_view text);

/// Index of the first of the sorted `rows` behind the cursor.
std::size_t behind(const Snapshot& snapshot, const Selection& rows, Sort by, const Cursor& cursor);

void write_summary(Json& out, const Snapshot& snapshot, const Names& names, const IncidentRow& row);
void write_map(Json& out, const Snapshot& snapshot, const Names& names, const Selection& rows, int zoom);

enum class Bin : std::uint8_t { kAuto, kDay, kWeek, kMonth, kYear };
void write_timeline(Json& out, const Snapshot& snapshot, const Selection& rows, Bin bin);
void write_facets(Json& out, const Snapshot& snapshot, const Names& names, const Selection& rows);

using Counts = std::vector<std::pair<std::string, std::int64_t>>;
/// At most 50, the highest first.
Counts commonest(Counts counts);
/// As a list of {id, count}.
void write_counts(Json& out, std::string_view field, const Counts& counts);

}  // namespace isnad::serve
