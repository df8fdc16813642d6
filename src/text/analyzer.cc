#include "text/analyzer.h"

#include <algorithm>
#include <array>
#include <atomic>

#include "base/strings.h"
#include "base/utf8.h"
#include "text/tagger.h"

namespace isnad::text {
namespace {

using lexicon::CharClass;

constexpr std::size_t kMemoSize = 131072;
constexpr std::size_t kAhead = 8;

std::atomic<std::uint64_t> analyzers_made{0};

constexpr std::uint32_t kLongestPhrase = 8;       // words
constexpr std::uint32_t kLongestSentence = 1000;  // tokens
constexpr std::uint32_t kLongestWord = 0xFFFF;    // folded bytes; what is longer is split
constexpr std::uint32_t kLongestQuotation = 400;  // tokens; a mark without its partner must not swallow the rest

TokenType type_of(CharClass type) {
  switch (type) {
    case CharClass::kLetter:
    case CharClass::kMark:
      return TokenType::kWord;
    case CharClass::kLatin:
      return TokenType::kLatin;
    case CharClass::kDigit:
      return TokenType::kNumber;
    case CharClass::kStop:
      return TokenType::kStop;
    case CharClass::kComma:
      return TokenType::kComma;
    case CharClass::kQuoteOpen:
      return TokenType::kQuoteOpen;
    case CharClass::kQuoteClose:
      return TokenType::kQuoteClose;
    case CharClass::kQuote:
      return TokenType::kQuote;
    case CharClass::kOpen:
      return TokenType::kOpen;
    case CharClass::kClose:
      return TokenType::kClose;
    case CharClass::kDash:
      return TokenType::kDash;
    default:
      return TokenType::kOther;
  }
}

// The spelling of a word that goes on with the letter `code`.
std::uint8_t spelling_with(const Token& token, char32_t code) {
  int spelling = token.spelling & ~(kEndsTaMarbuta | kEndsAlefMaqsura);
  const int letter = token.folded_size / 2;
  if (code == 0x0629) spelling |= kEndsTaMarbuta;
  if (code == 0x0649) spelling |= kEndsAlefMaqsura;
  if (letter < 4 && (code == 0x0622 || code == 0x0623 || code == 0x0625)) spelling |= kHamza << letter;
  return static_cast<std::uint8_t>(spelling);
}

bool runs_on(TokenType type) {
  return type == TokenType::kWord || type == TokenType::kLatin || type == TokenType::kNumber;
}

}  // namespace

Analyzer::Analyzer(const lexicon::Lexicon& lexicon, const Models* models)
    : lexicon_(lexicon), models_(models), id_(++analyzers_made), segmenter_(lexicon, models) {
  const int table = lexicon.table("clitics");
  for (std::uint32_t row = 0; row < lexicon.rows(table); ++row) {
    if (lexicon.cell(table, row, "role") == "article") article_ = lexicon.fold()(lexicon.cell(table, row, "form"));
  }
}

void Analyzer::analyze(std::string_view text, Analysis& out) const {
  analyze_words(text, out);
  find_quotations(out);
  find_matches(out);
}

void Analyzer::analyze_words(std::string_view text, Analysis& out) const {
  out.sentences.clear();
  out.matches.clear();
  out.first_match.clear();
  out.quotations.clear();
  tokenize(text, out);
  read_words(out);
  find_sentences(out);
  if (models_ != nullptr && models_->words) tag_tokens(*models_, out);
}

void Analyzer::tokenize(std::string_view text, Analysis& out) const {
  out.text = text;
  out.pool.clear();
  out.tokens.clear();
  const lexicon::Fold& fold = lexicon_.fold();
  bool space = true, line = true, open = false;
  for (std::size_t at = 0; at < text.size();) {
    const Decoded next = decode_valid(text.data() + at);
    const CharClass type = fold.class_of(next.code);
    const auto begin = static_cast<std::uint32_t>(at);
    at += next.size;
    if (type == CharClass::kSpace || type == CharClass::kLine) {
      space = true;
      line = line || type == CharClass::kLine;
      open = false;
      continue;
    }
    const bool invisible = type == CharClass::kControl || type == CharClass::kMark;
    const TokenType kind = type_of(type);
    const bool same =
        open && (invisible || out.tokens.back().type == kind) && out.tokens.back().folded_size < kLongestWord - 16;
    if (invisible && !same) continue;
    if (!same) {
      Token token;
      token.span.begin = begin;
      token.folded_begin = static_cast<std::uint32_t>(out.pool.size());
      token.type = kind;
      token.space_before = space;
      token.line_before = line;
      out.tokens.push_back(token);
    }
    Token& token = out.tokens.back();
    if (!invisible) token.spelling = spelling_with(token, next.code);
    fold.append(out.pool, next.code);
    token.span.end = static_cast<std::uint32_t>(at);
    token.folded_size = static_cast<std::uint16_t>(out.pool.size() - token.folded_begin);
    if (!invisible) token.ta_marbuta = next.code == 0x0629;
    open = runs_on(kind) || invisible;
    space = line = false;
  }
}

void Analyzer::set_classes(Analysis& out, Token& token) const {
  if (models_ != nullptr && models_->stems)
    token.readings = models_->stems->analyze(out.stem(token), token.enclitic_bytes > 0);
  if (models_ == nullptr || !models_->classes) return;
  token.word_class = models_->classes->lookup(out.folded(token)).word_class;
  token.stem_class = token.proclitic_bytes + token.enclitic_bytes == 0
                         ? token.word_class
                         : models_->classes->lookup(out.stem(token)).word_class;
  if (models_->relatives) token.relatives = models_->relatives->lookup(hash_bytes(out.stem(token)));
}

void Analyzer::set_readings(Analysis& out, Token& token) const {
  const std::string_view folded = out.folded(token);
  const std::string_view stem = out.stem(token);
  token.word = lexicon_.word(folded);
  token.stem = token.clitics == 0 ? token.word : lexicon_.word(stem);
  // A word that the divider left whole may still be the article and a word of the lexicon.
  if (token.stem == 0 && (token.clitics & kArticle) == 0 && stem.starts_with(article_)) {
    token.stem = lexicon_.word(stem.substr(article_.size()));
  }
  const std::uint32_t outer = token.proclitic_bytes;
  token.name = token.word;
  if (outer > 0) {
    const auto article = static_cast<std::uint32_t>((token.clitics & kArticle) != 0 ? article_.size() : 0);
    const bool merged = article > 0 && folded.substr(0, outer).ends_with(article_) == false;
    if (merged) {
      char buffer[256];
      const std::string_view rest = folded.substr(outer);
      if (rest.size() + article < sizeof buffer) {
        std::copy(article_.begin(), article_.end(), buffer);
        std::copy(rest.begin(), rest.end(), buffer + article);
        token.name = lexicon_.word({buffer, rest.size() + article});
      }
    } else {
      token.name = lexicon_.word(folded.substr(outer - article));
    }
  }
  token.bare = 0;
  const std::string_view alef = std::string_view(article_).substr(0, 2);
  if (stem.size() > 6 && stem.ends_with(alef)) token.bare = lexicon_.word(stem.substr(0, stem.size() - 2));
}

void Analyzer::divide(Analysis& out, Token& token, const Segmentation& cut) const {
  token.proclitic_bytes = cut.proclitic_bytes;
  token.enclitic_bytes = cut.enclitic_bytes;
  token.clitics = cut.clitics;
  token.word_hash = hash_bytes(out.folded(token));
  token.stem_hash = hash_bytes(out.stem(token));
  set_readings(out, token);
  set_classes(out, token);
}

void Analyzer::read_words(Analysis& out) const {
  if (out.memo.analyzer != id_) {
    out.memo.entries.assign(kMemoSize, {});
    out.memo.sums.clear();
    out.memo.lemmas.clear();
    out.memo.analyzer = id_;
  }
  // Keys are made, and entries asked for, some tokens ahead: they do not fit into a processor's caches.
  std::array<std::uint64_t, kAhead> keys;
  const auto entry_of = [&](std::uint64_t key) -> WordMemo::Entry& {
    return out.memo.entries[key >> 32 & (kMemoSize - 1)];
  };
  const auto ask_for = [&](std::size_t at) {
    if (at >= out.tokens.size()) return;
    const Token& token = out.tokens[at];
    keys[at % kAhead] = hash_mix(hash_bytes(out.folded(token)), token.spelling) | 1;  // 0 is an empty entry
    const char* const entry = reinterpret_cast<const char*>(&entry_of(keys[at % kAhead]));
    __builtin_prefetch(entry);
    __builtin_prefetch(entry + 64);
  };
  for (std::size_t at = 0; at < kAhead; ++at) ask_for(at);
  for (std::size_t at = 0; at < out.tokens.size(); ++at) {
    Token& token = out.tokens[at];
    const std::uint64_t key = keys[at % kAhead];
    ask_for(at + kAhead);
    if (token.type != TokenType::kWord) {
      token.word = token.name = token.stem = lexicon_.word(out.folded(token));
      continue;
    }
    WordMemo::Entry& entry = entry_of(key);
    if (entry.key != key) {
      divide(out, token, segmenter_.segment(out.folded(token), token.spelling));
      entry = {key, token};
    } else {
      token.take_word(entry.token);
    }
  }
}

// A sentence ends at a stop that is not inside a number or abbreviation, and at a line's end. One of a thousand words
// is none: it is cut, so that what looks through sentences takes time in proportion to the text.
void Analyzer::find_sentences(Analysis& out) const {
  const auto count = static_cast<std::uint32_t>(out.tokens.size());
  std::uint32_t first = 0;
  const auto close = [&](std::uint32_t last) {
    if (last == first) return;
    for (std::uint32_t i = first; i < last; ++i)
      out.tokens[i].sentence = static_cast<std::uint32_t>(out.sentences.size());
    out.sentences.push_back({first, last});
    first = last;
  };
  for (std::uint32_t i = 0; i < count; ++i) {
    if (out.tokens[i].line_before || i - first >= kLongestSentence) close(i);
    if (out.tokens[i].type != TokenType::kStop) continue;
    const bool inside_number = i > 0 && i + 1 < count && out.tokens[i - 1].type == TokenType::kNumber &&
                               out.tokens[i + 1].type == TokenType::kNumber && !out.tokens[i + 1].space_before;
    if (inside_number) continue;
    std::uint32_t last = i + 1;
    while (last < count && !out.tokens[last].line_before &&
           (out.tokens[last].type == TokenType::kStop || out.tokens[last].type == TokenType::kQuoteClose ||
            (out.tokens[last].type == TokenType::kQuote && !out.tokens[last].space_before))) {
      ++last;
    }
    close(last);
    i = last - 1;
  }
  close(count);
}

// Marks open and close by their own shape where they have one, else by the white space around them; styles mix in
// print.
void Analyzer::find_quotations(Analysis& out) const {
  const auto count = static_cast<std::uint32_t>(out.tokens.size());
  std::uint32_t open = count;
  for (std::uint32_t i = 0; i < count; ++i) {
    const Token& token = out.tokens[i];
    const bool mark =
        token.type == TokenType::kQuote || token.type == TokenType::kQuoteOpen || token.type == TokenType::kQuoteClose;
    if (!mark) {
      if (open != count && i - open > kLongestQuotation) open = count;
      continue;
    }
    const bool space_after = i + 1 == count || out.tokens[i + 1].space_before;
    const bool opens =
        token.type == TokenType::kQuoteOpen ? !space_after || token.space_before : token.space_before && !space_after;
    if (open == count || (opens && token.type == TokenType::kQuoteOpen && i - open > 60)) {
      if (open == count || opens) open = i;
    } else if (!(opens && token.type != TokenType::kQuoteClose && out.tokens[open].type == TokenType::kQuoteOpen &&
                 !space_after && token.space_before)) {
      if (i > open + 1) out.quotations.push_back({{open + 1, i}});
      open = count;
    }
  }
}

void Analyzer::match_from(const Analysis& out, std::uint32_t first, std::vector<Match>& found) const {
  lexicon::NodeId frontier[8] = {0};
  std::size_t states = 1;
  std::uint32_t at = first;
  const auto count = static_cast<std::uint32_t>(out.tokens.size());
  for (std::uint32_t length = 1; length <= kLongestPhrase && states > 0 && at < count; ++length) {
    const Token& token = out.tokens[at];
    if (length > 1 && token.line_before) break;
    if (length > 1 && (token.type == TokenType::kQuote || token.type == TokenType::kQuoteOpen ||
                       token.type == TokenType::kQuoteClose || token.type == TokenType::kDash)) {
      ++at;  // names are quoted in part: the mark is no word of theirs
      --length;
      if (at > first + 2 * kLongestPhrase) break;
      continue;
    }
    lexicon::NodeId next[8];
    std::size_t reached = 0;
    const lexicon::WordId readings[] = {token.word, token.name, token.stem, token.bare};
    for (std::size_t s = 0; s < states; ++s) {
      for (std::size_t r = 0; r < 4; ++r) {
        if (readings[r] == 0 || std::find(readings, readings + r, readings[r]) != readings + r) continue;
        const lexicon::NodeId node = lexicon_.step(frontier[s], readings[r]);
        if (node != 0 && reached < 8 && std::find(next, next + reached, node) == next + reached) next[reached++] = node;
      }
    }
    ++at;
    states = 0;
    for (std::size_t i = 0; i < reached; ++i) {
      for (const lexicon::Entry& entry : lexicon_.entries(next[i])) found.push_back({{first, at}, entry});
      if (lexicon_.continues(next[i])) frontier[states++] = next[i];
    }
  }
}

void Analyzer::find_matches(Analysis& out) const {
  const auto count = static_cast<std::uint32_t>(out.tokens.size());
  out.first_match.reserve(count + 1);
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto before = static_cast<std::uint32_t>(out.matches.size());
    out.first_match.push_back(before);
    const Token& token = out.tokens[i];
    if ((token.word | token.name | token.stem | token.bare) == 0) continue;
    match_from(out, i, out.matches);
    std::stable_sort(out.matches.begin() + before, out.matches.end(),
                     [](const Match& a, const Match& b) { return a.tokens.last > b.tokens.last; });
  }
  out.first_match.push_back(static_cast<std::uint32_t>(out.matches.size()));
}

std::uint32_t Analyzer::original_offset(const Analysis& analysis, const Token& token, std::uint32_t at) const {
  return token.span.begin + lexicon_.fold().original_offset(analysis.original(token), at);
}

Span Analyzer::span_without_prefix(const Analysis& analysis, const Token& token) const {
  if (token.proclitic_bytes == 0) return token.span;
  const bool article = (token.clitics & kArticle) != 0;
  const std::string_view prefix = analysis.folded(token).substr(0, token.proclitic_bytes);
  // A merged article (ll) keeps its second letter with the word.
  const auto kept = static_cast<std::uint32_t>(!article ? 0 : prefix.ends_with(article_) ? article_.size() : 2);
  return {original_offset(analysis, token, token.proclitic_bytes - kept), token.span.end};
}

}  // namespace isnad::text
