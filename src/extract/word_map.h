// Which row of one resource table a single word belongs to, and by which reading of the token it was found.
// Match entries name rows but not readings; numbers and dates need to know whether a conjunction was cut off.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/strings.h"
#include "lexicon/lexicon.h"
#include "text/token.h"

namespace isnad::extract {

/// Rows of one table by the id of each of its one-word forms. Immutable; look-ups allocate nothing.
class WordMap {
 public:
  static constexpr int kNone = -1;

  struct Hit {
    int row = kNone;
    bool conj = false;     ///< a conjunction was cut off
    bool prep = false;     ///< a preposition was cut off
    bool article = false;  ///< the article was cut off
  };

  WordMap(const lexicon::Lexicon& lexicon, int table, std::string_view column) {
    for (std::uint32_t row = 0; row < lexicon.rows(table); ++row) {
      for (const std::string_view form : split_words(lexicon.cell(table, row, column), '|')) {
        if (form.find(' ') == std::string_view::npos) add(lexicon.word(lexicon.fold()(form)), static_cast<int>(row));
      }
    }
    std::sort(words_.begin(), words_.end());
  }

  int row(lexicon::WordId word) const {
    if (word == 0) return kNone;
    const auto at = std::lower_bound(words_.begin(), words_.end(), Word{word, kNone});
    return at != words_.end() && at->word == word ? at->row : kNone;
  }

  /// The word as it stands wins over its parts; a word with a pronoun is none of ours.
  Hit find(const text::Token& token) const {
    if (const int whole = row(token.word); whole != kNone) return {whole, false, false, false};
    const bool conj = (token.clitics & (text::kWa | text::kFa)) != 0;
    const bool prep = (token.clitics & (text::kBa | text::kLa | text::kKa)) != 0;
    if ((token.clitics & text::kPronoun) != 0) return {};
    if (const int named = row(token.name); named != kNone) return {named, conj, prep, false};
    int found = row(token.stem);
    if (found == kNone) found = row(token.bare);
    return {found, conj, prep, (token.clitics & text::kArticle) != 0};
  }

 private:
  struct Word {
    lexicon::WordId word;
    int row;
    bool operator<(const Word& other) const { return word != other.word ? word < other.word : row < other.row; }
  };
  void add(lexicon::WordId word, int row) {
    if (word != 0) words_.push_back({word, row});
  }
  std::vector<Word> words_;
};

/// The byte where a token's word begins: behind its conjunction and preposition, before its article.
inline std::uint32_t begin_of(const lexicon::Lexicon& lexicon, const text::Analysis& analysis, std::uint32_t token) {
  const text::Token& at = analysis.tokens[token];
  if (at.word != 0 || at.proclitic_bytes == 0) return at.span.begin;
  // The article merges with a preposition l before it and keeps one of its two letters.
  const bool article = (at.clitics & text::kArticle) != 0, merged = (at.clitics & text::kLa) != 0;
  const std::uint32_t kept = !article ? 0 : merged ? 2 : 4;
  return at.span.begin + lexicon.fold().original_offset(analysis.original(at), at.proclitic_bytes - kept);
}

}  // namespace isnad::extract
