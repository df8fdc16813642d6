// Word classes by exchange: each word moves to the class where the text's class bigrams become most likely, until few
// move.
//
// Martin, Liermann and Ney (1998), "Algorithms for bigram and trigram word clustering". The likelihood of a text under
// p(class | previous class) p(word | class) depends on the counts of class bigrams only, so a move is judged by the
// classes that stand beside the word.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace isnad::learn {

struct ExchangeOptions {
  std::uint32_t words = 0;  ///< ids below this are clustered; higher ids are one fixed class of their own
  std::uint32_t classes = 512;
  int iterations = 10;
};

/// The class of each of `options.words` words, from a text of word ids. Ids should fall in frequency. Deterministic.
/// `progress` (may be empty) hears the iteration and how many words moved in it.
std::vector<std::uint16_t> exchange_classes(std::span<const std::uint32_t> text, const ExchangeOptions& options,
                                            const std::function<void(int iteration, std::size_t moved)>& progress);

}  // namespace isnad::learn
