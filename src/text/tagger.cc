#include "text/tagger.h"

#include <algorithm>
#include <bit>

#include "base/strings.h"
#include "text/word_window.h"

namespace isnad::text {
namespace {

constexpr std::size_t kLetter = 2;  // bytes of an Arabic letter

enum Template : std::uint64_t {
  kStem = 1,
  kStemClitics,
  kWord,
  kHead,
  kTail,
  kLength,
  kClitics,
  kReading,
  kReadings,
  kReadingArticle,
  kClass,
  kGroup,
  kTags,
  kTagClass,
  kTagReadings,
  kTagStem,
  kNeighbour,
  kAround = 40,
  kPairs = 60,
};

std::uint64_t feature(std::uint64_t name, std::uint64_t a, std::uint64_t b = 0) {
  return hash_mix(hash_mix(name, a), b);
}

// Parts of speech that the dictionary allows, one bit each: what neighbours are told of a word.
std::uint64_t kinds_of(const Token& token) {
  if (token.type != TokenType::kWord) return 0x10000U + static_cast<std::uint64_t>(token.type);
  std::uint64_t kinds = 0;
  for (int pos = 0; pos < readings::kNominals; ++pos) {
    if ((token.readings & readings::of_pos(static_cast<readings::Pos>(pos))) != 0) kinds |= 1U << pos;
  }
  if ((token.readings & readings::kAnyPerfect) != 0) kinds |= 16;
  if ((token.readings & readings::kAnyImperfect) != 0) kinds |= 32;
  kinds |= (token.readings & readings::kAnyClosed) >> readings::kClosed << 6;
  return kinds | ((token.clitics & kArticle) != 0 ? 0x1000U : 0U);
}

constexpr int kOffsets[] = {-2, -1, 1, 2};  // of the places around a word

std::uint64_t where_of(int place) {
  return static_cast<std::uint64_t>(kOffsets[place] + 2);
}

std::uint64_t tag_code(const Token& token) {
  return static_cast<std::uint64_t>(token.tag) * 8 + token.verb;
}

class Extractor {
 public:
  Extractor(const Models& models, const Analysis& analysis, std::uint32_t index, TaggerFeatures& out)
      : models_(models),
        analysis_(analysis),
        index_(index),
        token_(analysis.tokens[index]),
        out_(out),
        kinds_(kinds_of(token_)) {
    out_.size = 0;
  }

  void word() {
    add_word();
    add_readings();
  }
  void context() {
    add_neighbours(true);
    add_history();
  }
  void pairs() {
    add_neighbours(false);
    add_history();
  }

 private:
  const Token* at(int offset) const {
    const std::int64_t place = std::int64_t{index_} + offset;
    if (place < 0 || place >= static_cast<std::int64_t>(analysis_.tokens.size())) return nullptr;
    const Token& other = analysis_.tokens[static_cast<std::size_t>(place)];
    return other.sentence == token_.sentence ? &other : nullptr;
  }

  std::uint64_t group(std::uint16_t word_class) const { return models_.classes->group_of(word_class); }

  void add_word() {
    const std::string_view stem = analysis_.stem(token_);
    const std::uint64_t hash = token_.stem_hash, clitics = token_.clitics;
    out_.add(feature(kStem, hash));
    out_.add(feature(kStemClitics, hash, clitics));
    out_.add(feature(kWord, token_.word_hash));
    for (std::size_t letters = 1; letters <= 3; ++letters) {
      const std::size_t size = std::min(stem.size(), letters * kLetter);
      out_.add(feature(kHead, hash_bytes(stem.substr(0, size)), letters));
      out_.add(feature(kTail, hash_bytes(stem.substr(stem.size() - size)), letters));
    }
    const std::uint64_t ends = token_.spelling & (kEndsTaMarbuta | kEndsAlefMaqsura);
    out_.add(feature(kHead, hash_bytes(stem.substr(0, kLetter)),
                     hash_bytes(stem.substr(stem.size() - std::min(stem.size(), kLetter)))));
    out_.add(feature(kLength, std::min<std::size_t>(stem.size() / kLetter, 10), clitics));
    out_.add(feature(kClitics, clitics, ends));
    out_.add(feature(kClitics, 4096 + (token_.spelling >> 2 & 15U), token_.proclitic_bytes));
    out_.add(feature(kClass, token_.word_class));
    out_.add(feature(kClass, 4096 + token_.stem_class, clitics & kArticle));
    out_.add(feature(kGroup, group(token_.word_class), clitics));
    out_.add(feature(kGroup, 4096 + group(token_.stem_class), clitics));
  }

  void add_readings() {
    const std::uint64_t clitics = token_.clitics;
    for (Readings left = token_.readings; left != 0; left &= left - 1) {
      const auto reading = static_cast<std::uint64_t>(std::countr_zero(left));
      out_.add(feature(kReading, reading));
      out_.add(feature(kReadingArticle, reading, clitics));
    }
    out_.add(feature(kReadings, token_.readings));
    out_.add(feature(kReadings, token_.readings, 1 + clitics));
    out_.add(feature(kReadings, kinds_, 4096 + group(token_.word_class)));
  }

