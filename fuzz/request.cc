// Requests: bytes as they come from a socket, and what endpoints read from them. Whatever comes is refused or
// understood.
#include "base/utf8.h"
#include "serve/arguments.h"
#include "serve/body.h"
#include "serve/decisions.h"
#include "serve/http.h"
#include "target.h"

namespace {

using namespace isnad::serve;

bool is_valid(std::string_view text) {
  return isnad::find_malformed(text) == std::string_view::npos && text.find('\0') == std::string_view::npos;
}

void read_arguments(const Request& request) {
  Arguments arguments(request);
  const Filter filter = arguments.filter();
  arguments.cursor();
  arguments.choice("sort", {"day", "-day"});
  arguments.integer("limit", 1, 200, 50);
  const auto problem = arguments.problem();
  fuzz::require(!problem || !problem->empty(), "a problem says what is wrong");
  fuzz::require(filter.min_origins >= 0, "numbers stay in their bounds");
}

void read_body(const Request& request) {
  const auto body = Body::parse(request.body);
  if (!body) {
    fuzz::require(!body.error().message.empty(), "an error says what is wrong");
    return;
  }
  fuzz::require(is_valid(body->text("user")) || body->text("user").find('\0') != std::string::npos, "texts are UTF-8");
  fuzz::require(static_cast<bool>(Body::parse(body->only({"action", "value", "claims"}))), "a part can be read again");
  body->refs("claims");
  constexpr std::string_view kText = "six people were killed in an attack on the town";
  const auto claim = added(body->json("value"), kText);
  if (!claim) return;
  fuzz::require(claim->trigger.text == kText.substr(claim->trigger.start, claim->trigger.end - claim->trigger.start),
                "a span quotes its text");
  const auto better = corrected(*claim, body->text("field"), body->json("value"), kText);
  static_cast<void>(better);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Limits limits{4096, 8192};
  Request request;
  const ParseResult result = parse_request(fuzz::view(data, size), limits, request);
  fuzz::require(result.used <= size, "no more is used than there is");
  if (result.state == Parsed::kRefused) fuzz::require(result.status >= 400, "what is refused has a status");
  if (result.state != Parsed::kDone) return 0;
  for (const std::string& segment : request.path) fuzz::require(is_valid(segment), "segments are UTF-8");
  for (const auto& [name, value] : request.query) fuzz::require(is_valid(name) && is_valid(value), "queries are UTF-8");
  for (const auto& [name, value] : request.headers)
    fuzz::require(value.find_first_of("\r\n") == std::string::npos, "a header is one line");
  fuzz::require(request.body.size() <= limits.body, "a body is within its limit");
  read_arguments(request);
  read_body(request);
  return 0;
}
