#include "text/tagger.h"

#include <algorithm>
#include <bit>

#include "base/strings.h"

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
    add_neighbours();
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

  void add_neighbours() {
    for (const int offset : {-2, -1, 1, 2}) {
      const auto where = static_cast<std::uint64_t>(offset + 2);
      const Token* other = at(offset);
      if (other == nullptr) {
        out_.add(feature(kNeighbour, where));
        continue;
      }
      const std::uint64_t kinds = kinds_of(*other);
      out_.add(feature(kAround + where, kinds, 1));
      out_.add(feature(kAround + where, other->word_class, 2));
      out_.add(feature(kAround + where, group(other->stem_class), 3 + other->clitics));
      if (offset != -1 && offset != 1) continue;
      out_.add(feature(kAround + where, other->stem_hash, 5000));
      out_.add(feature(kPairs + where, kinds, kinds_));
      out_.add(feature(kPairs + where, other->word_class, kinds_ + (std::uint64_t{1} << 32)));
      out_.add(feature(kPairs + where, other->stem_class, hash_mix(token_.stem_class, 2)));
      out_.add(feature(kPairs + where, other->stem_hash, kinds_ + (std::uint64_t{1} << 33)));
      const std::uint64_t agree = (other->spelling & kEndsTaMarbuta) * 2U + (token_.spelling & kEndsTaMarbuta);
      out_.add(feature(kPairs + where, hash_mix(agree, other->clitics & kArticle), hash_mix(kinds_, kinds)));
    }
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

Tag tag_of_type(TokenType type) {
  if (type == TokenType::kNumber) return Tag::kNum;
  if (type == TokenType::kWord || type == TokenType::kLatin) return Tag::kX;
  return type == TokenType::kOther ? Tag::kSym : Tag::kPunct;
}

namespace {

constexpr std::size_t kMemoSize = 4096;

using Scores = std::array<float, 24>;
static_assert(kTagLabels.size() <= std::tuple_size_v<Scores>);

// The scores of the word by itself, which are the same wherever it stands.
const Scores& word_scores(const Models& models, Analysis& analysis, std::uint32_t index, TaggerFeatures& features) {
  const Token& token = analysis.tokens[index];
  const std::uint64_t cut =
      token.proclitic_bytes | std::uint64_t{token.enclitic_bytes} << 8 | std::uint64_t{token.clitics} << 16;
  const std::uint64_t key = hash_mix(hash_mix(token.word_hash, token.spelling), cut) | 1;
  WordMemo::Scores& memo = analysis.memo.tag_scores[key >> 32 & (kMemoSize - 1)];
  if (memo.key != key) {
    memo.key = key;
    tagger_word_features(models, analysis, index, features);
    models.tagger->score(features.all(), memo.scores);
  }
  return memo.scores;
}

}  // namespace

void tag_tokens(const Models& models, Analysis& analysis) {
  if (analysis.memo.tag_scores.empty()) analysis.memo.tag_scores.resize(kMemoSize);
  TaggerFeatures features;
  for (std::uint32_t i = 0; i < analysis.tokens.size(); ++i) {
    Token& token = analysis.tokens[i];
    token.tag = tag_of_type(token.type);
    if (token.type != TokenType::kWord) continue;
    Scores scores = word_scores(models, analysis, i, features);
    tagger_context_features(models, analysis, i, features);
    models.tagger->add(features.all(), scores);
    const int best = learn::LinearModel::best(std::span(scores).first(kTagLabels.size()));
    const TagLabel& label = kTagLabels[static_cast<std::size_t>(best)];
    token.tag = label.tag;
    token.verb = label.verb;
  }
}

}  // namespace isnad::text
