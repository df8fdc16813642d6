// What copies of one text have in common: a MinHash over the runs of three folded words. The share of equal places of
// two sketches is about the share of their runs that both texts have, so copies are found without comparing texts, and
// fewer than all pairs of sketches need to be looked at (fuse/copies.h).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "lexicon/fold.h"

namespace isnad::text {

inline constexpr std::size_t kSketchSize = 64;

struct Sketch {
  std::uint32_t runs = 0;              ///< of three words, counted with repetitions
  std::vector<std::uint32_t> minimum;  ///< of each of `kSketchSize` hash functions; empty for the shortest texts
};

/// `text` must be valid UTF-8. Marks, digits' script and spelling variants make no difference. Linear in its size.
Sketch sketch_of(std::string_view text, const lexicon::Fold& fold);

}  // namespace isnad::text
