#include "serve/app.h"

#include <algorithm>
#include <exception>

#include "engine/impl.h"
#include "serve/compress.h"
#include "serve/page.h"

namespace isnad::serve {
namespace {

constexpr std::size_t kWorthCompressing = 1024;

/// The host without its port; an IPv6 address keeps its brackets.
std::string_view without_port(std::string_view host) {
  const std::size_t bracket = host.find(']');
  const std::size_t colon = host.find(':', bracket == std::string_view::npos ? 0 : bracket);
  return host.substr(0, colon);
}

/// What a browser is told about every answer. No script, style or frame from elsewhere, and none inside a page.
void add_headers(Response& response, bool is_api) {
  Pairs& headers = response.headers;
  headers.emplace_back("X-Content-Type-Options", "nosniff");
  headers.emplace_back("Referrer-Policy", "no-referrer");
  headers.emplace_back("X-Frame-Options", "DENY");
  headers.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
  headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
  headers.emplace_back("Content-Security-Policy",
                       is_api ? "default-src 'none'; frame-ancestors 'none'"
                              : "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
                                "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
                                "base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
  if (!response.header("cache-control") && !response.header("Cache-Control"))
    headers.emplace_back("Cache-Control", is_api ? "private, no-cache" : "no-cache");
  if (is_api) headers.emplace_back("Vary", "Accept-Encoding, Cookie, Authorization");
}

/// The tag is weak: the compressed and the plain body are one.
void add_tag(const Request& request, Response& response) {
  if (response.status != 200 || response.stream || (request.method != "GET" && request.method != "HEAD")) return;
  if (!response.header("ETag")) response.headers.emplace_back("ETag", tag_of(response.content()));
  const std::string_view tag = *response.header("ETag");
  const std::string_view known = request.header("if-none-match").value_or("");
  if (known != "*" && known.find(tag) == std::string_view::npos) return;
  response.status = 304;
  response.body.clear();
  response.view = {};
}

void compress(const Request& request, Response& response) {
  if (response.stream || response.header("Content-Encoding") || response.body.size() < kWorthCompressing) return;
  if (!accepts_gzip(request)) return;
  response.body = gzip(response.body);
  response.headers.emplace_back("Content-Encoding", "gzip");
}

/// A browser says where a request comes from; what comes from another page may change nothing here.
bool from_elsewhere(const Request& request) {
  const auto site = request.header("sec-fetch-site");
  if (site && *site != "same-origin" && *site != "none") return true;
  const auto origin = request.header("origin");
  if (!origin) return false;
  const std::size_t scheme = origin->find("://");
  return scheme == std::string_view::npos || origin->substr(scheme + 3) != request.header("host").value_or("");
}

bool is_json(const Request& request) {
  const std::string_view type = request.header("content-type").value_or("");
  return type == "application/json" || type.starts_with("application/json;");
}

}  // namespace

App::App(const Engine& engine, AppOptions options, std::unique_ptr<Users> users)
    : engine_(engine),
      options_(std::move(options)),
      knowledge_(engine.fingerprint()),
      names_(*engine.impl().lexicon),
      users_(std::move(users)),
      sessions_(*users_),
      asking_(options_.rate, options_.rate * 5),
      coding_(options_.rate > 0 ? 2 : 0, 10),
      signing_in_(0.2, 5) {}

Result<std::unique_ptr<App>> App::open(const Engine& engine, AppOptions options) {
  auto users = Users::open(options.users);
  if (!users) return users.error();
  std::unique_ptr<App> app(new App(engine, std::move(options), *std::move(users)));
  if (app->users_->exist()) {
    auto review = Review::open(app->options_.store);
    if (!review) return review.error();
    app->review_ = *std::move(review);
  }
  auto shelf = Shelf::open(app->options_.store, app->options_.workers, app->names_);
  if (!shelf) return shelf.error();
  app->shelf_ = *std::move(shelf);
  if (app->review_) app->joiner_ = std::make_unique<Joiner>(engine, app->options_.store);
  return app;
}

/// A page of another site that resolves its own name to this machine (DNS rebinding) shows that name here.
bool App::knows_host(const Request& request) const {
  const std::string_view host = without_port(request.header("host").value_or(""));
  const std::vector<std::string>& more = options_.hosts;
  return host == "localhost" || host == "127.0.0.1" || host == "[::1]" ||
         std::find(more.begin(), more.end(), host) != more.end();
}

Response App::answer(Request&& request) {
  const bool is_api = !request.path.empty() && request.path.front() == "api";
  Response response;
  try {
    response = route(request);
  } catch (const std::exception& failure) {
    response = fault(500, std::string("cannot go on: ") + failure.what());
  }
  add_tag(request, response);
  compress(request, response);
  add_headers(response, is_api);
  return response;
}

Response App::route(const Request& request) {
  if (!knows_host(request)) return fault(421, "this server does not go by that name; see --allow-host");
  if (!asking_.allows(request.peer)) {
    Response response = fault(429, "too many requests from this address: wait a second");
    response.headers.emplace_back("Retry-After", "1");
    return response;
  }
  if (!request.path.empty() && request.path.front() == "api") return api(request);
  if (request.method != "GET" && request.method != "HEAD") return fault(405, "a page can only be read");
  return page(request);
}

Response App::api(const Request& request) {
  bool known = false;
  const Route* const route = find_route(request, known);
  if (route == nullptr && known) return fault(405, "no " + request.method + " here");
  if (route == nullptr) return fault(404, "there is no such endpoint; docs/api/openapi.yaml lists them");
  Call call{request, *this, shelf_->snapshot(), sessions_.caller(request)};
  if (call.caller.role < route->role) {
    return call.caller.user.empty() ? fault(401, "sign in first: POST /api/v1/session")
                                    : fault(403, "this needs the role " + std::string(name(route->role)));
  }
  if (request.method != "GET" && request.method != "HEAD") {
    if (from_elsewhere(request)) return fault(403, "this request comes from a page of another site");
    if (request.method == "POST" && !is_json(request)) return fault(415, "the body must be application/json");
    if (!Sessions::may_change(request, call.caller))
      return fault(403, "the header X-CSRF-Token must hold the `csrf` of GET /api/v1/session");
  }
  return route->endpoint(call);
}

}  // namespace isnad::serve
