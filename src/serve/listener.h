// The sockets: one thread watches all connections and reads requests, a few workers answer them.
//
//   Listener listener({.host = "127.0.0.1", .port = 7077}, [&](Request&& request) { return app.answer(request); });
//   listener.open(); listener.run(stop);
//
// A connection that is idle or slow costs a file descriptor and a buffer, never a worker. Every stage has a deadline.
// Workers write what the socket takes at once; the rest is left to the watching thread. Streams alone are written by
// their worker to the end.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "isnad/result.h"
#include "serve/http.h"

namespace isnad::serve {

class Listener {
 public:
  struct Options {
    std::string host = "127.0.0.1";
    int port = 0;  ///< 0: any that is free
    unsigned workers = 4;
    std::size_t connections = 1024;
    std::chrono::seconds request_time{10};  ///< from the first byte of a request to its last
    std::chrono::seconds idle_time{30};
    std::chrono::seconds write_time{30};
    Limits limits{};
  };
  using Handler = std::function<Response(Request&&)>;

  Listener(Options options, Handler handler) : options_(std::move(options)), handler_(std::move(handler)) {}
  ~Listener();
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  /// Binds. Errors (kIo): the address is taken, or there is no such one.
  Status open();
  int port() const { return port_; }

  /// Serves until `stop` is set; looks at it a few times a second.
  void run(const std::atomic<bool>& stop);

 private:
  using Clock = std::chrono::steady_clock;
  enum class Stage : std::uint8_t { kIdle, kReading, kWorking, kWriting, kLeaving };
  struct Connection {
    int socket = -1;
    std::string peer;
    std::string in, out;
    std::size_t written = 0;
    Stage stage = Stage::kIdle;
    bool keep = true;
    Request request;
    Clock::time_point since = Clock::now();
  };
  using Shared = std::shared_ptr<Connection>;

  void accept_all();
  void add(int socket, std::string peer);
  void on_event(int socket, std::uint32_t events);
  void read(const Shared& connection);
  void parse(const Shared& connection);
  void refuse(const Shared& connection, int status);
  void write(const Shared& connection);
  void finish_answer(const Shared& connection);
  void leave(const Shared& connection);
  void watch(const Connection& connection, std::uint32_t events) const;
  void close(const Shared& connection);
  void sweep();
  void take_answered();
  void wake() const;

  void work(unsigned worker);
  void answer(const Shared& connection);
  bool write_stream(Connection& connection, const Response& response, bool head_only) const;

  Options options_;
  Handler handler_;
  int listening_ = -1, watcher_ = -1, bell_ = -1;
  int port_ = 0;
  std::unordered_map<int, Shared> connections_;  // of the watching thread alone

  std::mutex mutex_;
  std::condition_variable asked_ready_;
  std::deque<Shared> asked_;
  std::vector<Shared> answered_;
  bool stopping_ = false;
};

}  // namespace isnad::serve
