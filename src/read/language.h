// Whether a text is Arabic, by its letters and its most frequent words (resources/languages.tsv).
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "lexicon/lexicon.h"

namespace isnad::read {

/// Knows the rows of the table. Immutable once made.
class Languages {
 public:
  explicit Languages(const lexicon::Lexicon& lexicon);

  /// Why the text is not to be read as Arabic: "in Persian", "in another script". Empty when it is Arabic, or too short
  /// to tell. `text` is valid UTF-8.
  std::string other_language(std::string_view text) const;

 private:
  struct Row {
    std::string name;
    bool arabic = false;
  };
  struct Counts;

  void count_word(const std::u32string& word, std::vector<Counts>& counts) const;

  std::vector<Row> rows_;
  std::unordered_map<char32_t, std::vector<std::size_t>> letters_;
  std::unordered_map<std::u32string, std::vector<std::size_t>> words_;
};

}  // namespace isnad::read
