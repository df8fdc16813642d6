#include "extract/number.h"

#include <limits>

#include "extract/digits.h"

namespace isnad::extract {
namespace {

using text::Analysis;
using text::Token;
using text::TokenType;
using Role = NumberRole;

constexpr std::int64_t kNoLimit = std::numeric_limits<std::int64_t>::max();
constexpr std::uint32_t kBoundReach = 5;  // tokens between a number and a bound behind its noun

// One part of a number: a word, or a chain of digits.
struct Part {
  Role role = Role::kUnknown;
  bool digits = false;
  bool conj = false;
  bool article = false;
  std::int64_t value = 0;
  std::int64_t part = 0;         // denominator when the word may be a fraction
  std::int64_t denominator = 1;  // of decimal digits
  std::optional<std::int64_t> high;
  std::uint32_t last = 0;
};

// Adds parts up: `total` holds the closed groups (thousands, millions), `group` the one being read. A part may be added
// while it is smaller than `room`, what the last part left free.
class Sum {
 public:
  bool add(const Part& part);
  bool whole() const { return started_ && denominator_ == 1 && !one_of_ && (fraction_ == 0 || value() > 0); }
  bool started() const { return started_; }
  bool vague() const { return vague_; }
  std::int64_t value() const { return saturating_add(total_, group_); }
  std::optional<std::int64_t> high() const { return high_; }

 private:
  bool begin(const Part& part);
  bool add_digits(const Part& part);
  bool add_unit(const Part& part);
  bool add_ten(const Part& part);
  bool add_smaller(std::int64_t value, std::int64_t room, bool conj);
  bool hundredfold(const Part& part);
  bool multiply(std::int64_t scale);
  bool scale(const Part& part);
  bool divide(const Part& part);
  void set(std::int64_t value, std::int64_t room) {
    group_ = value;
    room_ = room;
  }

