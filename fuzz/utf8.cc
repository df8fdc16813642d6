// UTF-8: finding and mending malformed bytes, and counting code points.
#include "base/utf8.h"

#include "target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace isnad;
  const std::string_view text = fuzz::view(data, size);
  const std::string mended = replace_malformed(text);
  fuzz::require(find_malformed(mended) == std::string_view::npos, "mended text is valid");
  fuzz::require(find_malformed(text) != std::string_view::npos || mended == text, "valid text is left as it is");
  const CodePointIndex index(mended);
  std::uint32_t count = 0;
  for (std::size_t at = 0; at < mended.size(); at += decode_at(mended, at).size, ++count) {
    fuzz::require(index.code_points_before(at) == count, "bytes to code points");
    fuzz::require(index.byte_of(count) == at, "code points to bytes");
  }
  fuzz::require(count_code_points(mended) == count, "count of code points");
  return 0;
}
