// Which documents are copies of one text: edited, cut or extended, but in long stretches word for word the same.
//
// Two sketches (text/sketch.h) are compared only when they agree in one of the bands of two places, so the work grows
// with the number of documents and of copies. Texts that are alike only in what they report share few runs of three
// words, far fewer than the least that is asked for here.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "isnad/incident.h"

namespace isnad::fuse {

/// A text is taken over within so many days.
inline constexpr std::int32_t kCopyDays = 7;

/// A text as copies are found by it.
struct TextPrint {
  const Provenance* provenance = nullptr;
  std::optional<std::int32_t> day;  ///< of publication
};

/// One key for each band; documents that share a key may be copies. Empty when there is no sketch.
std::vector<std::uint64_t> band_keys(const Provenance& provenance);

/// How much of the shorter text both have, as far as sketches tell; copies have more than half of it.
bool are_copies(const TextPrint& a, const TextPrint& b);

/// For each text the position of the first one in `texts` that it is a copy of, or of whose copies it is one; itself
/// when there is none.
std::vector<std::uint32_t> group_copies(const std::vector<TextPrint>& texts);

}  // namespace isnad::fuse
