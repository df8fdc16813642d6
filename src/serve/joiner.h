// Makes the incidents again, beside the answering, when people have decided about them.
//
// A small store is done while the one who decided waits (`settle`); in a large one others go on reading what was there
// before.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "isnad/engine.h"
#include "isnad/result.h"

namespace isnad::serve {

class Joiner {
 public:
  /// The engine must outlive it. What an earlier server left undone is done at once.
  Joiner(const Engine& engine, std::string store);
  ~Joiner();
  Joiner(const Joiner&) = delete;
  Joiner& operator=(const Joiner&) = delete;

  /// Begins with what was decided since, and waits until that is done, though no longer than `patience`: true when the
  /// incidents have been made again.
  bool settle(std::chrono::milliseconds patience);

 private:
  void work();
  Status join() const;

  const Engine& engine_;
  const std::string store_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t asked_ = 1, done_ = 0;
  bool stopping_ = false, failed_ = false;
  std::jthread thread_;
};

}  // namespace isnad::serve
