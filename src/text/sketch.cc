#include "text/sketch.h"

#include <algorithm>
#include <array>
#include <limits>
#include <string>

#include "base/strings.h"
#include "base/utf8.h"

namespace isnad::text {
namespace {

constexpr std::uint32_t kFewestRuns = 8;  // two headlines of ten words may agree by chance

bool is_word(lexicon::CharClass type) {
  using lexicon::CharClass;
  return type == CharClass::kLetter || type == CharClass::kLatin || type == CharClass::kDigit ||
         type == CharClass::kMark;
}

template <typename Take>
void each_word(std::string_view text, const lexicon::Fold& fold, Take take) {
  std::string word;
  for (const char* at = text.data(); at != text.data() + text.size();) {
    const Decoded next = decode_valid(at);
    at += next.size;
    if (is_word(fold.class_of(next.code))) {
      fold.append(word, next.code);
    } else if (!word.empty()) {
      take(hash_bytes(word));
      word.clear();
    }
  }
  if (!word.empty()) take(hash_bytes(word));
}

}  // namespace

Sketch sketch_of(std::string_view text, const lexicon::Fold& fold) {
  std::array<std::uint32_t, kSketchSize> minimum;
  minimum.fill(std::numeric_limits<std::uint32_t>::max());
  Sketch sketch;
  std::uint64_t before_last = 0, last = 0;
  std::size_t words = 0;
  each_word(text, fold, [&](std::uint64_t word) {
    const std::uint64_t run = hash_mix(hash_mix(before_last, last), word);
    before_last = last;
    last = word;
    if (++words < 3) return;
    ++sketch.runs;
    std::uint64_t hash = run;
    for (std::uint32_t& least : minimum) {
      hash = hash * 0x5851F42D4C957F2DULL + 0x14057B7EF767814FULL;  // one step of a congruential generator a function
      least = std::min(least, static_cast<std::uint32_t>((hash ^ hash >> 29) >> 32));
    }
  });
  if (sketch.runs >= kFewestRuns) sketch.minimum.assign(minimum.begin(), minimum.end());
  return sketch;
}

}  // namespace isnad::text
