// The tokens of a text: words, numbers and marks, each with its place in the original, its folded form and its clitics.
//
//   (in Latin letters here; ~ is the tatweel, T the ta marbuta)
//   original   waba~alqahiraTi         bytes [begin, end) of the document
//   folded     w b al qahirah          Token::folded in Analysis::pool, vowel marks and tatweel gone
//              |proclitics|            Token::proclitic_bytes (conjunction, preposition, future s, article)
//                         |stem|       between proclitics and enclitics
//   readings   word     wbalqahirah    as it stands
//              name     alqahirah      without conjunction and preposition (the article comes back after l: lljysh ->
//              aljysh) stem     qahirah        also without article and pronoun bare     qahirah        the stem
//              without an accusative alef (hjwma -> hjwm)
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "isnad/span.h"
#include "lexicon/lexicon.h"
#include "text/relatives.h"
#include "text/stems.h"

namespace isnad::text {

enum class TokenType : std::uint8_t {
  kWord,
  kLatin,
  kNumber,
  kStop,
  kComma,
  kQuoteOpen,
  kQuoteClose,
  kQuote,
  kOpen,
  kClose,
  kDash,
  kOther
};

/// Universal part-of-speech tags (universaldependencies.org/u/pos).
enum class Tag : std::uint8_t {
  kX,
  kAdj,
  kAdp,
  kAdv,
  kAux,
  kCconj,
  kDet,
  kIntj,
  kNoun,
  kNum,
  kPart,
  kPron,
  kPropn,
  kPunct,
  kSconj,
  kSym,
  kVerb,
};
inline constexpr int kTagCount = 17;
inline constexpr std::string_view kTagNames[kTagCount] = {"X",     "ADJ",   "ADP",   "ADV", "AUX",  "CCONJ",
                                                          "DET",   "INTJ",  "NOUN",  "NUM", "PART", "PRON",
                                                          "PROPN", "PUNCT", "SCONJ", "SYM", "VERB"};

/// Proclitics and enclitics of a word, as bits of `Token::clitics`.
enum Clitic : std::uint16_t {
  kWa = 1,
  kFa = 2,
  kBa = 4,
  kLa = 8,
  kKa = 16,
  kFuture = 32,
  kArticle = 64,
  kQuestion = 128,
  kPronoun = 256,
};

/// What folding hides of a word's spelling, as bits of `Token::spelling`.
enum Spelling : std::uint8_t {
  kEndsTaMarbuta = 1,
  kEndsAlefMaqsura = 2,
  kHamza = 4,  ///< shifted by 0 ... 3: that letter is an alef with hamza or madda
};

/// What a tagged verb is, as bits of `Token::verb`.
enum VerbForm : std::uint8_t { kPerfect = 1, kImperfect = 2, kPassive = 4 };

struct Token {
  Span span;                       ///< bytes of the original
  std::uint32_t folded_begin = 0;  ///< in Analysis::pool
  std::uint16_t folded_size = 0;
  std::uint8_t proclitic_bytes = 0;  ///< folded bytes before the stem
  std::uint8_t enclitic_bytes = 0;   ///< folded bytes after the stem
  std::uint16_t clitics = 0;         ///< `Clitic` bits
  TokenType type = TokenType::kOther;
  Tag tag = Tag::kX;
  std::uint8_t verb = 0;      ///< `VerbForm` bits where `tag` is kVerb
  bool space_before = false;  ///< white space or the text's begin stands before it
  bool line_before = false;   ///< a line break stands before it
  bool ta_marbuta = false;    ///< the last letter was a ta marbuta as written
  std::uint8_t spelling = 0;  ///< `Spelling` bits
  std::uint32_t sentence = 0;
  // Classes learnt from running text (text/classes.h); 0 where the word is rare or no model is loaded.
  std::uint16_t word_class = 0;  ///< of the whole word
  std::uint16_t stem_class = 0;
  WordRelatives relatives{};    ///< kinds of event word that the stem is like
  Readings readings = 0;        ///< what the dictionary says of the stem (text/stems.h)
  std::uint64_t word_hash = 0;  ///< of the folded word
  std::uint64_t stem_hash = 0;  ///< of the folded stem
  // Word ids of the readings; 0 where the lexicon does not have them.
  lexicon::WordId word = 0, name = 0, stem = 0, bare = 0;

