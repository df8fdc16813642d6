// Other encodings: the first byte chooses one, the second the size of the chunks in which the rest arrives.
#include "text/decode.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "target.h"

namespace {

constexpr std::array kEncodings = {"windows-1256", "UTF-16LE", "UTF-16BE", "UTF-16", "UTF-8", "UTF-32LE", "ISO-8859-6"};

std::string decode(const char* encoding, std::string_view bytes, std::size_t chunk) {
  auto decoder = isnad::text::Decoder::open(encoding);
  fuzz::require(static_cast<bool>(decoder), "the encoding is known");
  std::string out;
  for (std::size_t at = 0; at < bytes.size(); at += chunk)
    decoder->decode(bytes.substr(at, chunk), at + chunk >= bytes.size(), out);
  if (bytes.empty()) decoder->decode(bytes, true, out);
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::string_view bytes = fuzz::view(data + 2, size - 2);
  const char* encoding = kEncodings[data[0] % kEncodings.size()];
  isnad::text::find_byte_order_mark(bytes);
  const std::string whole = decode(encoding, bytes, std::max<std::size_t>(bytes.size(), 1));
  fuzz::require(isnad::find_malformed(whole) == std::string_view::npos, "what is decoded is valid UTF-8");
  fuzz::require(decode(encoding, bytes, 1 + data[1] % 16) == whole, "chunks make no difference");
  return 0;
}
