// Names of people, bodies and places: the rows of actors.tsv and places.tsv that stand in a text, one reading each.
//
// Places are those that place.h resolves. Among actors the longest name wins; where a name is a place and an actor
// alike, it is the place if the actor is a state or its capital, else the longer of the two, else the actor.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "extract/place.h"
#include "isnad/span.h"
#include "lexicon/lexicon.h"
#include "text/analyzer.h"
#include "text/token.h"

namespace isnad::extract {

enum class EntityType : std::uint8_t { kPerson, kOrganisation, kLocation };

/// "PERSON", "ORGANISATION" or "LOCATION".
std::string_view name(EntityType type);

struct Entity {
  text::TokenRange tokens;
  Span span;  ///< without a conjunction or preposition written to the name
  EntityType type = EntityType::kLocation;
  std::string_view id;  ///< row of actors.tsv or places.tsv; lives as long as the lexicon
};

/// Immutable and shared between threads.
class EntityFinder {
 public:
  /// Both must outlive the finder.
  EntityFinder(const lexicon::Lexicon& lexicon, const text::Analyzer& analyzer);

  /// Appends the names of `analysis` to `out`, in order; they do not overlap. `outlet` may be empty.
  void find(const text::Analysis& analysis, std::string_view outlet, std::vector<Entity>& out) const;

 private:
  struct Actor {
    EntityType type = EntityType::kOrganisation;
    bool named = false;    ///< not a generic noun or an office
    bool metonym = false;  ///< a state or a capital: a place first
  };
  const text::Match* actor_at(const text::Analysis& analysis, std::uint32_t token) const;
  Entity entity(const text::Analysis& analysis, text::TokenRange tokens, EntityType type, std::string_view id) const;

  const lexicon::Lexicon& lexicon_;
  const text::Analyzer& analyzer_;
  PlaceResolver places_;
  int actors_;
  std::vector<Actor> rows_;
};

}  // namespace isnad::extract
