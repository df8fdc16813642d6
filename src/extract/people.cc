#include "extract/people.h"

#include <algorithm>

#include "base/strings.h"

namespace isnad::extract {
namespace {

using lexicon::Features;
using text::Analysis;
using text::Match;
using text::Token;
using text::TokenType;

constexpr std::uint8_t kSingular = 1, kDual = 2, kPlural = 4;
constexpr std::string_view kOtherRow = "civ.other";
constexpr std::string_view kDemonymNote = "nationality:";

bool is_definite(const Token& token) {
  return (token.clitics & (text::kArticle | text::kPronoun)) != 0;
}

}  // namespace

People::People(const lexicon::Lexicon& lexicon)
    : groups_(lexicon.table("groups")),
      actors_(lexicon.table("actors")),
      nationalities_(lexicon.table("nationalities")) {
  for (std::uint32_t row = 0; row < lexicon.rows(groups_); ++row) {
    rows_.push_back({parse_name<Group>(lexicon.cell(groups_, row, "group")).value_or(Group::kUnspecified),
                     parse_name<Effect>(lexicon.cell(groups_, row, "effect")),
                     lexicon.cell(groups_, row, "note").starts_with(kDemonymNote),
                     lexicon.cell(groups_, row, "id") == kOtherRow});
    add_forms(lexicon, row, "singular", kSingular);
    add_forms(lexicon, row, "dual", kDual);
    add_forms(lexicon, row, "plurals", kPlural);
  }
  std::sort(forms_.begin(), forms_.end());
  for (std::uint32_t row = 0; row < lexicon.rows(actors_); ++row) {
    const std::string_view group = lexicon.cell(actors_, row, "casualty_group");
    actor_rows_.push_back(
        {parse_name<Group>(group).value_or(Group::kUnspecified), lexicon.cell(actors_, row, "type") == "generic"});
  }
}

void People::add_forms(const lexicon::Lexicon& lexicon, std::uint32_t row, std::string_view column,
                       std::uint8_t number) {
  for (const std::string_view form : split_words(lexicon.cell(groups_, row, column), '|')) {
    const std::string folded = lexicon.fold()(form);
    const std::vector<std::string_view> words = split_words(folded, ' ');
    if (!words.empty()) forms_.push_back({row, lexicon.word(words.front()), lexicon.word(words.back()), number});
  }
}

// The columns that list the form tell its number; for forms made by inflection, their features do.
std::uint8_t People::numbers_of(const Analysis& analysis, const Match& match) const {
  const Token& begin = analysis.tokens[match.tokens.first];
  const Token& end = analysis.tokens[match.tokens.last - 1];
  const lexicon::WordId firsts[] = {begin.word, begin.name, begin.stem, begin.bare};
  const lexicon::WordId lasts[] = {end.word, end.name, end.stem, end.bare};
  for (std::size_t f = 0; f < 4; ++f) {
    for (std::size_t l = 0; l < 4; ++l) {
      if (firsts[f] == 0 || lasts[l] == 0 || (match.tokens.size() == 1 && f != l)) continue;
      std::uint8_t numbers = 0;
      const auto [from, to] =
          std::equal_range(forms_.begin(), forms_.end(), Form{match.entry.row, firsts[f], lasts[l], 0});
      for (auto form = from; form != to; ++form) numbers = static_cast<std::uint8_t>(numbers | form->numbers);
      if (numbers != 0) return numbers;
    }
  }
  const Features::Number number = Features::unpack(match.entry.features).number;
  return number == Features::Number::kDual ? kDual : number == Features::Number::kPlural ? kPlural : kSingular;
}

PeopleNoun People::noun_at(const Analysis& analysis, std::uint32_t token) const {
  if (token >= analysis.tokens.size()) return {};
  const Token& first = analysis.tokens[token];
  for (const Match& match : analysis.matches_at(token)) {
    if (match.entry.table != groups_) continue;
    const Row& row = rows_[match.entry.row];
    const std::uint8_t numbers = numbers_of(analysis, match);
    PeopleNoun noun;
    noun.tokens = match.tokens;
    noun.group = row.group;
    noun.effect = row.effect;
    noun.row = match.entry.row;
    noun.singular = (numbers & kSingular) != 0;
    noun.dual = (numbers & kDual) != 0;
    noun.plural = (numbers & kPlural) != 0;
    noun.demonym = row.demonym;
    noun.other = row.other;
    noun.definite = is_definite(first) || is_definite(analysis.tokens[match.tokens.last - 1]);
    noun.conj = (first.clitics & text::kWa) != 0;
    return noun;
  }
  return {};
}

PeopleNoun People::member_at(const Analysis& analysis, std::uint32_t token) const {
  if (token >= analysis.tokens.size()) return {};
  for (const Match& match : analysis.matches_at(token)) {
    PeopleNoun noun;
    noun.tokens = match.tokens;
    if (match.entry.table == nationalities_) {
      noun.demonym = true;
    } else if (match.entry.table == actors_ &&
               (actor_rows_[match.entry.row].group != Group::kUnspecified || actor_rows_[match.entry.row].generic)) {
      noun.group = actor_rows_[match.entry.row].group;
    } else {
      continue;
    }
    const Features::Number number = Features::unpack(match.entry.features).number;
    noun.dual = number == Features::Number::kDual;
    noun.plural = !noun.dual;
    noun.definite = is_definite(analysis.tokens[token]);
    return noun;
  }
  return {};
}

Group People::group_at(const Analysis& analysis, std::uint32_t token) const {
  if (token >= analysis.tokens.size()) return Group::kUnspecified;
  for (const Match& match : analysis.matches_at(token)) {
    Group group = Group::kUnspecified;
    if (match.entry.table == groups_) group = rows_[match.entry.row].group;
    if (match.entry.table == actors_) group = actor_rows_[match.entry.row].group;
    if (group != Group::kUnspecified) return group;
  }
  return Group::kUnspecified;
}

}  // namespace isnad::extract
