// Numbers and texts one behind the other, in few bytes: small numbers are short (seven bits a byte, the lowest first).
//
//   PackedWriter out;  out.number(3);  out.text("abc");
//   PackedReader in(out.bytes());  in.number();  in.text();  in.done()
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace isnad {

class PackedWriter {
 public:
  void number(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) bytes_ += static_cast<char>(value | 0x80);
    bytes_ += static_cast<char>(value);
  }
  void fixed(std::uint64_t value, int width) {
    for (int i = 0; i < width; ++i) bytes_ += static_cast<char>(value >> 8 * i);
  }
  void append(std::string_view bytes) { bytes_ += bytes; }
  void text(std::string_view text) {
    number(text.size());
    append(text);
  }
  /// Numbers that may be anything, in eight bytes each.
  void hashes(const std::vector<std::uint64_t>& list) {
    number(list.size());
    for (const std::uint64_t hash : list) fixed(hash, 8);
  }
  const std::string& bytes() const { return bytes_; }
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

/// Gives nought and empty texts from where the bytes end too soon.
class PackedReader {
 public:
  explicit PackedReader(std::string_view bytes) : bytes_(bytes) {}

  std::uint64_t number() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      const std::string_view next = bytes(1);
      const auto byte = static_cast<unsigned char>(next.empty() ? '\0' : next[0]);
      value |= std::uint64_t{byte & 0x7FU} << shift;
      if (byte < 0x80) break;
    }
    return value;
  }
  std::uint64_t fixed(std::size_t width) {
    std::uint64_t value = 0;
    const std::string_view read = bytes(width);
    for (std::size_t i = read.size(); i-- > 0;) value = value << 8 | static_cast<unsigned char>(read[i]);
    return value;
  }
  std::string_view text() { return bytes(count(1)); }
  /// All up to `end`, which is passed over.
  std::string_view until(char end) {
    const std::size_t size = bytes_.find(end);
    if (size == std::string_view::npos) fail();
    const std::string_view found = bytes(failed_ ? 0 : size);
    bytes(failed_ ? 0 : 1);
    return found;
  }
  /// How many things of at least `least` bytes follow: no more than there is room for.
  std::size_t count(std::size_t least) {
    const std::uint64_t stated = number();
    if (stated > bytes_.size() / least) fail();
    return failed_ ? 0 : static_cast<std::size_t>(stated);
  }
  std::vector<std::uint64_t> hashes() {
    std::vector<std::uint64_t> list(count(8));
    for (std::uint64_t& hash : list) hash = fixed(8);
    return list;
  }
  std::string_view bytes(std::size_t size) {
    if (size > bytes_.size()) fail();
    const std::string_view read = bytes_.substr(0, size);
    bytes_.remove_prefix(read.size());
    return read;
  }
  bool failed() const { return failed_; }
  /// All was there, and nothing more.
  bool done() const { return !failed_ && bytes_.empty(); }

 private:
  void fail() {
    failed_ = true;
    bytes_ = {};
  }

  std::string_view bytes_;
  bool failed_ = false;
};

/// Whole numbers of either sign as ones that are small when these are near nought.
inline std::uint64_t zigzag(std::int64_t value) {
  return static_cast<std::uint64_t>(value) << 1 ^ static_cast<std::uint64_t>(value >> 63);
}
inline std::int64_t unzigzag(std::uint64_t value) {
  return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
}

}  // namespace isnad
