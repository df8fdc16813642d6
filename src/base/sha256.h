// SHA-256 (FIPS 180-4): the fingerprint of a document as it came in, the same that `sha256sum` prints.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace isnad {

/// Hashes bytes given in any number of pieces.
class Sha256 {
 public:
  Sha256& add(std::string_view bytes);
  /// 64 lower-case hexadecimal digits. Ends the hashing: add nothing after it.
  std::string hex();

 private:
  void compress(const unsigned char* block);

  std::array<std::uint32_t, 8> state_{0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A,
                                      0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19};
  std::array<unsigned char, 64> block_{};
  std::uint64_t bytes_ = 0;
};

inline std::string sha256_hex(std::string_view bytes) {
  return Sha256().add(bytes).hex();
}

}  // namespace isnad
