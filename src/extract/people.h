// The nouns that count people (resources/groups.tsv), their grammatical number, and the group of what stands behind
// them.
#pragma once

#include <cstdint>
#include <optional>
#include <tuple>
#include <vector>

#include "extract/mentions.h"
#include "lexicon/lexicon.h"
#include "text/token.h"

namespace isnad::extract {

/// A noun for people that stands at a token.
struct PeopleNoun {
  TokenRange tokens;
  Group group = Group::kUnspecified;
  std::optional<Effect> effect;
  std::uint32_t row = Count::kNoRow;
  bool singular = false, dual = false, plural = false;  ///< spelling often leaves more than one open
  bool demonym = false;                                 ///< also an adjective: a noun only where it is counted
  bool other = false;                                   ///< "another": takes the group of the people before it
  bool definite = false, conj = false;

  explicit operator bool() const { return !tokens.empty(); }
};

/// Immutable; the lexicon must outlive it.
class People {
 public:
  explicit People(const lexicon::Lexicon& lexicon);

  /// The noun at `token`; empty when none stands there.
  PeopleNoun noun_at(const text::Analysis& analysis, std::uint32_t token) const;
  /// A nationality or an actor whose people may be counted: "three of the Peshmerga".
  PeopleNoun member_at(const text::Analysis& analysis, std::uint32_t token) const;
  /// The group of the people or actor named at `token`.
  Group group_at(const text::Analysis& analysis, std::uint32_t token) const;

 private:
  struct Row {
    Group group = Group::kUnspecified;
    std::optional<Effect> effect;
    bool demonym = false, other = false;
  };
  struct Form {  // a listed form by its first and last word
    std::uint32_t row;
    lexicon::WordId first, last;
    std::uint8_t numbers;  // bits: 1 singular, 2 dual, 4 plural
    bool operator<(const Form& o) const { return std::tie(row, first, last) < std::tie(o.row, o.first, o.last); }
  };
  void add_forms(const lexicon::Lexicon& lexicon, std::uint32_t row, std::string_view column, std::uint8_t number);
  std::uint8_t numbers_of(const text::Analysis& analysis, const text::Match& match) const;

  int groups_, actors_, nationalities_;
  std::vector<Row> rows_;
  struct Actor {
    Group group = Group::kUnspecified;
    bool generic = false;  // "members", "forces"
  };
  std::vector<Actor> actor_rows_;
  std::vector<Form> forms_;
};

}  // namespace isnad::extract
