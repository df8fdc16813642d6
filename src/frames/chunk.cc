#include "frames/chunk.h"

#include <algorithm>

#include "base/strings.h"

namespace isnad::frames {
namespace {

using extract::Fact;
using extract::Source;
using text::Token;
using text::TokenType;

constexpr std::uint32_t kLongestPhrase = 10;  // tokens
constexpr std::uint32_t kLongestQuoted = 8;

bool is_quote(const Token& token) {
  return token.type == TokenType::kQuote || token.type == TokenType::kQuoteOpen || token.type == TokenType::kQuoteClose;
}

bool is_wordlike(const Token& token) {
  return token.type == TokenType::kWord || token.type == TokenType::kLatin || token.type == TokenType::kNumber;
}

bool governed_by_clitic(const Token& token) {
  return (token.clitics & (text::kBa | text::kLa | text::kKa)) != 0;
}
bool conjoined(const Token& token) {
  return (token.clitics & (text::kWa | text::kFa)) != 0;
}

// A noun that is known to head phrases, whatever a tagger takes it for.
bool is_common(const Fact& fact) {
  return fact.starts(Source::kTitle) || fact.starts(Source::kGroup) || fact.starts(Source::kSpeaker) ||
         fact.starts(Source::kPlaceWord);
}

}  // namespace

Chunker::Chunker(const extract::FactFinder& facts, const Rows& rows) : rows_(rows) {
  const lexicon::Lexicon& lexicon = facts.lexicon();
  const int table = lexicon.table("clitics");
  std::uint64_t* const forms[] = {&with_, &to_, &like_};
  std::size_t next = 0;
  for (std::uint32_t row = 0; row < lexicon.rows(table) && next < 3; ++row) {
    if (lexicon.cell(table, row, "role") == "prep")
      *forms[next++] = hash_bytes(lexicon.fold()(lexicon.cell(table, row, "form")));
  }
}

std::uint64_t Chunker::clitic_preposition(std::uint16_t clitics) const {
  return (clitics & text::kBa) != 0 ? with_ : (clitics & text::kLa) != 0 ? to_ : like_;
}

// For each token whether a trigger or a mention holds it.
struct Chunker::Marks {
  std::vector<char> trigger;
  std::vector<char> taken;
};

std::uint32_t Chunker::longest_name(const Context& context, std::uint32_t token) const {
  std::uint32_t last = token;
  for (const Source source : {Source::kActor, Source::kPlace, Source::kSpeaker, Source::kWeapon, Source::kTitle}) {
    const std::int32_t match = context.facts[token].match[static_cast<std::size_t>(source)];
    if (match >= 0) last = std::max(last, context.analysis.matches[static_cast<std::size_t>(match)].tokens.last);
  }
  return last;
}

// "bi-hasab", "wifqan li", and verbs of saying where a verb may open a clause: words that report are no part of a
// phrase.
bool Chunker::reports(const Context& context, std::uint32_t at) const {
  const Fact& fact = context.facts[at];
  const std::int32_t index = fact.match[static_cast<int>(Source::kSaying)];
  if (index < 0 || fact.starts(Source::kSpeaker)) return false;
  const text::Match& match = context.analysis.matches[static_cast<std::size_t>(index)];
  if (rows_.saying(match.entry.row).pos == "prep") return !fact.starts(Source::kActor);
  const Token& token = context.analysis.tokens[at];
  // "... an masdar qawlahu inna": his saying is no part of who says it.
  if (!lexicon::Features::unpack(match.entry.features).is_verb()) return (token.clitics & text::kPronoun) != 0;
  const bool first = conjoined(token) || token.line_before || at == 0 || !is_wordlike(context.analysis.tokens[at - 1]);
  // "lakinna masdaran dhakara anna": a verb that is spelled like a noun.
  if (context.clause_follows(match.tokens.last)) return true;
  if (first || (!fact.noun && !fact.starts(Source::kActor) && !fact.starts(Source::kGroup))) return true;
  return context.facts[at - 1].function != 0 && !context.facts[at - 1].is(extract::kPreposition);
}

// "ittahama al-jaysh | musallahin": an indefinite noun behind a definite one is another phrase.
bool Chunker::leaves_definite(const Context& context, std::uint32_t at) {
  if (at == 0) return false;
  const Token &token = context.analysis.tokens[at], &before = context.analysis.tokens[at - 1];
  const Fact& fact = context.facts[at];
  return (before.clitics & text::kArticle) != 0 && (before.tag == text::Tag::kNoun || before.tag == text::Tag::kAdj) &&
         (token.clitics & (text::kArticle | text::kPronoun)) == 0 && token.tag == text::Tag::kNoun &&
         !fact.starts(Source::kTitle) && !fact.starts(Source::kSpeaker);
}

bool Chunker::ends_phrase(const Context& context, const Marks& marks, std::uint32_t at) const {
  const Token& token = context.analysis.tokens[at];
  const Fact& fact = context.facts[at];
  if (!is_wordlike(token) || marks.trigger[at] != 0 || marks.taken[at] != 0) return true;
  if (conjoined(token) || governed_by_clitic(token) || reports(context, at)) return true;
  const bool named = fact.starts(Source::kActor) || fact.starts(Source::kPlace) || fact.covered(Source::kActor) ||
                     fact.covered(Source::kPlace);
  if (named) return false;
  if (fact.function != 0 && !fact.is(extract::kQuantifier)) return true;
  if (leaves_definite(context, at)) return true;
  return fact.verb && !fact.noun && (token.clitics & text::kArticle) == 0 && !fact.starts(Source::kTitle) &&
         !fact.starts(Source::kGroup);
}

bool Chunker::starts_phrase(const Context& context, const Marks& marks, std::uint32_t at) const {
  const Token& token = context.analysis.tokens[at];
  const Fact& fact = context.facts[at];
  if (!is_wordlike(token) || token.type == TokenType::kNumber || marks.trigger[at] != 0 || marks.taken[at] != 0)
    return false;
  if (reports(context, at)) return false;
  if (fact.starts(Source::kActor) || fact.starts(Source::kPlace) || fact.starts(Source::kSpeaker)) return true;
  if (fact.function != 0 && !fact.is(extract::kQuantifier)) return false;
  return !fact.verb || fact.noun || (token.clitics & text::kArticle) != 0 || fact.starts(Source::kTitle) ||
         fact.starts(Source::kGroup);
}

// A quoted name inside a phrase: the token behind the closing mark, or `quote` when it is not one.
std::uint32_t Chunker::over_quotes(const Context& context, std::uint32_t quote, std::uint32_t limit) const {
  const Token& opening = context.analysis.tokens[quote];
  if (opening.type == TokenType::kQuoteClose || (opening.type == TokenType::kQuote && !opening.space_before))
    return quote;
  const std::vector<Token>& tokens = context.analysis.tokens;
  for (std::uint32_t i = quote + 1; i < limit && i <= quote + kLongestQuoted; ++i) {
    if (is_quote(tokens[i])) return i > quote + 1 ? i + 1 : quote;
    if (!is_wordlike(tokens[i])) return quote;
  }
  return quote;
}

std::uint32_t Chunker::extend(const Context& context, const Marks& marks, std::uint32_t first, std::uint32_t last,
                              std::uint32_t limit) const {
  limit = std::min(limit, first + kLongestPhrase);
  while (last < limit) {
    if (is_quote(context.analysis.tokens[last])) {
      const std::uint32_t behind = over_quotes(context, last, limit);
      if (behind == last) break;
      last = behind;
      continue;
    }
    // "adad min al-shuhada": a quantity goes on behind its preposition.
    const bool quantity = context.facts[last - 1].is(extract::kQuantifier);
    if (quantity && context.facts[last].is(extract::kPreposition) && last + 1 < limit &&
        !ends_phrase(context, marks, last + 1)) {
      last += 2;
      continue;
    }
    if (ends_phrase(context, marks, last)) break;
    last = std::max(last + 1, std::min(limit, longest_name(context, last)));
  }
  return last;
}

// Before digits and quoted names the conjunction stands apart.
bool Chunker::follows_conjunction(const Context& context, std::uint32_t at) {
  while (at > 0 && is_quote(context.analysis.tokens[at - 1])) --at;
  return at > 0 && context.facts[at - 1].is(extract::kConjunction);
}

Chunk Chunker::describe(const Context& context, TokenRange range, Chunk::Type type) const {
  const Token& head = context.analysis.tokens[range.first];
  Chunk chunk;
  chunk.tokens = range;
  chunk.type = type;
  chunk.conjoined = conjoined(head) || follows_conjunction(context, range.first);
  chunk.definite = (head.clitics & (text::kArticle | text::kPronoun)) != 0;
  if (governed_by_clitic(head)) {
    chunk.preposition = clitic_preposition(head.clitics);
    return chunk;
  }
  const TokenRange sentence = context.analysis.sentences[head.sentence];
  std::uint32_t before = range.first;
  while (before > sentence.first && is_quote(context.analysis.tokens[before - 1])) --before;
  if (before > sentence.first && context.facts[before - 1].is(extract::kPreposition) &&
      !context.facts[before - 1].starts(Source::kTrigger)) {
    chunk.preposition = context.facts[before - 1].stem;
  }
  return chunk;
}

void Chunker::add_mentions(Context& context, Marks& marks) const {
  for (std::size_t i = 0; i < context.times.size(); ++i) {
    Chunk chunk = describe(context, context.times[i].tokens, Chunk::Type::kTime);
    chunk.mention = static_cast<std::int32_t>(i);
    context.chunks.push_back(chunk);
    for (std::uint32_t t = chunk.tokens.first; t < chunk.tokens.last; ++t) marks.taken[t] = 1;
  }
  for (std::size_t i = 0; i < context.counts.size(); ++i) {
    const TokenRange range = context.counts[i].tokens;
    // "quwat al-amn" is who, not how many.
    if (!context.counts[i].explicit_number && !context.counts[i].effect &&
        context.facts[range.first].starts(Source::kActor))
      continue;
    const TokenRange sentence = context.analysis.sentences[context.analysis.tokens[range.first].sentence];
    const std::uint32_t last = extend(context, marks, range.first, range.last, sentence.last);
    Chunk chunk = describe(context, {range.first, std::max(last, range.last)}, Chunk::Type::kCount);
    chunk.mention = static_cast<std::int32_t>(i);
    context.chunks.push_back(chunk);
  }
  for (const Chunk& chunk : context.chunks) {
    if (chunk.type != Chunk::Type::kCount) continue;
    for (std::uint32_t t = chunk.tokens.first; t < chunk.tokens.last; ++t) marks.taken[t] = 1;
  }
}

void Chunker::add_phrases(Context& context, const Marks& marks) const {
  for (const TokenRange sentence : context.analysis.sentences) {
    for (std::uint32_t at = sentence.first; at < sentence.last;) {
      if (!starts_phrase(context, marks, at)) {
        ++at;
        continue;
      }
      const std::uint32_t name = std::min(sentence.last, std::max(at + 1, longest_name(context, at)));
      const std::uint32_t last = extend(context, marks, at, name, sentence.last);
      const Fact& head = context.facts[at];
      const bool after_trigger = at > sentence.first && marks.trigger[at - 1] != 0;
      const Chunk::Type type = head.starts(Source::kActor)                          ? Chunk::Type::kActor
                               : head.starts(Source::kPlace)                        ? Chunk::Type::kPlace
                               : head.starts(Source::kWeapon)                       ? Chunk::Type::kWeapon
                               : after_trigger && head.starts(Source::kNationality) ? Chunk::Type::kAdjective
                                                                                    : Chunk::Type::kPhrase;
      context.chunks.push_back(describe(context, {at, last}, type));
      at = last;
    }
  }
}

// Places, weapons and adjectives of nationality at the end of longer phrases.
void Chunker::add_nested(Context& context) const {
  const std::size_t count = context.chunks.size();
  for (std::size_t i = 0; i < count; ++i) {
    const TokenRange range = context.chunks[i].tokens;
    if (context.chunks[i].type == Chunk::Type::kTime) continue;
    for (std::uint32_t at = range.first + 1; at < range.last; ++at) {
      const Fact& fact = context.facts[at];
      const Source source = fact.starts(Source::kPlaceWord) && !fact.covered(Source::kActor) ? Source::kPlaceWord
                            : fact.starts(Source::kPlace)                                    ? Source::kPlace
                                                                                             : Source::kWeapon;
      if (!fact.starts(source)) continue;
      Chunk nested = context.chunks[i];
      nested.tokens = {at, source == Source::kPlaceWord
                               ? range.last
                               : std::min(range.last, std::max(at + 1, longest_name(context, at)))};
      nested.type = source == Source::kWeapon ? Chunk::Type::kWeapon : Chunk::Type::kPlace;
      nested.mention = -1;
      nested.part = Chunk::Part::kInner;
      nested.preposition = 0;
      context.chunks.push_back(nested);
    }
  }
}

// True when a noun phrase may end before `token` and another begin with it.
bool Chunker::border(const Context& context, std::uint32_t at) {
  using text::Tag;
  const Token& before = context.analysis.tokens[at - 1];
  const Token& token = context.analysis.tokens[at];
  const Fact& fact = context.facts[at];
  if (fact.covered(Source::kActor) && !fact.starts(Source::kActor)) return false;
  if (fact.covered(Source::kPlace) && !fact.starts(Source::kPlace)) return false;
  if (before.tag == Tag::kNum || before.type == TokenType::kNumber) return false;
  if ((before.clitics & text::kPronoun) != 0) return true;
  const bool noun = token.tag == Tag::kNoun || token.tag == Tag::kPropn || token.tag == Tag::kNum;
  const bool closed =
      (before.clitics & text::kArticle) != 0 || (before.tag == Tag::kPropn && !is_common(context.facts[at - 1]));
  const bool definite = (token.clitics & text::kArticle) != 0;
  if (noun) return closed || before.tag == Tag::kAdj;
  return closed && !definite && token.tag == Tag::kAdj;
}

// True when the first word of a phrase is a plain noun and what it governs is a name or people.
bool Chunker::governs(const Context& context, TokenRange phrase) {
  const Fact& head = context.facts[phrase.first];
  const Fact& next = context.facts[phrase.first + 1];
  if (head.starts(Source::kActor) || is_common(head)) return false;
  return next.starts(Source::kActor) || next.starts(Source::kTitle) || next.starts(Source::kGroup) ||
         next.starts(Source::kSpeaker);
}

void Chunker::add_part(Context& context, std::size_t of, TokenRange tokens, Chunk::Part part) const {
  Chunk chunk = context.chunks[of];
  if (part != Chunk::Part::kHead) {
    const Fact& head = context.facts[tokens.first];
    chunk = describe(context, tokens,
                     head.starts(Source::kActor)    ? Chunk::Type::kActor
                     : head.starts(Source::kPlace)  ? Chunk::Type::kPlace
                     : head.starts(Source::kWeapon) ? Chunk::Type::kWeapon
                                                    : Chunk::Type::kPhrase);
  }
  chunk.tokens = tokens;
  chunk.part = part;
  context.chunks.push_back(chunk);
}

void Chunker::split(Context& context) const {
  const std::size_t count = context.chunks.size();
  for (std::size_t i = 0; i < count; ++i) {
    const TokenRange whole = context.chunks[i].tokens;
    if (context.chunks[i].type == Chunk::Type::kTime || context.chunks[i].part != Chunk::Part::kWhole) continue;
    // What is counted belongs to its number.
    const bool counted = context.chunks[i].type == Chunk::Type::kCount;
    const std::uint32_t from =
        counted ? context.counts[static_cast<std::size_t>(context.chunks[i].mention)].tokens.last : whole.first + 1;
    bool any = false;
    for (std::uint32_t at = from; at < whole.last; ++at) {
      if (!border(context, at)) continue;
      if (!any) add_part(context, i, {whole.first, at}, Chunk::Part::kHead);
      add_part(context, i, {at, whole.last}, Chunk::Part::kRest);
      any = true;
    }
    if (!counted && whole.size() > 1 && !border(context, whole.first + 1) && governs(context, whole))
      add_part(context, i, {whole.first + 1, whole.last}, Chunk::Part::kInner);
  }
  sort(context);
}

void Chunker::sort(Context& context) {
  std::stable_sort(context.chunks.begin(), context.chunks.end(), [](const Chunk& a, const Chunk& b) {
    return a.tokens.first != b.tokens.first ? a.tokens.first < b.tokens.first : a.tokens.last > b.tokens.last;
  });
}

void Chunker::find(Context& context) const {
  Marks marks{std::vector<char>(context.facts.size(), 0), std::vector<char>(context.facts.size(), 0)};
  context.chunks.clear();
  for (const Trigger& trigger : context.triggers) {
    for (std::uint32_t t = trigger.tokens.first; t < trigger.tokens.last; ++t) marks.trigger[t] = 1;
  }
  add_mentions(context, marks);
  add_phrases(context, marks);
  add_nested(context);
  sort(context);
}

}  // namespace isnad::frames
