#include "read/http.h"

#include <gtest/gtest.h>

namespace isnad::read {
namespace {

constexpr std::size_t kMost = 1 << 20;

std::string body_of(const std::string& headers, const std::string& body) {
  const auto response = read_response("HTTP/1.1 200 OK\r\n" + headers + "\r\n" + body, kMost);
  return response ? response->body : "error: " + response.error().message;
}

TEST(Http, ReadsStatusTypeAndCharset) {
  const auto response =
      read_response("HTTP/1.1 404 Gone\r\ncontent-TYPE: Text/HTML; Charset=\"cp1256\"\r\n\r\nx", kMost);
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 404);
  EXPECT_EQ(response->type, "text/html");
  EXPECT_EQ(response->charset, "\"cp1256\"");
}

TEST(Http, JoinsChunks) {
  const std::string chunked = "Transfer-Encoding: chunked\r\n";
  EXPECT_EQ(body_of(chunked, "3\r\nabc\r\nA;x=1\r\n0123456789\r\n0\r\n\r\n"), "abc0123456789");
  EXPECT_EQ(body_of(chunked, "3\r\nabc\r\n"), "abc");
  EXPECT_EQ(body_of(chunked, "<html>no chunks</html>"), "<html>no chunks</html>");
  EXPECT_EQ(body_of(chunked, "abc is a word"), "abc is a word");
  EXPECT_NE(body_of(chunked, "3\r\nabc\r\nzz\r\n").find("error: the chunks"), std::string::npos);
}

TEST(Http, RefusesWhatItCannotUnpack) {
  EXPECT_NE(body_of("Content-Encoding: br\r\n", "\x8b\x02").find("\"br\""), std::string::npos);
  EXPECT_EQ(body_of("Content-Encoding: br\r\n", "<p>"), "<p>");
  EXPECT_FALSE(read_response("GET / HTTP/1.1\r\n\r\n", kMost));
  EXPECT_FALSE(read_response("HTTP/1.1 200 OK", kMost));
  EXPECT_FALSE(read_response("HTTP/1.1 200 OK\r\n\r\n" + std::string(100, 'x'), 99));
}

}  // namespace
}  // namespace isnad::read
