#include "base/block.h"

#include <algorithm>

#include "base/utf8.h"

namespace isnad {

std::size_t block_end(std::string_view text, std::size_t begin, std::size_t size) {
  if (text.size() - begin <= size) return text.size();
  const std::string_view block = text.substr(begin, size);
  for (const char* stops : {"\n", " \t\r"}) {
    const std::size_t stop = block.find_last_of(stops);
    if (stop != std::string_view::npos) return begin + stop + 1;
  }
  const std::size_t end = std::min(text.size(), begin + std::max<std::size_t>(size, 4));
  for (std::size_t back = 0; back < 4 && end < text.size(); ++back) {
    if (!is_continuation(text[end - back])) return end - back;  // within four bytes, unless the text is malformed
  }
  return end;
}

}  // namespace isnad
