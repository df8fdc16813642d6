// Lists of incidents: pages, marks, bins and counts over one selection.
#include <algorithm>

#include "serve/arguments.h"
#include "serve/compress.h"
#include "serve/endpoints.h"
#include "serve/search.h"

namespace isnad::serve {
namespace {

constexpr Sort kSortOf[] = {{Key::kDay, true},      {Key::kDay, false},       {Key::kKilled, false},
                            {Key::kKilled, true},   {Key::kDocuments, false}, {Key::kDocuments, true},
                            {Key::kOrigins, false}, {Key::kOrigins, true},    {Key::kClaims, false},
                            {Key::kClaims, true}};

using Rows = std::shared_ptr<const Selection>;

/// A text that cannot be taken for a part of another, whatever it holds.
std::string measured(std::string_view text) {
  return std::to_string(text.size()) + ":" + std::string(text);
}

/// What names a selection: the parameters of the filter and the order, however they are written.
std::string question_of(const Request& request, std::size_t order) {
  constexpr std::string_view kFilters[] = {"kind",   "family",      "actor",    "place", "from", "to",
                                           "outlet", "min_origins", "disputed", "bbox",  "q"};
  std::string question = std::to_string(order);
  for (const std::string_view name : kFilters) {
    const auto value = request.parameter(name);
    question += '\n';
    if (value) question += measured(*value);
  }
  return question;
}

/// The rows that meet the filter of a request, in order. Errors: the words cannot be looked for.
Result<Rows> selection(const Call& call, Filter filter, const std::string& words, std::size_t order) {
  const std::string question = question_of(call.request, order);
  if (Rows known = call.snapshot->found.get(question)) return known;
  if (!words.empty()) {
    auto rows = rows_with(call, words);
    if (!rows) return rows.error();
    filter.rows = *std::move(rows);
  }
  auto rows = std::make_shared<Selection>(select(*call.snapshot, call.names(), filter));
  sort(*call.snapshot, *rows, kSortOf[order]);
  call.snapshot->found.put(question, rows);
  return Rows(rows);
}

void write_page(Json& out, const Call& call, const Selection& rows, Sort by, std::size_t begin, std::size_t limit) {
  const Snapshot& snapshot = *call.snapshot;
  const std::size_t end = std::min(rows.size(), begin + limit);
  NameSet ids;
  out.begin().list("items");
  for (std::size_t i = begin; i < end; ++i) {
    const IncidentRow& row = snapshot.rows[rows[i]];
    write_summary(out, snapshot, call.names(), row);
    ids.add(row.place_id);
  }
  out.end_list().field("total", rows.size());
  const IncidentRow* last = end > begin && end < rows.size() ? &snapshot.rows[rows[end - 1]] : nullptr;
  out.nullable("next", last == nullptr ? "" : text_of({sort_value(*last, by.key), last->id}));
  ids.write(out, call.names());
  out.end();
}

/// What map, timeline and facets share: the selection, then `write`.
template <typename Write>
Response over_selection(const Call& call, Arguments& arguments, Write write) {
  const Filter filter = arguments.filter();
  const std::string words = arguments.text("q", 200);
  if (const auto wrong = arguments.problem()) return fault(400, *wrong);
  const auto rows = selection(call, filter, words, 0);
  if (!rows) return fault(rows.error());
  Json json;
  write(json, **rows);
  return json_answer(json);
}

Response page_of_incidents(const Call& call) {
  Arguments arguments(call.request);
  const std::size_t order = arguments.choice("sort", {"-day", "day", "killed", "-killed", "documents", "-documents",
                                                      "origins", "-origins", "claims", "-claims"});
  const auto limit = static_cast<std::size_t>(arguments.limit());
  const std::optional<Cursor> cursor = arguments.cursor();
  const Filter filter = arguments.filter();
  const std::string words = arguments.text("q", 200);
  if (const auto wrong = arguments.problem()) return fault(400, *wrong);
  const auto rows = selection(call, filter, words, order);
  if (!rows) return fault(rows.error());
  const Sort by = kSortOf[order];
  Json json;
  write_page(json, call, **rows, by, cursor ? behind(*call.snapshot, **rows, by, *cursor) : 0, limit);
  return json_answer(json);
}

}  // namespace

/// Readers ask for the same few pages: one that was made of this snapshot is given again.
Response incidents(const Call& call) {
  std::string asked;
  for (const auto& [name, value] : call.request.query) asked += measured(name) + measured(value);
  if (const auto known = call.snapshot->pages.get(asked)) return *known;
  Response made = page_of_incidents(call);
  if (made.status != 200) return made;
  made.headers.emplace_back("ETag", tag_of(made.content()));
  call.snapshot->pages.put(asked, std::make_shared<Response>(made));
  return made;
}

Response map(const Call& call) {
  Arguments arguments(call.request);
  const auto zoom = static_cast<int>(arguments.integer("zoom", 0, 18, 5));
  return over_selection(call, arguments, [&](Json& out, const Selection& rows) {
    write_map(out, *call.snapshot, call.names(), rows, zoom);
  });
}

Response timeline(const Call& call) {
  Arguments arguments(call.request);
  const auto bin = static_cast<Bin>(arguments.choice("bin", {"auto", "day", "week", "month", "year"}));
  return over_selection(call, arguments,
                        [&](Json& out, const Selection& rows) { write_timeline(out, *call.snapshot, rows, bin); });
}

Response facets(const Call& call) {
  Arguments arguments(call.request);
  return over_selection(call, arguments, [&](Json& out, const Selection& rows) {
    write_facets(out, *call.snapshot, call.names(), rows);
  });
}

}  // namespace isnad::serve
