// What single words add to the scores of the models of the text layer, summed once a word instead of at each
// occurrence.
//
// A model sees of a token the word itself, each of the two words on either side, and pairs of them. All but the pairs
// depends on one word (and how far away it stands), so a word's weights are summed for each of the five places that it
// can have, and remembered:
//
//   score of a token = own of it + around of four neighbours + pairs and tags, which are looked up each time
//
// Tagger, number and state look at the same features: each is looked up once for all three (learn::JointModel). The
// sums are whole numbers: no result depends on what is remembered.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "base/strings.h"
#include "text/tagger.h"

namespace isnad::text {

/// The sums of all labels and values, token by token.
class WordWindow {
 public:
  /// `models.words` must be there. `memo` is kept between documents. All must outlive the window.
  WordWindow(const Models& models, const Analysis& analysis, std::vector<WordSums>& memo)
      : models_(models), analysis_(analysis), memo_(memo) {
    if (memo_.empty()) memo_.resize(kWords);
    for (int where = 0; where < kAround; ++where) {
      features_.size = 0;
      tagger_edge_features(where, features_);
      sum(edges_[static_cast<std::size_t>(where)]);
    }
  }

  /// Calls `decide(index, sums)` for each token, in order.
  template <typename Decide>
  void run(Decide decide) {
    for (const TokenRange& sentence : analysis_.sentences) {
      for (std::uint32_t i = sentence.first; i < std::min(sentence.first + kReach, sentence.last); ++i) at(i) = {};
      for (std::uint32_t next = sentence.first; next < sentence.last + kReach; ++next) {
        if (next + kAhead < analysis_.tokens.size()) ask_for(analysis_.tokens[next + kAhead]);
        if (next < sentence.last) take(sentence, next);
        if (next < sentence.first + kReach) continue;
        const std::uint32_t index = next - kReach;
        add_edges(sentence, index);
        decide(index, at(index));
      }
    }
  }

 private:
  static constexpr std::uint32_t kReach = 2;
  static constexpr std::uint32_t kAhead = 6;  // tokens: what is remembered does not fit into a processor's caches
  static constexpr int kAround = 4;
  static constexpr std::size_t kWords = 65536;
  static constexpr std::array<int, kAround> kOffsets = {-2, -1, 1, 2};

  WordScores& at(std::uint32_t index) { return ring_[index % ring_.size()]; }

  static void add(const WordScores& from, WordScores& to) {
    for (std::size_t i = 0; i < to.size(); ++i) to[i] = static_cast<std::int16_t>(to[i] + from[i]);
  }

  void sum(WordScores& out) const { models_.words->sum(features_.all(), out); }

  // Adds the token's weights to the sums of all tokens that see it.
  void take(TokenRange sentence, std::uint32_t index) {
    if (index + kReach < sentence.last) at(index + kReach) = {};
    const WordSums& word = sums_of(index);
    add(word.own, at(index));
    for (std::size_t where = 0; where < kAround; ++where) {
      const std::uint32_t seer = index - static_cast<std::uint32_t>(kOffsets[where]);
      if (sentence.contains(seer)) add(word.around[where], at(seer));
    }
  }

  void add_edges(TokenRange sentence, std::uint32_t index) {
    for (std::size_t where = 0; where < kAround; ++where) {
      if (!sentence.contains(index + static_cast<std::uint32_t>(kOffsets[where]))) add(edges_[where], at(index));
    }
  }

  // All that the features of a word alone depend on.
  static std::uint64_t key_of(const Token& token) {
    if (token.type != TokenType::kWord) return hash_mix(1, static_cast<std::uint64_t>(token.type)) | 1;
    const std::uint64_t cut =
        token.proclitic_bytes | std::uint64_t{token.enclitic_bytes} << 8 | std::uint64_t{token.clitics} << 16;
    return hash_mix(hash_mix(token.word_hash, token.spelling), cut) | 1;  // 0 is an empty entry
  }

  WordSums& entry_of(std::uint64_t key) { return memo_[key >> 32 & (kWords - 1)]; }

  void ask_for(const Token& token) {
    const char* const entry = reinterpret_cast<const char*>(&entry_of(key_of(token)));
    for (std::size_t at = 0; at < sizeof(WordSums); at += 64) __builtin_prefetch(entry + at);
  }

  const WordSums& sums_of(std::uint32_t index) {
    const Token& token = analysis_.tokens[index];
    const std::uint64_t key = key_of(token);
    WordSums& word = entry_of(key);
    if (word.key == key) return word;
    word = {};
    word.key = key;
    if (token.type == TokenType::kWord) {
      tagger_word_features(models_, analysis_, index, features_);
      sum(word.own);
    }
    for (int where = 0; where < kAround; ++where) {
      features_.size = 0;
      tagger_around_features(models_, token, where, features_);
      sum(word.around[static_cast<std::size_t>(where)]);
    }
    return word;
  }

  const Models& models_;
  const Analysis& analysis_;
  std::vector<WordSums>& memo_;
  TaggerFeatures features_;
  std::array<WordScores, kAround> edges_{};
  std::array<WordScores, 8> ring_{};
};

}  // namespace isnad::text
