#include "learn/embedding.h"

#include <algorithm>
#include <cmath>

#include "learn/random.h"

namespace isnad::learn {
namespace {

constexpr std::size_t kDraws = std::size_t{1} << 22;  // size of the table that negative samples are drawn from

constexpr std::size_t kLanes = 8;  // sums kept side by side, so that a compiler may use vector instructions

float dot(const float* a, const float* b, std::size_t size) {
  float lanes[kLanes] = {};
  std::size_t at = 0;
  for (; at + kLanes <= size; at += kLanes) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) lanes[lane] += a[at + lane] * b[at + lane];
  }
  float sum = 0;
  for (; at < size; ++at) sum += a[at] * b[at];
  for (const float lane : lanes) sum += lane;
  return sum;
}

class SkipGram {
 public:
  SkipGram(std::span<const std::uint32_t> counts, const EmbeddingOptions& options)
      : options_(options), size_(options.dimensions), random_(options.seed), step_(size_) {
    words_.resize(counts.size() * size_);
    for (float& x : words_) x = (random_.fraction() - 0.5F) / static_cast<float>(size_);
    contexts_.assign(words_.size(), 0);
    fill_draws(counts);
    set_keep(counts);
  }

  void pass(std::span<const std::uint32_t> text, int epoch) {
    std::vector<std::uint32_t> sentence;
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (text[at] < keep_.size()) {
        if (random_.fraction() < keep_[text[at]]) sentence.push_back(text[at]);
        continue;
      }
      const double done = epoch + static_cast<double>(at) / static_cast<double>(text.size());
      rate_ = std::max(options_.rate * static_cast<float>(1 - done / options_.epochs), options_.rate * 1e-3F);
      learn(sentence);
      sentence.clear();
    }
    learn(sentence);
  }

  std::vector<float> vectors() {
    for (std::size_t at = 0; at < words_.size(); at += size_) {
      const float length = std::sqrt(dot(&words_[at], &words_[at], size_)) + 1e-9F;
      for (std::size_t i = 0; i < size_; ++i) words_[at + i] /= length;
    }
    return std::move(words_);
  }

 private:
  // Negative samples are drawn in proportion to count^0.75.
  void fill_draws(std::span<const std::uint32_t> counts) {
    double total = 0;
    for (const std::uint32_t count : counts) total += std::pow(count, 0.75);
    double sum = 0;
    for (std::uint32_t word = 0; word < counts.size(); ++word) {
      sum += std::pow(counts[word], 0.75);
      const auto end = static_cast<std::size_t>(sum / total * static_cast<double>(kDraws));
      draws_.resize(std::max(draws_.size(), std::min(end, kDraws)), word);
    }
    if (draws_.empty()) draws_.push_back(0);
  }

  void set_keep(std::span<const std::uint32_t> counts) {
    double total = 0;
    for (const std::uint32_t count : counts) total += count;
    for (const std::uint32_t count : counts) {
      const double share = count / total / options_.sample;
      keep_.push_back(share <= 1 ? 1.0F : static_cast<float>((std::sqrt(share) + 1) / share));
    }
  }

  void learn(const std::vector<std::uint32_t>& sentence) {
    for (std::size_t at = 0; at < sentence.size(); ++at) {
      const std::size_t reach = 1 + random_.below(options_.window);
      const std::size_t first = at > reach ? at - reach : 0, last = std::min(sentence.size(), at + reach + 1);
      for (std::size_t other = first; other < last; ++other) {
        if (other != at) pair(sentence[other], sentence[at]);
      }
    }
  }

  void pair(std::uint32_t word, std::uint32_t context) {
    float* const vector = &words_[word * size_];
    std::fill(step_.begin(), step_.end(), 0.0F);
    tell(vector, context, 1);
    for (int i = 0; i < options_.negatives; ++i) {
      const std::uint32_t drawn = draws_[random_.below(draws_.size())];
      if (drawn != context) tell(vector, drawn, 0);
    }
    for (std::size_t i = 0; i < size_; ++i) vector[i] += step_[i];
  }

  void tell(const float* vector, std::uint32_t context, float truth) {
    float* const other = &contexts_[context * size_];
    const float gradient = (truth - 1 / (1 + std::exp(-dot(vector, other, size_)))) * rate_;
    for (std::size_t i = 0; i < size_; ++i) step_[i] += gradient * other[i];
    for (std::size_t i = 0; i < size_; ++i) other[i] += gradient * vector[i];
  }

  const EmbeddingOptions& options_;
  std::size_t size_;
  Random random_;
  float rate_ = 0;
  std::vector<float> words_, contexts_, step_, keep_;
  std::vector<std::uint32_t> draws_;
};

}  // namespace

std::vector<float> embed(std::span<const std::uint32_t> text, std::span<const std::uint32_t> counts,
                         const EmbeddingOptions& options, const std::function<void(int epoch)>& progress) {
  if (counts.empty()) return {};
  SkipGram model(counts, options);
  for (int epoch = 0; epoch < options.epochs; ++epoch) {
    model.pass(text, epoch);
    if (progress) progress(epoch + 1);
  }
  return model.vectors();
}

}  // namespace isnad::learn
