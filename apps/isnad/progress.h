// A line on the terminal that says how far a long run has come; nothing at all when standard error is no terminal.
#pragma once

#include <chrono>
#include <cstdint>

namespace isnad::cli {

class Progress {
 public:
  /// `total`: bytes of input, 0 when unknown.
  explicit Progress(std::uint64_t total);
  /// Takes the line away.
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// One more document of so many bytes.
  void advance(std::uint64_t bytes);

 private:
  void draw() const;

  const bool shown_;
  const std::uint64_t total_;
  std::uint64_t bytes_ = 0, documents_ = 0;
  std::chrono::steady_clock::time_point drawn_{};
};

}  // namespace isnad::cli
