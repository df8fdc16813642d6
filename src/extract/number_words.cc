// NumberWords: the rows of resources/numbers.tsv by word, and ordinals made of them.
#include <array>
#include <charconv>
#include <utility>

#include "extract/number.h"

namespace isnad::extract {
namespace {

constexpr std::pair<std::string_view, NumberRole> kRoles[] = {
    {"unit", NumberRole::kUnit},
    {"eleven_one", NumberRole::kElevenOne},
    {"zero", NumberRole::kZero},
    {"ten", NumberRole::kTen},
    {"tens", NumberRole::kTens},
    {"hundred", NumberRole::kHundred},
    {"hundred_plural", NumberRole::kHundredPlural},
    {"hundreds", NumberRole::kHundreds},
    {"scale", NumberRole::kScale},
    {"scale_dual", NumberRole::kScaleDual},
    {"scale_alef", NumberRole::kScaleAlef},
    {"scale_plural", NumberRole::kScalePlural},
    {"part", NumberRole::kPart},
    {"vague", NumberRole::kVague},
    {"and", NumberRole::kAnd},
    {"to", NumberRole::kTo},
    {"from", NumberRole::kFrom},
    {"between", NumberRole::kBetween},
    {"at_least", NumberRole::kAtLeast},
    {"at_least_after", NumberRole::kAtLeastAfter},
    {"more", NumberRole::kMore},
    {"less", NumberRole::kLess},
    {"at_most", NumberRole::kAtMost},
    {"at_most_after", NumberRole::kAtMostAfter},
    {"about", NumberRole::kAbout},
    {"tally", NumberRole::kTally},
    {"reach", NumberRole::kReach},
    {"open", NumberRole::kOpen},
    {"among", NumberRole::kAmong},
    {"ordinal", NumberRole::kOrdinal},
    {"none", NumberRole::kNone},
};

NumberRole role_of(std::string_view name) {
  for (const auto& [known, role] : kRoles) {
    if (known == name) return role;
  }
  return NumberRole::kUnknown;
}

std::int64_t parse(std::string_view text) {
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// "20" or, for a vague word, "3..9" with an upper bound that may be open.
NumberWord read_row(std::string_view role, std::string_view value, std::string_view part) {
  NumberWord word{role_of(role), parse(value), parse(part), std::nullopt};
  const std::size_t dots = value.find("..");
  if (dots != std::string_view::npos && dots + 2 < value.size()) word.high = parse(value.substr(dots + 2));
  return word;
}

}  // namespace

NumberWords::NumberWords(const lexicon::Lexicon& lexicon)
    : table_(lexicon.table("numbers")), words_(lexicon, table_, "forms") {
  for (std::uint32_t row = 0; row < lexicon.rows(table_); ++row) {
    rows_.push_back(read_row(lexicon.cell(table_, row, "role"), lexicon.cell(table_, row, "value"),
                             lexicon.cell(table_, row, "part")));
  }
}

NumberWords::Hit NumberWords::find(const text::Token& token) const {
  const WordMap::Hit hit = words_.find(token);
  if (hit.row == WordMap::kNone) return {};
  return {&rows_[static_cast<std::size_t>(hit.row)], hit.conj, hit.article};
}

const text::Match* NumberWords::phrase(const text::Analysis& analysis, std::uint32_t token, NumberRole first,
                                       NumberRole last) const {
  if (token >= analysis.tokens.size()) return nullptr;
  for (const text::Match& match : analysis.matches_at(token)) {
    if (match.entry.table != table_) continue;
    const NumberRole role = rows_[match.entry.row].role;
    if (first <= role && role <= last) return &match;
  }
  return nullptr;
}

NumberWords::Ordinal NumberWords::ordinal(const text::Analysis& analysis, std::uint32_t token) const {
  const auto count = static_cast<std::uint32_t>(analysis.tokens.size());
  if (token >= count) return {};
  const Hit first = find(analysis.tokens[token]);
  if (first.word == nullptr) return {};
  if (first.word->role == NumberRole::kTens && first.article) return {first.word->value, token + 1, first.conj, true};
  if (first.word->role != NumberRole::kOrdinal) return {};
  Ordinal out{first.word->value, token + 1, first.conj, first.article};
  if (token + 1 == count || out.value > 9) return out;
  const Hit next = find(analysis.tokens[token + 1]);
  if (next.word == nullptr) return out;
  const bool teen = next.word->role == NumberRole::kTen && !next.conj;
  const bool tens = next.word->role == NumberRole::kTens && next.conj;
  if (teen || tens) out = {out.value + next.word->value, token + 2, out.conj, out.article};
  return out;
}

}  // namespace isnad::extract
