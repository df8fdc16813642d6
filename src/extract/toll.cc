#include "extract/toll.h"

#include <algorithm>
#include <utility>

namespace isnad::extract {
namespace {

using text::Analysis;
using text::Tag;
using text::Token;
using text::TokenType;

constexpr std::uint32_t kReachBefore = 40, kReachBehind = 20;  // tokens around a figure in which words speak of it
constexpr std::uint32_t kJoint = 3;                            // tokens between figures of one list
constexpr std::uint32_t kLongestItem = 16;                     // tokens of a line under a heading
constexpr std::size_t kDay = 10;                               // length of an ISO day

constexpr std::pair<std::string_view, TollRole> kRoles[] = {
    {"total", TollRole::kTotal},   {"rise", TollRole::kRise},   {"so_far", TollRole::kSoFar},
    {"since", TollRole::kSince},   {"begin", TollRole::kBegin}, {"until", TollRole::kUntil},
    {"period", TollRole::kPeriod}, {"to", TollRole::kTo},       {"and", TollRole::kAnd},
};

bool is_colon(const Analysis& analysis, std::uint32_t token) {
  return analysis.tokens[token].type == TokenType::kComma && analysis.folded(analysis.tokens[token]) == ":";
}

bool parts(const Analysis& analysis, std::uint32_t token) {
  const TokenType type = analysis.tokens[token].type;
  return type == TokenType::kStop || (type == TokenType::kComma && !is_colon(analysis, token));
}

bool has_verb(const Analysis& analysis, std::uint32_t first, std::uint32_t last) {
  for (std::uint32_t i = first; i < last; ++i) {
    if (analysis.tokens[i].tag == Tag::kVerb) return true;
  }
  return false;
}

std::uint32_t anchor_of(const Count& count) {
  return count.tally.empty() ? count.tokens.first : std::min(count.tally.first, count.tokens.first);
}

}  // namespace

struct TollMarker::Reading {
  const Analysis& analysis;
  const std::vector<Time>& times;
  std::string_view today;  // ISO day; empty when unknown
  std::vector<Cue> cues{};

