// The trained models of the text layer, as many of them as there are.
#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "isnad/result.h"
#include "learn/joint_model.h"
#include "learn/linear_model.h"
#include "text/classes.h"
#include "text/lemmas.h"
#include "text/relatives.h"
#include "text/stems.h"

namespace isnad::text {

/// Immutable; shared between threads. The bytes the models serve from must outlive them.
struct Models {
  std::optional<WordClasses> classes;
  std::optional<Stems> stems;
  std::optional<learn::LinearModel> segmenter;  ///< needs classes and stems
  std::optional<learn::LinearModel> tagger;     ///< needs classes and stems
  std::optional<Lemmas> lemmas;
  std::optional<learn::LinearModel> number, state;  ///< need the tagger (grammar.h)
  std::optional<Relatives> relatives;
  std::optional<learn::JointModel> words;  ///< tagger, number and state, as far as they are there: see `join`

  /// `bytes_of` gives the bytes of models/NAME.model, empty where there is none. Errors name the model that is damaged.
  static Result<Models> open(const std::function<std::string_view(std::string_view name)>& bytes_of);

  /// Makes `words` anew, after tagger, number or state were exchanged. Its sums are `WordScores`.
  void join();
};

}  // namespace isnad::text
