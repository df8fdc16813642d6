// Trains the tagger from sentences whose words people divided and tagged.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "learn/linear_trainer.h"
#include "text/analyzer.h"
#include "text/lemmas.h"

namespace isnad::text {

/// A word of a treebank: a stretch of its sentence's text with the name of a label in `kTagLabels` (or PUNCT).
struct TaggedWord {
  std::uint32_t begin = 0, end = 0;
  std::string label;
  std::string lemma;                    ///< empty where the treebank has none
  std::string number = {}, state = {};  ///< of kNumberLabels and kStateLabels; empty where it has none
};

/// A sentence of a treebank; its words in order.
struct TaggedSentence {
  std::string text;
  std::vector<TaggedWord> words;
};

class TaggerTrainer {
 public:
  /// `models` need classes, stems and segmenter; a tagger among them is not used. Both arguments must outlive the
  /// trainer.
  TaggerTrainer(const lexicon::Lexicon& lexicon, const Models& models);

  void add(TaggedSentence sentence) { sentences_.push_back(std::move(sentence)); }

  using Progress = std::function<void(int epoch, double loss)>;
  /// The bytes of the model. The tags before a word are those that a model gives which did not see its sentence (five
  /// folds): trained on the true ones it would trust them too much.
  Result<std::string> train(const Progress& progress);

  /// A feature that grammar.h tells of words.
  enum class Feature { kNumber, kState };
  /// The bytes of the model of a feature. The tags are given as in `train`.
  Result<std::string> train_feature(Feature feature, const Progress& progress);

  /// Analyses the text of a sentence with the treebank's own divisions.
  void analyze(const TaggedSentence& sentence, Analysis& out) const;

  /// Gives the stems of a sentence and their lemmas to `lemmas`.
  void each_stem(const TaggedSentence& sentence, LemmaTrainer& lemmas) const;

 private:
  using History = std::vector<std::vector<int>>;  // label of each token of each sentence; -1: none

  const TaggedWord* stem_word(const TaggedSentence& sentence, const Analysis& analysis, const Token& token) const;
  int label_of(const TaggedSentence& sentence, const Analysis& analysis, const Token& token) const;
  History true_labels() const;
  Result<History> predicted_labels() const;
  int value_of(Feature feature, const TaggedSentence& sentence, const Analysis& analysis, const Token& token) const;
  Status predict(std::size_t fold, std::string_view bytes, History& history) const;
  Result<std::string> train_on(std::size_t left_out, const History& history, const Progress& progress) const;
  void divide_as(const TaggedSentence& sentence, Analysis& out) const;

  Models models_;
  Analyzer analyzer_;
  Segmenter segmenter_;
  std::vector<TaggedSentence> sentences_;
};

}  // namespace isnad::text
