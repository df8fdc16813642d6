// Where answers come from: the snapshot of incidents, kept up to date, and a connection to the store for each worker.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "isnad/result.h"
#include "isnad/store.h"
#include "serve/names.h"
#include "serve/snapshot.h"
#include "store/database.h"

namespace isnad::serve {

class Shelf {
 public:
  /// Reads the first snapshot. Errors: the store cannot be read.
  static Result<std::unique_ptr<Shelf>> open(const std::string& path, unsigned workers, const Names& names);
  ~Shelf();
  Shelf(const Shelf&) = delete;
  Shelf& operator=(const Shelf&) = delete;

  std::shared_ptr<const Snapshot> snapshot() const;
  /// Waits until the store was looked at after this call, though no longer than `patience`.
  void catch_up(std::chrono::milliseconds patience);
  /// For use by that worker alone.
  Store& store(unsigned worker) { return *workers_[worker].store; }
  store::Database& database(unsigned worker) { return *workers_[worker].database; }

 private:
  struct Connections {
    std::unique_ptr<Store> store;
    std::unique_ptr<store::Database> database;
  };
  explicit Shelf(const Names& names) : names_(names) {}
  Status connect(const std::string& path, Connections& into) const;
  void keep_up();
  void look();

  const Names& names_;
  std::vector<Connections> workers_;
  Connections own_;  // of the thread that keeps up
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  std::uint64_t asked_ = 0, looked_ = 0;
  std::shared_ptr<const Snapshot> snapshot_;
  std::jthread keeper_;
};

}  // namespace isnad::serve
