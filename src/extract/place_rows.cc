#include "extract/place_rows.h"

#include <algorithm>
#include <iterator>
#include <unordered_map>

#include "base/strings.h"

namespace isnad::extract {
namespace {

constexpr std::string_view kTypeNames[] = {"country", "governorate", "district", "subdistrict", "city",
                                           "town",    "village",     "quarter",  "camp",        "area",
                                           "region",  "river",       "road",     "site"};

constexpr std::string_view kJoiners = " \"'-";  // what parts the words of a name

PlaceType type_of(std::string_view name) {
  return static_cast<PlaceType>(std::find(std::begin(kTypeNames), std::end(kTypeNames), name) - std::begin(kTypeNames));
}

PlaceWord::Role role_of(std::string_view name) {
  if (name == "head") return PlaceWord::Role::kHead;
  if (name == "facility") return PlaceWord::Role::kFacility;
  return name == "direction" ? PlaceWord::Role::kDirection : PlaceWord::Role::kPart;
}

bool administrative(PlaceType type) {
  return type >= PlaceType::kGovernorate && type <= PlaceType::kSubdistrict;
}
bool settlement(PlaceType type) {
  return type >= PlaceType::kCity && type <= PlaceType::kVillage;
}
bool local(PlaceType type) {
  return type == PlaceType::kQuarter || type == PlaceType::kCamp;
}

constexpr int kDeepest = 8;  // parents of a place; a table may hold a circle by mistake

// Kinds of place that a definite head word alone may refer back to.
bool refers(PlaceType type) {
  return type == PlaceType::kCountry || administrative(type) || settlement(type) || local(type);
}

}  // namespace

Fit fit(PlaceType head, PlaceType place) {
  if (head == place) return Fit::kExact;
  if (administrative(head) && (administrative(place) || place == PlaceType::kRegion)) return Fit::kNear;
  if (settlement(head) && settlement(place)) {
    return head == PlaceType::kVillage && place == PlaceType::kCity ? Fit::kLoose : Fit::kNear;
  }
  if (local(head) && (local(place) || place == PlaceType::kTown || place == PlaceType::kArea)) return Fit::kNear;
  if (head == PlaceType::kRegion && (place == PlaceType::kGovernorate || place == PlaceType::kArea)) return Fit::kNear;
  // A district bears the name of its seat, and news calls any stretch of land an area.
  if (administrative(head) && (settlement(place) || local(place) || place == PlaceType::kArea)) return Fit::kLoose;
  if (head == PlaceType::kArea) return Fit::kLoose;
  if (settlement(head) && (local(place) || administrative(place) || place == PlaceType::kArea)) return Fit::kLoose;
  return Fit::kNone;
}

PlaceRows::PlaceRows(const lexicon::Lexicon& lexicon)
    : lexicon_(lexicon),
      places_(lexicon.table("places")),
      words_(lexicon.table("place_words")),
      nationalities_(lexicon.table("nationalities")),
      locatives_(lexicon.table("locatives")),
      actors_(lexicon.table("actors")) {
  read_places();
  read_words();
  read_nationalities();
  read_actors();
}

void PlaceRows::read_places() {
  const int id = lexicon_.column(places_, "id"), parent = lexicon_.column(places_, "parent");
  const int country_column = lexicon_.column(places_, "country");
  std::unordered_map<std::string_view, std::int32_t> by_id;
  for (std::uint32_t row = 0; row < lexicon_.rows(places_); ++row) {
    by_id[lexicon_.cell(places_, row, id)] = static_cast<std::int32_t>(row);
    country_codes_.push_back(lexicon_.cell(places_, row, country_column));
  }
  std::sort(country_codes_.begin(), country_codes_.end());
  country_codes_.erase(std::unique(country_codes_.begin(), country_codes_.end()), country_codes_.end());
  std::erase(country_codes_, std::string_view());
  country_rows_.assign(countries() + 1, -1);
  capitals_.assign(countries() + 1, -1);
  for (std::uint32_t row = 0; row < lexicon_.rows(places_); ++row) {
    read_place(row);
    const auto found = by_id.find(lexicon_.cell(places_, row, parent));
    if (found != by_id.end()) rows_.back().parent = found->second;
  }
  first_word_begin_.push_back(static_cast<std::uint32_t>(first_words_.size()));
}

void PlaceRows::read_place(std::uint32_t row) {
  const std::string_view note = lexicon_.cell(places_, row, "note");
  const std::string_view prominence = lexicon_.cell(places_, row, "prominence");
  PlaceRow place;
  place.country = country(lexicon_.cell(places_, row, "country"));
  place.type = type_of(lexicon_.cell(places_, row, "type"));
  place.prominence = prominence.empty() ? std::uint8_t{0} : static_cast<std::uint8_t>(prominence.front() - '0');
  place.needs_head = note == "needs_head";
  place.common_word = note == "common_word";
  if (place.type == PlaceType::kCountry) country_rows_[place.country] = static_cast<std::int32_t>(row);
  if (note == "capital") capitals_[place.country] = static_cast<std::int32_t>(row);
  rows_.push_back(place);
  first_word_begin_.push_back(static_cast<std::uint32_t>(first_words_.size()));
  for (const char* names : {"name_ar", "aliases_ar"}) read_first_words(lexicon_.cell(places_, row, names));
}

void PlaceRows::read_first_words(std::string_view names) {
  for (const std::string_view name : split_words(names, '|')) {
    const std::string folded = lexicon_.fold()(name);
    const std::size_t begin = folded.find_first_not_of(kJoiners);
    if (begin == std::string::npos) continue;
    const std::size_t end = folded.find_first_of(kJoiners, begin);
    first_words_.push_back(lexicon_.word(std::string_view(folded).substr(begin, end - begin)));
  }
}

void PlaceRows::read_words() {
  for (std::uint32_t row = 0; row < lexicon_.rows(words_); ++row) {
    PlaceWord word;
    word.role = role_of(lexicon_.cell(words_, row, "role"));
    word.type = type_of(lexicon_.cell(words_, row, "type"));
    const auto forms = split_words(lexicon_.cell(words_, row, "forms"), '|');
    if (!forms.empty()) word.singular = lexicon_.word(lexicon_.fold()(forms.front()));
    const bool open = lexicon_.cell(words_, row, "note").starts_with("also");
    word.refers = word.role == PlaceWord::Role::kHead && refers(word.type) && !open;
    word.capital = lexicon_.cell(words_, row, "id") == "head.capital";
    place_words_.push_back(word);
  }
}

void PlaceRows::read_nationalities() {
  for (std::uint32_t row = 0; row < lexicon_.rows(nationalities_); ++row) {
    const std::string_view id = lexicon_.cell(nationalities_, row, "id");
    nations_.push_back(country(id.substr(0, id.find('.'))));
    const std::string_view code = lexicon_.cell(nationalities_, row, "code");
    if (!code.empty()) alpha3_.emplace_back(code, nations_.back());
  }
}

void PlaceRows::read_actors() {
  for (std::uint32_t row = 0; row < lexicon_.rows(actors_); ++row) {
    const std::string_view code = lexicon_.cell(actors_, row, "country");
    const auto known =
        std::find_if(alpha3_.begin(), alpha3_.end(), [&](const auto& pair) { return pair.first == code; });
    actor_countries_.push_back(known == alpha3_.end() ? std::uint16_t{0} : known->second);
  }
}

std::uint16_t PlaceRows::country(std::string_view code) const {
  const auto found = std::lower_bound(country_codes_.begin(), country_codes_.end(), code);
  if (code.empty() || found == country_codes_.end() || *found != code) return 0;
  return static_cast<std::uint16_t>(found - country_codes_.begin() + 1);
}

bool PlaceRows::within(std::uint32_t inner, std::uint32_t outer) const {
  std::int32_t at = rows_[inner].parent;
  for (int depth = 0; at >= 0 && depth < kDeepest; ++depth) {
    if (static_cast<std::uint32_t>(at) == outer) return true;
    at = rows_[static_cast<std::uint32_t>(at)].parent;
  }
  return false;
}

std::int32_t PlaceRows::enclosing(std::uint32_t row, PlaceType type) const {
  std::int32_t near = -1;
  auto at = static_cast<std::int32_t>(row);
  for (int depth = 0; at >= 0 && depth < kDeepest; ++depth) {
    const PlaceRow& place = rows_[static_cast<std::uint32_t>(at)];
    const Fit fits = fit(type, place.type);
    if (fits == Fit::kExact) return at;
    if (fits == Fit::kNear && near < 0) near = at;
    at = place.parent;
  }
  return near;
}

bool PlaceRows::begins_with(const text::Token& token, std::uint32_t row) const {
  const auto begin = first_words_.begin() + first_word_begin_[row],
             end = first_words_.begin() + first_word_begin_[row + 1];
  return std::any_of(begin, end, [&](lexicon::WordId word) { return word == token.word || word == token.name; });
}

std::uint16_t PlaceRows::country_of_outlet(std::string_view outlet) const {
  for (const lexicon::Lexicon::Found& found : lexicon_.look_up(outlet)) {
    if (found.entry.table == actors_) return country_of_actor(found.entry.row);
  }
  return 0;
}

}  // namespace isnad::extract
