#include "base/utf8.h"

#include <algorithm>

namespace isnad {
namespace {

constexpr std::size_t kMarkEvery = 64;

Decoded malformed() {
  return {kReplacement, 1};
}

bool is_ascii_block(const char* at) {
  std::uint64_t block = 0;
  std::copy_n(at, sizeof block, reinterpret_cast<char*>(&block));
  return (block & 0x8080808080808080ULL) == 0;
}

}  // namespace

Decoded decode_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const std::uint32_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || at + size > text.size()) return malformed();
  for (std::uint32_t i = 1; i < size; ++i) {
    if (!is_continuation(text[at + i])) return malformed();
  }
  const Decoded out = decode_valid(text.data() + at);
  const bool overlong = (size == 3 && out.code < 0x800) || (size == 4 && out.code < 0x10000);
  const bool surrogate = out.code >= 0xD800 && out.code <= 0xDFFF;
  return overlong || surrogate || out.code > 0x10FFFF ? malformed() : out;
}

std::size_t find_malformed(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    if (at + 8 <= text.size() && is_ascii_block(text.data() + at)) {
      at += 8;
      continue;
    }
    const Decoded next = decode_at(text, at);
    if (next.code == kReplacement && next.size == 1) return at;
    at += next.size;
  }
  return std::string_view::npos;
}

std::string replace_malformed(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Decoded next = decode_at(text, at);
    append_utf8(out, next.code);
    at += next.size;
  }
  return out;
}

void append_utf8(std::string& out, char32_t code) {
  const auto put = [&out](char32_t byte) { out.push_back(static_cast<char>(static_cast<unsigned char>(byte))); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0 | (code >> 6));
    put(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    put(0xE0 | (code >> 12));
    put(0x80 | ((code >> 6) & 0x3F));
    put(0x80 | (code & 0x3F));
  } else {
    put(0xF0 | (code >> 18));
    put(0x80 | ((code >> 12) & 0x3F));
    put(0x80 | ((code >> 6) & 0x3F));
    put(0x80 | (code & 0x3F));
  }
}

std::size_t count_code_points(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return !is_continuation(c); }));
}

CodePointIndex::CodePointIndex(std::string_view text) : text_(text) {
  marks_.reserve(text.size() / kMarkEvery + 1);
  std::uint32_t count = 0;
  for (std::size_t at = 0; at < text.size(); at += kMarkEvery) {
    marks_.push_back(count);
    count += static_cast<std::uint32_t>(count_code_points(text.substr(at, kMarkEvery)));
  }
  marks_.push_back(count);
}

std::uint32_t CodePointIndex::code_points_before(std::size_t byte) const {
  byte = std::min(byte, text_.size());
  const std::size_t mark = std::min(byte / kMarkEvery, marks_.size() - 1);
  const std::size_t from = std::min(mark * kMarkEvery, text_.size());
  return marks_[mark] + static_cast<std::uint32_t>(count_code_points(text_.substr(from, byte - from)));
}

std::size_t CodePointIndex::byte_of(std::uint32_t code_point) const {
  const auto after = std::upper_bound(marks_.begin(), marks_.end(), code_point);
  const auto mark = static_cast<std::size_t>(after - marks_.begin()) - 1;
  std::size_t at = std::min(mark * kMarkEvery, text_.size());
  std::uint32_t seen = marks_[mark];
  for (; at < text_.size(); ++at) {
    if (is_continuation(text_[at])) continue;
    if (seen == code_point) return at;
    ++seen;
  }
  return text_.size();
}

}  // namespace isnad
