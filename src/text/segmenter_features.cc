#include "text/segmenter_features.h"

#include <algorithm>
#include <bit>

#include "base/strings.h"
#include "text/token.h"

namespace isnad::text {
namespace {

constexpr std::size_t kLetter = 2;  // bytes of an Arabic letter

enum Template : std::uint64_t {
  kCut = 1,
  kBefore,
  kAfter,
  kReadingBefore,
  kReadingAfter,
  kSignature,
  kNoReading,
  kStemSeen,
  kStemSeenAfter,
  kOpenSeen,
  kClosedSeen,
  kDrop,
  kWordSeen,
  kStemClass,
  kStemClassAfter,
  kOpenClass,
  kWordClass,
  kStemGroup,
  kWordGroup,
  kStem,
  kStemBefore,
  kStemAfter,
  kWord,
  kHead,
  kTail,
  kTailLong,
  kLength,
  kEnding,
  kHamza,
  kReadings,
};

std::uint64_t feature(Template name, std::uint64_t a, std::uint64_t b = 0) {
  return hash_mix(hash_mix(name, a), b);
}

int bucket_of_drop(int part, int whole) {
  return std::clamp((part - whole) / 2, -10, 10) + 10;
}

// The parts of one division and what is known of them.
struct View {
  std::string_view word, stem, open, closed;  // open: without proclitics; closed: without the pronoun
  std::uint64_t before, after;                // which proclitics and article; which pronoun
  WordUse word_use, stem_use, open_use, closed_use;
  Readings readings;

  View(const Models& models, std::string_view folded, const Segmentation& cut) : word(folded) {
    const std::size_t outer = outer_bytes(cut), inner = cut.proclitic_bytes, end = folded.size() - cut.enclitic_bytes;
    stem = folded.substr(inner, end - inner);
    open = folded.substr(outer);
    closed = folded.substr(0, end);
    const bool merged = (cut.clitics & kArticle) != 0 && inner - outer == kLetter;
    before = cut.clitics & ~std::uint64_t{kPronoun};
    before = merged ? before | 1024U : before;
    after = cut.enclitic_bytes == 0 ? 0 : hash_bytes(folded.substr(end));
    word_use = models.classes->lookup(word);
    stem_use = models.classes->lookup(folded.substr(outer, end - outer));
    open_use = models.classes->lookup(open);
    closed_use = models.classes->lookup(closed);
    readings = models.stems->analyze(stem, after != 0);
  }
};

void add_readings(const View& view, SegmenterFeatures& out) {
  const std::uint64_t pronoun = view.after == 0 ? 0 : 1;
  if (view.readings == 0) {
    out.add(feature(kNoReading, view.before, view.after));
    out.add(feature(kNoReading, 4096 + view.stem.size(), pronoun));
  }
  for (Readings left = view.readings; left != 0; left &= left - 1) {
    const auto reading = static_cast<std::uint64_t>(std::countr_zero(left));
    out.add(feature(kReadingBefore, view.before, reading * 2 + pronoun));
    out.add(feature(kReadingAfter, view.after, reading));
  }
  out.add(feature(kReadings, hash_mix(view.readings, view.before), pronoun));
  out.add(
      feature(kSignature, view.readings != 0, static_cast<std::uint64_t>(std::popcount(view.before)) * 2 + pronoun));
}

void add_counts(const View& view, SegmenterFeatures& out) {
  const std::uint64_t pronoun = view.after == 0 ? 0 : 1, outer = view.before != 0 ? 1 : 0;
  out.add(feature(kStemSeen, view.stem_use.frequency, view.before));
  out.add(feature(kStemSeenAfter, view.stem_use.frequency, view.after));
  if (outer != 0) out.add(feature(kOpenSeen, view.open_use.frequency, view.before));
  if (pronoun != 0) out.add(feature(kClosedSeen, view.closed_use.frequency, view.after));
  const int whole = view.word_use.frequency;
  out.add(feature(kDrop, bucket_of_drop(view.stem_use.frequency, whole), outer * 2 + pronoun));
  out.add(feature(kDrop, 64 + bucket_of_drop(view.stem_use.frequency, whole), hash_mix(view.before, view.after)));
  out.add(feature(kDrop, 128 + bucket_of_drop(view.open_use.frequency, whole), view.before));
  out.add(feature(kDrop, 192 + bucket_of_drop(view.closed_use.frequency, whole), view.after));
  out.add(feature(kWordSeen, view.word_use.frequency, hash_mix(view.before, view.after)));
}

void add_classes(const View& view, SegmenterFeatures& out) {
  const std::uint64_t cut = hash_mix(view.before, view.after);
  out.add(feature(kStemClass, view.stem_use.word_class, view.before));
  out.add(feature(kStemClassAfter, view.stem_use.word_class, view.after));
  out.add(feature(kStemGroup, view.stem_use.group, cut));
  out.add(feature(kOpenClass, view.open_use.word_class, view.before));
  out.add(feature(kWordClass, view.word_use.word_class, cut));
  out.add(feature(kWordGroup, view.word_use.group, cut));
}

void add_letters(const View& view, std::uint8_t spelling, SegmenterFeatures& out) {
  const std::uint64_t stem = hash_bytes(view.stem);
  out.add(feature(kStem, stem, view.after == 0 ? 0 : 1));
  out.add(feature(kStemBefore, stem, view.before));
  out.add(feature(kStemAfter, stem, view.after));
  out.add(feature(kWord, hash_bytes(view.word), hash_mix(view.before, view.after)));
  const auto tail = [&](std::size_t letters) {
    return hash_bytes(view.stem.substr(view.stem.size() - std::min(view.stem.size(), letters * kLetter)));
  };
  out.add(feature(kHead, hash_bytes(view.stem.substr(0, 2 * kLetter)), view.before));
  out.add(feature(kHead, 1 + hash_bytes(view.stem.substr(0, kLetter)), view.before));
  out.add(feature(kTail, tail(1), view.after));
  out.add(feature(kTail, 1 + tail(2), view.after));
  out.add(feature(kTailLong, tail(3), view.after));
  out.add(feature(kLength, view.stem.size() / kLetter, view.before));
  out.add(feature(kLength, 64 + view.stem.size() / kLetter, view.after));
  out.add(feature(kEnding, spelling & (kEndsTaMarbuta | kEndsAlefMaqsura), view.after));
  const std::size_t first = (view.word.size() - view.open.size()) / kLetter;
  if (first < 4) out.add(feature(kHamza, spelling >> (2 + first) & 1, view.before));
}

}  // namespace

void segmenter_features(const Models& models, std::string_view folded, std::uint8_t spelling, const Segmentation& cut,
                        SegmenterFeatures& out) {
  out.size = 0;
  const View view(models, folded, cut);
  out.add(feature(kCut, view.before, view.after));
  out.add(feature(kBefore, view.before));
  out.add(feature(kAfter, view.after));
  add_readings(view, out);
  add_counts(view, out);
  add_classes(view, out);
  add_letters(view, spelling, out);
}

}  // namespace isnad::text
