// The public face of the server: it puts an app behind a listener, and keeps files of users.
#include "isnad/serve.h"

#include <filesystem>

#include "serve/app.h"
#include "serve/listener.h"
#include "serve/users.h"

namespace isnad {
namespace {

using serve::Listener;

std::string bracketed(const std::string& host) {
  return host.find(':') == std::string::npos ? host : "[" + host + "]";
}

std::string url_of(const std::string& host, int port) {
  return "http://" + bracketed(host) + ":" + std::to_string(port) + "/";
}

}  // namespace

Status serve_store(const Engine& engine, const ServeOptions& options, const std::atomic<bool>& stop,
                   const std::function<void(const std::string&)>& ready) {
  std::vector<std::string> hosts = options.hosts;
  hosts.push_back(bracketed(options.host));  // an address cannot be made to point here by another site
  auto app = serve::App::open(engine, {options.store, options.users, hosts, options.threads, options.rate});
  if (!app) return app.error();
  Listener::Options listening;
  listening.host = options.host;
  listening.port = options.port;
  listening.workers = options.threads;
  Listener listener(listening, [&](serve::Request&& request) { return (*app)->answer(std::move(request)); });
  if (Status opened = listener.open(); !opened) return opened;
  ready(url_of(options.host, listener.port()));
  listener.run(stop);
  return {};
}

Status set_user(const std::string& file, const std::string& user, const std::string& role,
                const std::string& password) {
  const auto known = serve::role_of(role);
  if (!known) return Error{Error::Code::kUsage, "\"" + role + "\" is no role: give reader, reviewer or admin"};
  if (!serve::is_user_name(user))
    return Error{Error::Code::kUsage, "\"" + user + "\" is no user name: letters, digits and . _ - @, at most 64"};
  if (password.size() < 8) return Error{Error::Code::kUsage, "a password needs at least 8 characters"};
  serve::UserTable table;
  if (std::filesystem::exists(file)) {
    auto read = serve::read_users(file);
    if (!read) return read.error();
    table = *std::move(read);
  }
  auto hash = serve::hash_password(password);
  if (!hash) return hash.error();
  table[user] = {*known, *std::move(hash)};
  return serve::write_users(file, table);
}

Status remove_user(const std::string& file, const std::string& user) {
  auto table = serve::read_users(file);
  if (!table) return table.error();
  if (table->erase(user) == 0) return Error{Error::Code::kUsage, file + " has no user \"" + user + "\""};
  return serve::write_users(file, *table);
}

}  // namespace isnad
