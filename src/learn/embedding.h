// Word vectors by skip-gram with negative sampling: words that stand in like company get like vectors.
//
// Mikolov, Sutskever, Chen, Corrado and Dean (2013), "Distributed representations of words and phrases and their
// compositionality". Used in training only: what is shipped is what the vectors say of words (text/relatives.h).
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace isnad::learn {

struct EmbeddingOptions {
  std::size_t dimensions = 64;
  std::uint32_t window = 4;  ///< words looked at on each side, at most
  int negatives = 6;         ///< random words that each pair is told from
  int epochs = 3;
  float rate = 0.025F;
  double sample = 1e-4;  ///< words more frequent than this share of the text are thinned out
  std::uint64_t seed = 1;
};

/// One vector of unit length a word, `counts.size() * dimensions` numbers. `text` holds word ids; an id outside
/// `counts` ends a sentence. Deterministic. `progress` (may be empty) hears the epoch that was finished.
std::vector<float> embed(std::span<const std::uint32_t> text, std::span<const std::uint32_t> counts,
                         const EmbeddingOptions& options, const std::function<void(int epoch)>& progress);

}  // namespace isnad::learn
