#include "extract/credits.h"

#include <algorithm>

#include "base/strings.h"
#include "base/utf8.h"

namespace isnad::extract {
namespace {

using lexicon::CharClass;

constexpr std::size_t kHeadLines = 3;       // headline, picture line, dateline
constexpr std::size_t kDatelineWords = 8;   // before the dash: "City, Country - agency -"
constexpr std::size_t kBracketWithin = 14;  // words before a bracket that still belongs to the dateline
constexpr std::size_t kFootWords = 6;
constexpr std::size_t kLongestName = 6;

bool is_word(CharClass type) {
  return type == CharClass::kLetter || type == CharClass::kLatin || type == CharClass::kMark;
}

/// The first lines that are not empty, and the last.
std::vector<std::string_view> head_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty() && lines.size() < kHeadLines) {
    const std::size_t end = text.find('\n');
    if (const std::string_view line = trimmed(text.substr(0, end)); !line.empty()) lines.push_back(line);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

std::string_view last_line(std::string_view text) {
  while (!text.empty()) {
    const std::size_t begin = text.rfind('\n');
    const std::string_view line = trimmed(begin == std::string_view::npos ? text : text.substr(begin + 1));
    if (!line.empty()) return line;
    text = begin == std::string_view::npos ? std::string_view() : text.substr(0, begin);
  }
  return {};
}

}  // namespace

std::string CreditFinder::joined(std::span<const Word> words) {
  std::string name;
  for (const Word& word : words) {
    if (!word.folded.empty()) name += (name.empty() ? "" : " ") + word.folded;
  }
  return name;
}

CreditFinder::CreditFinder(const lexicon::Lexicon& lexicon) : lexicon_(lexicon) {
  const int credits = lexicon.table("credits"), actors = lexicon.table("actors");
  for (std::uint32_t row = 0; row < lexicon.rows(credits); ++row) {
    add(lexicon.cell(credits, row, "forms"), lexicon.cell(credits, row, "agency"));
  }
  for (std::uint32_t row = 0; row < lexicon.rows(actors); ++row) {
    if (lexicon.cell(actors, row, "type") != "agency") continue;
    add(lexicon.cell(actors, row, "name_ar"), lexicon.cell(actors, row, "id"));
    add(lexicon.cell(actors, row, "aliases_ar"), lexicon.cell(actors, row, "id"));
  }
}

void CreditFinder::add(std::string_view forms, std::string_view agency) {
  for (const std::string_view form : split_words(forms, '|')) {
    agencies_.emplace(joined(words_of(form, kLongestName)), agency);
  }
}

/// The first `most` words of a line.
std::vector<CreditFinder::Word> CreditFinder::words_of(std::string_view text, std::size_t most) const {
  std::vector<Word> words(1);
  for (std::size_t at = 0; at < text.size() && words.size() <= most;) {
    const Decoded next = decode_at(text, at);
    at += next.size;
    const CharClass type = lexicon_.fold().class_of(next.code);
    if (is_word(type)) {
      lexicon_.fold().append(words.back().folded, next.code);
      continue;
    }
    if (!words.back().folded.empty()) words.emplace_back();
    if (type == CharClass::kOpen) words.back().mark = '(';
    if (type == CharClass::kClose) words.back().mark = ')';
    if (type == CharClass::kDash || next.code == U':') words.back().mark = '-';
  }
  return words;
}

/// Looks for names among the words `[first, last)`, the longest first.
void CreditFinder::take(const std::vector<Word>& words, std::size_t first, std::size_t last,
                        std::vector<std::string>& found) const {
  for (std::size_t begin = first; begin < last; ++begin) {
    for (std::size_t size = std::min(kLongestName, last - begin); size > 0; --size) {
      const auto agency = agencies_.find(joined(std::span(words).subspan(begin, size)));
      if (agency == agencies_.end()) continue;
      found.emplace_back(agency->second);
      begin += size - 1;
      break;
    }
  }
}

/// What stands before the first dash, or in a bracket near the line's begin.
void CreditFinder::read_head(const std::vector<Word>& words, std::vector<std::string>& found) const {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].mark == '(') {
      std::size_t end = i;
      while (end < words.size() && (end == i || words[end].mark == 0) && !words[end].folded.empty()) ++end;
      if (end < words.size() && words[end].mark != 0) take(words, i, end, found);
    }
    if (words[i].mark == '-' && i > 0 && i <= kDatelineWords) take(words, 0, i, found);
  }
}

/// A last line of few words, or a bracket that ends it.
void CreditFinder::read_foot(const std::vector<Word>& words, std::vector<std::string>& found) const {
  std::size_t end = words.size();
  if (end > 0 && words[end - 1].folded.empty()) --end;
  std::size_t open = end;
  while (open > 0 && words[open - 1].mark != '(' && end - open < kFootWords) --open;
  const bool closed = words.size() > end && words[end].mark == ')';
  if (end <= kFootWords)
    take(words, 0, end, found);
  else if (closed && open > 0 && words[open - 1].mark == '(')
    take(words, open - 1, end, found);
}

std::vector<std::string> CreditFinder::find(std::string_view text) const {
  constexpr std::size_t kFootBytes = 256;
  std::vector<std::string> found;
  for (const std::string_view line : head_lines(text)) read_head(words_of(line, kBracketWithin), found);
  std::string_view foot = last_line(text);
  if (foot.size() > kFootBytes) foot.remove_prefix(foot.size() - kFootBytes);
  while (!foot.empty() && is_continuation(foot.front())) foot.remove_prefix(1);
  read_foot(words_of(foot, kFootBytes), found);
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

std::string CreditFinder::agency(std::string_view outlet) const {
  const auto found = agencies_.find(joined(words_of(outlet, kLongestName)));
  return found == agencies_.end() ? std::string() : std::string(found->second);
}

}  // namespace isnad::extract
