#include "store/provenance.h"

#include "base/strings.h"

namespace isnad::store {

std::string sketch_bytes(const Provenance& provenance) {
  std::string bytes;
  for (const std::uint32_t value : provenance.sketch) {
    for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(value >> shift & 0xFF);
  }
  return bytes;
}

std::string joined_credits(const Provenance& provenance) {
  std::string joined;
  for (const std::string& credit : provenance.credits) joined += (joined.empty() ? "" : "|") + credit;
  return joined;
}

Provenance provenance_of(std::int64_t runs, const std::string& sketch, const std::string& credits) {
  Provenance provenance;
  provenance.runs = static_cast<std::uint32_t>(runs);
  for (std::size_t at = 0; at + 4 <= sketch.size(); at += 4) {
    std::uint32_t value = 0;
    for (std::size_t i = 4; i-- > 0;) value = value << 8 | static_cast<unsigned char>(sketch[at + i]);
    provenance.sketch.push_back(value);
  }
  for (const std::string_view credit : split_words(credits, '|')) provenance.credits.emplace_back(credit);
  return provenance;
}

}  // namespace isnad::store
