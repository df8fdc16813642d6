// Where a text names places, and which rows each name may mean. What the rows weigh is place.cc's.
#pragma once

#include <cstdint>
#include <vector>

#include "extract/place_rows.h"
#include "text/token.h"

namespace isnad::extract {

/// A row that a name may mean.
struct PlaceCandidate {
  std::uint32_t row = 0;
  Fit head = Fit::kNone;
  float score = 0;
};

/// A name before it is settled.
struct PlaceName {
  text::TokenRange tokens, name;      // `name` is empty for a head word alone
  std::uint32_t first = 0, last = 0;  ///< into PlaceNames::candidates, best first once settled
  PlaceType head = PlaceType::kUnknown;
  std::int32_t word = -1;     ///< the head word's row of place_words.tsv
  std::uint16_t country = 0;  ///< of the adjective behind a head word alone
  bool describes = false;     ///< the name begins with a definite head word
  bool located = false;       ///< a word beside it says that a place is meant
};

struct PlaceNames {
  std::vector<PlaceName> names;
  std::vector<PlaceCandidate> candidates;
};

class PlaceFinder {
 public:
  PlaceFinder(const PlaceRows& rows, const text::Analysis& analysis);

  PlaceNames find();

 private:
  // What stands at the gap before a token.
  struct Gap {
    std::int32_t head = -1;  // index of the longest match of a head word that ends here
    bool locative = false;   // a locative, direction or part of a place ends here
    bool direction = false;  // a direction begins here
  };

  void mark_words();
  const text::Match* reference_at(std::uint32_t token) const;
  bool describes_reference(std::uint32_t token) const;
  bool name_follows(std::uint32_t token) const;
  std::int32_t word_at(std::uint32_t token) const;
  void add_reference(const text::Match& match);
  std::uint16_t nationality_at(std::uint32_t token) const;
  std::uint32_t longest_name(std::uint32_t token) const;
  bool head_begins(std::uint32_t token) const;
  bool is_head_word_of_next(std::uint32_t token, std::uint32_t last) const;
  void add_name(std::uint32_t first, std::uint32_t last);
  bool add_candidates(const PlaceName& name, bool only_fitting);
  void set_head(PlaceName& name, bool& only_fitting) const;
  bool is_located(const PlaceName& name) const;
  bool continues_list(const PlaceName& name) const;

  const PlaceRows& rows_;
  const text::Analysis& analysis_;
  std::vector<Gap> gaps_;
  PlaceNames out_;
};

}  // namespace isnad::extract
