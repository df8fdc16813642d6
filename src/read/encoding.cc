#include "read/encoding.h"

#include <unicode/ucsdet.h>

#include <algorithm>
#include <array>
#include <memory>

#include "base/strings.h"
#include "base/utf8.h"
#include "text/decode.h"

namespace isnad::read {
namespace {

constexpr std::size_t kFewest = 8;    // malformed bytes that are no mere damage
constexpr int kLeastConfidence = 10;  // of a hundred; ICU gives little for short texts

struct Sequences {
  std::size_t sound = 0, malformed = 0;  // beyond ASCII
};

Sequences count_sequences(std::string_view text) {
  Sequences count;
  for (std::size_t at = 0; at < text.size();) {
    const Decoded decoded = decode_at(text, at);
    const bool high = static_cast<unsigned char>(text[at]) >= 0x80;
    if (high && decoded.size == 1) ++count.malformed;
    if (decoded.size > 1) ++count.sound;
    at += decoded.size;
  }
  return count;
}

std::string best_match(UCharsetDetector& detector) {
  UErrorCode status = U_ZERO_ERROR;
  std::int32_t found = 0;
  const UCharsetMatch** matches = ucsdet_detectAll(&detector, &found, &status);
  for (std::int32_t i = 0; U_SUCCESS(status) && i < found; ++i) {
    const std::string name = ucsdet_getName(matches[i], &status);
    if (ucsdet_getConfidence(matches[i], &status) < kLeastConfidence) break;
    if (name == "windows-1256" || name == "ISO-8859-6") return name;
  }
  return {};
}

}  // namespace

std::string detect_encoding(std::string_view head) {
  const Sequences count = count_sequences(head);
  if (count.malformed < kFewest || count.malformed < 3 * count.sound) return {};
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&status), &ucsdet_close);
  if (U_FAILURE(status)) return {};
  ucsdet_setText(detector.get(), head.data(), static_cast<std::int32_t>(head.size()), &status);
  return U_SUCCESS(status) ? best_match(*detector) : std::string();
}

std::string declared_encoding(std::string_view label) {
  std::string name(label);
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
  std::erase_if(name, [](char c) { return c == ' ' || c == '"' || c == '\'' || c == ';'; });
  constexpr std::array kArabic = {"windows-1256", "cp1256", "x-cp1256", "win1256"};
  if (std::find(kArabic.begin(), kArabic.end(), name) != kArabic.end()) return "windows-1256";
  if (name.empty() || text::is_utf8_name(name) || !text::Decoder::open(name)) return {};
  return name;
}

std::string to_utf8(std::string_view bytes, const std::string& encoding) {
  if (text::is_utf8_name(encoding)) return replace_malformed(bytes);
  auto decoder = text::Decoder::open(encoding);
  if (!decoder) return replace_malformed(bytes);
  std::string out;
  decoder->decode(bytes, true, out);
  return out;
}

}  // namespace isnad::read
