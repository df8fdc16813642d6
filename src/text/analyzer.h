// From bytes to tokens, sentences, quotations and lexicon matches.
#pragma once

#include <string>
#include <string_view>

#include "lexicon/lexicon.h"
#include "text/models.h"
#include "text/segmenter.h"
#include "text/token.h"

namespace isnad::text {

/// The text layer. Immutable after construction: one analyser serves many threads, each with its own `Analysis`.
class Analyzer {
 public:
  /// `lexicon` and `models` must outlive the analyser. Without models words stay whole, and tags and classes
  /// stay unset.
  explicit Analyzer(const lexicon::Lexicon& lexicon, const Models* models = nullptr);

  /// Fills `out` for `text`, which must be valid UTF-8 of less than 4 GiB and outlive `out`. Linear in the text's size.
  void analyze(std::string_view text, Analysis& out) const;

  /// The same without quotations and matches of the lexicon.
  void analyze_words(std::string_view text, Analysis& out) const;

  /// Only the words, numbers and marks of `text`, with their folded forms.
  void tokenize(std::string_view text, Analysis& out) const;

  /// Divides a word of `out` so, and looks its parts up again.
  void divide(Analysis& out, Token& token, const Segmentation& cut) const;

  const lexicon::Fold& fold() const { return lexicon_.fold(); }

  /// Byte offset in the original at which the folded byte `at` of a token begins; used to split a token at its clitics.
  std::uint32_t original_offset(const Analysis& analysis, const Token& token, std::uint32_t at) const;

  /// The token's span without conjunction and preposition (the article stays).
  Span span_without_prefix(const Analysis& analysis, const Token& token) const;

 private:
  void read_words(Analysis& out) const;
  void set_classes(Analysis& out, Token& token) const;
  void set_readings(Analysis& out, Token& token) const;
  void find_sentences(Analysis& out) const;
  void find_quotations(Analysis& out) const;
  void find_matches(Analysis& out) const;
  void match_from(const Analysis& out, std::uint32_t first, std::vector<Match>& found) const;

  const lexicon::Lexicon& lexicon_;
  const Models* models_;
  std::uint64_t id_;  // tells a memo's analyser from others, also from one that stood at the same address
  Segmenter segmenter_;
  std::string article_;  // folded
};

}  // namespace isnad::text
