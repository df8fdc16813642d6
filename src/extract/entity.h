// Names of persons, organisations and places: a tagger over the words of each sentence, with the lexicon as a feature.
//
//   tags      begin and inside of each type, and outside; the likeliest sequence wins (Viterbi over pairs of tags)
//   features  entity_features.h; the model is models/names.model (docs/models/names.md)
//   ids       a place is what place.h resolves it to, anything else the row of actors.tsv of that name
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "extract/entity_features.h"
#include "extract/place.h"
#include "isnad/result.h"
#include "isnad/span.h"
#include "learn/linear_model.h"
#include "lexicon/lexicon.h"
#include "text/analyzer.h"
#include "text/token.h"

namespace isnad::extract {

enum class EntityType : std::uint8_t { kPerson, kOrganisation, kLocation };
inline constexpr int kEntityTypes = 3;

/// "PERSON", "ORGANISATION" or "LOCATION".
std::string_view name(EntityType type);

struct Entity {
  text::TokenRange tokens;
  Span span;  ///< without a conjunction or preposition written to the name
  EntityType type = EntityType::kLocation;
  std::string_view id;  ///< row of actors.tsv or places.tsv, empty for other names; lives as long as the lexicon
};

/// Tag 0 is outside, 1 + 2 t begins type t, 2 + 2 t goes on with it.
inline constexpr int kEntityTags = 1 + 2 * kEntityTypes;

/// Immutable and shared between threads.
class EntityFinder {
 public:
  /// All must outlive the finder. Errors (kCorrupt): the model is damaged, or was made for other features.
  static Result<EntityFinder> open(const lexicon::Lexicon& lexicon, const text::Analyzer& analyzer,
                                   std::string_view model);

  /// Sets `out` to the names of `analysis`, in order; they do not overlap. `outlet` may be empty. Linear.
  void find(const text::Analysis& analysis, std::string_view outlet, std::vector<Entity>& out) const;

 private:
  using Scores = std::array<float, kEntityTags>;
  using Origins = std::array<std::uint8_t, kEntityTags>;
  struct Work;

  EntityFinder(const lexicon::Lexicon& lexicon, const text::Analyzer& analyzer, learn::LinearModel model);

  void tag(text::TokenRange sentence, Work& work) const;
  void step(text::TokenRange sentence, std::uint32_t token, Scores& path, Origins& origins, Work& work) const;
  static void recall_surnames(const text::Analysis& analysis, Work& work);
  void collect(const text::Analysis& analysis, const Work& work, std::vector<Entity>& out) const;
  std::string_view id_of(const text::Analysis& analysis, const Entity& entity, const Work& work) const;
  std::string_view actor_of(const text::Analysis& analysis, text::TokenRange tokens) const;

  const lexicon::Lexicon& lexicon_;
  const text::Analyzer& analyzer_;
  PlaceResolver places_;
  EntityFeatures features_;
  learn::LinearModel model_;
  int actors_;
  std::vector<bool> named_;  // by row of actors.tsv: not a generic noun
};

}  // namespace isnad::extract
