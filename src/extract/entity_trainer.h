// Trains the name tagger from sentences whose tokens carry tags.
//
// The data set has clitics as tokens of their own; texts do not, so they are written to their words again before the
// sentence is analysed as any text is.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/entity.h"
#include "isnad/result.h"
#include "learn/linear_trainer.h"
#include "text/analyzer.h"

namespace isnad::extract {

/// A sentence as its annotators cut it.
struct TaggedSentence {
  std::vector<std::string> tokens;
  std::vector<std::string> tags;  ///< O, B-class, I-class
};

/// The type of a class of the fine-grained data set (NewsFANE) or of the classic ones; -1: no name of ours.
int entity_type_of_class(std::string_view name);

/// Writes clitics to their words again. Immutable.
class SentenceJoiner {
 public:
  explicit SentenceJoiner(const lexicon::Lexicon& lexicon);

  /// The sentence as it would be printed; `spans`: where each of its tokens stands in it.
  std::string join(const TaggedSentence& sentence, std::vector<Span>& spans) const;

 private:
  bool goes_before(const TaggedSentence& sentence, std::size_t token) const;
  bool goes_after(const TaggedSentence& sentence, std::size_t token) const;

  std::vector<std::string> before_, after_;
  std::string article_;
};

/// The tags (see kEntityTags) of the tokens of the joined sentence.
std::vector<std::uint8_t> project_tags(const TaggedSentence& sentence, const std::vector<Span>& spans,
                                       const text::Analysis& analysis);

class EntityTrainer {
 public:
  /// Both must outlive the trainer.
  EntityTrainer(const lexicon::Lexicon& lexicon, const text::Analyzer& analyzer);

  void add(const TaggedSentence& sentence);
  /// One line of a data set: a token and its tag, or nothing, which ends the sentence. False when it is malformed.
  bool add_line(std::string_view line);
  /// To be called once, after the last line.
  Result<std::string> train(const std::function<void(int epoch, double loss)>& progress);

 private:
  SentenceJoiner joiner_;
  const text::Analyzer& analyzer_;
  EntityFeatures features_;
  learn::LinearTrainer trainer_;
  TaggedSentence sentence_;  // the lines since the last blank one
  text::Analysis analysis_;
  EntityWords words_;
};

}  // namespace isnad::extract
