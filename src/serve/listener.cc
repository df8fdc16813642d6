#include "serve/listener.h"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace isnad::serve {
namespace {

constexpr int kPauseMilliseconds = 200;

Error io_error(const std::string& what) {
  return {Error::Code::kIo, what + ": " + std::strerror(errno)};
}

/// Numeric addresses only go to loopback or to what the user names: a name is resolved once, here.
addrinfo* resolved(const std::string& host, int port) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  return getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found) == 0 ? found : nullptr;
}

int bound(const addrinfo& address) {
  const int made = socket(address.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (made < 0) return -1;
  const int on = 1;
  setsockopt(made, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind(made, address.ai_addr, address.ai_addrlen) == 0 && ::listen(made, 256) == 0) return made;
  const int kept = errno;
  close(made);
  errno = kept;
  return -1;
}

int port_of(int socket) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) != 0) return 0;
  const bool six = address.ss_family == AF_INET6;
  return ntohs(six ? reinterpret_cast<sockaddr_in6&>(address).sin6_port
                   : reinterpret_cast<sockaddr_in&>(address).sin_port);
}

std::string name_of(const sockaddr_storage& address, socklen_t size) {
  std::array<char, NI_MAXHOST> text{};
  const auto* generic = reinterpret_cast<const sockaddr*>(&address);
  return getnameinfo(generic, size, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST) == 0 ? text.data() : "";
}

/// Writes all of `data`, waiting for the socket until the deadline.
bool write_all(int socket, std::string_view data, std::chrono::steady_clock::time_point deadline) {
  while (!data.empty()) {
    const ssize_t sent = send(socket, data.data(), data.size(), MSG_NOSIGNAL);
    if (sent > 0) data.remove_prefix(static_cast<std::size_t>(sent));
    if (sent > 0) continue;
    if (errno != EAGAIN && errno != EINTR) return false;
    pollfd ready{socket, POLLOUT, 0};
    if (std::chrono::steady_clock::now() > deadline) return false;
    poll(&ready, 1, kPauseMilliseconds);
  }
  return true;
}

std::string chunk(std::string_view data) {
  std::array<char, 20> size{};
  std::snprintf(size.data(), size.size(), "%zx\r\n", data.size());
  return std::string(size.data()).append(data).append("\r\n");
}

}  // namespace

Listener::~Listener() {
  for (const int handle : {listening_, watcher_, bell_}) {
    if (handle >= 0) ::close(handle);
  }
}

Status Listener::open() {
  std::string where = "cannot listen on " + options_.host + " port " + std::to_string(options_.port);
  addrinfo* const found = resolved(options_.host, options_.port);
  if (found == nullptr) return Error{Error::Code::kIo, where + ": there is no such address"};
  listening_ = bound(*found);
  freeaddrinfo(found);
  if (listening_ < 0) return io_error(where);
  watcher_ = epoll_create1(EPOLL_CLOEXEC);
  bell_ = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  if (watcher_ < 0 || bell_ < 0) return io_error(where);
  port_ = port_of(listening_);
  for (const int handle : {listening_, bell_}) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = handle;
    if (epoll_ctl(watcher_, EPOLL_CTL_ADD, handle, &event) != 0) return io_error(where);
  }
  return {};
}

void Listener::run(const std::atomic<bool>& stop) {
  std::vector<std::jthread> workers;
  for (unsigned i = 0; i < options_.workers; ++i) workers.emplace_back([this, i] { work(i); });
  std::array<epoll_event, 64> events{};
  Clock::time_point swept = Clock::now();
  while (!stop) {
    const int count = epoll_wait(watcher_, events.data(), static_cast<int>(events.size()), kPauseMilliseconds);
    for (int i = 0; i < count; ++i) {
      const epoll_event& event = events[static_cast<std::size_t>(i)];
      on_event(event.data.fd, event.events);
    }
    if (Clock::now() - swept < std::chrono::seconds(1)) continue;
    sweep();
    swept = Clock::now();
  }
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  asked_ready_.notify_all();
  workers.clear();
  for (const auto& [socket, connection] : connections_) ::close(socket);
  connections_.clear();
}

