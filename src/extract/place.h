// Which place a name means: all names of a document are settled together, since each says something of the others.
//
//   find     names of places.tsv, with the head word in front (city of ...), and definite head words alone (the city)
//   weigh    each row of that name: does the head word fit, is its country what the document is about, do the names
//   beside
//            it lie in it or around it, is it well known
//   settle   the weights again, now that the names beside it have a meaning; what nothing speaks for stays unresolved
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "extract/mentions.h"
#include "extract/place_rows.h"
#include "text/token.h"

namespace isnad::extract {

struct PlaceMention {
  TokenRange tokens;                ///< with the head word
  TokenRange name;                  ///< the name alone; empty where the head word refers to a place named before
  std::vector<std::uint32_t> rows;  ///< of places.tsv, the likeliest first; empty: unresolved
};

/// Immutable; shared between threads. The lexicon must outlive it.
class PlaceResolver {
 public:
  explicit PlaceResolver(const lexicon::Lexicon& lexicon) : rows_(lexicon) {}

  /// Sets `out` to the places that `analysis` mentions, in text order, without overlaps. `outlet` may be empty.
  /// Linear in the number of tokens.
  void resolve(const text::Analysis& analysis, std::string_view outlet, std::vector<PlaceMention>& out) const;

  std::string_view id(std::uint32_t row) const { return rows_.lexicon().cell(rows_.places(), row, "id"); }
  std::string_view type(std::uint32_t row) const { return rows_.lexicon().cell(rows_.places(), row, "type"); }

 private:
  PlaceRows rows_;
};

}  // namespace isnad::extract
