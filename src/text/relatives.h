// What kinds of event word a word is like, judged by the company that both keep in much text.
//
// The lexicon names some 2,300 event words; news uses many more. A word that stands where the lexicon's words for
// shelling stand is probably one too. For each common stem the table holds the kinds of the trigger words nearest to it
// by word vectors (learn/embedding.h), so that models have something to go by where lexicon and annotation are silent.
// Stems are kept as 32-bit fingerprints.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "isnad/result.h"

namespace isnad::text {

inline constexpr int kRelatives = 3;

/// A kind of event, and how many of a word's near neighbours are words for it (0 ... 8, weighted by likeness).
struct Relative {
  std::uint8_t kind = 0;  ///< 1 ... kinds of the model; 0: none
  std::uint8_t likeness = 0;
};

/// The likeliest first. A common word that is like no event word has kind 0 and likeness 1; a rare one is all 0.
using WordRelatives = std::array<Relative, kRelatives>;

class Relatives {
 public:
  /// Serves from `bytes`, which must stay where they are. Errors (kCorrupt): damaged, another kind or version.
  static Result<Relatives> open(std::string_view bytes);

  /// `hash` is that of the folded stem (base/strings.h).
  WordRelatives lookup(std::uint64_t hash) const;
  /// Names of the kinds; that of `Relative::kind` k is at k - 1.
  const std::vector<std::string_view>& kinds() const { return kinds_; }

 private:
  friend class RelativeTrainer;
  struct Slot {
    std::uint32_t key;
    std::uint16_t used;  // 0: an empty slot
    WordRelatives relatives;
  };

  std::vector<std::string_view> kinds_;
  std::span<const Slot> slots_;
};

}  // namespace isnad::text
