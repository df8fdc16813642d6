#include "read/source.h"

#include <algorithm>
#include <utility>

#include "base/block.h"
#include "base/utf8.h"
#include "read/encoding.h"
#include "text/decode.h"

namespace isnad::read {

namespace {
constexpr std::size_t kChunk = 1 << 16;
}  // namespace

/// A stream in another encoding, as UTF-8.
class Decoding : public Bytes {
 public:
  Decoding(std::unique_ptr<Bytes> stream, text::Decoder decoder)
      : stream_(std::move(stream)), decoder_(std::move(decoder)) {}

  Result<std::size_t> read(char* out, std::size_t size) override {
    while (made_.size() == at_ && !ended_) {
      char raw[kChunk / 4];
      const Result<std::size_t> got = stream_->read(raw, sizeof raw);
      if (!got) return got.error();
      ended_ = *got == 0;
      made_.clear();
      at_ = 0;
      decoder_.decode({raw, *got}, ended_, made_);
    }
    const std::size_t got = made_.copy(out, size, at_);
    at_ += got;
    return got;
  }

  text::Decoder& decoder() { return decoder_; }

 private:
  std::unique_ptr<Bytes> stream_;
  text::Decoder decoder_;
  std::string made_;
  std::size_t at_ = 0;
  bool ended_ = false;
};

Source Source::open(std::unique_ptr<Buffered> stream, const std::string& encoding, bool lossy) {
  Source source;
  source.lossy_ = lossy;
  const std::string_view head = stream->peek(kChunk);
  const text::ByteOrderMark mark = text::find_byte_order_mark(head);
  std::string name = encoding.empty() || !text::is_utf8_name(mark.encoding) ? std::string(mark.encoding) : encoding;
  if (name.empty() && encoding.empty()) name = detect_encoding(head);
  stream->take(mark.size);
  auto decoder = text::is_utf8_name(name) ? Error{} : text::Decoder::open(name);
  if (decoder) {
    source.mark_size_ = mark.size;
    auto decoding = std::make_unique<Decoding>(std::move(stream), *std::move(decoder));
    source.decoding_ = decoding.get();
    stream = std::make_unique<Buffered>(std::move(decoding));
  }
  source.buffer_ = std::move(stream);
  return source;
}

Source::~Source() = default;
Source::Source(Source&&) noexcept = default;
Source& Source::operator=(Source&&) noexcept = default;

Source::Step Source::next_line(Piece& out) {
  std::size_t looked = 0;
  for (;;) {
    const std::size_t end = buffer_->view().find('\n', looked);
    if (end != std::string_view::npos) {
      take(end + 1, out);
      out.text.erase(out.text.size() - (out.text.ends_with("\r\n") ? 2 : 1));
      return Step::kPiece;
    }
    looked = buffer_->view().size();
    if (looked > kLargestRecord) return skip_line(out);
    if (buffer_->fill()) continue;
    if (buffer_->failed()) return fail(out);
    if (looked == 0) return Step::kEnd;
    take(looked, out);
    return Step::kPiece;
  }
}

// What was read of the line in hand is given up with the failure: its rest is lost.
Source::Step Source::fail(Piece& out) {
  take(buffer_->view().size(), out);
  failure_ = buffer_->take_failure().error();
  return Step::kFailed;
}

Source::Step Source::skip_line(Piece& out) {
  out = {};
  out.line = ++lines_;
  out.offset = buffer_->offset();
  bool ended = false;
  while (!ended && !buffer_->view().empty()) {
    const std::size_t end = buffer_->view().find('\n');
    ended = end != std::string_view::npos;
    buffer_->take(ended ? end + 1 : buffer_->view().size());
    if (!ended) buffer_->fill();
  }
  out.bytes = buffer_->offset() - out.offset;
  failure_ = {Error::Code::kInput, "the line has " + std::to_string(out.bytes) + " bytes, and a record may have " +
                                       std::to_string(kLargestRecord) + "; split it"};
  return Step::kFailed;
}

Source::Step Source::next_part(std::size_t size, Piece& out) {
  buffer_->peek(size + 1);
  if (buffer_->failed()) return fail(out);
  take(block_end(buffer_->view(), 0, size), out);
  return buffer_->peek(1).empty() && !buffer_->failed() ? Step::kEnd : Step::kPiece;
}

void Source::take(std::size_t size, Piece& out) {
  const std::string_view piece = buffer_->view().substr(0, size);
  out.malformed = find_malformed_in(piece);
  out.line = lines_ + 1;
  lines_ += static_cast<std::uint64_t>(std::count(piece.begin(), piece.end(), '\n'));
  out.offset = mark_size_ + buffer_->offset();
  out.bytes = size;
  if (out.malformed && lossy_ && decoding_ == nullptr) {
    out.text = replace_malformed(piece);
  } else {
    out.text = piece;
  }
  if (lossy_) out.malformed.reset();
  buffer_->take(size);
  if (decoding_ != nullptr) decoding_->decoder().forget_before(buffer_->offset());
}

std::optional<std::uint64_t> Source::find_malformed_in(std::string_view text) const {
  if (decoding_ != nullptr) {
    const auto& all = decoding_->decoder().malformed();
    const bool here = !all.empty() && all.front().output < buffer_->offset() + text.size();
    return here ? std::optional(mark_size_ + all.front().source) : std::nullopt;
  }
  const std::size_t at = find_malformed(text);
  return at == std::string_view::npos ? std::nullopt : std::optional(mark_size_ + buffer_->offset() + at);
}

}  // namespace isnad::read
