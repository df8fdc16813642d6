#include "serve/sessions.h"

#include <sodium.h>

#include <array>

#include "base/sha256.h"
#include "base/strings.h"

namespace isnad::serve {
namespace {

constexpr std::chrono::hours kLifetime{12};
constexpr std::size_t kMostSessions = 10'000;

std::string random_token() {
  std::array<unsigned char, 32> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::array<char, sodium_base64_ENCODED_LEN(32, sodium_base64_VARIANT_URLSAFE_NO_PADDING)> text{};
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  return text.data();
}

std::string cookie_token(const Request& request) {
  const std::string wanted = std::string(kCookie) + "=";
  for (std::string_view part : split(request.header("cookie").value_or(""), ';')) {
    while (part.starts_with(' ')) part.remove_prefix(1);
    if (part.starts_with(wanted)) return std::string(part.substr(wanted.size()));
  }
  return {};
}

std::string bearer_token(const Request& request) {
  const std::string_view value = request.header("authorization").value_or("");
  return value.starts_with("Bearer ") ? std::string(value.substr(7)) : std::string();
}

bool equal(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace

NewSession Sessions::start(const std::string& user) {
  const NewSession fresh{random_token(), random_token(), std::chrono::system_clock::now() + kLifetime};
  const std::lock_guard lock(mutex_);
  drop_expired();
  if (sessions_.size() >= kMostSessions) sessions_.clear();
  sessions_[sha256_hex(fresh.token)] = {user, fresh.csrf, fresh.expires};
  return fresh;
}

void Sessions::end(const Caller& caller) {
  const std::lock_guard lock(mutex_);
  sessions_.erase(caller.token_hash);
}

void Sessions::drop_expired() {
  const auto now = std::chrono::system_clock::now();
  std::erase_if(sessions_, [&](const auto& entry) { return entry.second.expires < now; });
}

Caller Sessions::caller(const Request& request) {
  const std::string bearer = bearer_token(request);
  const std::string token = bearer.empty() ? cookie_token(request) : bearer;
  if (token.empty()) return {};
  Caller caller;
  caller.token_hash = sha256_hex(token);
  {
    const std::lock_guard lock(mutex_);
    const auto found = sessions_.find(caller.token_hash);
    if (found == sessions_.end() || found->second.expires < std::chrono::system_clock::now()) return {};
    caller.user = found->second.user;
    if (bearer.empty()) caller.csrf = found->second.csrf;
  }
  const auto role = users_.role(caller.user);
  if (!role) return {};
  caller.role = *role;
  return caller;
}

bool Sessions::may_change(const Request& request, const Caller& caller) {
  return caller.csrf.empty() || equal(request.header("x-csrf-token").value_or(""), caller.csrf);
}

}  // namespace isnad::serve
