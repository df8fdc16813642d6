// Clitics: which letters at a word's edges are words of their own (resources/clitics.tsv).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lexicon/lexicon.h"

namespace isnad::text {

/// How one folded word divides.
struct Segmentation {
  std::uint8_t proclitic_bytes = 0;
  std::uint8_t enclitic_bytes = 0;
  std::uint16_t clitics = 0;  ///< `Clitic` bits
};

/// Chooses among the divisions that the clitic table allows, by whether the lexicon knows the stem that is left.
/// Immutable and shared between threads.
class Segmenter {
 public:
  explicit Segmenter(const lexicon::Lexicon& lexicon);

  Segmentation segment(std::string_view folded) const;

 private:
  struct Affix {
    std::string form;
    std::uint16_t bit;
    std::uint8_t order;
  };
  void consider(std::string_view folded, const Segmentation& candidate, Segmentation& best, int& best_score) const;
  int score(std::string_view folded, const Segmentation& candidate) const;
  void extend(std::string_view folded, Segmentation so_far, int order, Segmentation& best, int& best_score) const;

  const lexicon::Lexicon& lexicon_;
  std::vector<Affix> proclitics_, enclitics_;
};

}  // namespace isnad::text
