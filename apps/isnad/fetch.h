// One request over HTTP or HTTPS (libcurl), with a limit on everything a server could send without end: time, size of
// the body as unpacked, redirections. What was not changed since the last answer is not sent again.
//
//   Fetcher fetcher({.timeout = std::chrono::seconds(60)});
//   Answer answer = fetcher.get("https://example.org/feed", validators);
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

namespace isnad::cli {

struct FetchLimits {
  std::chrono::milliseconds timeout{60000};  ///< for the whole of a request
  std::size_t most_bytes = 32 << 20;         ///< of the body, unpacked
  std::function<bool()> stopped = {};        ///< true: give up
};

/// What a server said of an answer, by which it knows later whether it has another one.
struct Validators {
  std::string etag, last_modified;
};

struct Answer {
  std::string error = {};               ///< why there is none; empty: there is one
  std::chrono::seconds retry_after{0};  ///< how long the server asks to be left alone
  bool unchanged = false;               ///< nothing else has been sent since `validators`
  std::string body = {}, charset = {};  ///< as declared; empty where it is not
  Validators validators = {};
};

/// Begins with "http://" or "https://".
bool is_address(const std::string& text);

/// Without a user's name and password.
std::string without_credentials(const std::string& address);

/// Not for use by several threads at once. Connections are kept for the next request.
class Fetcher {
 public:
  explicit Fetcher(FetchLimits limits);
  ~Fetcher();
  Fetcher(const Fetcher&) = delete;
  Fetcher& operator=(const Fetcher&) = delete;

  Answer get(const std::string& address, const Validators& validators);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace isnad::cli
