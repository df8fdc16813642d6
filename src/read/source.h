// One input as decoded lines, or as a whole. Holds a chunk and the line in hand, never the file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "isnad/result.h"
#include "text/decode.h"

namespace isnad::read {

/// A line without its end, or a part of a text: valid UTF-8 unless `malformed` says otherwise.
struct Piece {
  std::string text;
  std::uint64_t line = 0;                  ///< number of its first line, from 1
  std::uint64_t bytes = 0;                 ///< size, with the line's end
  std::optional<std::uint64_t> malformed;  ///< byte offset in the input of the first malformed bytes
};

class Source {
 public:
  /// Opens `path` ("-": standard input). `encoding` as in ReaderOptions. Errors (kIo) do not repeat the path.
  static Result<Source> open(const std::string& path, const std::string& encoding, bool lossy);
  ~Source();
  Source(Source&& other) noexcept;
  Source& operator=(Source&& other) noexcept;

  /// The first byte that is no white space; 0 when there is none among the first bytes.
  char first_sign();

  /// False at the end.
  bool next_line(Piece& out);

  /// The rest, or as much of it as `size` bytes hold, cut at a line's end. True when nothing is left.
  bool next_part(std::size_t size, Piece& out);

  /// What stopped reading before the end, if anything did.
  const Status& failure() const { return failure_; }

 private:
  Source() = default;
  Status set_encoding(const std::string& encoding);
  bool fill();
  void take(std::size_t size, Piece& out);
  std::optional<std::uint64_t> find_malformed_in(std::string_view text) const;

  int file_ = -1;
  bool lossy_ = false, ended_ = false;
  std::optional<text::Decoder> decoder_;  // none: UTF-8
  std::string buffer_;                    // read and not yet given out, from at_ on
  std::size_t at_ = 0;
  std::uint64_t given_ = 0;      // offset of buffer_[at_] in the UTF-8 of the input
  std::uint64_t mark_size_ = 0;  // of the byte order mark
  std::uint64_t lines_ = 0;
  Status failure_;
};

}  // namespace isnad::read
