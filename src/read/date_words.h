// Arabic words in the dates that sites and exports print (a month by its names in two calendars, a half of the day),
// turned into the English ones that the reader of dates knows. The words are data: months and weekdays of
// resources/times.tsv, the rest in resources/date_words.tsv.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "lexicon/lexicon.h"

namespace isnad::read {

/// The lexicon that is linked in; nullptr if it cannot be opened.
const lexicon::Lexicon* built_in_lexicon();

/// Immutable once made.
class DateWords {
 public:
  explicit DateWords(const lexicon::Lexicon& lexicon);

  /// `text` in ASCII, with digits as 0-9 and months, weekdays and halves of the day in English. A month that is named
  /// in two calendars, one behind the other, is named once. Empty when a word is not known.
  std::string in_english(std::string_view text) const;

 private:
  struct Word {
    std::string english;
    bool month = false;
    bool of_clock = false;  // stands for something else where no time of day came before
  };
  class Writer;

  void add(std::string_view forms, const Word& word);
  std::pair<const Word*, std::size_t> longest_at(std::string_view text) const;

  const lexicon::Fold& fold_;
  std::map<std::string, Word, std::less<>> words_;  // by folded phrase
};

}  // namespace isnad::read
