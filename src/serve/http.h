// HTTP/1.1 as the server speaks it: bytes to a Request, a Response to bytes. No sockets here, so that it can be fuzzed.
//
// Strict on purpose: what has two readings (folded headers, bare line feeds, two lengths, chunked bodies) is refused,
// so that nothing in front of the server can be led to read a request differently.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace isnad::serve {

using Pairs = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string method;
  std::string target;             ///< as it came
  std::vector<std::string> path;  ///< its segments, percent-decoded, valid UTF-8; "/" has none
  Pairs query;                    ///< decoded, valid UTF-8
  Pairs headers;                  ///< names in lower case
  std::string body;
  std::string peer;        ///< address of the other side
  bool keep_alive = true;  ///< the other side may send more on this connection
  unsigned worker = 0;     ///< which worker thread handles it

  /// The first of that name; empty when there is none.
  std::optional<std::string_view> header(std::string_view name) const;
  std::optional<std::string_view> parameter(std::string_view name) const;
};

/// Takes a piece of a body; false: nobody listens any more.
using Sink = std::function<bool(std::string_view)>;

struct Response {
  int status = 200;
  Pairs headers;
  std::string body;
  std::string_view view;                    ///< body that outlives the response, used when `body` is empty
  std::function<bool(const Sink&)> stream;  ///< when set, writes the body piece by piece; false: it broke off

  std::string_view content() const { return body.empty() ? view : std::string_view(body); }
  std::optional<std::string_view> header(std::string_view name) const;
};

struct Limits {
  std::size_t head = 16 << 10;  ///< request line and headers
  std::size_t body = 256 << 10;
};

enum class Parsed : std::uint8_t { kMore, kDone, kRefused };

struct ParseResult {
  Parsed state = Parsed::kMore;
  int status = 0;               ///< why it was refused
  std::size_t used = 0;         ///< bytes of the request, when it is done
  bool wants_continue = false;  ///< the other side waits for "100 Continue" before it sends the body
};

/// Reads one request from the beginning of `buffer`.
ParseResult parse_request(std::string_view buffer, const Limits& limits, Request& out);

/// Status line and headers. `length` is left out for streams, which are chunked; `head_only` has no effect on it.
std::string response_head(const Response& response, bool keep_alive);

/// Percent-decoding; empty when malformed or not UTF-8. `plus`: a + is a space, as in queries.
std::optional<std::string> decoded(std::string_view text, bool plus);

/// The inverse, for a segment of a path or a value of a query.
std::string encoded(std::string_view text);

}  // namespace isnad::serve
