// UTF-8: what is malformed, how it is mended, and offsets in code points.
#include "base/utf8.h"

#include <gtest/gtest.h>

#include <array>

namespace isnad {
namespace {

TEST(Utf8, FindsTheFirstMalformedByte) {
  EXPECT_EQ(find_malformed(""), std::string_view::npos);
  EXPECT_EQ(find_malformed("plain text longer than a block of eight"), std::string_view::npos);
  EXPECT_EQ(find_malformed("\xD9\x82\xE2\x80\x8F\xF0\x9F\x98\x80"), std::string_view::npos);
  EXPECT_EQ(find_malformed("abcdefgh\xD9"), 8U);                      // cut short
  EXPECT_EQ(find_malformed("a\x80"), 1U);                             // nothing to continue
  EXPECT_EQ(find_malformed("\xC0\xAF"), 0U);                          // overlong
  EXPECT_EQ(find_malformed("\xE0\x80\xAF"), 0U);                      // overlong
  EXPECT_EQ(find_malformed("\xED\xA0\x80"), 0U);                      // a surrogate
  EXPECT_EQ(find_malformed("\xF4\x90\x80\x80"), 0U);                  // above U+10FFFF
  EXPECT_EQ(find_malformed("\xEF\xBF\xBD"), std::string_view::npos);  // U+FFFD itself is sound
}

TEST(Utf8, ReplacesEachMalformedByte) {
  EXPECT_EQ(replace_malformed("a\xFF\xFE z"), "a\xEF\xBF\xBD\xEF\xBF\xBD z");
  EXPECT_EQ(replace_malformed("\xD9\x82"), "\xD9\x82");
}

TEST(Utf8, WritesWhatItReads) {
  for (const char32_t code : std::array<char32_t, 8>{0, 0x7F, 0x80, 0x7FF, 0x800, 0xFFFF, 0x10000, 0x10FFFF}) {
    std::string text;
    append_utf8(text, code);
    EXPECT_EQ(decode_at(text, 0).code, code);
    EXPECT_EQ(decode_at(text, 0).size, text.size());
  }
}

TEST(CodePointIndex, CountsAcrossMarks) {
  std::string text;
  for (int i = 0; i < 500; ++i)
    append_utf8(text, static_cast<char32_t>(std::array{0x41, 0x642, 0x200F, 0x1F600}[i % 4]));
  const CodePointIndex index(text);
  std::uint32_t count = 0;
  for (std::size_t at = 0; at < text.size(); at += decode_at(text, at).size, ++count) {
    ASSERT_EQ(index.code_points_before(at), count);
    ASSERT_EQ(index.byte_of(count), at);
  }
  EXPECT_EQ(index.code_points_before(text.size() + 9), 500U);
  EXPECT_EQ(index.byte_of(9999), text.size());
}

}  // namespace
}  // namespace isnad
