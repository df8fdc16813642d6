#include "read/language.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>

#include "base/strings.h"
#include "base/utf8.h"

namespace isnad::read {
namespace {

constexpr std::size_t kEnough = 20000;      // bytes that are looked at
constexpr std::size_t kFewestLetters = 40;  // fewer tell nothing
constexpr double kLeastArabicScript = 0.3;  // of all letters: foreign names and addresses are no other language
constexpr std::size_t kFewestWords = 3;     // frequent words that another language must show
constexpr double kManyLetters = 0.08;       // letters of its own that make up for words

std::u32string code_points(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) {
    const Decoded decoded = decode_at(text, at);
    out += decoded.code;
    at += decoded.size;
  }
  return out;
}

enum class Script { kNone, kArabic, kOther };

Script script_of(char32_t code) {
  if (u_isalpha(static_cast<UChar32>(code)) == 0) return Script::kNone;
  return (code >= 0x600 && code < 0x780) || (code >= 0xFB50 && code < 0xFF00) ? Script::kArabic : Script::kOther;
}

bool is_mark(char32_t code) {
  return (code >= 0x64B && code <= 0x65F) || code == 0x640 || code == 0x670;
}

}  // namespace

struct Languages::Counts {
  std::size_t words = 0, letters = 0;
};

Languages::Languages(const lexicon::Lexicon& lexicon) {
  const int table = lexicon.table("languages");
  for (std::uint32_t row = 0; row < lexicon.rows(table); ++row) {
    const std::size_t index = rows_.size();
    rows_.push_back({std::string(lexicon.cell(table, row, "name")), lexicon.cell(table, row, "id") == "ar"});
    for (const char32_t letter : code_points(lexicon.cell(table, row, "letters"))) letters_[letter].push_back(index);
    for (const std::string_view word : split_words(lexicon.cell(table, row, "words"), '|'))
      words_[code_points(word)].push_back(index);
  }
}

void Languages::count_word(const std::u32string& word, std::vector<Counts>& counts) const {
  if (const auto found = words_.find(word); found != words_.end()) {
    for (const std::size_t row : found->second) ++counts[row].words;
  }
  for (const char32_t letter : word) {
    const auto found = letters_.find(letter);
    if (found == letters_.end()) continue;
    for (const std::size_t row : found->second) ++counts[row].letters;
  }
}

std::string Languages::other_language(std::string_view text) const {
  std::vector<Counts> counts(rows_.size());
  std::u32string word;
  std::size_t arabic = 0, other = 0;
  for (std::size_t at = 0; at < std::min(text.size(), kEnough);) {
    const Decoded decoded = decode_at(text, at);
    at += decoded.size;
    if (is_mark(decoded.code)) continue;
    const Script script = script_of(decoded.code);
    arabic += script == Script::kArabic;
    other += script == Script::kOther;
    if (script == Script::kArabic) word += decoded.code;
    if (script == Script::kArabic && at < text.size()) continue;
    count_word(word, counts);
    word.clear();
  }
  if (arabic + other < kFewestLetters) return {};
  if (static_cast<double>(arabic) < kLeastArabicScript * static_cast<double>(arabic + other))
    return "in another script";

  std::size_t best = 0, of_arabic = 0;
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    if (rows_[row].arabic) of_arabic = counts[row].words;
    const auto score = [&](std::size_t r) { return rows_[r].arabic ? 0 : counts[r].words * 2 + counts[r].letters; };
    if (score(row) > score(best)) best = row;
  }
  if (rows_.empty() || rows_[best].arabic) return {};
  const bool words = counts[best].words >= kFewestWords && counts[best].words > of_arabic;
  const bool letters = static_cast<double>(counts[best].letters) > kManyLetters * static_cast<double>(arabic) &&
                       counts[best].words >= of_arabic;
  return words || letters ? "in " + rows_[best].name : "";
}

}  // namespace isnad::read
