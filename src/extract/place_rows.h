// The gazetteer and the words around place names, decoded once: rows of places.tsv with their kind of place, country
// and parent, and the rows of place_words.tsv and nationalities.tsv that speak for them.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "lexicon/lexicon.h"
#include "text/token.h"

namespace isnad::extract {

enum class PlaceType : std::uint8_t {
  kCountry,
  kGovernorate,
  kDistrict,
  kSubdistrict,
  kCity,
  kTown,
  kVillage,
  kQuarter,
  kCamp,
  kArea,
  kRegion,
  kRiver,
  kRoad,
  kSite,
  kUnknown,
};

/// How well a head word ("town of") fits a kind of place; `kNone`: they are different things.
enum class Fit : std::uint8_t { kNone, kLoose, kNear, kExact };
Fit fit(PlaceType head, PlaceType place);

struct PlaceRow {
  std::int32_t parent = -1;
  std::uint16_t country = 0;  ///< 1 ... countries; 0: in several
  PlaceType type = PlaceType::kUnknown;
  std::uint8_t prominence = 0;
  bool needs_head = false;
  bool common_word = false;
};

struct PlaceWord {
  enum class Role : std::uint8_t { kHead, kFacility, kDirection, kPart };
  Role role = Role::kPart;
  PlaceType type = PlaceType::kUnknown;
  lexicon::WordId singular = 0;
  bool refers = false;   ///< alone and definite it means a place around those named before
  bool capital = false;  ///< it means the seat of government
};

/// Immutable; the lexicon must outlive it.
class PlaceRows {
 public:
  explicit PlaceRows(const lexicon::Lexicon& lexicon);

  const lexicon::Lexicon& lexicon() const { return lexicon_; }
  int places() const { return places_; }
  int words() const { return words_; }
  int nationalities() const { return nationalities_; }
  int locatives() const { return locatives_; }
  int actors() const { return actors_; }

  const PlaceRow& row(std::uint32_t row) const { return rows_[row]; }
  const PlaceWord& word(std::uint32_t row) const { return place_words_[row]; }
  std::uint16_t country_of_nationality(std::uint32_t row) const { return nations_[row]; }
  std::uint16_t country_of_actor(std::uint32_t row) const { return actor_countries_[row]; }
  std::size_t countries() const { return country_codes_.size(); }
  /// The row of a country, and that of its capital; -1: none.
  std::int32_t row_of_country(std::uint16_t country) const { return country_rows_[country]; }
  std::int32_t capital_of(std::uint16_t country) const { return capitals_[country]; }

  /// True when `inner` lies in `outer`.
  bool within(std::uint32_t inner, std::uint32_t outer) const;
  /// The place itself or the nearest one around it that a head word of `type` may mean; -1: none.
  std::int32_t enclosing(std::uint32_t row, PlaceType type) const;
  /// False when the match took the article off the name's first word: hims is no reading of alhims.
  bool begins_with(const text::Token& token, std::uint32_t row) const;
  /// The country of a newspaper, channel or agency, from the rows of actors.tsv; 0: not known.
  std::uint16_t country_of_outlet(std::string_view outlet) const;

 private:
  std::uint16_t country(std::string_view code) const;
  void read_places();
  void read_place(std::uint32_t row);
  void read_first_words(std::string_view names);
  void read_words();
  void read_nationalities();
  void read_actors();

  const lexicon::Lexicon& lexicon_;
  int places_, words_, nationalities_, locatives_, actors_;
  std::vector<PlaceRow> rows_;
  std::vector<PlaceWord> place_words_;
  std::vector<std::uint16_t> actor_countries_;         // by row of actors.tsv
  std::vector<std::uint16_t> nations_;                 // by row of nationalities.tsv
  std::vector<std::int32_t> country_rows_, capitals_;  // by country
  std::vector<std::string_view> country_codes_;        // sorted; country c at c - 1
  std::vector<std::pair<std::string_view, std::uint16_t>> alpha3_;
  std::vector<lexicon::WordId> first_words_;     // of a row's names
  std::vector<std::uint32_t> first_word_begin_;  // by row; one more at the end
};

}  // namespace isnad::extract