void Listener::on_event(int socket, std::uint32_t events) {
  if (socket == listening_) return accept_all();
  if (socket == bell_) return take_answered();
  const auto found = connections_.find(socket);
  if (found == connections_.end()) return;
  const Shared connection = found->second;
  if (connection->stage == Stage::kWorking) return;  // its worker will see for itself that the other side is gone
  if ((events & (EPOLLERR | EPOLLHUP)) != 0) return close(connection);
  connection->stage == Stage::kWriting ? write(connection) : read(connection);
}

void Listener::accept_all() {
  for (;;) {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    const int socket = accept4(listening_, reinterpret_cast<sockaddr*>(&address), &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (socket < 0) return;
    connections_.size() >= options_.connections ? static_cast<void>(::close(socket))
                                                : add(socket, name_of(address, size));
  }
}

void Listener::add(int socket, std::string peer) {
  const int on = 1;
  setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  auto connection = std::make_shared<Connection>();
  connection->socket = socket;
  connection->peer = std::move(peer);
  epoll_event event{};
  event.events = EPOLLIN | EPOLLONESHOT;
  event.data.fd = socket;
  epoll_ctl(watcher_, EPOLL_CTL_ADD, socket, &event);
  connections_[socket] = std::move(connection);
}

/// One event at a time: what is being worked on cannot be disturbed.
void Listener::watch(const Connection& connection, std::uint32_t events) const {
  epoll_event event{};
  event.events = events | EPOLLONESHOT;
  event.data.fd = connection.socket;
  epoll_ctl(watcher_, EPOLL_CTL_MOD, connection.socket, &event);
}

void Listener::close(const Shared& connection) {
  connections_.erase(connection->socket);
  ::close(connection->socket);
}

void Listener::read(const Shared& connection) {
  std::array<char, 16384> bytes;
  const ssize_t got = recv(connection->socket, bytes.data(), bytes.size(), 0);
  if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) return close(connection);
  if (connection->stage == Stage::kLeaving) return watch(*connection, EPOLLIN);
  if (got > 0) connection->in.append(bytes.data(), static_cast<std::size_t>(got));
  parse(connection);
}

void Listener::parse(const Shared& connection) {
  Connection& c = *connection;
  if (c.stage == Stage::kIdle && !c.in.empty()) {
    c.stage = Stage::kReading;
    c.since = Clock::now();
  }
  const ParseResult result = parse_request(c.in, options_.limits, c.request);
  if (result.state == Parsed::kRefused) return refuse(connection, result.status);
  if (result.state == Parsed::kMore) {
    if (result.wants_continue) send(c.socket, "HTTP/1.1 100 Continue\r\n\r\n", 25, MSG_NOSIGNAL);
    return watch(c, EPOLLIN);
  }
  c.in.erase(0, result.used);
  c.request.peer = c.peer;
  c.keep = c.request.keep_alive;
  c.stage = Stage::kWorking;
  {
    const std::lock_guard lock(mutex_);
    asked_.push_back(connection);
  }
  asked_ready_.notify_one();
}

/// What cannot be read as a request ends the connection: nothing after it could be trusted.
void Listener::refuse(const Shared& connection, int status) {
  Response response;
  response.status = status;
  response.headers = {{"Content-Type", "application/json; charset=utf-8"}, {"X-Content-Type-Options", "nosniff"}};
  response.body = R"({"error":{"code":")" + std::string(status == 413 ? "too_large" : "bad_request") +
                  R"(","message":"the request is not HTTP/1.1 as this server reads it, or too large"}})";
  connection->keep = false;
  connection->out = response_head(response, false) + response.body;
  connection->written = 0;
  connection->stage = Stage::kWriting;
  connection->since = Clock::now();
  write(connection);
}

