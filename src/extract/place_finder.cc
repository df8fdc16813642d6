#include "extract/place_finder.h"

#include <algorithm>
#include <utility>

namespace isnad::extract {

using text::Match;
using text::Token;

PlaceFinder::PlaceFinder(const PlaceRows& rows, const text::Analysis& analysis)
    : rows_(rows), analysis_(analysis), gaps_(analysis.tokens.size() + 1) {}

PlaceNames PlaceFinder::find() {
  mark_words();
  const auto count = static_cast<std::uint32_t>(analysis_.tokens.size());
  for (std::uint32_t token = 0; token < count;) {
    const Match* reference = reference_at(token);
    const std::uint32_t last = reference != nullptr ? token : longest_name(token);
    if (reference != nullptr) {
      add_reference(*reference);
    } else if (last > token && !is_head_word_of_next(token, last) && !describes_reference(token)) {
      add_name(token, last);
    }
    token = std::max(token + 1, last);
  }
  return std::move(out_);
}

void PlaceFinder::mark_words() {
  for (std::size_t i = 0; i < analysis_.matches.size(); ++i) {
    const Match& match = analysis_.matches[i];
    Gap& end = gaps_[match.tokens.last];
    if (match.entry.table == rows_.locatives()) end.locative = true;
    if (match.entry.table != rows_.words()) continue;
    const PlaceWord::Role role = rows_.word(match.entry.row).role;
    if (role == PlaceWord::Role::kHead || role == PlaceWord::Role::kFacility) {
      if (end.head < 0) end.head = static_cast<std::int32_t>(i);
    } else {
      end.locative = true;
      gaps_[match.tokens.first].direction |= role == PlaceWord::Role::kDirection;
    }
  }
}

// The end of the longest name that begins at `token`; `token` itself when none does.
std::uint32_t PlaceFinder::longest_name(std::uint32_t token) const {
  for (const Match& match : analysis_.matches_at(token)) {
    if (match.entry.table == rows_.places() && rows_.begins_with(analysis_.tokens[token], match.entry.row)) {
      return match.tokens.last;
    }
  }
  return token;
}

bool PlaceFinder::head_begins(std::uint32_t token) const {
  const std::int32_t word = word_at(token);
  return word >= 0 && rows_.word(static_cast<std::uint32_t>(word)).role <= PlaceWord::Role::kFacility;
}

// Some names are head words too: in "the palace of the republic" only what follows is the name.
bool PlaceFinder::is_head_word_of_next(std::uint32_t token, std::uint32_t last) const {
  const std::int32_t head = gaps_[last].head;
  if (head < 0 || last >= analysis_.tokens.size() || analysis_.tokens[last].line_before) return false;
  const Match& match = analysis_.matches[static_cast<std::size_t>(head)];
  return match.tokens.first == token && (analysis_.tokens[last].clitics & text::kWa) == 0 &&
         (longest_name(last) > last || head_begins(last));
}

// A definite head word alone; behind another head word it is a name itself, and before a name it is that name's.
const Match* PlaceFinder::reference_at(std::uint32_t token) const {
  const Token& at = analysis_.tokens[token];
  if ((at.clitics & text::kArticle) == 0 || gaps_[token].head >= 0 || longest_name(token) > token + 1) return nullptr;
  if (name_follows(token + 1)) return nullptr;
  for (const Match& match : analysis_.matches_at(token)) {
    if (match.entry.table != rows_.words() || match.tokens.size() != 1) continue;
    const PlaceWord& word = rows_.word(match.entry.row);
    if (word.role > PlaceWord::Role::kFacility) return nullptr;
    if (at.stem == word.singular) return &match;
  }
  return nullptr;
}

// "the capital London", but not "the new city", where New is the name of some town too.
bool PlaceFinder::name_follows(std::uint32_t token) const {
  if (token >= analysis_.tokens.size() || analysis_.tokens[token].line_before || longest_name(token) == token)
    return false;
  if ((analysis_.tokens[token].clitics & text::kArticle) == 0) return true;
  const auto is_capital = [&](const Match& match) {
    return match.entry.table == rows_.places() &&
           rows_.capital_of(rows_.row(match.entry.row).country) == static_cast<std::int32_t>(match.entry.row);
  };
  return std::any_of(analysis_.matches_at(token).begin(), analysis_.matches_at(token).end(), is_capital);
}

// "the old city": an adjective that is also a name.
bool PlaceFinder::describes_reference(std::uint32_t token) const {
  return !out_.names.empty() && out_.names.back().name.empty() && out_.names.back().tokens.last == token &&
         (analysis_.tokens[token].clitics & text::kArticle) != 0;
}

void PlaceFinder::add_reference(const Match& match) {
  PlaceName name;
  name.tokens = match.tokens;
  name.name = {match.tokens.last, match.tokens.last};
  name.first = name.last = static_cast<std::uint32_t>(out_.candidates.size());
  name.word = static_cast<std::int32_t>(match.entry.row);
  name.head = rows_.word(match.entry.row).type;
  name.country = nationality_at(match.tokens.last);
  out_.names.push_back(name);
}

std::uint16_t PlaceFinder::nationality_at(std::uint32_t token) const {
  if (token >= analysis_.tokens.size()) return 0;
  for (const Match& match : analysis_.matches_at(token)) {
    if (match.entry.table == rows_.nationalities()) return rows_.country_of_nationality(match.entry.row);
  }
  return 0;
}

// The head word that is part of a name of several words.
std::int32_t PlaceFinder::word_at(std::uint32_t token) const {
  for (const Match& match : analysis_.matches_at(token)) {
    if (match.entry.table == rows_.words() && match.tokens.size() == 1)
      return static_cast<std::int32_t>(match.entry.row);
  }
  return -1;
}

// Takes in the head word in front. `only_fitting`: rows of other kinds of place are out of the question.
void PlaceFinder::set_head(PlaceName& name, bool& only_fitting) const {
  const Gap& gap = gaps_[name.name.first];
  only_fitting = false;
  if (gap.head >= 0 && !analysis_.tokens[name.name.first].line_before) {
    const Match& match = analysis_.matches[static_cast<std::size_t>(gap.head)];
    const PlaceWord& word = rows_.word(match.entry.row);
    const bool taken = !out_.names.empty() && out_.names.back().tokens.last > match.tokens.first;
    const bool prefixed = (analysis_.tokens[name.name.first].clitics & ~(text::kArticle | text::kPronoun)) != 0;
    if (!prefixed && !taken) {
      name.head = word.type;
      name.word = static_cast<std::int32_t>(match.entry.row);
      name.tokens.first = match.tokens.first;
      // "the quarters of X" are parts of X; "the quarter X" is a quarter.
      const bool singular = analysis_.tokens[match.tokens.last - 1].stem == word.singular;
      only_fitting = word.role == PlaceWord::Role::kHead && singular;
      return;
    }
  }
  // "the governorates of A and B": the head word holds for the second name too.
  if (continues_list(name)) name.head = out_.names.back().head;
}

bool PlaceFinder::continues_list(const PlaceName& name) const {
  return !out_.names.empty() && !out_.names.back().name.empty() && out_.names.back().tokens.last == name.name.first &&
         (analysis_.tokens[name.name.first].clitics & text::kWa) != 0;
}

bool PlaceFinder::is_located(const PlaceName& name) const {
  const std::uint32_t first = name.tokens.first;
  if ((analysis_.tokens[first].clitics & text::kBa) != 0 || gaps_[first].locative) return true;
  if (gaps_[name.tokens.last].direction) return true;
  return continues_list(name) && out_.names.back().located;
}

// The rows that the name may mean, past the head word's say. True when some row was of another kind than the head word.
bool PlaceFinder::add_candidates(const PlaceName& name, bool only_fitting) {
  bool other_kind = false;
  const std::uint32_t first = name.name.first;
  const bool number = analysis_.tokens[first].type == text::TokenType::kNumber;  // a square named after a date
  for (const Match& match : analysis_.matches_at(first)) {
    if (match.tokens.last != name.name.last || match.entry.table != rows_.places()) continue;
    const std::uint32_t row = match.entry.row;
    const auto same = [row](const PlaceCandidate& c) { return c.row == row; };
    if (!rows_.begins_with(analysis_.tokens[first], row) ||
        std::any_of(out_.candidates.begin() + name.first, out_.candidates.end(), same)) {
      continue;
    }
    const PlaceRow& place = rows_.row(row);
    const Fit head = name.head == PlaceType::kUnknown ? Fit::kNone : fit(name.head, place.type);
    if ((place.needs_head || number) && head < Fit::kNear) continue;
    if (place.common_word && head == Fit::kNone && !name.located) continue;
    if (only_fitting && head == Fit::kNone) {
      other_kind = true;
    } else {
      out_.candidates.push_back({row, head, 0});
    }
  }
  return other_kind;
}

void PlaceFinder::add_name(std::uint32_t first, std::uint32_t last) {
  PlaceName name;
  name.tokens = name.name = {first, last};
  if (last > first + 1) {
    name.word = word_at(first);
    name.describes = head_begins(first) && (analysis_.tokens[first].clitics & text::kArticle) != 0;
  }
  bool only_fitting = false;
  set_head(name, only_fitting);
  name.located = is_located(name);
  name.first = static_cast<std::uint32_t>(out_.candidates.size());
  const bool other_kind = add_candidates(name, only_fitting);
  name.last = static_cast<std::uint32_t>(out_.candidates.size());
  if (name.first == name.last && !other_kind) return;
  // A building named after a city is in the city: the name is the city's, unless the gazetteer knows the building.
  const auto fits = [](const PlaceCandidate& c) { return c.head != Fit::kNone; };
  const bool none_fits = std::none_of(out_.candidates.begin() + name.first, out_.candidates.end(), fits);
  if (name.head != PlaceType::kUnknown && name.first != name.last && none_fits) {
    name.tokens = name.name;
    name.word = -1;
  }
  out_.names.push_back(name);
}

}  // namespace isnad::extract
