// gzip, zstd and xz: files of one or many members. A damaged member costs itself; reading goes on at the next one,
// which is found by its first bytes. What expands beyond reason is taken for a bomb and ends the stream.
#include <lzma.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <utility>

#include "read/bytes.h"

namespace isnad::read {
namespace {

using namespace std::string_view_literals;

constexpr std::uint64_t kAlwaysAllowed = 256 << 20;  // bytes made before their proportion matters
constexpr std::uint64_t kMostExpansion = 250;
constexpr std::uint64_t kMostMemory = 256 << 20;  // for a dictionary of xz
constexpr int kLargestWindow = 27;                // of zstd, as power of two
constexpr std::size_t kHead = 6;                  // bytes of the longest magic number
constexpr int kDeepest = 2;

/// What one step of a decoder did.
struct Step {
  std::size_t used = 0, made = 0;
  enum { kMore, kMemberEnd, kDamaged } state = kMore;
};

class Codec {
 public:
  Codec() = default;
  virtual ~Codec() = default;
  Codec(const Codec&) = delete;
  Codec& operator=(const Codec&) = delete;
  virtual const char* name() const = 0;
  virtual bool begins(std::string_view head) const = 0;
  virtual bool reset() = 0;
  virtual Step step(std::string_view in, char* out, std::size_t size) = 0;
};

class Gzip : public Codec {
 public:
  Gzip() { inflateInit2(&stream_, 31); }
  ~Gzip() override { inflateEnd(&stream_); }
  const char* name() const override { return "gzip"; }
  bool begins(std::string_view head) const override {
    return head.starts_with("\x1F\x8B\x08"sv) && head.size() > 3 && static_cast<unsigned char>(head[3]) < 0x20;
  }
  bool reset() override { return inflateReset(&stream_) == Z_OK; }
  Step step(std::string_view in, char* out, std::size_t size) override {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
    stream_.avail_in = static_cast<uInt>(in.size());
    stream_.next_out = reinterpret_cast<Bytef*>(out);
    stream_.avail_out = static_cast<uInt>(size);
    const int result = inflate(&stream_, Z_NO_FLUSH);
    Step step{in.size() - stream_.avail_in, size - stream_.avail_out};
    if (result == Z_STREAM_END) step.state = Step::kMemberEnd;
    if (result != Z_STREAM_END && result != Z_OK && result != Z_BUF_ERROR) step.state = Step::kDamaged;
    return step;
  }

 private:
  z_stream stream_ = {};
};

class Zstd : public Codec {
 public:
  Zstd() : stream_(ZSTD_createDStream()) { ZSTD_DCtx_setParameter(stream_, ZSTD_d_windowLogMax, kLargestWindow); }
  ~Zstd() override { ZSTD_freeDStream(stream_); }
  const char* name() const override { return "zstd"; }
  bool begins(std::string_view head) const override {
    const bool skippable = head.size() > 3 && (head[0] & 0xF0) == 0x50 && head.substr(1, 3) == "\x2A\x4D\x18"sv;
    return skippable || head.starts_with("\x28\xB5\x2F\xFD"sv);
  }
  bool reset() override { return ZSTD_isError(ZSTD_DCtx_reset(stream_, ZSTD_reset_session_only)) == 0; }
  Step step(std::string_view in, char* out, std::size_t size) override {
    ZSTD_inBuffer source{in.data(), in.size(), 0};
    ZSTD_outBuffer made{out, size, 0};
    const std::size_t result = ZSTD_decompressStream(stream_, &made, &source);
    Step step{source.pos, made.pos};
    if (result == 0) step.state = Step::kMemberEnd;
    if (ZSTD_isError(result) != 0) step.state = Step::kDamaged;
    return step;
  }

 private:
  ZSTD_DStream* stream_;
};

class Xz : public Codec {
 public:
  ~Xz() override { lzma_end(&stream_); }
  const char* name() const override { return "xz"; }
  bool begins(std::string_view head) const override { return head.starts_with("\xFD\x37\x7A\x58\x5A\x00"sv); }
  bool reset() override { return lzma_stream_decoder(&stream_, kMostMemory, 0) == LZMA_OK; }
  Step step(std::string_view in, char* out, std::size_t size) override {
    stream_.next_in = reinterpret_cast<const std::uint8_t*>(in.data());
    stream_.avail_in = in.size();
    stream_.next_out = reinterpret_cast<std::uint8_t*>(out);
    stream_.avail_out = size;
    const lzma_ret result = lzma_code(&stream_, LZMA_RUN);
    Step step{in.size() - stream_.avail_in, size - stream_.avail_out};
    if (result == LZMA_STREAM_END) step.state = Step::kMemberEnd;
    if (result != LZMA_STREAM_END && result != LZMA_OK && result != LZMA_BUF_ERROR) step.state = Step::kDamaged;
    return step;
  }

