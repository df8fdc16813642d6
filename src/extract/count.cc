#include "extract/count.h"

#include <algorithm>

namespace isnad::extract {
namespace {

using text::Analysis;
using text::Tag;
using text::Token;
using text::TokenType;

constexpr std::uint32_t kTallyReach = 12;      // tokens between "the number of dead" and the number
constexpr std::uint32_t kTallyAdjectives = 3;  // tokens between "the number" and "of the dead"
constexpr std::uint32_t kBetweenReach = 5;     // tokens between a number and "between dead and injured"
constexpr std::int64_t kLeastJoint = 11;       // a singular noun is counted from eleven on

bool is_quote(const Token& token) {
  return token.type == TokenType::kQuote || token.type == TokenType::kQuoteOpen || token.type == TokenType::kQuoteClose;
}

}  // namespace

struct CountFinder::Reading {
  const Analysis& analysis;
  const std::vector<Number>& numbers;
  std::vector<Count>& out;
  std::vector<bool> taken;  // of `numbers`
  std::size_t next = 0;     // the first number not before the token being read

  const Number* number_from(std::uint32_t at) const {
    const auto found = std::lower_bound(numbers.begin() + static_cast<std::ptrdiff_t>(next), numbers.end(), at,
                                        [](const Number& n, std::uint32_t token) { return n.tokens.first < token; });
    return found == numbers.end() ? nullptr : &*found;
  }
  const Number* number_at(std::uint32_t at) const {
    const Number* found = number_from(at);
    return found != nullptr && found->tokens.first == at ? found : nullptr;
  }
  bool is_taken(const Number& number) const { return taken[static_cast<std::size_t>(&number - numbers.data())]; }
  void take(const Number& number) { taken[static_cast<std::size_t>(&number - numbers.data())] = true; }
};

CountFinder::CountFinder(const lexicon::Lexicon& lexicon)
    : people_(lexicon), words_(lexicon), triggers_(lexicon.table("triggers")), times_(lexicon.table("times")) {
  for (std::uint32_t row = 0; row < lexicon.rows(triggers_); ++row) {
    of_people_.push_back(!lexicon.cell(triggers_, row, "effects").empty());
  }
}

NumberRole CountFinder::role(const Analysis& analysis, std::uint32_t token) const {
  if (token >= analysis.tokens.size()) return NumberRole::kUnknown;
  const NumberWords::Hit hit = words_.find(analysis.tokens[token]);
  return hit.word == nullptr ? NumberRole::kUnknown : hit.word->role;
}

// The group that the words behind a noun give: "of the police", "Daesh", "in the ranks of the army".
Group CountFinder::complement(const Analysis& analysis, std::uint32_t at) const {
  const auto count = static_cast<std::uint32_t>(analysis.tokens.size());
  std::uint32_t end = at + 1;
  if (const text::Match* among = words_.phrase(analysis, at, NumberRole::kAmong, NumberRole::kAmong)) {
    at = among->tokens.last;
    end = at + 2;
  } else if (const NumberRole link = role(analysis, at); link == NumberRole::kFrom || link == NumberRole::kBetween) {
    end = ++at + 2;
  }
  for (; at < std::min(count, end); ++at) {
    const Token& here = analysis.tokens[at];
    if (is_quote(here)) {
      ++end;
      continue;
    }
    if (here.type != TokenType::kWord || here.line_before || (here.clitics & text::kWa) != 0) break;
    if (const Group group = people_.group_at(analysis, at); group != Group::kUnspecified) return group;
  }
  return Group::kUnspecified;
}

// The count that a noun makes by itself.
Count CountFinder::make(const Reading& reading, const PeopleNoun& noun) const {
  Count count;
  count.tokens = count.noun = noun.tokens;
  count.row = noun.row;
  count.effect = noun.effect;
  count.group = noun.group;
  if (noun.other && !reading.out.empty()) {
    const Count& before = reading.out.back();
    const std::vector<Token>& tokens = reading.analysis.tokens;
    const bool near = tokens[before.tokens.first].sentence == tokens[noun.tokens.first].sentence;
    if (near && (before.explicit_number || follows_trigger(reading.analysis, before.tokens.first)))
      count.group = before.group;
  }
  if (count.group == Group::kUnspecified) count.group = complement(reading.analysis, noun.tokens.last);
  const bool dual = noun.dual && !noun.plural && !noun.singular;
  count.low = dual || (noun.plural && !noun.singular) || (noun.dual && !noun.singular) ? 2 : 1;
  if (dual || count.low == 1) count.high = count.low;
  count.explicit_number = dual;
  return count;
}

// The noun that a number before `at` counts; "of" and a quotation mark may stand between.
PeopleNoun CountFinder::counted_noun(const Analysis& analysis, std::uint32_t at) const {
  const auto count = static_cast<std::uint32_t>(analysis.tokens.size());
  if (at < count && is_quote(analysis.tokens[at])) ++at;
  const bool of = role(analysis, at) == NumberRole::kFrom;
  if (of) ++at;
  const bool among = of || (at > 0 && role(analysis, at - 1) == NumberRole::kFrom);
  if (at < count && is_quote(analysis.tokens[at])) ++at;
  if (at >= count || analysis.tokens[at].line_before) return {};
  if (PeopleNoun noun = people_.noun_at(analysis, at)) return noun.conj ? PeopleNoun{} : noun;
  const PeopleNoun member = people_.member_at(analysis, at);
  return member && (among || member.demonym) ? member : PeopleNoun{};
}

std::uint32_t CountFinder::counted(Reading& reading, const Number& number) const {
  if (number.low == 0) return number.tokens.last;
  const PeopleNoun noun = counted_noun(reading.analysis, number.tokens.last);
  if (!noun) return uncounted(reading, number);
  Count count = make(reading, noun);
  count.tokens = {number.tokens.first, noun.tokens.last};
  count.low = number.low;
  count.high = number.high;
  count.explicit_number = true;
  reading.take(number);
  reading.out.push_back(count);
  return second_of_joint(reading, reading.out.size() - 1);
}

bool CountFinder::follows_trigger(const Analysis& analysis, std::uint32_t at) const {
  if (at == 0) return false;
  for (const text::Match& match : analysis.matches_at(at - 1)) {
    if (match.entry.table == triggers_ && of_people_[match.entry.row] && match.tokens.last == at) return true;
  }
  return false;
}

// True when the word at `at` cannot be what `number` counts: a preposition, a verb, a definite word behind an exact
// number.
bool CountFinder::ends_count(const Analysis& analysis, std::uint32_t at, const Number& number) const {
  const Token& next = analysis.tokens[at];
  if (next.type != TokenType::kWord || next.line_before) return next.type != TokenType::kQuoteOpen;
  if ((next.clitics & (text::kWa | text::kBa | text::kLa)) != 0 || next.tag == Tag::kVerb || next.tag == Tag::kAdp)
    return true;
  if (number.high && (next.clitics & text::kArticle) != 0) return true;
  const NumberRole here = role(analysis, at);
  return here == NumberRole::kOpen || here == NumberRole::kFrom || here == NumberRole::kTo;
}

// "20 were injured in": the number stands for the people where no noun follows.
std::uint32_t CountFinder::uncounted(Reading& reading, const Number& number) const {
  const Analysis& analysis = reading.analysis;
  const std::uint32_t at = number.tokens.last;
  if (!follows_trigger(analysis, number.tokens.first)) return at;
  if (at < analysis.tokens.size() && !ends_count(analysis, at, number)) return at;
  Count count;
  count.tokens = number.tokens;
  count.noun = number.digits;
  count.low = number.low;
  count.high = number.high;
  count.group = complement(analysis, at);
  count.explicit_number = true;
  reading.take(number);
  reading.out.push_back(count);
  return at;
}

// "88 dead and injured", "dozens of dead and injured": one number over both.
std::uint32_t CountFinder::second_of_joint(Reading& reading, std::size_t first) const {
  Count& count = reading.out[first];
  const PeopleNoun noun = people_.noun_at(reading.analysis, count.tokens.last);
  if (!noun || !noun.conj || !noun.effect || noun.effect == count.effect || !count.effect) return count.tokens.last;
  const bool exact = count.high.has_value();
  const PeopleNoun counted = people_.noun_at(reading.analysis, count.noun.first);
  const bool one = reading.number_at(noun.tokens.last) != nullptr;
  if (exact && (!counted.singular || !noun.singular || count.low < kLeastJoint || one)) return count.tokens.last;
  if (!exact && (noun.singular != counted.singular || noun.definite != counted.definite)) return count.tokens.last;
  Count second = make(reading, noun);
  if (exact) {
    count.high = *count.high - 1;
    count.low = 1;
  }
  second.low = count.low;
  second.high = count.high;
  second.explicit_number = true;
  if (count.group == Group::kUnspecified) count.group = second.group;
  reading.out.push_back(second);
  return noun.tokens.last;
}

// Adjectives of nationality and words like "another" are people only where the sentence says so, and verbs spelled like
// a noun are none ("dhakara", he mentioned; "dhakar", a male).
bool CountFinder::is_person(const Reading& reading, const PeopleNoun& noun) const {
  if (noun.tokens.size() == 1 && reading.analysis.tokens[noun.tokens.first].tag == Tag::kVerb) return false;
  if (!noun.demonym && !noun.other) return true;
  const std::uint32_t at = noun.tokens.first;
  if (at == 0) return noun.demonym && reading.analysis.tokens[at].tag == Tag::kNoun;
  const Token& before = reading.analysis.tokens[at - 1];
  const bool led = before.tag == Tag::kVerb || follows_trigger(reading.analysis, at);
  return led && !noun.definite;
}

// "the six dead", "one soldier", "two injured, two".
bool CountFinder::number_behind(Reading& reading, const PeopleNoun& noun, Count& count) const {
  const Analysis& analysis = reading.analysis;
  const Number* number = reading.number_from(noun.tokens.last);
  if (number == nullptr || number->tokens.first > noun.tokens.last + 1 || reading.is_taken(*number)) return false;
  if (number->tokens.first > noun.tokens.last) {  // an adjective between them
    const std::uint32_t at = noun.tokens.last;
    const bool origin = people_.noun_at(analysis, at).demonym || people_.member_at(analysis, at).demonym;
    if (analysis.tokens[at].tag != Tag::kAdj && !origin) return false;
  }
  const Token& first = analysis.tokens[number->tokens.first];
  if (first.type == TokenType::kNumber || first.line_before) return false;
  if (first.word == 0 && (first.clitics & text::kWa) != 0) return false;
  if (number->low > 2 && !noun.definite) return false;
  if (number->low > 1 && noun.singular && !noun.plural && !noun.dual) return false;
  if (number->digits.size() != number->tokens.size() && number->low > 2) return false;
  if (counted_noun(analysis, number->tokens.last)) return false;
  if (number->tokens.last < analysis.tokens.size()) {
    for (const text::Match& match : analysis.matches_at(number->tokens.last)) {
      if (match.entry.table == times_ && match.tokens.size() == 1) return false;
    }
  }
  reading.take(*number);
  count.tokens.last = number->tokens.last;
  count.low = number->low;
  count.high = number->high;
  count.explicit_number = true;
  return true;
}

// "The dead: 40" as a line of a list.
bool CountFinder::heads_line(const Analysis& analysis, const PeopleNoun& noun) {
  const std::uint32_t at = noun.tokens.first, last = noun.tokens.last;
  if (!noun.definite || !noun.effect || last + 1 >= analysis.tokens.size()) return false;
  const bool begins = analysis.tokens[at].line_before ||
                      (analysis.tokens[at - 1].line_before && analysis.tokens[at - 1].type != TokenType::kWord);
  return begins && analysis.folded(analysis.tokens[last]) == ":" &&
         analysis.tokens[last + 1].type == TokenType::kNumber;
}

// "The number of" before `noun`: directly, or with adjectives and a preposition ("the cumulative number of the dead").
bool CountFinder::follows_tally(const Analysis& analysis, const PeopleNoun& noun) const {
  std::uint32_t at = noun.tokens.first;
  if (at == 0) return false;
  if (role(analysis, at - 1) == NumberRole::kTally || heads_line(analysis, noun)) return true;
  if ((analysis.tokens[at].clitics & text::kLa) == 0) return false;
  const std::uint32_t first = at > kTallyAdjectives ? at - kTallyAdjectives : 0;
  while (at > first && analysis.tokens[at - 1].type == TokenType::kWord) {
    if (role(analysis, --at) == NumberRole::kTally && (analysis.tokens[at].clitics & text::kArticle) != 0) return true;
  }
  return false;
}

void CountFinder::add_tally(Reading& reading, const PeopleNoun& noun, const PeopleNoun& counted,
                            const Number& number) const {
  Count count = make(reading, counted ? counted : noun);
  if (!count.effect) count.effect = noun.effect;
  if (count.group == Group::kUnspecified) count.group = noun.group;
  count.tokens = {number.tokens.first, counted ? counted.tokens.last : number.tokens.last};
  count.noun = counted ? counted.tokens : noun.tokens;
  count.tally = noun.tokens;
  count.low = number.low;
  count.high = number.high;
  count.explicit_number = true;
  reading.take(number);
  reading.out.push_back(count);
}

// "rose to 5 the number of the dead".
bool CountFinder::number_before_tally(Reading& reading, const PeopleNoun& noun) const {
  if (noun.tokens.first < 2) return false;
  const std::uint32_t end = noun.tokens.first - 1;
  std::size_t before = reading.next;
  while (before < reading.numbers.size() && reading.numbers[before].tokens.first < end) ++before;
  if (before == 0) return false;
  const Number& number = reading.numbers[before - 1];
  const bool reached = number.tokens.first > 0 && role(reading.analysis, number.tokens.first - 1) == NumberRole::kTo;
  if (number.tokens.last != end || !reached || reading.is_taken(number)) return false;
  add_tally(reading, noun, {}, number);
  return true;
}

// "the number of dead rose to 135 persons", "number of martyrs: 992".
bool CountFinder::tally(Reading& reading, const PeopleNoun& noun) const {
  const Analysis& analysis = reading.analysis;
  if (!follows_tally(analysis, noun)) return false;
  if (number_before_tally(reading, noun)) return true;
  const std::uint32_t end = noun.tokens.last + kTallyReach;
  const Number* last = reading.numbers.data() + reading.numbers.size();
  for (const Number* number = reading.number_from(noun.tokens.last); number != nullptr && number < last; ++number) {
    const std::uint32_t at = number->tokens.first;
    const Token& before = analysis.tokens[at - 1];
    const bool colon = before.type == TokenType::kComma && analysis.folded(before) == ":";
    const bool next_line = colon && at == noun.tokens.last + 1;
    const bool inside = analysis.tokens[at].sentence == analysis.tokens[noun.tokens.first].sentence;
    if (at >= end || (!inside && !next_line)) return false;
    const bool leads = at == noun.tokens.last || role(analysis, at - 1) == NumberRole::kTo ||
                       before.tag == Tag::kVerb || role(analysis, at - 1) == NumberRole::kReach || colon;
    if (!leads || reading.is_taken(*number)) continue;
    add_tally(reading, noun, counted_noun(analysis, number->tokens.last), *number);
    return true;
  }
  return false;
}

// "80 persons between dead and injured".
bool CountFinder::between(Reading& reading, const PeopleNoun& noun) const {
  if (noun.tokens.first == 0 || !noun.effect || !noun.singular) return false;
  if (role(reading.analysis, noun.tokens.first - 1) != NumberRole::kBetween) return false;
  const PeopleNoun second = people_.noun_at(reading.analysis, noun.tokens.last);
  if (!second || !second.conj || !second.effect || !second.singular) return false;
  Count killed = make(reading, noun), injured = make(reading, second);
  killed.low = injured.low = 1;
  killed.high = injured.high = std::nullopt;
  std::size_t before = reading.next;
  while (before > 0 && reading.numbers[before - 1].tokens.last > noun.tokens.first) --before;
  const Number* number = before > 0 ? &reading.numbers[before - 1] : nullptr;
  if (number != nullptr && number->tokens.last + kBetweenReach >= noun.tokens.first && number->high &&
      *number->high > 1) {
    killed.high = injured.high = *number->high - 1;
    killed.explicit_number = injured.explicit_number = true;
  }
  reading.out.push_back(killed);
  reading.out.push_back(injured);
  return true;
}

std::uint32_t CountFinder::noun_alone(Reading& reading, const PeopleNoun& noun) const {
  const Analysis& analysis = reading.analysis;
  if (between(reading, noun)) return people_.noun_at(analysis, noun.tokens.last).tokens.last;
  if (tally(reading, noun)) return noun.tokens.last;
  Count count = make(reading, noun);
  const bool one_of = noun.tokens.first > 0 && role(analysis, noun.tokens.first - 1) == NumberRole::kElevenOne;
  if (one_of && noun.plural) {
    count.tokens.first = noun.tokens.first - 1;
    count.low = 1;
    count.high = 1;
  } else if (!number_behind(reading, noun, count) && !is_person(reading, noun)) {
    return noun.tokens.last;
  }
  reading.out.push_back(count);
  return count.tokens.last;
}

std::uint32_t CountFinder::find_at(Reading& reading, std::uint32_t at) const {
  while (reading.next < reading.numbers.size() && reading.numbers[reading.next].tokens.first < at) ++reading.next;
  if (const Number* number = reading.number_at(at)) {
    if (!reading.is_taken(*number)) return std::max(at + 1, counted(reading, *number));
    const PeopleNoun noun = counted_noun(reading.analysis, number->tokens.last);
    return std::max(at + 1, noun ? noun.tokens.last : number->tokens.last);
  }
  const PeopleNoun noun = people_.noun_at(reading.analysis, at);
  return noun ? noun_alone(reading, noun) : at + 1;
}

void CountFinder::find(const Analysis& analysis, const std::vector<Number>& numbers, std::vector<Count>& out) const {
  const std::size_t before = out.size();
  Reading reading{analysis, numbers, out, std::vector<bool>(numbers.size(), false)};
  const auto count = static_cast<std::uint32_t>(analysis.tokens.size());
  for (std::uint32_t at = 0; at < count;) at = find_at(reading, at);
  std::stable_sort(out.begin() + static_cast<std::ptrdiff_t>(before), out.end(),
                   [](const Count& a, const Count& b) { return a.tokens.first < b.tokens.first; });
}

}  // namespace isnad::extract
