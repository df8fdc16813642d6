// Trains the ranker of divisions from words that people divided.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "learn/linear_trainer.h"
#include "text/analyzer.h"

namespace isnad::text {

class SegmenterTrainer {
 public:
  /// `models` need classes and stems; both arguments must outlive the trainer.
  SegmenterTrainer(const lexicon::Lexicon& lexicon, const Models& models);

  /// One word as written, and its parts. Words that the clitic table cannot divide so are left out; returns whether it
  /// was taken.
  bool add(std::string_view word, const std::vector<std::string_view>& parts);

  Result<std::string> train(const std::function<void(int epoch, double loss)>& progress) {
    return trainer_.train(progress);
  }

 private:
  const lexicon::Lexicon& lexicon_;
  const Models& models_;
  Analyzer analyzer_;
  Segmenter segmenter_;
  learn::LinearTrainer trainer_;
  Analysis analysis_;
};

}  // namespace isnad::text
