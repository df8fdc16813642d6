// The grammar of a word's stem that its spelling leaves open: number, state, and whether it is a verbal noun.
//
//   "muqatilin" Plur   "shurtiyayn" Dual   "qatl jundi" the first word in the construct state, a verbal noun
//
// Two linear models decide number and state (docs/models/grammar.md); what a word is made like decides on verbal nouns
// (resources/masdars.tsv). Only what prints words asks for it: no other layer waits for it.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "lexicon/lexicon.h"
#include "text/models.h"
#include "text/tagger.h"
#include "text/token.h"

namespace isnad::text {

/// Changes whenever the features change; a model trained for another version is refused.
inline constexpr std::string_view kGrammarFeatures = "grammar 2";

/// What the models `number` and `state` tell apart, as values of the universal features Number and Definite.
inline constexpr std::array<std::string_view, 3> kNumberLabels = {"Sing", "Dual", "Plur"};
inline constexpr std::array<std::string_view, 2> kStateLabels = {"Ind", "Cons"};

/// The features of universaldependencies.org; a view is empty where the feature does not apply or no model is loaded.
struct Grammar {
  std::string_view aspect;     ///< Perf, Imp
  std::string_view definite;   ///< Ind, Def, Cons (the construct state)
  std::string_view number;     ///< Sing, Dual, Plur
  std::string_view verb_form;  ///< Vnoun: a verbal noun
  std::string_view voice;      ///< Act, Pass

  /// Appends "Definite=Cons|Number=Sing|VerbForm=Vnoun"; nothing when nothing applies.
  void append_to(std::string& out) const;
};

/// What is said of a word's stem beyond its tag.
struct WordForm {
  std::string_view lemma;  ///< of an unknown word the stem as written, without vowels
  Grammar grammar;
};

/// One for each token of an analysis, whose text and models they refer to.
struct WordForms {
  std::vector<WordForm> words;
  std::deque<std::string> unvowelled;  ///< unknown stems that were written with vowels
};

/// What the models see of the token at `index`; all tokens carry their tags.
void grammar_features(const Models& models, const Analysis& analysis, std::uint32_t index, TaggerFeatures& out);

/// True when the model `number` is asked about words of this tag; the same for `state`.
bool has_number(Tag tag);
bool has_state(Tag tag);

class Analyzer;

/// Immutable and shared between threads.
class Grammarian {
 public:
  /// Both must outlive it.
  Grammarian(const lexicon::Lexicon& lexicon, const Models& models);

  /// Fills `out` for all tokens, which carry their tags; of `analysis` only the memo changes. `analyzer`: that which
  /// made it.
  void read(const Analyzer& analyzer, Analysis& analysis, WordForms& out) const;

  /// True when `lemma` is made like a verbal noun of a verb that the dictionary has, or is listed as one.
  bool is_verbal_noun(std::string_view lemma) const;

 private:
  struct Pattern {
    std::u32string noun, verb;  // the digits 1 to 4 stand for letters of the root
  };

  const lexicon::Lexicon& lexicon_;
  const Models& models_;
  struct Ending {
    std::string taken, put;  // letters taken off the end of a singular noun and put there
  };
  void read_duals();
  LemmaMemo lemma_of(const Analysis& analysis, const Token& token) const;
  void set_own_lemma(const Analyzer& analyzer, const Analysis& analysis, const Token& token, WordForms& out) const;
  const LemmaMemo& look_up(Analysis& analysis, const Token& token) const;
  void read_word(const Analyzer& analyzer, Analysis& analysis, std::uint32_t index, WordForms& out) const;
  void set_number_and_state(const Analysis& analysis, std::uint32_t index, const LemmaMemo& known, Grammar& out) const;
  bool is_dual(std::string_view stem, std::string_view lemma) const;

  std::vector<Ending> duals_;  // those that are no plural as well
  std::vector<Pattern> patterns_;
  std::vector<std::string> listed_;  // folded, sorted
};

}  // namespace isnad::text
