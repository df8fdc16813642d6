// How the phrases of a table's row may stand in a text.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace isnad::fuse {

/// Every spelling of every phrase of a cell ("one|another"), as the hashes of its words as they are compared: alone,
/// and with each letter that may be written together with its first word.
using Spellings = std::function<std::vector<std::vector<std::uint64_t>>(std::string_view cell)>;

}  // namespace isnad::fuse
