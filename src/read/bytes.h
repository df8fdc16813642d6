// Raw bytes as they come: from a file, from memory, and out of a compressed stream of bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "isnad/result.h"

namespace isnad::read {

/// A stream of bytes.
class Bytes {
 public:
  Bytes() = default;
  virtual ~Bytes() = default;
  Bytes(const Bytes&) = delete;
  Bytes& operator=(const Bytes&) = delete;

  /// Up to `size` bytes (`size` > 0) into `out`; 0 is the end. After an error of kInput (a damaged member of a
  /// compressed file) reading goes on with what follows the damage; after any other the stream is at its end.
  virtual Result<std::size_t> read(char* out, std::size_t size) = 0;
};

/// "-" is standard input. Errors (kIo) do not repeat the path.
Result<std::unique_ptr<Bytes>> open_file(const std::string& path);

std::unique_ptr<Bytes> from_memory(std::string bytes);

/// A buffer before a stream of bytes: look ahead, take from the front.
class Buffered : public Bytes {
 public:
  explicit Buffered(std::unique_ptr<Bytes> stream) : stream_(std::move(stream)) {}

  Result<std::size_t> read(char* out, std::size_t size) override;
  /// Tries to have `size` bytes in view; fewer at the end of the stream or before an error.
  std::string_view peek(std::size_t size);
  /// All that is in view.
  std::string_view view() const { return std::string_view(buffer_).substr(at_); }
  /// Reads one chunk more into view; false at the end and before an error.
  bool fill();
  /// Drops `size` bytes of those in view.
  void take(std::size_t size);
  /// Offset of the first byte in view.
  std::uint64_t offset() const { return offset_; }

  /// The error that stopped reading, if one did; asking for it clears it, and reading goes on behind the damage.
  Status take_failure();
  bool failed() const { return !failure_; }

 private:
  std::unique_ptr<Bytes> stream_;
  std::string buffer_;
  std::size_t at_ = 0;
  std::uint64_t offset_ = 0;
  bool ended_ = false;
  Status failure_;
};

/// The stream itself, or what it holds when its first bytes say that it is gzip, zstd or xz (one inside the other too,
/// to a depth of two).
std::unique_ptr<Buffered> decompressed(std::unique_ptr<Bytes> stream);

}  // namespace isnad::read
