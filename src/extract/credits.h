// The agencies that a text credits as a whole, in its dateline ("Baghdad (Reuters) -") or at its foot ("AFP"): such a
// text is the agency's, whoever prints it. Names in running text are attributions of single statements and are not
// looked at.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "lexicon/lexicon.h"

namespace isnad::extract {

class CreditFinder {
 public:
  /// `lexicon` must outlive it.
  explicit CreditFinder(const lexicon::Lexicon& lexicon);

  /// Ids of the agencies (resources/actors.tsv), sorted, each once. `text` is valid UTF-8; only its first and last
  /// lines are read.
  std::vector<std::string> find(std::string_view text) const;
  /// The agency that an outlet is; empty when it is none.
  std::string agency(std::string_view outlet) const;

 private:
  struct Word {
    std::string folded;
    char mark = 0;  ///< what stands before it: '(' ')' '-' or 0
  };
  static std::string joined(std::span<const Word> words);
  void add(std::string_view forms, std::string_view agency);
  std::vector<Word> words_of(std::string_view text, std::size_t most) const;
  void take(const std::vector<Word>& words, std::size_t first, std::size_t last, std::vector<std::string>& found) const;
  void read_head(const std::vector<Word>& words, std::vector<std::string>& found) const;
  void read_foot(const std::vector<Word>& words, std::vector<std::string>& found) const;

  const lexicon::Lexicon& lexicon_;
  std::unordered_map<std::string, std::string_view> agencies_;  ///< by folded name, words separated by spaces
};

}  // namespace isnad::extract
