#include "text/terms.h"

#include <algorithm>

#include "text/segmenter.h"

namespace isnad::text {
namespace {

bool is_term(const Token& token) {
  return token.type == TokenType::kWord || token.type == TokenType::kLatin || token.type == TokenType::kNumber;
}

/// Forms hold nothing that divides forms and words.
void append_form(std::string_view form, std::string& out) {
  for (const char c : form) {
    if (c != ' ' && c != '|' && c != '"' && c != '\'' && c != '\\' && c != '\n') out += c;
  }
}

void append_word(const Analysis& analysis, const Token& token, std::string& out) {
  const std::string_view word = analysis.folded(token), stem = analysis.stem(token);
  const std::string_view name = word.substr(std::min<std::size_t>(
      outer_bytes({token.proclitic_bytes, token.enclitic_bytes, token.clitics}), token.proclitic_bytes));
  if (!out.empty()) out += ' ';
  append_form(word, out);
  std::string_view before = word;
  for (const std::string_view form : {name, stem}) {
    if (form.empty() || form == before) continue;
    out += '|';
    append_form(form, out);
    before = form;
  }
}

}  // namespace

void append_terms(const Analysis& analysis, bool once, std::string& out) {
  std::vector<const Token*> terms;
  terms.reserve(analysis.tokens.size());
  for (const Token& token : analysis.tokens) {
    if (is_term(token)) terms.push_back(&token);
  }
  if (once) {
    const auto word = [&](const Token* token) { return analysis.folded(*token); };
    std::sort(terms.begin(), terms.end(), [&](const Token* a, const Token* b) { return word(a) < word(b); });
    terms.erase(
        std::unique(terms.begin(), terms.end(), [&](const Token* a, const Token* b) { return word(a) == word(b); }),
        terms.end());
  }
  for (const Token* token : terms) append_word(analysis, *token, out);
}

}  // namespace isnad::text
