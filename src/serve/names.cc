#include "serve/names.h"

#include <algorithm>
#include <cstdlib>

#include "base/strings.h"

namespace isnad::serve {
namespace {

constexpr int kDeepest = 8;  // parents of a place; a table may hold a circle by mistake

double number(std::string_view text) {
  return std::strtod(std::string(text).c_str(), nullptr);
}

}  // namespace

Names::Names(const lexicon::Lexicon& lexicon) : lexicon_(lexicon) {
  read_places();
  read_rows("actors", actors_);
  for (std::size_t table = 0; table < lexicon.table_count(); ++table) {
    read_rows(lexicon.table_name(static_cast<int>(table)), rules_);
  }
  read_spellings("places", true);
  read_spellings("actors", false);
  std::sort(spellings_.begin(), spellings_.end(),
            [](const Spelling& a, const Spelling& b) { return a.folded < b.folded; });
}

void Names::add_spelling(std::string_view words, int weight, Suggestion suggestion) {
  std::string folded = lexicon_.fold()(words);
  if (!folded.empty()) spellings_.push_back({std::move(folded), weight, suggestion});
}

void Names::read_spellings(std::string_view name, bool is_place) {
  const int table = lexicon_.table(name);
  for (std::uint32_t row = 0; row < lexicon_.rows(table); ++row) {
    const Suggestion suggestion{is_place, lexicon_.cell(table, row, "id")};
    const int weight = is_place ? static_cast<int>(number(lexicon_.cell(table, row, "prominence"))) : 5;
    add_spelling(lexicon_.cell(table, row, "name_ar"), weight, suggestion);
    add_spelling(lexicon_.cell(table, row, "name_en"), weight, suggestion);
    for (const std::string_view alias : split_words(lexicon_.cell(table, row, "aliases_ar"), '|'))
      add_spelling(alias, weight, suggestion);
  }
}

std::vector<Suggestion> Names::suggest(const std::string& folded, bool places, bool actors, std::size_t limit) const {
  std::vector<const Spelling*> found;
  auto at = std::lower_bound(spellings_.begin(), spellings_.end(), folded,
                             [](const Spelling& a, const std::string& b) { return a.folded < b; });
  for (; at != spellings_.end() && at->folded.starts_with(folded); ++at) {
    if (at->suggestion.is_place ? places : actors) found.push_back(&*at);
  }
  std::stable_sort(found.begin(), found.end(), [](const Spelling* a, const Spelling* b) {
    return a->weight != b->weight ? a->weight > b->weight : a->folded.size() < b->folded.size();
  });
  std::vector<Suggestion> suggestions;
  std::set<std::string_view> seen;
  for (const Spelling* spelling : found) {
    if (suggestions.size() < limit && seen.insert(spelling->suggestion.id).second)
      suggestions.push_back(spelling->suggestion);
  }
  return suggestions;
}

void Names::read_places() {
  const int table = lexicon_.table("places");
  const auto cell = [&](std::uint32_t row, std::string_view column) { return lexicon_.cell(table, row, column); };
  for (std::uint32_t row = 0; row < lexicon_.rows(table); ++row) {
    place_rows_.emplace(cell(row, "id"), static_cast<std::int32_t>(row));
    places_.push_back({cell(row, "id"), cell(row, "name_ar"), cell(row, "name_en"), cell(row, "type"), kNoPlace,
                       number(cell(row, "lat")), number(cell(row, "lon"))});
  }
  for (std::uint32_t row = 0; row < places_.size(); ++row) places_[row].parent = place(cell(row, "parent"));
}

void Names::read_rows(std::string_view name, Rows& into) {
  const int table = lexicon_.table(name);
  const int column = table < 0 ? -1 : lexicon_.column(table, "id");
  if (column < 0) return;
  for (std::uint32_t row = 0; row < lexicon_.rows(table); ++row) {
    into.emplace(lexicon_.cell(table, row, column), RowRef{table, row});
  }
}

RowRef Names::find(const Rows& rows, std::string_view id) {
  const auto found = rows.find(id);
  return found == rows.end() ? RowRef{} : found->second;
}

std::int32_t Names::place(std::string_view id) const {
  const auto found = place_rows_.find(id);
  return found == place_rows_.end() ? kNoPlace : found->second;
}

bool Names::within(std::int32_t inner, std::int32_t outer) const {
  for (int depth = 0; inner != kNoPlace && depth < kDeepest; ++depth) {
    if (inner == outer) return true;
    inner = places_[static_cast<std::size_t>(inner)].parent;
  }
  return false;
}

std::string_view Names::cell(RowRef row, std::string_view column) const {
  return row.table < 0 ? std::string_view() : lexicon_.cell(row.table, row.row, column);
}

void Names::write(Json& out, std::string_view id) const {
  const std::int32_t at = place(id);
  const RowRef row = actor(id);
  if (at == kNoPlace && row.table < 0) return;
  const bool is_place = at != kNoPlace;
  const PlaceInfo info = is_place ? places_[static_cast<std::size_t>(at)] : PlaceInfo{};
  out.begin(id)
      .field("ar", is_place ? info.ar : cell(row, "name_ar"))
      .field("en", is_place ? info.en : cell(row, "name_en"))
      .end();
}

void NameSet::add(const Claim& claim) {
  for (const auto* list : {&claim.agent, &claim.target, &claim.means}) {
    for (const Participant& participant : *list) add(participant.id);
  }
  for (const Attribution& step : claim.attribution) add(step.id);
  for (const Place& place : claim.place) {
    add(place.id);
    for (const std::string& candidate : place.candidates) add(candidate);
  }
}

void NameSet::write(Json& out, const Names& names) const {
  out.begin("names");
  for (const std::string& id : ids_) names.write(out, id);
  out.end();
}

void write_point(Json& out, const Names& names, std::int32_t place) {
  if (place == kNoPlace) {
    out.field("point", nullptr);
    return;
  }
  const PlaceInfo& info = names.places()[static_cast<std::size_t>(place)];
  out.begin("point").field("lat", info.lat).field("lon", info.lon).field("precision", info.type).end();
}

}  // namespace isnad::serve