  void add_neighbours(bool around) {
    for (int place = 0; place < 4; ++place) {
      const Token* other = at(kOffsets[place]);
      if (around && other != nullptr) tagger_around_features(models_, *other, place, out_);
      if (around && other == nullptr) tagger_edge_features(place, out_);
      if (other != nullptr && (place == 1 || place == 2)) add_pairs(*other, where_of(place));
    }
  }

  void add_pairs(const Token& other, std::uint64_t where) {
    const std::uint64_t kinds = kinds_of(other);
    out_.add(feature(kPairs + where, kinds, kinds_));
    out_.add(feature(kPairs + where, other.word_class, kinds_ + (std::uint64_t{1} << 32)));
    out_.add(feature(kPairs + where, other.stem_class, hash_mix(token_.stem_class, 2)));
    out_.add(feature(kPairs + where, other.stem_hash, kinds_ + (std::uint64_t{1} << 33)));
    const std::uint64_t agree = (other.spelling & kEndsTaMarbuta) * 2U + (token_.spelling & kEndsTaMarbuta);
    out_.add(feature(kPairs + where, hash_mix(agree, other.clitics & kArticle), hash_mix(kinds_, kinds)));
  }

  void add_history() {
    const Token* last = at(-1);
    const Token* before = at(-2);
    const std::uint64_t one = last == nullptr ? 999 : tag_code(*last),
                        two = before == nullptr ? 999 : tag_code(*before);
    out_.add(feature(kTags, one));
    out_.add(feature(kTags, one, 1 + two));
    out_.add(feature(kTagReadings, one, kinds_));
    out_.add(feature(kTagReadings, hash_mix(one, two), kinds_));
    out_.add(feature(kTagClass, one, token_.stem_class));
    out_.add(feature(kTagStem, one, token_.stem_hash));
    if (last == nullptr) return;
    const std::uint64_t agree = (last->spelling & kEndsTaMarbuta) * 2U + (token_.spelling & kEndsTaMarbuta);
    out_.add(feature(kTagReadings, hash_mix(one, agree), hash_mix(kinds_, last->clitics & (kArticle | kPronoun))));
  }

  const Models& models_;
  const Analysis& analysis_;
  std::uint32_t index_;
  const Token& token_;
  TaggerFeatures& out_;
  std::uint64_t kinds_;
};

}  // namespace

void tagger_word_features(const Models& models, const Analysis& analysis, std::uint32_t index, TaggerFeatures& out) {
  Extractor(models, analysis, index, out).word();
}

void tagger_context_features(const Models& models, const Analysis& analysis, std::uint32_t index, TaggerFeatures& out) {
  Extractor(models, analysis, index, out).context();
}

void tagger_pair_features(const Models& models, const Analysis& analysis, std::uint32_t index, TaggerFeatures& out) {
  Extractor(models, analysis, index, out).pairs();
}

void tagger_around_features(const Models& models, const Token& neighbour, int place, TaggerFeatures& out) {
  const std::uint64_t where = where_of(place), group = models.classes->group_of(neighbour.stem_class);
  out.add(feature(kAround + where, kinds_of(neighbour), 1));
  out.add(feature(kAround + where, neighbour.word_class, 2));
  out.add(feature(kAround + where, group, 3 + neighbour.clitics));
  if (place == 1 || place == 2) out.add(feature(kAround + where, neighbour.stem_hash, 5000));
}

void tagger_edge_features(int place, TaggerFeatures& out) {
  out.add(feature(kNeighbour, where_of(place)));
}

Tag tag_of_type(TokenType type) {
  if (type == TokenType::kNumber) return Tag::kNum;
  if (type == TokenType::kWord || type == TokenType::kLatin) return Tag::kX;
  return type == TokenType::kOther ? Tag::kSym : Tag::kPunct;
}

void tag_tokens(const Models& models, Analysis& analysis) {
  static_assert(kTagLabels.size() == kTagSums);
  TaggerFeatures features;
  WordWindow window(models, analysis, analysis.memo.sums);
  analysis.grammar.resize(analysis.tokens.size());
  window.run([&](std::uint32_t index, WordScores& sums) {
    Token& token = analysis.tokens[index];
    token.tag = tag_of_type(token.type);
    if (token.type != TokenType::kWord) return;
    tagger_pair_features(models, analysis, index, features);
    models.words->sum(features.all(), sums);
    const TagLabel& label = kTagLabels[static_cast<std::size_t>(models.tagger->best_of(sums))];
    token.tag = label.tag;
    token.verb = label.verb;
    std::copy(sums.begin() + kTagSums, sums.end(), analysis.grammar[index].begin());
  });
}

}  // namespace isnad::text
