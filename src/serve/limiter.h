// How often one address may ask: a bucket of tokens each, refilled over time.
#pragma once

#include <algorithm>
#include <chrono>
#include <mutex>
#include <string>
#include <unordered_map>

namespace isnad::serve {

class Limiter {
 public:
  /// `rate` requests a second, `burst` at once; a rate of 0 lets all pass.
  Limiter(double rate, double burst) : rate_(rate), burst_(burst) {}

  bool allows(const std::string& address) {
    if (rate_ <= 0) return true;
    const std::lock_guard lock(mutex_);
    if (buckets_.size() > kMostAddresses) buckets_.clear();
    const auto now = Clock::now();
    Bucket& bucket = buckets_.try_emplace(address, Bucket{burst_, now}).first->second;
    const std::chrono::duration<double> passed = now - bucket.filled;
    bucket.tokens = std::min(burst_, bucket.tokens + passed.count() * rate_);
    bucket.filled = now;
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }

 private:
  using Clock = std::chrono::steady_clock;
  static constexpr std::size_t kMostAddresses = 100'000;
  struct Bucket {
    double tokens;
    Clock::time_point filled;
  };
  const double rate_, burst_;
  std::mutex mutex_;
  std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace isnad::serve
