// UTF-8: strict decoding, validation once at the door, and counting code points. Knows no language.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace isnad {

inline constexpr char32_t kReplacement = 0xFFFD;

/// The code point that starts at `text[at]`, and how many bytes it takes. Malformed bytes give kReplacement and
/// length 1.
struct Decoded {
  char32_t code;
  std::uint32_t size;
};
Decoded decode_at(std::string_view text, std::size_t at);

/// The same for text known to be valid: no checks, one branch a byte length.
inline Decoded decode_valid(const char* at) {
  const auto lead = static_cast<unsigned char>(at[0]);
  const auto tail = [at](int i) { return static_cast<char32_t>(static_cast<unsigned char>(at[i]) & 0x3F); };
  if (lead < 0x80) return {lead, 1};
  if (lead < 0xE0) return {(static_cast<char32_t>(lead & 0x1F) << 6) | tail(1), 2};
  if (lead < 0xF0) return {(static_cast<char32_t>(lead & 0x0F) << 12) | (tail(1) << 6) | tail(2), 3};
  return {(static_cast<char32_t>(lead & 0x07) << 18) | (tail(1) << 12) | (tail(2) << 6) | tail(3), 4};
}

/// Offset of the first malformed byte (overlong forms, surrogates and values above U+10FFFF count); npos when valid.
std::size_t find_malformed(std::string_view text);

/// `text` with every malformed byte replaced by U+FFFD.
std::string replace_malformed(std::string_view text);

void append_utf8(std::string& out, char32_t code);

/// True for bytes that do not begin a code point.
inline bool is_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

std::size_t count_code_points(std::string_view text);

/// Byte offsets of a text to code-point offsets, in O(1) a look-up after one pass.
/// A mark every 64 bytes keeps the table at a sixteenth of the text.
class CodePointIndex {
 public:
  explicit CodePointIndex(std::string_view text);
  std::uint32_t code_points_before(std::size_t byte) const;
  /// The inverse; offsets past the end give the text's size.
  std::size_t byte_of(std::uint32_t code_point) const;

 private:
  std::string_view text_;
  std::vector<std::uint32_t> marks_;
};

}  // namespace isnad
