#include "progress.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <string>

namespace isnad::cli {
namespace {

constexpr auto kBetweenDrawings = std::chrono::milliseconds(200);
constexpr std::size_t kBarWidth = 30;

std::string bar(std::uint64_t done, std::uint64_t total) {
  const std::size_t filled = std::min<std::size_t>(kBarWidth, done * kBarWidth / total);
  return "[" + std::string(filled, '#') + std::string(kBarWidth - filled, '.') + "]";
}

}  // namespace

Progress::Progress(std::uint64_t total) : shown_(isatty(STDERR_FILENO) == 1), total_(total) {}

Progress::~Progress() {
  if (shown_ && documents_ > 0) std::fputs("\r\033[K", stderr);
}

void Progress::advance(std::uint64_t bytes) {
  bytes_ += bytes;
  ++documents_;
  const auto now = std::chrono::steady_clock::now();
  if (!shown_ || now - drawn_ < kBetweenDrawings) return;
  drawn_ = now;
  draw();
}

void Progress::draw() const {
  const double megabytes = static_cast<double>(bytes_) / (1 << 20);
  std::fprintf(stderr, "\r\033[K%s %llu documents, %.1f MiB", total_ > 0 ? bar(bytes_, total_).c_str() : "",
               static_cast<unsigned long long>(documents_), megabytes);
}

}  // namespace isnad::cli
