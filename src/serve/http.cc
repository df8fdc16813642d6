#include "serve/http.h"

#include <algorithm>
#include <charconv>

#include "base/strings.h"
#include "base/utf8.h"

namespace isnad::serve {
namespace {

constexpr std::string_view kLineEnd = "\r\n";
constexpr std::size_t kMostHeaders = 100;

bool is_token_char(char c) {
  constexpr std::string_view kOthers = "!#$%&'*+-.^_`|~";
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         kOthers.find(c) != std::string_view::npos;
}

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_token_char);
}

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

std::optional<std::string_view> find(const Pairs& pairs, std::string_view name) {
  for (const auto& [key, value] : pairs) {
    if (key == name) return value;
  }
  return std::nullopt;
}

bool parse_query(std::string_view text, Pairs& out) {
  for (const std::string_view part : split_words(text, '&')) {
    const std::size_t equals = part.find('=');
    const auto name = decoded(part.substr(0, equals), true);
    const auto value = decoded(equals == std::string_view::npos ? "" : part.substr(equals + 1), true);
    if (!name || !value) return false;
    out.emplace_back(*name, *value);
  }
  return true;
}

/// Segments are decoded one by one, so that an id may hold a slash.
bool parse_path(std::string_view text, Request& out) {
  if (text.empty()) return true;
  for (const std::string_view segment : split(text, '/')) {
    auto name = decoded(segment, false);
    if (!name) return false;
    out.path.push_back(*std::move(name));
  }
  return true;
}

/// Only the origin form: what a proxy or a scanner sends besides is refused.
bool parse_target(Request& out) {
  const std::string_view target = out.target;
  if (target.empty() || target.front() != '/' || target.find('#') != std::string_view::npos) return false;
  if (std::any_of(target.begin(), target.end(), [](char c) { return is_control(c) || (c & 0x80) != 0; })) return false;
  const std::size_t question = target.find('?');
  if (!parse_path(target.substr(1, question == std::string_view::npos ? question : question - 1), out)) return false;
  return question == std::string_view::npos || parse_query(target.substr(question + 1), out.query);
}

int parse_request_line(std::string_view line, Request& out) {
  const auto parts = split(line, ' ');
  if (parts.size() != 3 || !is_token(parts[0])) return 400;
  if (parts[2] != "HTTP/1.1" && parts[2] != "HTTP/1.0") return 505;
  out.method = parts[0];
  out.target = parts[1];
  out.keep_alive = parts[2] == "HTTP/1.1";
  return parse_target(out) ? 0 : 400;
}

int parse_header(std::string_view line, Request& out) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return 400;
  const std::string_view value = trimmed(line.substr(colon + 1), " \t");
  if (std::any_of(value.begin(), value.end(), [](char c) { return is_control(c) && c != '\t'; })) return 400;
  if (out.headers.size() >= kMostHeaders) return 431;
  out.headers.emplace_back(lower_ascii(line.substr(0, colon)), value);
  return 0;
}

int parse_head(std::string_view head, Request& out) {
  std::size_t end = head.find(kLineEnd);
  int refused = parse_request_line(head.substr(0, end), out);
  while (refused == 0 && end != std::string_view::npos) {
    head.remove_prefix(end + kLineEnd.size());
    end = head.find(kLineEnd);
    refused = parse_header(head.substr(0, end), out);
  }
  return refused;
}

std::size_t count(const Request& request, std::string_view name) {
  return static_cast<std::size_t>(std::count_if(request.headers.begin(), request.headers.end(),
                                                [&](const auto& header) { return header.first == name; }));
}

/// A length must be plain digits, once; other framings of a body are not spoken here.
int body_length(const Request& request, const Limits& limits, std::size_t& length) {
  length = 0;
  if (count(request, "transfer-encoding") > 0) return 411;
  if (count(request, "content-length") > 1 || count(request, "host") > 1) return 400;
  const auto given = request.header("content-length");
  if (!given) return 0;
  const bool digits = std::all_of(given->begin(), given->end(), [](char c) { return c >= '0' && c <= '9'; });
  const auto [end, error] = std::from_chars(given->data(), given->data() + given->size(), length);
  if (!digits || given->empty() || end != given->data() + given->size()) return 400;
  return error != std::errc() || length > limits.body ? 413 : 0;
}

void decide_keep_alive(Request& request) {
  const auto connection = request.header("connection");
  if (!connection) return;
  const std::string wish = lower_ascii(*connection);
  if (wish == "close") request.keep_alive = false;
  if (wish == "keep-alive") request.keep_alive = true;
}

ParseResult refuse(int status) {
  return {Parsed::kRefused, status, 0, false};
}

std::string_view reason(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 204:
      return "No Content";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 411:
      return "Length Required";
    case 413:
      return "Content Too Large";
    case 415:
      return "Unsupported Media Type";
    case 421:
      return "Misdirected Request";
    case 422:
      return "Unprocessable Content";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 503:
      return "Service Unavailable";
    case 505:
      return "HTTP Version Not Supported";
    default:
      return "Internal Server Error";
  }
}

}  // namespace

std::optional<std::string_view> Request::header(std::string_view name) const {
  return find(headers, name);
}
std::optional<std::string_view> Request::parameter(std::string_view name) const {
  return find(query, name);
}
std::optional<std::string_view> Response::header(std::string_view name) const {
  return find(headers, name);
}

std::optional<std::string> decoded(std::string_view text, bool plus) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
      const int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
      if (low < 0) return std::nullopt;
      c = static_cast<char>(high * 16 + low);
      i += 2;
    } else if (plus && c == '+') {
      c = ' ';
    }
    if (c == '\0') return std::nullopt;
    out += c;
  }
  if (find_malformed(out) != std::string_view::npos) return std::nullopt;
  return out;
}

std::string encoded(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
                       c == '.' || c == '_' || c == '~';
    if (plain) {
      out += c;
    } else {
      out += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  return out;
}

ParseResult parse_request(std::string_view buffer, const Limits& limits, Request& out) {
  const std::size_t end = buffer.substr(0, limits.head).find("\r\n\r\n");
  if (end == std::string_view::npos) return buffer.size() >= limits.head ? refuse(431) : ParseResult{};
  out = {};
  if (const int refused = parse_head(buffer.substr(0, end), out); refused != 0) return refuse(refused);
  std::size_t length = 0;
  if (const int refused = body_length(out, limits, length); refused != 0) return refuse(refused);
  const std::size_t begin = end + 4;
  if (buffer.size() - begin < length) {
    return {Parsed::kMore, 0, 0, buffer.size() == begin && out.header("expect") == "100-continue"};
  }
  out.body = buffer.substr(begin, length);
  decide_keep_alive(out);
  return {Parsed::kDone, 0, begin + length, false};
}

std::string response_head(const Response& response, bool keep_alive) {
  std::string head = "HTTP/1.1 " + std::to_string(response.status) + " ";
  head.append(reason(response.status)).append(kLineEnd);
  for (const auto& [name, value] : response.headers) head.append(name).append(": ").append(value).append(kLineEnd);
  if (response.stream) {
    head += "Transfer-Encoding: chunked\r\n";
  } else if (response.status != 204 && response.status != 304) {
    head += "Content-Length: " + std::to_string(response.content().size()) + "\r\n";
  }
  head += keep_alive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
  return head;
}

}  // namespace isnad::serve
