#include "read/source.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "base/block.h"
#include "base/utf8.h"

namespace isnad::read {
namespace {

constexpr std::size_t kChunk = 1 << 16;
constexpr std::size_t kHead = 4;  // bytes of the longest byte order mark

Error system_error(const char* what) {
  return {Error::Code::kIo, std::string(what) + ": " + std::strerror(errno)};
}

// Appends what one read gives, at most kChunk; the number of bytes, negative on failure.
ssize_t read_some(int file, std::string& out) {
  const std::size_t before = out.size();
  out.resize(before + kChunk);
  ssize_t got;
  do got = ::read(file, out.data() + before, kChunk);
  while (got < 0 && errno == EINTR);
  out.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
  return got;
}

}  // namespace

Result<Source> Source::open(const std::string& path, const std::string& encoding, bool lossy) {
  Source source;
  source.lossy_ = lossy;
  source.file_ = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (source.file_ < 0) return system_error("cannot be opened");
  if (Status set = source.set_encoding(encoding); !set) return set.error();
  return source;
}

Source::~Source() {
  if (file_ > STDIN_FILENO) ::close(file_);
}

Source::Source(Source&& other) noexcept {
  *this = std::move(other);
}

Source& Source::operator=(Source&& other) noexcept {
  std::swap(file_, other.file_);
  lossy_ = other.lossy_;
  ended_ = other.ended_;
  decoder_ = std::move(other.decoder_);
  buffer_ = std::move(other.buffer_);
  at_ = other.at_;
  given_ = other.given_;
  mark_size_ = other.mark_size_;
  lines_ = other.lines_;
  failure_ = std::move(other.failure_);
  return *this;
}

// Reads the head raw, then sees by mark or name whether the rest needs a converter.
Status Source::set_encoding(const std::string& encoding) {
  while (buffer_.size() < kHead && fill()) {
  }
  const text::ByteOrderMark mark = text::find_byte_order_mark(buffer_);
  const std::string name =
      encoding.empty() || !text::is_utf8_name(mark.encoding) ? std::string(mark.encoding) : encoding;
  mark_size_ = mark.size;
  at_ = mark.size;
  if (text::is_utf8_name(name)) return {};
  Result<text::Decoder> opened = text::Decoder::open(name);
  if (!opened) return opened.error();
  decoder_.emplace(*std::move(opened));
  const std::string head = buffer_.substr(at_);
  buffer_.clear();
  at_ = 0;
  decoder_->decode(head, ended_, buffer_);
  return {};
}

// Reads one chunk more behind the buffer; false when nothing came.
bool Source::fill() {
  if (ended_) return false;
  buffer_.erase(0, at_);
  at_ = 0;
  std::string bytes;
  const ssize_t got = read_some(file_, decoder_ ? bytes : buffer_);
  if (got < 0) failure_ = system_error("cannot be read");
  ended_ = got <= 0;
  if (decoder_) decoder_->decode(bytes, ended_, buffer_);
  return got > 0;
}

char Source::first_sign() {
  for (;;) {
    const std::size_t found = buffer_.find_first_not_of(" \t\r\n", at_);
    if (found != std::string::npos) return buffer_[found];
    if (buffer_.size() - at_ > kChunk || !fill()) return 0;
  }
}

bool Source::next_line(Piece& out) {
  std::size_t looked = 0;
  for (;;) {
    const std::size_t end = buffer_.find('\n', at_ + looked);
    if (end != std::string::npos) {
      take(end + 1 - at_, out);
      out.text.erase(out.text.size() - (out.text.ends_with("\r\n") ? 2 : 1));
      return true;
    }
    looked = buffer_.size() - at_;
    if (fill() || buffer_.size() - at_ > looked) continue;
    if (looked == 0) return false;
    take(looked, out);
    return true;
  }
}

bool Source::next_part(std::size_t size, Piece& out) {
  while (buffer_.size() - at_ <= size && fill()) {
  }
  take(block_end(buffer_, at_, size) - at_, out);
  return at_ == buffer_.size();
}

void Source::take(std::size_t size, Piece& out) {
  const std::string_view piece = std::string_view(buffer_).substr(at_, size);
  out.malformed = find_malformed_in(piece);
  out.line = lines_ + 1;
  lines_ += static_cast<std::uint64_t>(std::count(piece.begin(), piece.end(), '\n'));
  out.bytes = size;
  if (out.malformed && lossy_ && !decoder_) {
    out.text = replace_malformed(piece);
  } else {
    out.text = piece;
  }
  if (lossy_) out.malformed.reset();
  at_ += size;
  given_ += size;
  if (decoder_) decoder_->forget_before(given_);
}

std::optional<std::uint64_t> Source::find_malformed_in(std::string_view text) const {
  if (decoder_) {
    const auto& all = decoder_->malformed();
    const bool here = !all.empty() && all.front().output < given_ + text.size();
    return here ? std::optional(mark_size_ + all.front().source) : std::nullopt;
  }
  const std::size_t at = find_malformed(text);
  return at == std::string_view::npos ? std::nullopt : std::optional(mark_size_ + given_ + at);
}

}  // namespace isnad::read
