// The server behind `isnad serve`: a store over HTTP, for the page and for programs (docs/api/openapi.yaml).
//
//   auto engine = isnad::Engine::open({});
//   std::atomic<bool> stop = false;
//   isnad::serve_store(**engine, {.store = "events.db"}, stop, [](const std::string& url) { std::puts(url.c_str()); });
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "isnad/engine.h"
#include "isnad/result.h"

namespace isnad {

/// Where to listen, and who may do what.
struct ServeOptions {
  std::string store;               ///< path of the store
  std::string host = "127.0.0.1";  ///< address to listen on
  int port = 7077;                 ///< 0: any that is free
  std::string users;               ///< file of users (`isnad users`); empty: nobody can review
  std::vector<std::string> hosts;  ///< names that a request may call the server by, besides those of loopback
  unsigned threads = 4;
  double rate = 100;  ///< requests a second from one address; 0: no limit
};

/// Serves until `stop` is set, which a signal handler may do. `ready` is told the address once requests are taken.
/// Errors: the store or the file of users cannot be read, or the address is taken. The engine must stay as it is.
Status serve_store(const Engine& engine, const ServeOptions& options, const std::atomic<bool>& stop,
                   const std::function<void(const std::string& url)>& ready);

/// Adds a user to a file of users, or gives a user another password or role; the file is made when there is none.
/// Errors: `user` is no name, `role` is none of reader, reviewer and admin, the file cannot be written.
Status set_user(const std::string& file, const std::string& user, const std::string& role, const std::string& password);

/// Takes a user out of a file of users. Errors: there is none of that name.
Status remove_user(const std::string& file, const std::string& user);

}  // namespace isnad
