// Requests from bytes: what is understood, what waits for more, what is refused.
#include "serve/http.h"

#include <gtest/gtest.h>

namespace isnad::serve {
namespace {

ParseResult parse(std::string_view bytes, Request& request) {
  return parse_request(bytes, {1024, 100}, request);
}

int refused(std::string_view bytes) {
  Request request;
  const ParseResult result = parse(bytes, request);
  return result.state == Parsed::kRefused ? result.status : 0;
}

TEST(Http, ReadsARequest) {
  Request request;
  const std::string_view bytes =
      "POST /api/v1/documents/a%2Fb?x=1+2&y=%D9%82&z HTTP/1.1\r\nHost: localhost\r\nX-Odd:  b c \r\nContent-Length: "
      "2\r\n\r\n{}GET";
  const ParseResult result = parse(bytes, request);
  ASSERT_EQ(result.state, Parsed::kDone);
  EXPECT_EQ(result.used, bytes.size() - 3);
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.path, (std::vector<std::string>{"api", "v1", "documents", "a/b"}));
  EXPECT_EQ(*request.parameter("x"), "1 2");
  EXPECT_EQ(*request.parameter("y"), "\xD9\x82");
  EXPECT_EQ(*request.parameter("z"), "");
  EXPECT_EQ(*request.header("x-odd"), "b c");
  EXPECT_EQ(request.body, "{}");
  EXPECT_TRUE(request.keep_alive);
}

TEST(Http, WaitsForTheRest) {
  Request request;
  EXPECT_EQ(parse("", request).state, Parsed::kMore);
  EXPECT_EQ(parse("GET / HTTP/1.1\r\nHost: x\r\n", request).state, Parsed::kMore);
  const ParseResult body = parse("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n", request);
  EXPECT_EQ(body.state, Parsed::kMore);
  EXPECT_TRUE(body.wants_continue);
}

TEST(Http, RefusesWhatHasTwoReadings) {
  EXPECT_EQ(refused("GET / HTTP/1.1\r\nA: b\r\n c\r\n\r\n"), 400);
  EXPECT_EQ(refused("GET / HTTP/1.1\r\nA : b\r\n\r\n"), 400);
  EXPECT_EQ(refused("GET / HTTP/1.1\nA: b\r\n\r\n"), 400);
  EXPECT_EQ(refused("GET  / HTTP/1.1\r\n\r\n"), 400);
  EXPECT_EQ(refused("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"), 400);
  EXPECT_EQ(refused("POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\na"), 400);
  EXPECT_EQ(refused("POST / HTTP/1.1\r\nContent-Length: +1\r\n\r\na"), 400);
  EXPECT_EQ(refused("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"), 411);
  EXPECT_EQ(refused("GET /%00 HTTP/1.1\r\n\r\n"), 400);
  EXPECT_EQ(refused("GET /%C0%AF HTTP/1.1\r\n\r\n"), 400);
  EXPECT_EQ(refused("GET x HTTP/1.1\r\n\r\n"), 400);
}

TEST(Http, HasLimits) {
  EXPECT_EQ(refused("GET / HTTP/1.1\r\nA: " + std::string(2000, 'a')), 431);
  EXPECT_EQ(refused("POST / HTTP/1.1\r\nContent-Length: 101\r\n\r\n"), 413);
}

TEST(Http, EncodingAndDecodingAreInverse) {
  const std::string text = "a b/%\xD9\x82~";
  EXPECT_EQ(decoded(encoded(text), false), text);
  EXPECT_FALSE(decoded("%4", false));
  EXPECT_FALSE(decoded("%g0", false));
}

}  // namespace
}  // namespace isnad::serve
