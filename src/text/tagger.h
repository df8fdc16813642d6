// Parts of speech: one tag for the stem of each word, and for verbs the aspect and the voice.
//
// Words are tagged from left to right by a linear model over the word, its dictionary readings and class, its
// neighbours, and the two tags before it. Numbers and marks have the tag of their kind.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "text/models.h"
#include "text/token.h"

namespace isnad::text {

/// Changes whenever the features change; a model trained for another version is refused.
inline constexpr std::string_view kTaggerFeatures = "tagger 2";

/// What the model tells apart: a tag and, for verbs, `VerbForm` bits.
struct TagLabel {
  std::string_view name;
  Tag tag;
  std::uint8_t verb;
};
inline constexpr std::array<TagLabel, 19> kTagLabels = {{
    {"ADJ", Tag::kAdj, 0},
    {"ADP", Tag::kAdp, 0},
    {"ADV", Tag::kAdv, 0},
    {"AUX", Tag::kAux, 0},
    {"CCONJ", Tag::kCconj, 0},
    {"DET", Tag::kDet, 0},
    {"INTJ", Tag::kIntj, 0},
    {"NOUN", Tag::kNoun, 0},
    {"NUM", Tag::kNum, 0},
    {"PART", Tag::kPart, 0},
    {"PRON", Tag::kPron, 0},
    {"PROPN", Tag::kPropn, 0},
    {"SCONJ", Tag::kSconj, 0},
    {"SYM", Tag::kSym, 0},
    {"X", Tag::kX, 0},
    {"VERB.perf", Tag::kVerb, kPerfect},
    {"VERB.imp", Tag::kVerb, kImperfect},
    {"VERB.perf.pass", Tag::kVerb, kPerfect | kPassive},
    {"VERB.imp.pass", Tag::kVerb, kImperfect | kPassive},
}};

/// Features of one word, in a fixed buffer.
struct TaggerFeatures {
  static constexpr std::size_t kMost = 160;
  std::array<std::uint64_t, kMost> values;
  std::size_t size = 0;

  void add(std::uint64_t feature) {
    if (size < kMost) values[size++] = feature;
  }
  std::span<const std::uint64_t> all() const { return {values.data(), size}; }
};

/// Fills `out` with what the token at `index` shows by itself.
void tagger_word_features(const Models& models, const Analysis& analysis, std::uint32_t index, TaggerFeatures& out);

/// Fills `out` with what stands around it; the earlier tokens of its sentence carry their tags.
void tagger_context_features(const Models& models, const Analysis& analysis, std::uint32_t index, TaggerFeatures& out);

/// Those of the same features that depend on two words or on the tags before.
void tagger_pair_features(const Models& models, const Analysis& analysis, std::uint32_t index, TaggerFeatures& out);

/// Appends those that depend on one word around, `neighbour`, and on its place: of the last but one, the last, the next
/// and the next but one word, in this order; and those of a place beyond the sentence.
void tagger_around_features(const Models& models, const Token& neighbour, int place, TaggerFeatures& out);
void tagger_edge_features(int place, TaggerFeatures& out);

/// The tag of a token that is no word.
Tag tag_of_type(TokenType type);

/// Sets the tags of all tokens, and what the same features say of their grammar; `models.words` must be there.
void tag_tokens(const Models& models, Analysis& analysis);

}  // namespace isnad::text
