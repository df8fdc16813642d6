// Who is signed in. Sessions live in memory: a restart signs everybody out. Tokens are kept as hashes only.
#pragma once

#include <chrono>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "serve/http.h"
#include "serve/users.h"

namespace isnad::serve {

/// Who asks. A reader who has not signed in has no name.
struct Caller {
  std::string user;
  Role role = Role::kReader;
  std::string csrf;        ///< of a session that a cookie carries; empty otherwise
  std::string token_hash;  ///< which session it is
};

struct NewSession {
  std::string token, csrf;
  std::chrono::system_clock::time_point expires;
};

class Sessions {
 public:
  explicit Sessions(Users& users) : users_(users) {}

  NewSession start(const std::string& user);
  void end(const Caller& caller);

  /// The caller by cookie or bearer token; nobody when it is unknown, expired, or of a user who is no more.
  Caller caller(const Request& request);

  /// Whether a request that changes something may: a session by cookie must show its CSRF token.
  static bool may_change(const Request& request, const Caller& caller);

 private:
  struct Session {
    std::string user, csrf;
    std::chrono::system_clock::time_point expires;
  };
  void drop_expired();

  Users& users_;
  std::mutex mutex_;
  std::unordered_map<std::string, Session> sessions_;  // by hash of the token
};

inline constexpr std::string_view kCookie = "isnad_session";

}  // namespace isnad::serve
