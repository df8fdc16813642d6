// Trains the table of relatives (text/relatives.h): word vectors of running text, then for each common stem a vote of
// the lexicon's event words that are nearest to it.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "isnad/result.h"
#include "lexicon/lexicon.h"
#include "text/analyzer.h"
#include "text/models.h"

namespace isnad::text {

/// Learns relatives from running text and the lexicon.
class RelativeTrainer {
 public:
  /// `lexicon` and `models` (classes, stems, segmenter) must outlive the trainer.
  RelativeTrainer(const lexicon::Lexicon& lexicon, const Models& models);

  /// One paragraph of text; must be valid UTF-8.
  void add(std::string_view paragraph);

  /// The bytes of the model. Errors: too little text.
  Result<std::string> train(const std::function<void(int epoch)>& progress);

 private:
  void sort_by_count();
  std::vector<int> kinds_of_words();
  int strongest_kind(std::uint32_t token);
  std::string write(std::span<const float> vectors, const std::vector<int>& kinds) const;

  const lexicon::Lexicon& lexicon_;
  Analyzer analyzer_;
  Analysis analysis_;
  std::unordered_map<std::string, std::uint32_t> ids_;
  std::vector<std::string> stems_;     // by id
  std::vector<std::uint32_t> counts_;  // by id
  std::vector<std::uint32_t> text_;    // ids; kEnd ends a sentence
  std::vector<std::string> kinds_;     // names of kinds, in the order of their first row
};

}  // namespace isnad::text
