#include "serve/shelf.h"

#include <chrono>

namespace isnad::serve {
namespace {

constexpr std::chrono::milliseconds kPause{500};

}  // namespace

Status Shelf::connect(const std::string& path, Connections& into) const {
  Result<std::unique_ptr<Store>> opened = Store::open(path, Store::Mode::kRead);
  if (!opened) return opened.error();
  Result<std::unique_ptr<store::Database>> database = store::Database::open(path, store::Database::Mode::kRead);
  if (!database) return database.error();
  into = {*std::move(opened), *std::move(database)};
  return {};
}

Result<std::unique_ptr<Shelf>> Shelf::open(const std::string& path, unsigned workers, const Names& names) {
  std::unique_ptr<Shelf> shelf(new Shelf(names));
  shelf->workers_.resize(workers);
  Status connected = shelf->connect(path, shelf->own_);
  for (Connections& worker : shelf->workers_) {
    if (connected) connected = shelf->connect(path, worker);
  }
  if (!connected) return connected.error();
  auto first = Snapshot::read(*shelf->own_.database, names);
  if (!first) return first.error();
  shelf->snapshot_ = *std::move(first);
  shelf->keeper_ = std::jthread([keeping = shelf.get()] { keeping->keep_up(); });
  return shelf;
}

Shelf::~Shelf() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
}

std::shared_ptr<const Snapshot> Shelf::snapshot() const {
  const std::lock_guard lock(mutex_);
  return snapshot_;
}

void Shelf::keep_up() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    changed_.wait_for(lock, kPause, [this] { return stopping_ || asked_ > looked_; });
    const std::uint64_t until = asked_;
    lock.unlock();
    look();
    lock.lock();
    looked_ = until;
    changed_.notify_all();
  }
}

void Shelf::catch_up(std::chrono::milliseconds patience) {
  std::unique_lock lock(mutex_);
  const std::uint64_t mine = ++asked_;
  changed_.notify_all();
  changed_.wait_for(lock, patience, [&] { return stopping_ || looked_ >= mine; });
}

/// A store that cannot be read at the moment is asked again at the next look; what was read stays on the shelf.
void Shelf::look() {
  const Result<std::string> state = Snapshot::state_of(*own_.database);
  if (!state || *state == snapshot()->state) return;
  auto fresh = Snapshot::read(*own_.database, names_);
  if (!fresh) return;
  const std::lock_guard lock(mutex_);
  snapshot_ = *std::move(fresh);
}

}  // namespace isnad::serve