  TokenRange sentence_of(std::uint32_t token) const { return analysis.sentences[analysis.tokens[token].sentence]; }
  const Time* time_over(TokenRange tokens) const {
    const auto found =
        std::partition_point(times.begin(), times.end(), [&](const Time& t) { return t.tokens.last <= tokens.first; });
    return found != times.end() && found->tokens.overlaps(tokens) ? &*found : nullptr;
  }
};

TollMarker::TollMarker(const lexicon::Lexicon& lexicon)
    : table_(lexicon.table("tolls")), triggers_(lexicon.table("triggers")) {
  for (std::uint32_t row = 0; row < lexicon.rows(table_); ++row) {
    const std::string_view name = lexicon.cell(table_, row, "role");
    const auto* const role =
        std::find_if(std::begin(kRoles), std::end(kRoles), [&](const auto& r) { return r.first == name; });
    roles_.push_back(role == std::end(kRoles) ? TollRole::kUnknown : role->second);
  }
}

TollRole TollMarker::role_at(const Analysis& analysis, std::uint32_t token, TokenRange& tokens) const {
  for (const text::Match& match : analysis.matches_at(token)) {
    if (match.entry.table != table_) continue;
    tokens = match.tokens;
    return roles_[match.entry.row];
  }
  return TollRole::kUnknown;
}

void TollMarker::find_cues(Reading& reading, TokenRange range) const {
  reading.cues.clear();
  for (std::uint32_t at = range.first; at < range.last; ++at) {
    Cue cue;
    cue.role = role_at(reading.analysis, at, cue.tokens);
    if (cue.role != TollRole::kUnknown) reading.cues.push_back(cue);
  }
}

// "Since" a day before publication, or since something happened; not "since this morning".
bool TollMarker::is_since(const Reading& reading, const Cue& cue) const {
  const std::uint32_t next = cue.tokens.last;
  if (next >= reading.analysis.tokens.size()) return false;
  if (const Time* time = reading.time_over({cue.tokens.first, next + 1}); time != nullptr) {
    return !time->value.empty() && (reading.today.empty() || time->value.substr(0, kDay) < reading.today);
  }
  TokenRange tokens;
  if (role_at(reading.analysis, next, tokens) == TollRole::kBegin) return true;
  const auto matches = reading.analysis.matches_at(next);
  return std::any_of(matches.begin(), matches.end(),
                     [&](const text::Match& match) { return match.entry.table == triggers_; });
}

bool TollMarker::speaks_of(const Reading& reading, const Cue& cue, const Count& count, TokenRange clause) const {
  const Analysis& analysis = reading.analysis;
  const std::uint32_t start = reading.sentence_of(anchor_of(count)).first;
  const bool before = cue.tokens.last <= count.tokens.first, opens = before && cue.tokens.first <= start + 1;
  const bool behind = cue.tokens.first >= count.tokens.last && cue.tokens.last <= clause.last &&
                      !has_verb(analysis, count.tokens.last, cue.tokens.first);
  TokenRange to;
  switch (cue.role) {
    case TollRole::kTotal:
      return before && cue.tokens.first >= clause.first;
    case TollRole::kRise:
      return before && role_at(analysis, count.tokens.first - 1, to) == TollRole::kTo;
    case TollRole::kSoFar:
      return behind || opens;
    case TollRole::kSince: {
      const bool inside = before && !count.tally.empty() && cue.tokens.first >= count.tally.last;
      return (behind || opens || inside) && is_since(reading, cue);
    }
    default:
      return false;
  }
}

bool TollMarker::is_so_far(Reading& reading, const Count& count) const {
  const Analysis& analysis = reading.analysis;
  const TokenRange sentence = reading.sentence_of(anchor_of(count));
  const std::uint32_t end = std::max(sentence.last, count.tokens.last);
  const std::uint32_t anchor = anchor_of(count);
  const TokenRange window{anchor > sentence.first + kReachBefore ? anchor - kReachBefore : sentence.first,
                          std::min(end, count.tokens.last + kReachBehind)};
  find_cues(reading, window);
  if (reading.cues.empty()) return false;
  TokenRange clause{anchor, count.tokens.last};
  while (clause.first > window.first && !parts(analysis, clause.first - 1)) --clause.first;
  while (clause.last < window.last && !parts(analysis, clause.last)) ++clause.last;
  bool total = false;
  for (const Cue& cue : reading.cues) {
    if (cue.role == TollRole::kPeriod && cue.tokens.overlaps(clause)) return false;
    total = total || speaks_of(reading, cue, count, clause);
  }
  return total;
}

// "12 dead and 40 injured": the second figure of a list.
bool TollMarker::goes_on(const Reading& reading, const Count& before, const Count& count) const {
  const Analysis& analysis = reading.analysis;
  const std::uint32_t first = before.tokens.last, last = count.tokens.first;
  if (last < first || last > first + kJoint || !count.tally.empty() || has_verb(analysis, first, last)) return false;
  if (analysis.tokens[last].line_before || analysis.tokens[last].sentence != analysis.tokens[first - 1].sentence)
    return false;
  const auto joins = [&](std::uint32_t i) { return (analysis.tokens[i].clitics & text::kWa) != 0; };
  TokenRange tokens;
  return joins(last) || (last > first && role_at(analysis, last - 1, tokens) == TollRole::kAnd);
}

// "Since the war began:" over a list.
bool TollMarker::heads_totals(Reading& reading, TokenRange sentence) const {
  find_cues(reading, sentence);
  bool total = false;
  for (const Cue& cue : reading.cues) {
    if (cue.role == TollRole::kPeriod) return false;
    total = total || cue.role == TollRole::kTotal || (cue.role == TollRole::kSince && is_since(reading, cue));
  }
  return total;
}

void TollMarker::mark(const Analysis& analysis, const std::vector<Time>& times, std::string_view published,
                      std::vector<Count>& counts) const {
  Reading reading{analysis, times, published.substr(0, kDay)};
  bool headed = false;
  std::size_t next = 0;
  for (const TokenRange sentence : analysis.sentences) {
    if (sentence.empty()) continue;
    const bool heading = is_colon(analysis, sentence.last - 1);
    const bool item = analysis.tokens[sentence.first].line_before && sentence.size() <= kLongestItem;
    const std::size_t first = next;
    for (; next < counts.size() && counts[next].tokens.first < sentence.last; ++next) {
      Count& count = counts[next];
      Count* const before = next > first ? &counts[next - 1] : nullptr;
      const bool joint = before != nullptr && goes_on(reading, *before, count);
      count.so_far = (joint && before->so_far) || (headed && item && !heading) || is_so_far(reading, count);
      for (std::size_t i = next; count.so_far && i > first && !counts[i - 1].so_far; --i) {
        if (!goes_on(reading, counts[i - 1], counts[i])) break;
        counts[i - 1].so_far = true;
      }
    }
    if (heading || !item) headed = heading && heads_totals(reading, sentence);
  }
}

std::string TollMarker::as_of(const Analysis& analysis, const std::vector<Time>& times, std::string_view published,
                              const Count& count) const {
  const Reading reading{analysis, times, published.substr(0, kDay)};
  const TokenRange sentence = reading.sentence_of(anchor_of(count));
  const std::uint32_t first =
      count.tokens.first > sentence.first + kReachBefore ? count.tokens.first - kReachBefore : sentence.first;
  const std::uint32_t last = std::min(sentence.last, count.tokens.last + kReachBehind);
  for (std::uint32_t at = first; at < last; ++at) {
    TokenRange tokens;
    if (role_at(analysis, at, tokens) != TollRole::kUntil || tokens.last >= last) continue;
    const Time* time = reading.time_over({at, tokens.last + 1});
    if (time != nullptr && !time->value.empty()) return time->value;
  }
  return std::string(reading.today);
}

}  // namespace isnad::extract
