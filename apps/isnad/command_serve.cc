// isnad serve: the page and the API over a store, until interrupted.
#include <atomic>
#include <csignal>
#include <thread>

#include "command.h"
#include "isnad/serve.h"

namespace isnad::cli {
namespace {

struct Options {
  ServeOptions serve;
  EngineOptions engine;
};

std::atomic<bool> stopped = false;

void stop(int) {
  stopped = true;
}

int run(const Options& options) {
  const auto engine = open_engine(options.engine);
  if (!engine) return kUsage;
  std::signal(SIGINT, stop);
  std::signal(SIGTERM, stop);
  const Status served = serve_store(*engine, options.serve, stopped,
                                    [](const std::string& url) { complain("serving " + url + " (Ctrl-C ends it)"); });
  if (served) return kAllWell;
  complain(served.error().message);
  return kUsage;
}

std::function<int()> set_up(CLI::App& app) {
  auto options = std::make_shared<Options>();
  ServeOptions& serve = options->serve;
  serve.threads = std::max(2U, std::thread::hardware_concurrency());
  add_store_option(app, serve.store);
  app.add_option("--host", serve.host, "Address to listen on (default 127.0.0.1: this machine alone)")
      ->type_name("ADDRESS");
  app.add_option("--port", serve.port, "Port to listen on (default 7077; 0: any that is free)")
      ->type_name("N")
      ->check(CLI::Range(0, 65535));
  app.add_option("--users", serve.users, "File of users who may review, made by `isnad users`; without it nobody can")
      ->type_name("FILE");
  app.add_option("--allow-host", serve.hosts, "Name that browsers may call this server by, besides localhost")
      ->type_name("NAME");
  app.add_option("--threads", serve.threads, "Worker threads (default: one for each core, at least 2)")
      ->type_name("N")
      ->check(CLI::Range(1U, 1024U));
  app.add_option("--rate", serve.rate, "Requests a second that one address may make (default 100; 0: any number)")
      ->type_name("N")
      ->check(CLI::Range(0.0, 1e6));
  add_engine_options(app, options->engine);
  return [options] { return run(*options); };
}

}  // namespace

extern const Command kServe = {"serve", "Show a store in the browser, and answer programs over HTTP",
                               "isnad serve events.db --users reviewers.txt", set_up};

}  // namespace isnad::cli
