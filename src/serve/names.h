// What the lexicon knows of ids: names of places and actors, where places lie and what lies in what, and the row behind
// the id of a rule.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/json_fields.h"
#include "isnad/claim.h"
#include "lexicon/lexicon.h"

namespace isnad::serve {

inline constexpr std::int32_t kNoPlace = -1;

struct PlaceInfo {
  std::string_view id, ar, en, type;
  std::int32_t parent = kNoPlace;
  double lat = 0, lon = 0;
};

struct RowRef {
  int table = -1;
  std::uint32_t row = 0;
};

/// A place or an actor that somebody may mean.
struct Suggestion {
  bool is_place = false;
  std::string_view id;
};

/// Immutable; the lexicon must outlive it.
class Names {
 public:
  explicit Names(const lexicon::Lexicon& lexicon);

  const lexicon::Lexicon& lexicon() const { return lexicon_; }
  const std::vector<PlaceInfo>& places() const { return places_; }
  /// Index into `places`; kNoPlace when there is none of that id.
  std::int32_t place(std::string_view id) const;
  /// True when `inner` is `outer` or lies in it.
  bool within(std::int32_t inner, std::int32_t outer) const;

  /// The row that has the id; `table` is -1 when none has.
  RowRef actor(std::string_view id) const { return find(actors_, id); }
  RowRef rule(std::string_view id) const { return find(rules_, id); }
  std::string_view cell(RowRef row, std::string_view column) const;

  /// Those with a name that begins with the folded words: the prominent and the short first.
  std::vector<Suggestion> suggest(const std::string& folded, bool places, bool actors, std::size_t limit) const;

  /// {"ar": ..., "en": ...} of a place or an actor; nothing is written for other ids.
  void write(Json& out, std::string_view id) const;

 private:
  using Rows = std::unordered_map<std::string_view, RowRef>;
  static RowRef find(const Rows& rows, std::string_view id);
  void read_places();
  void read_rows(std::string_view table, Rows& into);
  void read_spellings(std::string_view table, bool is_place);
  void add_spelling(std::string_view words, int weight, Suggestion suggestion);

  const lexicon::Lexicon& lexicon_;
  std::vector<PlaceInfo> places_;
  std::unordered_map<std::string_view, std::int32_t> place_rows_;
  Rows actors_, rules_;
  struct Spelling {
    std::string folded;
    int weight;  ///< prominence of a place
    Suggestion suggestion;
  };
  std::vector<Spelling> spellings_;  // sorted by `folded`
};

/// The ids that stand in an answer, for its "names".
class NameSet {
 public:
  void add(std::string_view id) {
    if (!id.empty()) ids_.emplace(id);
  }
  void add(const Claim& claim);
  void write(Json& out, const Names& names) const;

 private:
  std::set<std::string, std::less<>> ids_;
};

/// The field "point": null when the place is not known, or has no coordinates.
void write_point(Json& out, const Names& names, std::int32_t place);

}  // namespace isnad::serve