  /// Takes all that depends on the word alone (not on its place) from another token of it.
  void take_word(const Token& other);
};

/// Sums of weights of the models that look at words (text/word_window.h): of the tagger's labels, then of the values of
/// number and of state.
inline constexpr std::size_t kTagSums = 19, kGrammarSums = 5;
using WordScores = std::array<std::int16_t, kTagSums + kGrammarSums>;
using GrammarScores = std::array<std::int16_t, kGrammarSums>;

/// What a word adds to them: to its own, and to those of the words before and behind.
struct WordSums {
  std::uint64_t key = 0;
  WordScores own{};
  std::array<WordScores, 4> around{};
};

/// The lemma of a stem that has one in the model, what is made like it, and what the stem adds to its grammar.
struct LemmaMemo {
  std::uint64_t key = 0;
  std::string_view lemma;
  bool verbal_noun = false, dual = false;
  GrammarScores ending{};
};

/// Words met lately and what was found out about them: common words are looked up once, not at each occurrence.
struct WordMemo {
  struct Entry {
    std::uint64_t key = 0;
    Token token;
  };
  std::vector<Entry> entries;
  std::uint64_t analyzer = 0;  ///< whose words these are

  std::vector<WordSums> sums;
  std::vector<LemmaMemo> lemmas;
};

/// Tokens `[first, last)` that belong together.
struct TokenRange {
  std::uint32_t first = 0;
  std::uint32_t last = 0;

  std::uint32_t size() const { return last - first; }
  bool empty() const { return first == last; }
  bool contains(std::uint32_t token) const { return first <= token && token < last; }
  bool overlaps(const TokenRange& other) const { return first < other.last && other.first < last; }
  bool operator==(const TokenRange&) const = default;
};

/// A phrase of the lexicon that stands at `tokens`.
struct Match {
  TokenRange tokens;
  lexicon::Entry entry;
};

/// A stretch between quotation marks: the marks' tokens lie just outside.
struct Quotation {
  TokenRange tokens;
};

inline void Token::take_word(const Token& other) {
  proclitic_bytes = other.proclitic_bytes;
  enclitic_bytes = other.enclitic_bytes;
  clitics = other.clitics;
  word_class = other.word_class;
  stem_class = other.stem_class;
  relatives = other.relatives;
  readings = other.readings;
  word_hash = other.word_hash;
  stem_hash = other.stem_hash;
  word = other.word;
  name = other.name;
  stem = other.stem;
  bare = other.bare;
}

/// All that the text layer finds in one document. Reused between documents to save allocations; views die with the
/// text.
struct Analysis {
  std::string_view text;  ///< the document, valid UTF-8
  std::string pool;       ///< folded words, one after another
  std::vector<Token> tokens;
  std::vector<TokenRange> sentences;       ///< cover all tokens, in order
  std::vector<Match> matches;              ///< in order of their first token, longest first
  std::vector<std::uint32_t> first_match;  ///< index into `matches` for each token; one more at the end
  std::vector<Quotation> quotations;       ///< in order of begin
  std::vector<GrammarScores> grammar;      ///< by token, what does not depend on later tags (text/grammar.h)
  WordMemo memo;                           ///< kept from document to document

  std::string_view folded(const Token& token) const {
    return std::string_view(pool).substr(token.folded_begin, token.folded_size);
  }
  std::string_view stem(const Token& token) const {
    return std::string_view(pool).substr(token.folded_begin + token.proclitic_bytes,
                                         token.folded_size - token.proclitic_bytes - token.enclitic_bytes);
  }
  std::string_view original(const Token& token) const { return text.substr(token.span.begin, token.span.size()); }
  /// Bytes from the first to the last token of a range, which must not be empty.
  Span span(TokenRange range) const { return {tokens[range.first].span.begin, tokens[range.last - 1].span.end}; }
  std::span<const Match> matches_at(std::uint32_t token) const {
    return std::span(matches).subspan(first_match[token], first_match[token + 1] - first_match[token]);
  }
};

}  // namespace isnad::text
