// Cutting long texts: nothing is lost, code points stay whole.
#include "base/block.h"

#include <gtest/gtest.h>

#include "base/utf8.h"

namespace isnad {
namespace {

TEST(Block, EndBehindALineElseASpaceElseACodePoint) {
  EXPECT_EQ(block_end("ab\ncd ef", 0, 7), 3U);
  EXPECT_EQ(block_end("ab cd ef", 0, 7), 6U);
  EXPECT_EQ(block_end("abcdefgh", 0, 7), 7U);
  EXPECT_EQ(block_end("abc", 0, 7), 3U);
  EXPECT_EQ(block_end("abc", 3, 7), 3U);
}

TEST(Block, GoesOnInMalformedText) {
  const std::string text(20, '\x80');
  EXPECT_EQ(block_end(text, 0, 7), 7U);
}

TEST(Block, CoverTheTextWithoutCuttingCodePoints) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += i % 7 == 0 ? "\xF0\x9F\x95\x8A" : "\xD8\xA8";
  for (std::size_t size = 1; size < 12; ++size) {
    std::string joined;
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = block_end(text, begin, size);
      ASSERT_GT(end, begin);
      EXPECT_EQ(find_malformed(std::string_view(text).substr(begin, end - begin)), std::string_view::npos);
      joined += text.substr(begin, end - begin);
      begin = end;
    }
    EXPECT_EQ(joined, text);
  }
}

}  // namespace
}  // namespace isnad
