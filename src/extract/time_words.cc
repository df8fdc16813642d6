#include "extract/time_words.h"

#include <charconv>
#include <utility>

namespace isnad::extract {
namespace {

using Role = TimeRole;

constexpr std::pair<std::string_view, Role> kRoles[] = {
    {"month", Role::kMonth},
    {"hijri", Role::kHijri},
    {"weekday", Role::kWeekday},
    {"day", Role::kDay},
    {"next_day", Role::kNextDay},
    {"part", Role::kPart},
    {"this_part", Role::kThisPart},
    {"night", Role::kNight},
    {"past", Role::kPast},
    {"next", Role::kNext},
    {"this", Role::kThis},
    {"same", Role::kSame},
    {"unit", Role::kUnit},
    {"ago", Role::kAgo},
    {"after", Role::kAfter},
    {"from_now", Role::kFromNow},
    {"that", Role::kThat},
    {"clock", Role::kClock},
    {"minutes", Role::kMinutes},
    {"minutes_to", Role::kMinutesTo},
    {"zone", Role::kZone},
    {"edge", Role::kEdge},
    {"week_edge", Role::kWeekEdge},
    {"season", Role::kSeason},
    {"about", Role::kAbout},
    {"date_word", Role::kDateWord},
    {"from", Role::kFrom},
    {"prep", Role::kPrep},
    {"now", Role::kNow},
    {"vague", Role::kVague},
    {"feast", Role::kFeast},
    {"adverb", Role::kAdverb},
    {"put_off", Role::kPutOff},
};

constexpr std::pair<std::string_view, TimeUnit> kUnits[] = {
    {"second", TimeUnit::kSecond}, {"minute", TimeUnit::kMinute}, {"hour", TimeUnit::kHour},
    {"day", TimeUnit::kDay},       {"week", TimeUnit::kWeek},     {"month", TimeUnit::kMonth},
    {"year", TimeUnit::kYear},     {"decade", TimeUnit::kDecade},
};

template <typename Value, std::size_t N>
Value named(const std::pair<std::string_view, Value> (&names)[N], std::string_view name) {
  for (const auto& [known, value] : names) {
    if (known == name) return value;
  }
  return Value{};
}

int parse(std::string_view text) {
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

}  // namespace

TimeWords::TimeWords(const lexicon::Lexicon& lexicon)
    : table_(lexicon.table("times")), words_(lexicon, table_, "forms") {
  for (std::uint32_t row = 0; row < lexicon.rows(table_); ++row) {
    const std::string_view value = lexicon.cell(table_, row, "value"), needs = lexicon.cell(table_, row, "needs");
    TimeWord word;
    word.role = named(kRoles, lexicon.cell(table_, row, "role"));
    word.value = parse(value);
    word.unit = named(kUnits, value);
    word.count = word.unit == TimeUnit::kNone ? 0 : parse(needs);
    word.context = needs == "context";
    word.final = needs == "final";
    word.future = needs == "future";
    if (word.role == Role::kPart || word.role == Role::kThisPart || word.role == Role::kAdverb) word.part = value;
    word.id = lexicon.cell(table_, row, "id");
    rows_.push_back(word);
  }
}

TimeHit TimeWords::at(const text::Analysis& analysis, std::uint32_t token) const {
  if (token >= analysis.tokens.size()) return {};
  const text::Token& first = analysis.tokens[token];
  const bool article = (first.clitics & text::kArticle) != 0;
  for (const text::Match& match : analysis.matches_at(token)) {
    if (match.entry.table != table_ || match.tokens.size() < 2) continue;
    const bool conj = first.word == 0 && (first.clitics & (text::kWa | text::kFa)) != 0;
    return {&rows_[match.entry.row], match.tokens.last, conj, article};
  }
  const WordMap::Hit hit = words_.find(first);
  if (hit.row == WordMap::kNone) return {};
  return {&rows_[static_cast<std::size_t>(hit.row)], token + 1, hit.conj, hit.article};
}

TimeHit TimeWords::at(const text::Analysis& analysis, std::uint32_t token, TimeRole role) const {
  const TimeHit first = at(analysis, token);
  if (first.is(role) || token >= analysis.tokens.size()) return first.is(role) ? first : TimeHit{};
  for (const text::Match& match : analysis.matches_at(token)) {
    if (match.entry.table != table_ || rows_[match.entry.row].role != role) continue;
    return {&rows_[match.entry.row], match.tokens.last, first.conj, first.article};
  }
  return {};
}

}  // namespace isnad::extract
