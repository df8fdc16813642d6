// Documents through worker threads and out again in the order they came in.
//
//   reader -> slot 17 | slot 18 | slot 19 | ... <- workers take the next unworked slot
//                '- the writer takes the first slot, when it is done
//
// The window of slots is bounded in number and in bytes of input, so memory stays flat however large the input is; a
// document larger than the bound passes alone. Reading happens on the calling thread. What is too large to be held
// whole is handed out in parts while it is made, when all before it has been handed out.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "isnad/reader.h"

namespace isnad::cli {

template <typename Made>
class InOrder {
 public:
  using Take = std::function<bool(Made&&)>;   ///< false: stop, nothing more is wanted
  using Early = std::function<void(Made&&)>;  ///< hands out a part of what is made; waits for its turn
  using Work = std::function<Made(InputRecord&&, const Early&)>;

  InOrder(Work work, Take take) : work_(std::move(work)), take_(std::move(take)) {}

  /// Until the reader is at its end or `take` has enough. `work` runs on `threads` threads, `take` on one at a time.
  void run(Reader& reader, unsigned threads) {
    if (threads <= 1) {
      run_here(reader);
      return;
    }
    std::vector<std::jthread> pool;
    for (unsigned i = 0; i < threads; ++i) pool.emplace_back([this] { work_on_slots(); });
    pool.emplace_back([this] { hand_out(); });
    feed(reader, threads);
  }

 private:
  static constexpr std::size_t kSlotsPerThread = 16;
  static constexpr std::uint64_t kBytesInWindow = 16 << 20;

  struct Slot {
    InputRecord record;
    std::uint64_t bytes = 0;
    std::unique_ptr<Made> made;
  };

  void run_here(Reader& reader) {
    InputRecord record;
    const Early early = [this](Made&& part) { stopped_ = stopped_ || !take_(std::move(part)); };
    while (reader.next(record)) {
      Made made = work_(std::move(record), early);
      if (stopped_ || !take_(std::move(made))) return;
      record = {};
    }
  }

  void feed(Reader& reader, unsigned threads) {
    bool more = true;
    while (more) {
      auto slot = std::make_shared<Slot>();
      more = reader.next(slot->record);
      slot->bytes = slot->record.bytes;
      std::unique_lock lock(mutex_);
      moved_.wait(lock, [&] { return !more || stopped_ || has_room(slot->bytes, threads); });
      more = more && !stopped_;
      ended_ = !more;
      if (more) push(std::move(slot));
      lock.unlock();
      more ? unworked_ready_.notify_one() : wake_all();
    }
  }

  bool has_room(std::uint64_t bytes, unsigned threads) const {
    return window_.empty() || (window_.size() < threads * kSlotsPerThread && bytes_ + bytes <= kBytesInWindow);
  }

  void push(std::shared_ptr<Slot> slot) {
    bytes_ += slot->bytes;
    window_.push_back(slot);
    unworked_.push_back(std::move(slot));
  }

  void work_on_slots() {
    std::unique_lock lock(mutex_);
    for (;;) {
      unworked_ready_.wait(lock, [&] { return stopped_ || ended_ || !unworked_.empty(); });
      if (stopped_ || unworked_.empty()) return;
      const std::shared_ptr<Slot> slot = std::move(unworked_.front());
      unworked_.pop_front();
      lock.unlock();
      auto made = std::make_unique<Made>(
          work_(std::move(slot->record), [&](Made&& part) { hand_out_early(slot, std::move(part)); }));
      lock.lock();
      slot->made = std::move(made);
      moved_.notify_all();
    }
  }

  void hand_out_early(const std::shared_ptr<Slot>& slot, Made&& part) {
    std::unique_lock lock(mutex_);
    moved_.wait(lock, [&] { return stopped_ || window_.front() == slot; });
    if (stopped_) return;
    lock.unlock();  // nobody else takes while the first slot is being worked on
    const bool wanted = take_(std::move(part));
    lock.lock();
    if (wanted) return;
    stopped_ = true;
    wake_all();
  }

  void hand_out() {
    std::unique_lock lock(mutex_);
    while (!stopped_) {
      moved_.wait(lock, [&] { return window_.empty() ? ended_ : window_.front()->made != nullptr; });
      if (window_.empty()) return;
      const std::shared_ptr<Slot> slot = window_.front();
      lock.unlock();
      const bool wanted = take_(std::move(*slot->made));
      lock.lock();
      window_.pop_front();
      bytes_ -= slot->bytes;
      stopped_ = stopped_ || !wanted;
      moved_.notify_all();
    }
    unworked_ready_.notify_all();
  }

  void wake_all() {
    unworked_ready_.notify_all();
    moved_.notify_all();
  }

  Work work_;
  Take take_;
  std::mutex mutex_;
  std::condition_variable unworked_ready_;  // for the workers
  std::condition_variable moved_;           // for the reader and the writer
  std::deque<std::shared_ptr<Slot>> window_, unworked_;
  std::uint64_t bytes_ = 0;
  bool ended_ = false, stopped_ = false;
};

}  // namespace isnad::cli
