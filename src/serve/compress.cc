#include "serve/compress.h"

#include <zlib.h>

#include <array>

#include "base/strings.h"

namespace isnad::serve {
namespace {

constexpr int kGzip = 16 + MAX_WBITS;

Bytef* bytes(std::string_view data) {
  return reinterpret_cast<Bytef*>(const_cast<char*>(data.data()));  // zlib reads only
}

}  // namespace

std::string gzip(std::string_view data) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, kGzip, 8, Z_DEFAULT_STRATEGY) != Z_OK) return {};
  std::string out(deflateBound(&stream, data.size()), '\0');
  stream.next_in = bytes(data);
  stream.avail_in = static_cast<uInt>(data.size());
  stream.next_out = bytes(out);
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string gunzip(std::string_view data) {
  z_stream stream{};
  if (inflateInit2(&stream, kGzip) != Z_OK) return {};
  stream.next_in = bytes(data);
  stream.avail_in = static_cast<uInt>(data.size());
  std::string out;
  std::array<char, 16384> piece{};
  int code = Z_OK;
  while (code == Z_OK) {
    stream.next_out = reinterpret_cast<Bytef*>(piece.data());
    stream.avail_out = static_cast<uInt>(piece.size());
    code = inflate(&stream, Z_NO_FLUSH);
    out.append(piece.data(), piece.size() - stream.avail_out);
  }
  inflateEnd(&stream);
  return out;
}

bool accepts_gzip(const Request& request) {
  for (std::string_view coding : split(request.header("accept-encoding").value_or(""), ',')) {
    while (coding.starts_with(' ')) coding.remove_prefix(1);
    if (coding == "gzip" || (coding.starts_with("gzip;") && !coding.ends_with("q=0"))) return true;
  }
  return false;
}

std::string tag_of(std::string_view content) {
  std::array<char, 32> text{};
  const unsigned long long hash = hash_bytes(content);
  std::snprintf(text.data(), text.size(), "W/\"%016llx\"", hash);
  return text.data();
}

}  // namespace isnad::serve
