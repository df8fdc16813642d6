#include "text/decode.h"

#include <gtest/gtest.h>

namespace isnad::text {
namespace {

std::string decoded(Decoder& decoder, std::string_view bytes, std::size_t step) {
  std::string out;
  for (std::size_t at = 0; at < bytes.size(); at += step) {
    decoder.decode(bytes.substr(at, step), at + step >= bytes.size(), out);
  }
  return out;
}

TEST(Decode, KeepsItsStateBetweenChunks) {
  const std::string_view bytes("\x3D\xD8\x4A\xDD\x28\x06", 6);  // U+1F54A, U+0628
  for (const std::size_t step : {1U, 2U, 3U, 6U}) {
    auto decoder = Decoder::open("UTF-16LE");
    ASSERT_TRUE(decoder);
    EXPECT_EQ(decoded(*decoder, bytes, step), "\xF0\x9F\x95\x8A\xD8\xA8");
    EXPECT_TRUE(decoder->malformed().empty());
  }
}

TEST(Decode, RemembersWhatWasMalformed) {
  const std::string_view bytes(
      "a\0\0\xDC"
      "b\0\0\xD8",
      8);  // lone second surrogate, lone first surrogate at the end
  for (const std::size_t step : {1U, 2U, 8U}) {
    auto decoder = Decoder::open("UTF-16LE");
    ASSERT_TRUE(decoder);
    EXPECT_EQ(decoded(*decoder, bytes, step),
              "a\xEF\xBF\xBD"
              "b\xEF\xBF\xBD");
    ASSERT_EQ(decoder->malformed().size(), 2U);
    EXPECT_EQ(decoder->malformed()[0].output, 1U);
    EXPECT_EQ(decoder->malformed()[0].source, 2U);
    EXPECT_EQ(decoder->malformed()[1].source, 6U);
    decoder->forget_before(2);
    EXPECT_EQ(decoder->malformed().size(), 1U);
  }
}

TEST(Decode, KnowsByteOrderMarks) {
  EXPECT_EQ(find_byte_order_mark("\xEF\xBB\xBFx").encoding, "UTF-8");
  EXPECT_EQ(find_byte_order_mark("\xFF\xFEx").encoding, "UTF-16LE");
  EXPECT_EQ(find_byte_order_mark(std::string_view("\xFF\xFE\0\0", 4)).encoding, "UTF-32LE");
  EXPECT_EQ(find_byte_order_mark("plain").size, 0U);
}

TEST(Decode, KnowsNamesOfUtf8) {
  EXPECT_TRUE(is_utf8_name(""));
  EXPECT_TRUE(is_utf8_name("utf8"));
  EXPECT_FALSE(is_utf8_name("windows-1256"));
}

}  // namespace
}  // namespace isnad::text
