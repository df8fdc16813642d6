#include "text/tagger_trainer.h"

#include <algorithm>

#include "text/grammar.h"
#include "text/tagger.h"

namespace isnad::text {
namespace {

constexpr std::size_t kFolds = 5;

learn::LinearTrainer::Options options() {
  learn::LinearTrainer::Options options;
  options.epochs = 8;
  options.learning_rate = 0.05;
  options.prune = 0.05;
  options.largest = learn::JointModel::kLargestWeight;
  options.least_count = 2;
  options.metadata = std::string(kTaggerFeatures);
  return options;
}

std::vector<std::string> label_names() {
  std::vector<std::string> names;
  for (const TagLabel& label : kTagLabels) names.emplace_back(label.name);
  return names;
}

int label_index(std::string_view name) {
  const auto* found =
      std::find_if(kTagLabels.begin(), kTagLabels.end(), [&](const TagLabel& label) { return label.name == name; });
  return found == kTagLabels.end() ? -1 : static_cast<int>(found - kTagLabels.begin());
}

// The words that begin inside a token, as a range of the sentence's words.
std::pair<std::size_t, std::size_t> words_in(const TaggedSentence& sentence, Span span) {
  std::size_t first = 0;
  while (first < sentence.words.size() && sentence.words[first].end <= span.begin) ++first;
  std::size_t last = first;
  while (last < sentence.words.size() && sentence.words[last].begin < span.end) ++last;
  return {first, last};
}

void set_label(Token& token, int label) {
  token.tag = label < 0 ? tag_of_type(token.type) : kTagLabels[static_cast<std::size_t>(label)].tag;
  token.verb = label < 0 ? std::uint8_t{0} : kTagLabels[static_cast<std::size_t>(label)].verb;
}

// What is trained here must not look at what was trained before.
Models without_tagger(Models models) {
  models.tagger.reset();
  models.join();
  return models;
}

}  // namespace

// The treebank's word in which the stem of a token begins. Null: none.
const TaggedWord* TaggerTrainer::stem_word(const TaggedSentence& sentence, const Analysis& analysis,
                                           const Token& token) const {
  const std::uint32_t stem = analyzer_.original_offset(analysis, token, token.proclitic_bytes);
  const auto [first, last] = words_in(sentence, {stem, stem + 1});
  return first == last ? nullptr : &sentence.words[first];
}

// The label of the stem. -1: none.
int TaggerTrainer::label_of(const TaggedSentence& sentence, const Analysis& analysis, const Token& token) const {
  const TaggedWord* word = token.type == TokenType::kWord ? stem_word(sentence, analysis, token) : nullptr;
  return word == nullptr ? -1 : label_index(word->label);
}

TaggerTrainer::TaggerTrainer(const lexicon::Lexicon& lexicon, const Models& models)
    : models_(without_tagger(models)), analyzer_(lexicon, &models_), segmenter_(lexicon, &models_) {}

// The treebank's division where the clitic table allows it, else the segmenter's.
void TaggerTrainer::divide_as(const TaggedSentence& sentence, Analysis& out) const {
  for (Token& token : out.tokens) {
    const auto [first, last] = words_in(sentence, token.span);
    if (token.type != TokenType::kWord || first == last) continue;
    std::uint64_t wanted = 0;
    for (std::size_t word = first; word < last; ++word) {
      if (sentence.words[word].begin <= token.span.begin) continue;
      const std::string_view before =
          std::string_view(out.text).substr(token.span.begin, sentence.words[word].begin - token.span.begin);
      wanted |= std::uint64_t{1} << std::min<std::size_t>(analyzer_.fold()(before).size(), 63);
    }
    const Candidates candidates = segmenter_.candidates(out.folded(token), token.spelling);
    for (std::size_t i = 0; i < candidates.size; ++i) {
      if (cuts_of(token.folded_size, candidates.cuts[i]) == wanted) analyzer_.divide(out, token, candidates.cuts[i]);
    }
  }
}

void TaggerTrainer::analyze(const TaggedSentence& sentence, Analysis& out) const {
  analyzer_.analyze(sentence.text, out);
  divide_as(sentence, out);
}

void TaggerTrainer::each_stem(const TaggedSentence& sentence, LemmaTrainer& lemmas) const {
  Analysis analysis;
  analyze(sentence, analysis);
  for (const Token& token : analysis.tokens) {
    const int label = label_of(sentence, analysis, token);
    if (label < 0) continue;
    const TaggedWord& word = *stem_word(sentence, analysis, token);
    if (!word.lemma.empty() && word.lemma != "_") {
      lemmas.add_word(analysis.stem(token), kTagLabels[static_cast<std::size_t>(label)].tag, word.lemma);
    }
  }
}

Result<std::string> TaggerTrainer::train_on(std::size_t left_out, const History& history,
                                            const Progress& progress) const {
  learn::LinearTrainer trainer("tagger", label_names(), options());
  Analysis analysis;
  TaggerFeatures features, context;
  for (std::size_t s = 0; s < sentences_.size(); ++s) {
    if (s % kFolds == left_out) continue;
    analyze(sentences_[s], analysis);
    for (std::size_t i = 0; i < analysis.tokens.size(); ++i) set_label(analysis.tokens[i], history[s][i]);
    for (std::uint32_t i = 0; i < analysis.tokens.size(); ++i) {
      const int label = label_of(sentences_[s], analysis, analysis.tokens[i]);
      if (label < 0) continue;
      tagger_word_features(models_, analysis, i, features);
      tagger_context_features(models_, analysis, i, context);
      for (const std::uint64_t feature : context.all()) features.add(feature);
      trainer.add(features.all(), label);
    }
  }
  return trainer.train(progress);
}

TaggerTrainer::History TaggerTrainer::true_labels() const {
  History history;
  Analysis analysis;
  for (const TaggedSentence& sentence : sentences_) {
    analyze(sentence, analysis);
    std::vector<int>& labels = history.emplace_back();
    for (const Token& token : analysis.tokens) labels.push_back(label_of(sentence, analysis, token));
  }
  return history;
}

// The labels that a model gives to the sentences it did not see.
Status TaggerTrainer::predict(std::size_t fold, std::string_view bytes, History& history) const {
  Result<learn::LinearModel> tagger = learn::LinearModel::open(bytes);
  if (!tagger) return tagger.error();
  Models models = models_;
  models.tagger = *std::move(tagger);
  models.join();
  Analysis analysis;  // its memo is of this fold's model
  for (std::size_t s = fold; s < sentences_.size(); s += kFolds) {
    analyze(sentences_[s], analysis);
    tag_tokens(models, analysis);
    for (std::size_t i = 0; i < analysis.tokens.size(); ++i) {
      const Token& token = analysis.tokens[i];
      const auto same = [&](const TagLabel& label) { return label.tag == token.tag && label.verb == token.verb; };
      const auto* label = std::find_if(kTagLabels.begin(), kTagLabels.end(), same);
      history[s][i] = token.type == TokenType::kWord ? static_cast<int>(label - kTagLabels.begin()) : -1;
    }
  }
  return {};
}

Result<TaggerTrainer::History> TaggerTrainer::predicted_labels() const {
  const History truth = true_labels();
  History predicted = truth;
  for (std::size_t fold = 0; fold < kFolds; ++fold) {
    const Result<std::string> bytes = train_on(fold, truth, {});
    if (!bytes) return bytes.error();
    if (Status done = predict(fold, *bytes, predicted); !done) return done.error();
  }
  return predicted;
}

Result<std::string> TaggerTrainer::train(const Progress& progress) {
  const Result<History> predicted = predicted_labels();
  if (!predicted) return predicted.error();
  return train_on(kFolds, *predicted, progress);
}

// The value that the treebank gives a token; -1: none, or one that spelling settles.
int TaggerTrainer::value_of(Feature feature, const TaggedSentence& sentence, const Analysis& analysis,
                            const Token& token) const {
  const TaggedWord* word = token.type == TokenType::kWord ? stem_word(sentence, analysis, token) : nullptr;
  if (word == nullptr || !(feature == Feature::kNumber ? has_number(token.tag) : has_state(token.tag))) return -1;
  const std::span<const std::string_view> labels =
      feature == Feature::kNumber ? std::span<const std::string_view>(kNumberLabels) : kStateLabels;
  const bool settled = feature == Feature::kState && (token.clitics & (kArticle | kPronoun)) != 0;
  const auto found = std::find(labels.begin(), labels.end(), feature == Feature::kNumber ? word->number : word->state);
  return settled || found == labels.end() ? -1 : static_cast<int>(found - labels.begin());
}

Result<std::string> TaggerTrainer::train_feature(Feature feature, const Progress& progress) {
  const Result<History> tags = predicted_labels();
  if (!tags) return tags.error();
  const bool number = feature == Feature::kNumber;
  const std::span<const std::string_view> labels =
      number ? std::span<const std::string_view>(kNumberLabels) : kStateLabels;
  learn::LinearTrainer::Options settings = options();
  settings.metadata = std::string(kGrammarFeatures);
  learn::LinearTrainer trainer(number ? "number" : "state", {labels.begin(), labels.end()}, settings);
  Analysis analysis;
  TaggerFeatures features;
  for (std::size_t s = 0; s < sentences_.size(); ++s) {
    analyze(sentences_[s], analysis);
    for (std::size_t i = 0; i < analysis.tokens.size(); ++i) set_label(analysis.tokens[i], (*tags)[s][i]);
    for (std::uint32_t i = 0; i < analysis.tokens.size(); ++i) {
      const int value = value_of(feature, sentences_[s], analysis, analysis.tokens[i]);
      if (value < 0) continue;
      grammar_features(models_, analysis, i, features);
      trainer.add(features.all(), value);
    }
  }
  return trainer.train(progress);
}

}  // namespace isnad::text
