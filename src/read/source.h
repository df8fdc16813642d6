// One input as decoded lines, or as parts of a text. Holds a chunk and the line in hand, never the file.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "isnad/result.h"
#include "read/bytes.h"

namespace isnad::read {

class Decoding;

/// The largest record that is read; a larger one is an error.
inline constexpr std::size_t kLargestRecord = 64 << 20;

/// A line without its end, or a part of a text: valid UTF-8 unless `malformed` says otherwise.
struct Piece {
  std::string text;
  std::uint64_t line = 0;                  ///< number of its first line, from 1
  std::uint64_t offset = 0;                ///< where it begins, in bytes of the decoded input
  std::uint64_t bytes = 0;                 ///< size, with the line's end
  std::optional<std::uint64_t> malformed;  ///< byte offset in the input of the first malformed bytes
};

class Source {
 public:
  /// Decodes `stream`. `encoding` as in ReaderOptions, and known.
  static Source open(std::unique_ptr<Buffered> stream, const std::string& encoding, bool lossy);
  ~Source();
  Source(Source&& other) noexcept;
  Source& operator=(Source&& other) noexcept;

  enum class Step { kPiece, kFailed, kEnd };

  /// kFailed: `out` holds what there was of the line before the failure, and asking again goes on behind it; a line of
  /// more than kLargestRecord fails, too.
  Step next_line(Piece& out);

  /// The rest, or as much of it as `size` bytes hold, cut at a line's end. kEnd: the part is the last one.
  Step next_part(std::size_t size, Piece& out);

  /// For readers that look at the bytes themselves: the decoded bytes, and taking `size` of those in view as a piece.
  Buffered& buffer() { return *buffer_; }
  void take(std::size_t size, Piece& out);

  /// Why the last step failed.
  const Error& failure() const { return failure_; }

 private:
  Source() = default;
  Step fail(Piece& out);
  Step skip_line(Piece& out);
  std::optional<std::uint64_t> find_malformed_in(std::string_view text) const;

  std::unique_ptr<Buffered> buffer_;
  Decoding* decoding_ = nullptr;  // in buffer_; none: UTF-8
  bool lossy_ = false;
  std::uint64_t mark_size_ = 0;  // of the byte order mark
  std::uint64_t lines_ = 0;
  Error failure_;
};

}  // namespace isnad::read
