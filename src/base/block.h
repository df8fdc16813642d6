// Cutting a very long text into blocks that are worked on one after another.
#pragma once

#include <cstddef>
#include <string_view>

namespace isnad {

/// Where the block that begins at `begin` ends: at the end of the text, or within `size` bytes behind the last line
/// end, else the last white space, else the last whole code point. Always beyond `begin`, unless that is the text's
/// end.
std::size_t block_end(std::string_view text, std::size_t begin, std::size_t size);

}  // namespace isnad
