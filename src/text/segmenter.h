// Clitics: which letters at a word's edges are words of their own (resources/clitics.tsv).
//
// The table proposes every division it allows; a linear model ranks them by what the dictionary of stems and the counts
// and classes of running text know of the parts (segmenter_features.h). Whether alef-lam is the article or part of the
// stem is settled by the dictionary and the counts alone: no treebank says.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lexicon/lexicon.h"
#include "text/models.h"

namespace isnad::text {

/// How one folded word divides.
struct Segmentation {
  std::uint8_t proclitic_bytes = 0;
  std::uint8_t enclitic_bytes = 0;
  std::uint16_t clitics = 0;  ///< `Clitic` bits

  bool operator==(const Segmentation&) const = default;
};

/// Letters before the article, in folded bytes.
std::size_t outer_bytes(const Segmentation& cut);

/// Where a word of `size` folded bytes is cut (the article stays), one bit a byte: what treebanks agree on. `size` is
/// below 64.
std::uint64_t cuts_of(std::size_t size, const Segmentation& cut);

/// The divisions that a word allows; the first is the word as a whole.
struct Candidates {
  static constexpr std::size_t kMost = 24;
  std::array<Segmentation, kMost> cuts;
  std::size_t size = 0;

  void add(const Segmentation& cut) {
    if (size < kMost) cuts[size++] = cut;
  }
};

/// Immutable and shared between threads.
class Segmenter {
 public:
  /// `models` must outlive the segmenter. Without a trained ranker words stay whole.
  Segmenter(const lexicon::Lexicon& lexicon, const Models* models);

  /// `spelling` are the `Spelling` bits of the word.
  Segmentation segment(std::string_view folded, std::uint8_t spelling) const;

  /// Needs stems and classes.
  Candidates candidates(std::string_view folded, std::uint8_t spelling) const;

 private:
  struct Affix {
    std::string form;
    std::uint16_t bit;
    std::uint8_t order;
  };
  bool is_preposition(std::string_view letter) const;
  bool is_pronoun(std::string_view letters) const;
  bool takes_article(std::string_view rest, std::string_view article) const;
  void add_with_article(std::string_view folded, std::uint8_t spelling, Segmentation cut, Candidates& out) const;
  void add_with_pronouns(std::string_view folded, const Segmentation& so_far, std::uint8_t spelling,
                         Candidates& out) const;
  void extend(std::string_view folded, const Segmentation& so_far, int order, std::uint8_t spelling,
              Candidates& out) const;
  Segmentation best(std::string_view folded, std::uint8_t spelling, const Candidates& candidates) const;

  const Models* models_;
  std::vector<Affix> proclitics_, enclitics_;
  std::string article_, merged_;  // al; l, what is left of it after the preposition l
};

}  // namespace isnad::text
