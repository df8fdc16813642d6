#include "read/http.h"

#include <algorithm>

#include "base/strings.h"
#include "read/bytes.h"

namespace isnad::read {
namespace {

// The size that a chunk begins with, and where its data does; false when there is no such line.
bool read_chunk_size(std::string_view body, std::size_t& size, std::size_t& begin) {
  size = begin = 0;
  for (; begin < body.size() && begin < 8; ++begin) {
    const char c = static_cast<char>(body[begin] | 0x20);
    const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    if (digit < 0 || (body[begin] < '0')) break;
    size = size * 16 + static_cast<std::size_t>(digit);
  }
  const std::size_t line = body.find('\n', begin);
  if (begin == 0 || line == std::string_view::npos || line > begin + 64) return false;
  const char next = body[begin];
  begin = line + 1;
  return next == '\r' || next == '\n' || next == ';' || next == ' ';
}

enum class Chunks { kNone, kWhole, kDamaged };

Chunks join_chunks(std::string_view body, std::string& out) {
  for (bool first = true;; first = false) {
    std::size_t size = 0, begin = 0;
    if (body.empty() && !first) return Chunks::kWhole;  // the last, empty one is often missing
    if (!read_chunk_size(body, size, begin)) return first ? Chunks::kNone : Chunks::kDamaged;
    if (size == 0) return Chunks::kWhole;
    if (size > body.size() - begin) return first ? Chunks::kNone : Chunks::kDamaged;
    out += body.substr(begin, size);
    body.remove_prefix(begin + size);
    if (body.starts_with("\r\n"))
      body.remove_prefix(2);
    else if (body.starts_with("\n"))
      body.remove_prefix(1);
  }
}

Status decompress(std::string& body, std::size_t most) {
  const std::unique_ptr<Buffered> stream = decompressed(from_memory(std::move(body)));
  body = stream->peek(most + 1);
  if (Status failure = stream->take_failure(); !failure && body.empty()) return failure;
  return {};
}

Status decode(const Headers& headers, std::string& body, std::size_t most) {
  std::string joined;
  if (lower_ascii(header(headers, "transfer-encoding")).find("chunked") != std::string::npos) {
    const Chunks chunks = join_chunks(body, joined);
    if (chunks == Chunks::kDamaged)
      return Error{Error::Code::kInput, "the chunks of the response are damaged; fetch the page again"};
    if (chunks == Chunks::kWhole) body = std::move(joined);
  }
  const std::string coding = lower_ascii(header(headers, "content-encoding"));
  const bool text = body.find('<') < 4096;
  if (!text && (coding == "br" || coding == "deflate" || coding == "compress")) {
    return Error{Error::Code::kInput, "the response is compressed as \"" + coding + "\", which is not read"};
  }
  if (Status done = decompress(body, most); !done) return done;
  if (body.size() <= most) return {};
  return Error{Error::Code::kInput, "the page has more than " + std::to_string(most) + " bytes"};
}

}  // namespace

std::string_view header(const Headers& headers, std::string_view name) {
  const auto found = headers.find(name);
  return found == headers.end() ? std::string_view() : found->second;
}

bool read_headers(std::string_view text, Headers& out, std::size_t& size) {
  std::string* last = nullptr;
  for (size = 0;;) {
    const std::size_t end = text.find('\n', size);
    if (end == std::string_view::npos) return false;
    const std::string_view line = text.substr(size, end - size);
    size = end + 1;
    if (trimmed(line).empty()) return true;
    if ((line[0] == ' ' || line[0] == '\t') && last != nullptr) {
      *last += " " + std::string(trimmed(line));
      continue;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    last = &out.emplace(lower_ascii(trimmed(line.substr(0, colon))), trimmed(line.substr(colon + 1))).first->second;
  }
}

std::string media_type(std::string_view content_type) {
  return lower_ascii(trimmed(content_type.substr(0, content_type.find(';'))));
}

std::string charset_of(std::string_view content_type) {
  const std::size_t at = lower_ascii(content_type).find("charset=");
  if (at == std::string_view::npos) return {};
  const std::string_view rest = content_type.substr(at + 8);
  return std::string(trimmed(rest.substr(0, rest.find(';'))));
}

Result<HttpResponse> read_response(std::string_view message, std::size_t most) {
  HttpResponse response;
  Headers headers;
  std::size_t size = 0;
  const std::size_t blank = message.find(' ');
  if (!message.starts_with("HTTP/") || blank == std::string_view::npos || !read_headers(message, headers, size))
    return Error{Error::Code::kInput, "the record holds no HTTP response; archive the page again"};
  for (std::size_t i = blank + 1; i < blank + 4 && i < message.size() && message[i] >= '0' && message[i] <= '9'; ++i)
    response.status = response.status * 10 + (message[i] - '0');
  response.type = media_type(header(headers, "content-type"));
  response.charset = charset_of(header(headers, "content-type"));
  response.body = message.substr(size);
  if (response.status != 200) return response;
  if (Status decoded = decode(headers, response.body, most); !decoded) return decoded.error();
  return response;
}

}  // namespace isnad::read
