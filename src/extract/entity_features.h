// What the name tagger sees of a token and of those beside it, as hashed features.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "lexicon/lexicon.h"
#include "text/token.h"

namespace isnad::extract {

/// Changes with every change of the features: a model serves only the features that it was trained on.
inline constexpr std::string_view kEntityFeatures = "names 1";

/// One token as the features see it.
struct EntityWord {
  std::uint64_t word = 0, name = 0, stem = 0;   // hashes: as it stands, without conjunction and preposition, the stem
  std::array<std::uint64_t, 3> head{}, tail{};  // of the first and last one to three letters of the name
  std::uint64_t lexicon = 0;                    // what matches begin here (low half) and cover it (high half)
  std::uint64_t readings = 0;                   // parts of speech that the dictionary allows
  std::uint32_t word_class = 0, stem_class = 0;
  std::uint32_t tag = 0;    // part of speech
  std::uint32_t shape = 0;  // clitics and kind of token
  std::uint8_t title = 0;   // words since a title ended, from 1; 0: none near
  std::uint8_t quote = 0;   // 1: a quotation begins here, 2: inside a short one
};

/// The words of a document, and per token the bits that the lexicon gives it. Reused between documents.
struct EntityWords {
  std::vector<EntityWord> words;  // two before the first token and two behind the last are empty
  const EntityWord& at(std::uint32_t token, int offset) const {
    return words[static_cast<std::size_t>(static_cast<int>(token) + offset + 2)];
  }
};

/// Immutable; the lexicon must outlive it.
class EntityFeatures {
 public:
  explicit EntityFeatures(const lexicon::Lexicon& lexicon);

  void read(const text::Analysis& analysis, EntityWords& out) const;

  /// True when an actor that is no person is named with this word.
  static bool names_body(const EntityWord& word);

  /// The features that do not depend on the tag before; `sentence` bounds what is seen.
  static void build(const EntityWords& words, text::TokenRange sentence, std::uint32_t token,
                    std::vector<std::uint64_t>& out);
  /// Those that do.
  static void build_transition(const EntityWords& words, std::uint32_t token, int previous,
                               std::vector<std::uint64_t>& out);

 private:
  void read_word(const text::Analysis& analysis, const text::Token& token, EntityWord& out) const;
  void read_matches(const text::Analysis& analysis, EntityWords& out) const;
  void read_quotations(const text::Analysis& analysis, EntityWords& out) const;
  void read_person_names(const lexicon::Lexicon& lexicon);
  int category(int table, std::uint32_t row) const { return categories_[static_cast<std::size_t>(table)][row]; }

  std::vector<std::vector<std::int8_t>> categories_;  // by table and row; -1: no feature
  std::vector<std::uint8_t> person_words_;            // by word id; 1: begins a person's name, 2: goes on with one
};

}  // namespace isnad::extract
