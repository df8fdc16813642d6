// Sessions: who is asking, signing in and out.
#include "isnad/json.h"
#include "isnad/time.h"
#include "serve/body.h"
#include "serve/endpoints.h"

namespace isnad::serve {
namespace {

constexpr std::string_view kCookieOptions = "; Path=/; HttpOnly; SameSite=Strict";

Response no_more_tries() {
  Response response = fault(429, "too many attempts to sign in: wait some seconds");
  response.headers.emplace_back("Retry-After", "10");
  return response;
}

}  // namespace

Response session(const Call& call) {
  const Caller& caller = call.caller;
  Json json;
  json.begin().nullable("user", caller.user).field("role", name(caller.role)).nullable("csrf", caller.csrf).end();
  Response response = json_answer(json);
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

Response sign_in(const Call& call) {
  if (!call.app.users().exist()) return fault(422, "this server has no file of users: start it with --users FILE");
  const auto body = Body::parse(call.request.body);
  if (!body) return fault(400, "body: " + body.error().message);
  const std::string user = body->text("user"), password = body->text("password");
  if (user.empty() || password.size() > 1000) return fault(400, "body: user and password must be given");
  if (!call.app.signing_in().allows(call.request.peer)) return no_more_tries();
  const auto role = call.app.users().check(user, password);
  if (!role) return fault(401, "no such user, or another password");
  const NewSession fresh = call.app.sessions().start(user);
  Json json;
  json.begin().field("user", user).field("role", name(*role)).field("csrf", fresh.csrf);
  json.field("token", fresh.token).field("expires", utc(fresh.expires)).end();
  Response response = json_answer(json);
  response.headers.emplace_back("Set-Cookie", std::string(kCookie) + "=" + fresh.token + std::string(kCookieOptions));
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

Response sign_out(const Call& call) {
  call.app.sessions().end(call.caller);
  Response response;
  response.status = 204;
  response.headers.emplace_back("Set-Cookie", std::string(kCookie) + "=; Max-Age=0" + std::string(kCookieOptions));
  return response;
}

}  // namespace isnad::serve