void Listener::write(const Shared& connection) {
  Connection& c = *connection;
  while (c.written < c.out.size()) {
    const ssize_t sent = send(c.socket, c.out.data() + c.written, c.out.size() - c.written, MSG_NOSIGNAL);
    if (sent < 0 && (errno == EAGAIN || errno == EINTR)) return watch(c, EPOLLOUT);
    if (sent <= 0) return close(connection);
    c.written += static_cast<std::size_t>(sent);
  }
  finish_answer(connection);
}

void Listener::finish_answer(const Shared& connection) {
  Connection& c = *connection;
  if (!c.keep) return leave(connection);
  c.out.clear();
  c.written = 0;
  c.stage = Stage::kIdle;
  c.since = Clock::now();
  parse(connection);  // the next request may be here already
}

/// Reads on for a moment: a socket that is closed with unread bytes would take our last answer with it.
void Listener::leave(const Shared& connection) {
  shutdown(connection->socket, SHUT_WR);
  connection->stage = Stage::kLeaving;
  connection->since = Clock::now();
  watch(*connection, EPOLLIN);
}

void Listener::sweep() {
  const Clock::time_point now = Clock::now();
  std::vector<Shared> late;
  for (const auto& [socket, connection] : connections_) {
    const auto age = now - connection->since;
    const bool idle = connection->stage == Stage::kIdle && age > options_.idle_time;
    const bool slow = connection->stage == Stage::kReading && age > options_.request_time;
    const bool stuck = connection->stage == Stage::kWriting && age > options_.write_time;
    const bool left = connection->stage == Stage::kLeaving && age > std::chrono::seconds(2);
    if (idle || slow || stuck || left) late.push_back(connection);
  }
  for (const Shared& connection : late) close(connection);
}

void Listener::take_answered() {
  std::uint64_t rings = 0;
  while (::read(bell_, &rings, sizeof rings) > 0) {
  }
  std::vector<Shared> answered;
  {
    const std::lock_guard lock(mutex_);
    answered.swap(answered_);
  }
  for (const Shared& connection : answered) {
    connection->stage = Stage::kWriting;
    connection->since = Clock::now();
    write(connection);
  }
}

void Listener::wake() const {
  const std::uint64_t one = 1;
  const ssize_t rung = ::write(bell_, &one, sizeof one);
  static_cast<void>(rung);  // a full bell is rung already
}

void Listener::work(unsigned worker) {
  std::unique_lock lock(mutex_);
  for (;;) {
    asked_ready_.wait(lock, [this] { return stopping_ || !asked_.empty(); });
    if (stopping_) return;
    const Shared connection = std::move(asked_.front());
    asked_.pop_front();
    lock.unlock();
    connection->request.worker = worker;
    answer(connection);
    lock.lock();
    answered_.push_back(connection);
    wake();
  }
}

/// Runs the handler, and sends as much as the socket takes, so that the watching thread mostly has only to go on.
void Listener::answer(const Shared& connection) {
  Connection& c = *connection;
  const bool head_only = c.request.method == "HEAD";
  const Response response = handler_(std::move(c.request));
  c.out = response_head(response, c.keep);
  c.written = 0;
  if (response.stream) {
    c.keep = write_stream(c, response, head_only) && c.keep;
    c.out.clear();
  } else {
    if (!head_only && response.status != 304) c.out += response.content();
    const ssize_t sent = send(c.socket, c.out.data(), c.out.size(), MSG_NOSIGNAL);
    if (sent > 0) c.written = static_cast<std::size_t>(sent);
  }
}

bool Listener::write_stream(Connection& connection, const Response& response, bool head_only) const {
  const auto deadline = [this] { return Clock::now() + options_.write_time; };
  if (!write_all(connection.socket, connection.out, deadline())) return false;
  if (head_only) return true;
  const Sink sink = [&](std::string_view piece) {
    return piece.empty() || write_all(connection.socket, chunk(piece), deadline());
  };
  return response.stream(sink) && write_all(connection.socket, "0\r\n\r\n", deadline());
}

}  // namespace isnad::serve
