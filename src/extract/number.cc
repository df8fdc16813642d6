#include "extract/number.h"

#include "extract/digits.h"
#include "extract/number_sum.h"

namespace isnad::extract {
namespace {

using text::Analysis;
using text::Token;
using text::TokenType;
using Role = NumberRole;

constexpr std::uint32_t kBoundReach = 5;  // tokens between a number and a bound behind its noun

// Reads the part at `at`; a conjunction may stand alone before it when the number has begun.
bool read_part(const Analysis& analysis, const NumberWords& words, std::uint32_t at, bool started, NumberPart& out) {
  bool conj = false;
  const auto count = static_cast<std::uint32_t>(analysis.tokens.size());
  if (at >= count || (started && analysis.tokens[at].line_before)) return false;
  NumberWords::Hit hit = words.find(analysis.tokens[at]);
  if (started && hit.word != nullptr && hit.word->role == Role::kAnd && at + 1 < count) {
    conj = true;
    hit = words.find(analysis.tokens[++at]);
  }
  const Token& token = analysis.tokens[at];
  if (token.type == TokenType::kNumber) {
    const DigitChain chain = read_digits(analysis, at);
    const bool usable = chain.shape == DigitChain::Shape::kWhole || chain.shape == DigitChain::Shape::kDecimal;
    out = {Role::kUnknown, true, conj, false, chain.value, 0, chain.denominator, std::nullopt, chain.last};
    return usable;
  }
  if (const text::Match* vague = started ? nullptr : words.phrase(analysis, at, Role::kVague, Role::kVague)) {
    const NumberWord& row = words.row(vague->entry.row);
    out = {row.role, false, false, false, row.value, 0, 1, row.high, vague->tokens.last};
    return true;
  }
  if (hit.word == nullptr || hit.word->role >= Role::kAnd) return false;
  out = {hit.word->role, false, conj || hit.conj, hit.article, hit.word->value,
         hit.word->part, 1,     hit.word->high,   at + 1};
  return true;
}

}  // namespace

NumberFinder::NumberFinder(const lexicon::Lexicon& lexicon)
    : lexicon_(lexicon), words_(lexicon), groups_(lexicon.table("groups")), times_(lexicon.table("times")) {}

// Digits written to letters are part of a name or of a measure, unless the letters name people: 12shakhsan.
bool NumberFinder::glued_to_letters(const Analysis& analysis, std::uint32_t first, std::uint32_t last) const {
  const auto is_letters = [&](std::uint32_t i) {
    return analysis.tokens[i].type == TokenType::kWord || analysis.tokens[i].type == TokenType::kLatin;
  };
  const std::vector<Token>& tokens = analysis.tokens;
  if (first > 0 && !tokens[first].space_before) {
    if (tokens[first - 1].type == TokenType::kLatin) return true;
    const bool dash = tokens[first - 1].type == TokenType::kDash && !tokens[first - 1].space_before;
    if (dash && first > 1 && is_letters(first - 2) && words_.find(tokens[first - 2]).word == nullptr &&
        tokens[first - 2].folded_size > 4) {
      return true;
    }
    const bool point = tokens[first - 1].type == TokenType::kStop || tokens[first - 1].type == TokenType::kComma;
    if (point && tokens[first - 1].space_before) return true;  // ".25"
  }
  if (last >= tokens.size() || tokens[last].space_before || !is_letters(last)) return false;
  for (const text::Match& match : analysis.matches_at(last)) {
    if (match.entry.table == groups_) return false;
  }
  return true;
}

bool NumberFinder::compose(const Analysis& analysis, std::uint32_t at, Number& out) const {
  NumberSum sum;
  NumberPart part;
  std::uint32_t last = at;
  bool digits = false;
  while (read_part(analysis, words_, last, sum.started(), part) && sum.add(part)) {
    if (part.digits) {
      const NumberWord* next =
          part.last < analysis.tokens.size() ? words_.find(analysis.tokens[part.last]).word : nullptr;
      const bool spaced =
          next != nullptr && (analysis.tokens[part.last].space_before || next->role == Role::kScalePlural);
      const bool scaled = spaced && next->role >= Role::kHundred && next->role <= Role::kScalePlural;
      if (!scaled && glued_to_letters(analysis, last, part.last)) return false;
    }
    digits = digits || part.digits;
    last = part.last;
  }
  if (!sum.whole() || last == at) return false;
  out.digits = out.tokens = {at, last};
  out.span = {begin_of(lexicon_, analysis, at), analysis.tokens[last - 1].span.end};
  out.low = sum.value();
  out.high = sum.vague() ? sum.high() : std::optional(sum.value());
  return true;
}

bool NumberFinder::join_range(const Analysis& analysis, bool between, Number& number) const {
  const auto count = static_cast<std::uint32_t>(analysis.tokens.size());
  std::uint32_t at = number.tokens.last;
  if (at + 1 >= count || !number.high || analysis.tokens[at].line_before) return false;
  const NumberWords::Hit link = words_.find(analysis.tokens[at]);
  const bool to = link.word != nullptr && link.word->role == Role::kTo && !link.conj;
  const bool alone = link.word != nullptr && link.word->role == Role::kAnd;
  if (!to && !between) return false;
  if (to || alone) ++at;
  if (!to && !alone && !link.conj) return false;
  const std::uint32_t first = number.tokens.first;
  if (to && !between && first > 0) {
    const NumberWords::Hit before = words_.find(analysis.tokens[first - 1]);
    if (before.word != nullptr && before.word->role == Role::kFrom) return false;
  }
  Number other;
  if (!compose(analysis, at, other) || !other.high) return false;
  // "3 to 5 thousand": the scale belongs to both.
  for (std::int64_t scale = 1'000'000'000; scale >= 1000; scale /= 1000) {
    if (number.low < 1000 && other.low % scale == 0 && number.low < other.low / scale && other.tokens.size() > 1) {
      number.low = saturating_multiply(number.low, scale);
      break;
    }
  }
  if (other.low <= number.low) return false;
  number.high = other.low;
  number.tokens.last = number.digits.last = other.tokens.last;
  number.span.end = other.span.end;
  return true;
}

namespace {

void apply_bound(Role role, Number& number) {
  if (!number.high && role != Role::kMore) return;
  switch (role) {
    case Role::kAtLeast:
    case Role::kAtLeastAfter:
      number.high.reset();
      break;
    case Role::kMore:
      number.low = number.high ? saturating_add(number.low, 1) : number.low;
      number.high.reset();
      break;
    case Role::kLess:
      number.high = number.low > 0 ? number.low - 1 : 0;
      number.low = 0;
      break;
    case Role::kAtMost:
    case Role::kAtMostAfter:
      number.high = number.low;
      number.low = 0;
      break;
    default:
      break;
  }
}

}  // namespace

void NumberFinder::apply_bound_after(const Analysis& analysis, Number& number) const {
  const auto count = static_cast<std::uint32_t>(analysis.tokens.size());
  const std::uint32_t end = std::min(count, number.tokens.last + kBoundReach);
  for (std::uint32_t i = number.tokens.last; i < end; ++i) {
    const Token& token = analysis.tokens[i];
    const bool stops =
        token.type == TokenType::kStop || token.type == TokenType::kComma || token.type == TokenType::kNumber;
    if (stops || token.line_before) return;
    for (const Role role : {Role::kAtLeastAfter, Role::kAtMostAfter}) {
      const text::Match* match = words_.phrase(analysis, i, role, role);
      if (match == nullptr) continue;
      apply_bound(role, number);
      if (i == number.tokens.last) number.tokens.last = match->tokens.last;
      return;
    }
    if (i > number.tokens.last && words_.find(token).word != nullptr && (token.clitics & text::kWa) != 0) return;
  }
}

// "Of the hundred": percent, not a number.
bool NumberFinder::is_percent(const Analysis& analysis, std::uint32_t at) const {
  const NumberWords::Hit hit = words_.find(analysis.tokens[at]);
  if (hit.word == nullptr || hit.word->role != Role::kHundred || !hit.article || at == 0) return false;
  if ((analysis.tokens[at].clitics & text::kBa) != 0) return true;
  const NumberWords::Hit before = words_.find(analysis.tokens[at - 1]);
  return before.word != nullptr && before.word->role == Role::kOpen;
}

// A lone word for a thousand before a definite noun is the verb "wrote"; a weekday is no number; an ordinal neither.
bool NumberFinder::may_begin(const Analysis& analysis, std::uint32_t at, bool bounded) const {
  const NumberWords::Hit hit = words_.find(analysis.tokens[at]);
  if (at > 0 && analysis.tokens[at - 1].type == TokenType::kNumber && !analysis.tokens[at].space_before) return false;
  if (is_percent(analysis, at)) return false;
  if (hit.word == nullptr) return words_.phrase(analysis, at, Role::kVague, Role::kVague) != nullptr;
  if (hit.word->role == Role::kScale && !bounded && at + 1 < analysis.tokens.size()) {
    const Token& next = analysis.tokens[at + 1];
    if ((next.clitics & text::kArticle) != 0 && words_.find(next).word == nullptr) return false;
  }
  for (const text::Match& match : analysis.matches_at(at)) {
    if (match.entry.table == times_ && hit.article && match.tokens.size() == 1) return false;
  }
  return true;
}

std::uint32_t NumberFinder::finish(const Analysis& analysis, Number& number, Role bound,
                                   std::vector<Number>& out) const {
  join_range(analysis, bound == Role::kBetween, number);
  apply_bound(bound, number);
  apply_bound_after(analysis, number);
  out.push_back(number);
  return number.tokens.last;
}

// Chains that are no one number: ranges, lists, clock times, decimals.
std::uint32_t NumberFinder::find_digits(const Analysis& analysis, std::uint32_t at, std::vector<Number>& out) const {
  const DigitChain chain = read_digits(analysis, at);
  const bool list = chain.shape == DigitChain::Shape::kList, range = chain.shape == DigitChain::Shape::kRange;
  if ((!list && !range) || glued_to_letters(analysis, at, chain.last)) return chain.last;
  if (range) {
    const std::int64_t low = digit_value(analysis, at), high = digit_value(analysis, at + 2);
    out.push_back({{at, chain.last}, analysis.span({at, chain.last}), low, high, {at, chain.last}});
    return chain.last;
  }
  for (std::uint32_t i = at; i < chain.last; i += 2) {
    const std::int64_t value = digit_value(analysis, i);
    out.push_back({{i, i + 1}, analysis.tokens[i].span, value, value, {i, i + 1}});
  }
  return chain.last;
}

// Reads what stands at `at`; returns the token to go on from.
std::uint32_t NumberFinder::find_at(const Analysis& analysis, std::uint32_t at, std::vector<Number>& out) const {
  Number number;
  if (const text::Match* bound = words_.phrase(analysis, at, Role::kBetween, Role::kAbout)) {
    const std::uint32_t first = bound->tokens.last;
    const bool digits = first < analysis.tokens.size() && analysis.tokens[first].type == TokenType::kNumber;
    if (first < analysis.tokens.size() && (digits || may_begin(analysis, first, true)) &&
        compose(analysis, first, number)) {
      number.tokens.first = at;
      number.span.begin = begin_of(lexicon_, analysis, at);
      return finish(analysis, number, words_.row(bound->entry.row).role, out);
    }
  }
  const bool digits = analysis.tokens[at].type == TokenType::kNumber;
  if (!digits && !may_begin(analysis, at, false)) return at + 1;
  if (const NumberWords::Ordinal ordinal = words_.ordinal(analysis, at); ordinal.last > at + 1) return ordinal.last;
  if (compose(analysis, at, number)) return finish(analysis, number, Role::kUnknown, out);
  return digits ? find_digits(analysis, at, out) : at + 1;
}

void NumberFinder::find(const Analysis& analysis, std::vector<Number>& out) const {
  const auto count = static_cast<std::uint32_t>(analysis.tokens.size());
  for (std::uint32_t at = 0; at < count;) at = find_at(analysis, at, out);
}

}  // namespace isnad::extract
