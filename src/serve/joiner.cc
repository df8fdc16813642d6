#include "serve/joiner.h"

#include "isnad/refresh.h"
#include "isnad/store.h"

namespace isnad::serve {
namespace {

constexpr std::chrono::seconds kPause{10};  // before what failed is tried again: another process may hold the store

}  // namespace

Joiner::Joiner(const Engine& engine, std::string store) : engine_(engine), store_(std::move(store)) {
  thread_ = std::jthread([this] { work(); });
}

Joiner::~Joiner() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
}

bool Joiner::settle(std::chrono::milliseconds patience) {
  std::unique_lock lock(mutex_);
  const std::uint64_t mine = ++asked_;
  changed_.notify_all();
  changed_.wait_for(lock, patience, [&] { return stopping_ || done_ >= mine; });
  return done_ >= mine && !failed_;
}

void Joiner::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    const auto needed = [this] { return stopping_ || asked_ > done_; };
    failed_ ? static_cast<void>(changed_.wait_for(lock, kPause, needed)) : changed_.wait(lock, needed);
    if (stopping_) return;
    const std::uint64_t until = asked_;
    lock.unlock();
    const Status joined = join();
    lock.lock();
    failed_ = !joined;
    done_ = until;
    changed_.notify_all();
  }
}

/// Documents that came in are the business of whoever brought them.
Status Joiner::join() const {
  const auto store = Store::open(store_, Store::Mode::kWrite);
  if (!store) return store.error();
  const Result<bool> needed = (*store)->has_new_decisions();
  if (!needed || !*needed) return needed ? Status() : Status(needed.error());
  return refresh_incidents(engine_, **store);
}

}  // namespace isnad::serve
