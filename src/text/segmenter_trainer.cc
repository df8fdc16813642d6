#include "text/segmenter_trainer.h"

#include <algorithm>

#include "text/segmenter_features.h"

namespace isnad::text {
namespace {

learn::LinearTrainer::Options options() {
  learn::LinearTrainer::Options options;
  options.epochs = 8;
  options.learning_rate = 0.05;
  options.metadata = std::string(kSegmenterFeatures);
  return options;
}

// Where a word of `size` folded bytes is cut, one bit a byte. Counted from both ends, as a letter that is restored
// inside the longest part (the article after the preposition l) makes the parts longer than the word.
std::uint64_t cuts_of(const lexicon::Fold& fold, std::size_t size, const std::vector<std::string_view>& parts) {
  const auto longest = std::max_element(parts.begin(), parts.end(), [](auto a, auto b) { return a.size() < b.size(); });
  std::uint64_t cuts = 0;
  std::size_t at = 0;
  for (auto part = parts.begin(); part != longest; ++part)
    cuts |= std::uint64_t{1} << std::min<std::size_t>(at += fold(*part).size(), 63);
  at = size;
  for (auto part = parts.end() - 1; part != longest; --part) {
    at -= std::min(at, fold(*part).size());
    cuts |= std::uint64_t{1} << std::min<std::size_t>(at, 63);
  }
  return cuts;
}

}  // namespace

SegmenterTrainer::SegmenterTrainer(const lexicon::Lexicon& lexicon, const Models& models)
    : lexicon_(lexicon),
      models_(models),
      analyzer_(lexicon),
      segmenter_(lexicon, &models),
      trainer_("segmenter", {"right"}, options()) {}

bool SegmenterTrainer::add(std::string_view word, const std::vector<std::string_view>& parts) {
  analyzer_.tokenize(word, analysis_);
  if (analysis_.tokens.size() != 1 || analysis_.tokens[0].type != TokenType::kWord || parts.empty()) return false;
  const Token& token = analysis_.tokens[0];
  const std::string_view folded = analysis_.folded(token);
  if (folded.size() >= 64) return false;
  const std::uint64_t wanted = cuts_of(lexicon_.fold(), folded.size(), parts);
  const Candidates candidates = segmenter_.candidates(folded, token.spelling);
  std::vector<std::vector<std::uint64_t>> features;
  std::size_t right = candidates.size;
  for (std::size_t i = 0; i < candidates.size; ++i) {
    const Segmentation& cut = candidates.cuts[i];
    if (cuts_of(folded.size(), cut) == wanted) right = i;
    SegmenterFeatures found;
    segmenter_features(models_, folded, token.spelling, cut, found);
    features.emplace_back(found.all().begin(), found.all().end());
  }
  if (right == candidates.size) return false;
  trainer_.add_choice(features, right);
  return true;
}

}  // namespace isnad::text