  std::int64_t total_ = 0, group_ = 0, room_ = kNoLimit, scale_ = kNoLimit, denominator_ = 1, unit_ = 0, fraction_ = 0;
  bool started_ = false, vague_ = false, closed_ = false, digits_ = false, one_of_ = false;
  std::optional<std::int64_t> high_;
};

bool Sum::add_smaller(std::int64_t value, std::int64_t room, bool conj) {
  if (!conj || value >= room_ || denominator_ != 1) return false;
  group_ = saturating_add(group_, value);
  room_ = room;
  return true;
}

bool Sum::begin(const Part& part) {
  started_ = true;
  switch (part.role) {
    case Role::kUnit:
      unit_ = part.value;
      fraction_ = part.part;
      set(part.value, 1);
      return true;
    case Role::kElevenOne:
      one_of_ = true;
      unit_ = part.value;
      set(part.value, 1);
      return true;
    case Role::kZero:
      closed_ = true;
      return true;
    case Role::kTen:
    case Role::kTens:
      set(part.value, 1);
      return true;
    case Role::kHundred:
    case Role::kHundreds:
      set(part.value, 100);
      return true;
    case Role::kScale:
      return multiply(part.value);
    case Role::kScaleDual:
    case Role::kScaleAlef:
      group_ = 2;
      return multiply(part.value);
    case Role::kHundredPlural:
    case Role::kScalePlural:
      vague_ = true;
      group_ = 2;
      return multiply(part.value);
    case Role::kVague:
      vague_ = true;
      set(part.value, 1);
      high_ = part.high;
      return true;
    case Role::kPart:
      fraction_ = part.part;
      return part.part > 0;
    default:
      return false;
  }
}

bool Sum::add_digits(const Part& part) {
  if (!started_) {
    started_ = digits_ = true;
    denominator_ = part.denominator;
    set(part.value, 1);
    return true;
  }
  digits_ = room_ > 100;
  return part.denominator == 1 && part.value > 0 && room_ >= 100 && room_ != kNoLimit &&
         add_smaller(part.value, 1, part.conj);
}

bool Sum::add_unit(const Part& part) {
  if (!add_smaller(part.value, 1, part.conj)) return false;
  unit_ = part.value;
  return true;
}

bool Sum::add_ten(const Part& part) {
  if (!part.conj && unit_ > 0) {
    group_ += part.value;
    unit_ = 0;
    one_of_ = false;
    return true;
  }
  unit_ = 0;
  return add_smaller(part.value, 1, part.conj);
}

// Three hundred in two words, in digits and word, or decimal: 2,12 hundred.
bool Sum::hundredfold(const Part& part) {
  const bool digits = digits_ && group_ > 0 && group_ < scale_ / part.value;
  if (!part.conj && (unit_ > 2 || digits)) {
    const std::int64_t times = digits ? group_ : unit_;
    group_ = saturating_add(group_ - times, saturating_multiply(times, part.value) / denominator_);
    denominator_ = 1;
    unit_ = 0;
    digits_ = false;
    room_ = 100;
    return true;
  }
  return add_smaller(part.value, 100, part.conj);
}

bool Sum::multiply(std::int64_t scale) {
  const std::int64_t times = group_ > 0 ? group_ : 1;
  total_ = saturating_add(total_, saturating_multiply(times, scale) / denominator_);
  group_ = unit_ = 0;
  denominator_ = 1;
  digits_ = false;
  room_ = scale_ = scale;
  return true;
}

bool Sum::scale(const Part& part) {
  const bool dual = part.role == Role::kScaleDual;
  if (fraction_ > 0 && group_ == 0 && total_ == 0) {  // half a million
    denominator_ = fraction_;
    fraction_ = 0;
    return !dual && multiply(part.value);
  }
  if (vague_) {  // tens of thousands, a few hundred
    if (part.conj || dual) return false;
    group_ = value();
    total_ = 0;
    if (high_) high_ = saturating_multiply(*high_, part.value);
    closed_ = true;
    return multiply(part.value);
  }
  if (!part.conj && group_ > 0 && !dual && part.value < scale_) return multiply(part.value);
  const std::int64_t value = dual ? part.value * 2 : part.value;
  const bool alef = part.role == Role::kScaleAlef;
  if (!part.conj || value >= room_ || part.role == Role::kScalePlural || alef) return false;
  total_ = saturating_add(total_, value);
  room_ = scale_ = part.value;
  return true;
}

// "Thirty fifths", "a fifth of the twenty".
bool Sum::divide(const Part& part) {
  if (part.conj || group_ == 0 || group_ < 10 || unit_ > 0 || vague_ || part.part == 0 || group_ % part.part != 0)
    return false;
  group_ /= part.part;
  closed_ = true;
  return true;
}

bool Sum::add(const Part& part) {
  if (closed_) return false;
  if (part.digits) return add_digits(part);
  if (!started_) return begin(part);
  if (fraction_ > 0 && part.role == Role::kTens && part.article && !part.conj && part.value % fraction_ == 0) {
    set(part.value / fraction_, 1);
    closed_ = true;
    return true;
  }
  const bool is_scale = part.role >= Role::kScale && part.role <= Role::kScalePlural;
  if (is_scale) return scale(part);
  if (vague_) return part.role == Role::kHundredPlural && scale(part);
  if (!part.conj && part.part > 0 && part.role != Role::kTen) return divide(part);
  switch (part.role) {
    case Role::kUnit:
    case Role::kElevenOne:
      return add_unit(part);
    case Role::kTen:
      return add_ten(part);
    case Role::kTens:
      if (part.conj && unit_ > 0) {
        group_ += part.value;
        unit_ = 0;
        one_of_ = false;
        return true;
      }
      return add_smaller(part.value, 1, part.conj);
    case Role::kHundred:
      return hundredfold(part);
    case Role::kHundredPlural:
      return !part.conj && hundredfold(part);
    case Role::kHundreds:
      return add_smaller(part.value, 100, part.conj);
    default:
      return false;
  }
}

// Reads the part at `at`; a conjunction may stand alone before it when the number has begun.
bool read_part(const Analysis& analysis, const NumberWords& words, std::uint32_t at, bool started, Part& out) {
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
  Sum sum;
  Part part;
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

// A lone word for a thousand before a definite noun is the verb "wrote"; a weekday is no number; an ordinal neither.
bool NumberFinder::may_begin(const Analysis& analysis, std::uint32_t at, bool bounded) const {
  const NumberWords::Hit hit = words_.find(analysis.tokens[at]);
  if (at > 0 && analysis.tokens[at - 1].type == TokenType::kNumber && !analysis.tokens[at].space_before) return false;
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
