// What the store holds and the names that a page needs; names that begin with what is typed.
#include "isnad/policy.h"
#include "isnad/version.h"
#include "model/day.h"
#include "serve/arguments.h"
#include "serve/endpoints.h"
#include "serve/page.h"
#include "serve/search.h"

namespace isnad::serve {
namespace {

void write_store(Json& out, const Snapshot& snapshot) {
  std::int32_t first = kNoDay, last = kNoDay;
  for (const IncidentRow& row : snapshot.rows) {
    if (row.first == kNoDay) continue;
    first = first == kNoDay ? row.first : std::min(first, row.first);
    last = std::max(last, row.last);
  }
  out.begin("store").field("documents", snapshot.documents).field("superseded", snapshot.superseded);
  out.field("claims", snapshot.claims).field("incidents", snapshot.rows.size());
  out.field("quarantined", snapshot.quarantined);
  out.nullable("first_day", first == kNoDay ? "" : day_text(first));
  out.nullable("last_day", last == kNoDay ? "" : day_text(last)).field("current", snapshot.current).end();
}

void write_kinds(Json& out, const lexicon::Lexicon& lexicon) {
  const int table = lexicon.table("kinds");
  std::vector<std::string_view> families;
  out.list("kinds");
  for (std::uint32_t row = 0; row < lexicon.rows(table); ++row) {
    const std::string_view family = lexicon.cell(table, row, "family");
    if (std::find(families.begin(), families.end(), family) == families.end()) families.push_back(family);
    out.begin().field("id", lexicon.cell(table, row, "id")).field("family", family);
    out.field("ar", lexicon.cell(table, row, "arabic")).field("en", lexicon.cell(table, row, "english")).end();
  }
  out.end_list().list("families");
  for (const std::string_view family : families) out.value(family);
  out.end_list();
}

void write_suggestion(Json& out, const Names& names, const Suggestion& found) {
  out.begin().field("type", found.is_place ? "place" : "actor").field("id", found.id);
  if (found.is_place) {
    const PlaceInfo& place = names.places()[static_cast<std::size_t>(names.place(found.id))];
    const bool inside = place.parent != kNoPlace;
    const std::string_view in = inside ? names.places()[static_cast<std::size_t>(place.parent)].en : std::string_view();
    out.field("ar", place.ar).field("en", place.en);
    out.field("detail", std::string(place.type) + (inside ? ", " : "") + std::string(in));
  } else {
    const RowRef row = names.actor(found.id);
    out.field("ar", names.cell(row, "name_ar")).field("en", names.cell(row, "name_en"));
    out.field("detail", names.cell(row, "type"));
  }
  out.end();
}

/// Outlets whose names begin with the folded words.
std::vector<std::string> outlets_with(const Call& call, const std::string& folded, std::size_t limit) {
  std::vector<std::string> found;
  for (const std::string& outlet : call.snapshot->outlet_names.texts()) {
    if (found.size() < limit && call.names().lexicon().fold()(outlet).starts_with(folded)) found.push_back(outlet);
  }
  return found;
}

}  // namespace

Response meta(const Call& call) {
  Arguments arguments(call.request);
  if (const auto wrong = arguments.problem()) return fault(400, *wrong);
  Json json;
  json.begin().field("version", kVersion).field("lexicon", call.app.knowledge());
  json.field("state", call.snapshot->state);
  write_store(json, *call.snapshot);
  write_kinds(json, call.names().lexicon());
  json.list("policies");
  for (int i = 0; i < kPolicyCount; ++i) json.value(name(static_cast<Policy>(i)));
  json.end_list();
  json.field("coding", true).field("reviewing", call.app.users().exist());
  return json_answer(json.end());
}

Response suggest(const Call& call) {
  Arguments arguments(call.request);
  const std::string folded = folded_terms(call, arguments.text("q", 100));
  const std::size_t type = arguments.choice("type", {"", "place", "actor", "outlet"});
  const auto limit = static_cast<std::size_t>(arguments.integer("limit", 1, 50, 10));
  if (const auto wrong = arguments.problem()) return fault(400, *wrong);
  if (folded.empty()) return fault(400, "parameter \"q\" must hold a word");
  Json json;
  json.begin().list("items");
  std::size_t given = 0;
  for (const Suggestion& found : call.names().suggest(folded, type == 0 || type == 1, type == 0 || type == 2, limit)) {
    write_suggestion(json, call.names(), found);
    ++given;
  }
  if (type == 0 || type == 3) {
    for (const std::string& outlet : outlets_with(call, folded, limit - given)) {
      json.begin().field("type", "outlet").field("id", outlet).field("ar", outlet).field("en", outlet);
      json.field("detail", "").end();
    }
  }
  json.end_list();
  return json_answer(json.end());
}

}  // namespace isnad::serve
