// Bytes of any encoding to UTF-8, as a stream. UTF-8 itself never comes here: it is validated where it is read.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "isnad/result.h"

struct UConverter;

namespace isnad::text {

/// What the first bytes of an input say about its encoding.
struct ByteOrderMark {
  std::string_view encoding;  ///< "UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"; empty: no mark
  std::size_t size = 0;       ///< bytes of the mark
};
ByteOrderMark find_byte_order_mark(std::string_view head);

/// True for the names of UTF-8, and for none.
bool is_utf8_name(std::string_view encoding);

/// A converter with its state between two chunks. Malformed sequences become U+FFFD and are remembered.
class Decoder {
 public:
  /// Errors (kUsage): no encoding of that name.
  static Result<Decoder> open(const std::string& encoding);
  ~Decoder();
  Decoder(Decoder&&) noexcept;
  Decoder& operator=(Decoder&&) noexcept;

  /// A malformed sequence: where its U+FFFD went, and where it stood.
  struct Malformed {
    std::uint64_t output;
    std::uint64_t source;
  };

  /// Appends the UTF-8 of `bytes`; `last` says that no more come.
  void decode(std::string_view bytes, bool last, std::string& out);

  /// All malformed sequences so far, as offsets from the first byte decoded and the first byte made.
  const std::vector<Malformed>& malformed() const { return malformed_; }
  /// Forgets those before `output`.
  void forget_before(std::uint64_t output);

 private:
  Decoder() = default;
  void note_malformed(std::uint64_t source, std::string& out, std::size_t begin);

  UConverter* converter_ = nullptr;
  std::uint64_t read_ = 0, made_ = 0;
  std::vector<Malformed> malformed_;
};

}  // namespace isnad::text