 private:
  lzma_stream stream_ = LZMA_STREAM_INIT;
};

class Decompressor : public Bytes {
 public:
  Decompressor(std::unique_ptr<Buffered> in, std::unique_ptr<Codec> codec)
      : in_(std::move(in)), codec_(std::move(codec)) {}

  Result<std::size_t> read(char* out, std::size_t size) override {
    while (!ended_) {
      if (damaged_) return give_up_member();
      if (!in_member_) {
        if (Status begun = begin_member(); !begun) return begun.error();
        continue;
      }
      const Step step = advance(out, size);
      if (step.made > 0) return bomb() ? explode() : Result<std::size_t>(step.made);
      if (step.used == 0 && step.state == Step::kMore && !in_->fill()) return truncated();
    }
    return std::size_t{0};
  }

 private:
  /// Finds where the next member begins, or that nothing more comes. Bytes between members are an error, unless they
  /// are zeros or what is left of a damaged member.
  Status begin_member() {
    const std::uint64_t begin = in_->offset();
    bool garbage = false;
    for (;;) {
      const std::string_view head = in_->peek(kHead);
      if (head.empty() && in_->failed()) return in_->take_failure();
      ended_ = head.empty();
      if (ended_ || codec_->begins(head)) break;
      garbage = garbage || head[0] != 0;
      in_->take(1);
    }
    in_member_ = !ended_ && codec_->reset();
    const bool told = std::exchange(after_damage_, false);
    if (!garbage || told) return {};
    return error("there are bytes that are no " + std::string(codec_->name()) + " from byte " + std::to_string(begin));
  }

  Step advance(char* out, std::size_t size) {
    const Step step = codec_->step(in_->view(), out, size);
    in_->take(step.used);
    used_ += step.used;
    made_ += step.made;
    in_member_ = step.state == Step::kMore;
    damaged_ = step.state == Step::kDamaged;
    return step;
  }

  bool bomb() const { return made_ > kAlwaysAllowed && made_ / kMostExpansion > used_; }

  Result<std::size_t> explode() {
    ended_ = true;
    return Error{Error::Code::kIo, std::string(codec_->name()) + " that expands more than " +
                                       std::to_string(kMostExpansion) +
                                       "-fold is not read further; decompress it yourself if it is no bomb"};
  }

  Result<std::size_t> give_up_member() {
    damaged_ = false;
    after_damage_ = true;
    return error("the " + std::string(codec_->name()) + " data is damaged before byte " +
                 std::to_string(in_->offset()));
  }

  Result<std::size_t> truncated() {
    if (in_->failed()) return in_->take_failure().error();
    ended_ = true;
    return error("the " + std::string(codec_->name()) + " data ends in the middle, at byte " +
                 std::to_string(in_->offset()));
  }

  static Error error(const std::string& what) {
    return {Error::Code::kInput, what + " of the compressed file; fetch it again, or go on without what is lost"};
  }

  std::unique_ptr<Buffered> in_;
  std::unique_ptr<Codec> codec_;
  bool in_member_ = false, ended_ = false, damaged_ = false, after_damage_ = false;
  std::uint64_t used_ = 0, made_ = 0;
};

std::unique_ptr<Codec> codec_of(std::string_view head) {
  if (Gzip().begins(head)) return std::make_unique<Gzip>();
  if (Zstd().begins(head)) return std::make_unique<Zstd>();
  if (Xz().begins(head)) return std::make_unique<Xz>();
  return nullptr;
}

}  // namespace

std::unique_ptr<Buffered> decompressed(std::unique_ptr<Bytes> stream) {
  auto buffered = std::make_unique<Buffered>(std::move(stream));
  for (int depth = 0; depth < kDeepest; ++depth) {
    std::unique_ptr<Codec> codec = codec_of(buffered->peek(kHead));
    if (!codec) break;
    buffered = std::make_unique<Buffered>(std::make_unique<Decompressor>(std::move(buffered), std::move(codec)));
  }
  return buffered;
}

}  // namespace isnad::read
