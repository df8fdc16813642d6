// From a request to its answer: who may ask, which endpoint it is, and what every answer carries.
//
//   auto app = App::open(engine, {.store = "events.db"});
//   Response response = (*app)->answer(std::move(request));
//
// `answer` may be called by several threads, each with its own `Request::worker`. Endpoints are functions over a
// `Call`, one file a group; the table of them is in routes.cc, and docs/api/openapi.yaml describes them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "isnad/engine.h"
#include "serve/answer.h"
#include "serve/joiner.h"
#include "serve/limiter.h"
#include "serve/names.h"
#include "serve/review.h"
#include "serve/sessions.h"
#include "serve/shelf.h"

namespace isnad::serve {

struct AppOptions {
  std::string store;
  std::string users;               ///< file of users; empty: nobody can review
  std::vector<std::string> hosts;  ///< names that a Host header may hold, besides loopback
  unsigned workers = 4;
  double rate = 100;  ///< requests a second and address; 0: no limit
};

struct Call;

class App {
 public:
  /// Errors: the store or the file of users cannot be read. The engine must outlive the app.
  static Result<std::unique_ptr<App>> open(const Engine& engine, AppOptions options);

  Response answer(Request&& request);

  const Engine& engine() const { return engine_; }
  const std::string& knowledge() const { return knowledge_; }  ///< fingerprint of the engine's lexicon and models
  const Names& names() const { return names_; }
  Shelf& shelf() { return *shelf_; }
  Review* review() { return review_.get(); }  ///< null without a file of users
  Joiner* joiner() { return joiner_.get(); }  ///< null without a file of users
  Users& users() { return *users_; }
  Sessions& sessions() { return sessions_; }
  Limiter& coding() { return coding_; }
  Limiter& signing_in() { return signing_in_; }

 private:
  App(const Engine& engine, AppOptions options, std::unique_ptr<Users> users);
  bool knows_host(const Request& request) const;
  Response route(const Request& request);
  Response api(const Request& request);

  const Engine& engine_;
  const AppOptions options_;
  const std::string knowledge_;
  const Names names_;
  std::unique_ptr<Shelf> shelf_;
  std::unique_ptr<Users> users_;
  std::unique_ptr<Review> review_;
  std::unique_ptr<Joiner> joiner_;
  Sessions sessions_;
  Limiter asking_, coding_, signing_in_;
};

/// One request under way.
struct Call {
  const Request& request;
  App& app;
  std::shared_ptr<const Snapshot> snapshot;
  Caller caller;

  const Names& names() const { return app.names(); }
  Store& store() const { return app.shelf().store(request.worker); }
  store::Database& database() const { return app.shelf().database(request.worker); }
  /// The part of the path that stands for the `*` of the route.
  const std::string& id() const { return request.path.back(); }
};

using Endpoint = Response (*)(const Call&);

struct Route {
  std::string_view method;
  std::string_view path;  ///< below /api/v1; `*` is any one segment
  Role role;
  Endpoint endpoint;
};

/// The route of a request; null when there is none. `known` says whether the path exists with another method.
const Route* find_route(const Request& request, bool& known);

}  // namespace isnad::serve
