// Numbers in digits and words, with the bounds that the words around them set (resources/numbers.tsv).
//
//   "3,144"                           3144..3144       digits: one reading for each chain of digits and marks
//   (digits.h) "alf wa-miatan wa-khamsa"         1205..1205       words: parts are added while each is smaller than the
//   room left "ma la yaqill an 12"              12..             bound words before, behind, or behind the counted noun
//   "bayna 3 wa 5", "3-5", "3 ila 5"  3..5
#pragma once

#include <optional>
#include <vector>

#include "extract/mentions.h"
#include "extract/word_map.h"
#include "lexicon/lexicon.h"
#include "text/token.h"

namespace isnad::extract {

/// What a row of numbers.tsv does in a number.
enum class NumberRole : std::uint8_t {
  kUnknown,
  kUnit,
  kElevenOne,
  kZero,
  kTen,
  kTens,
  kHundred,
  kHundredPlural,
  kHundreds,
  kScale,
  kScaleDual,
  kScaleAlef,
  kScalePlural,
  kPart,
  kVague,
  kAnd,
  kTo,
  kFrom,
  kBetween,
  kAtLeast,
  kMore,
  kLess,
  kAtMost,
  kAbout,
  kAtLeastAfter,
  kAtMostAfter,
  kTally,
  kReach,
  kOpen,
  kAmong,
  kOrdinal,
  kNone,
};

/// A row of numbers.tsv.
struct NumberWord {
  NumberRole role = NumberRole::kUnknown;
  std::int64_t value = 0;
  std::int64_t part = 0;             ///< denominator as a fraction; 0: none
  std::optional<std::int64_t> high;  ///< of a vague word
};

/// The rows of numbers.tsv by word. Immutable.
class NumberWords {
 public:
  explicit NumberWords(const lexicon::Lexicon& lexicon);

  int table() const { return table_; }
  const NumberWord& row(std::size_t row) const { return rows_[row]; }
  /// The row and the clitics of a token; `word` is null when the token is no number word.
  struct Hit {
    const NumberWord* word = nullptr;
    bool conj = false, article = false;
  };
  Hit find(const text::Token& token) const;
  /// The longest match at `token` whose role is `first` or up to `last`; null when there is none.
  const text::Match* phrase(const text::Analysis& analysis, std::uint32_t token, NumberRole first,
                            NumberRole last) const;
  /// The ordinal that stands at `token` ("al-hadi wal-ishrin": 21, "al-thani ashar": 12), and where it ends; value 0:
  /// none.
  struct Ordinal {
    std::int64_t value = 0;
    std::uint32_t last = 0;
    bool conj = false, article = false;
  };
  Ordinal ordinal(const text::Analysis& analysis, std::uint32_t token) const;

 private:
  int table_;
  std::vector<NumberWord> rows_;
  WordMap words_;
};

/// Finds all numbers of a text. Immutable and shared between threads.
class NumberFinder {
 public:
  /// `lexicon` must outlive the finder.
  explicit NumberFinder(const lexicon::Lexicon& lexicon);

  /// Appends the numbers of `analysis` to `out`, in order. Linear in the tokens.
  void find(const text::Analysis& analysis, std::vector<Number>& out) const;

  const NumberWords& words() const { return words_; }

 private:
  std::uint32_t find_at(const text::Analysis& analysis, std::uint32_t at, std::vector<Number>& out) const;
  std::uint32_t find_digits(const text::Analysis& analysis, std::uint32_t at, std::vector<Number>& out) const;
  bool is_percent(const text::Analysis& analysis, std::uint32_t at) const;
  bool may_begin(const text::Analysis& analysis, std::uint32_t at, bool bounded) const;
  std::uint32_t finish(const text::Analysis& analysis, Number& number, NumberRole bound,
                       std::vector<Number>& out) const;
  bool compose(const text::Analysis& analysis, std::uint32_t at, Number& out) const;
  bool join_range(const text::Analysis& analysis, bool between, Number& number) const;
  void apply_bound_after(const text::Analysis& analysis, Number& number) const;
  bool glued_to_letters(const text::Analysis& analysis, std::uint32_t first, std::uint32_t last) const;

  const lexicon::Lexicon& lexicon_;
  NumberWords words_;
  int groups_, times_;  ///< tables of counted nouns and of time words
};

}  // namespace isnad::extract
