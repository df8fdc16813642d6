#include "frames/speaker.h"

#include <algorithm>

#include "base/strings.h"
#include "frames/feature.h"

namespace isnad::frames {
namespace {

using extract::Fact;
using extract::Source;
using lexicon::Features;
using text::TokenType;

constexpr std::uint32_t kSkip = 6;         // tokens that may stand between a verb of saying and its subject
constexpr std::uint32_t kTopicReach = 20;  // tokens between the phrase that opens a clause and its verb
constexpr std::uint32_t kNear = 3;         // tokens between a speaker and the preposition of a relay
constexpr std::uint32_t kRelayReach = 12;  // the same, where the verb is one of relaying
constexpr int kCarried = 3;                // earlier speakers that a verb without subject is offered

bool is_quote(const text::Token& token) {
  return token.type == TokenType::kQuote || token.type == TokenType::kQuoteOpen || token.type == TokenType::kQuoteClose;
}

}  // namespace

struct SpeakerFinder::Cue {
  std::uint32_t token = 0, last = 0;  // tokens [token, last)
  std::uint32_t row = 0;
  Features features;
};

SpeakerFinder::SpeakerFinder(const extract::FactFinder& facts, const Rows& rows)
    : rows_(rows), quote_(hash_bytes("quote")) {
  // The relay prepositions are those that the lexicon's reporting rows name: "naqala ... an", "qala ... li".
  const lexicon::Lexicon& lexicon = facts.lexicon();
  const int table = lexicon.table("speech_words");
  for (std::uint32_t row = 0; row < lexicon.rows(table); ++row) {
    const std::uint64_t hash = hash_bytes(lexicon.fold()(lexicon.cell(table, row, "form")));
    (lexicon.cell(table, row, "role") == "relay" ? from_ : to_) = hash;
  }
}

bool SpeakerFinder::may_speak(const Context& context, const Chunk& chunk) const {
  if (chunk.type == Chunk::Type::kTime || chunk.type == Chunk::Type::kWeapon) return false;
  const Fact& head = context.facts[chunk.tokens.first];
  if (head.starts(Source::kActor) || head.starts(Source::kSpeaker)) return true;
  return !head.starts(Source::kCue) && !head.starts(Source::kSaying);
}

// The first phrase behind a token that no preposition governs; times and short prepositional phrases may stand between.
int SpeakerFinder::chunk_after(const Context& context, std::uint32_t token, TokenRange sentence) const {
  const auto& chunks = context.chunks;
  auto next = std::lower_bound(chunks.begin(), chunks.end(), token,
                               [](const Chunk& c, std::uint32_t t) { return c.tokens.first < t; });
  std::uint32_t at = token;
  for (; next != chunks.end() && next->tokens.first < sentence.last; ++next) {
    if (next->tokens.first < at) continue;
    std::uint32_t gap = 0;
    for (std::uint32_t i = at; i < next->tokens.first; ++i) {
      const bool speech = is_quote(context.analysis.tokens[i]) && next->type != Chunk::Type::kActor;
      if (speech || (context.facts[i].verb && !context.facts[i].noun)) return -1;
      if (context.facts[i].is(extract::kSubordinator) || context.analysis.tokens[i].type == TokenType::kComma)
        return -1;
      if (!is_quote(context.analysis.tokens[i]) && !context.facts[i].is(extract::kPreposition)) ++gap;
    }
    if (gap > 1 || next->tokens.first > token + kSkip) return -1;
    if (next->preposition == 0 && next->type != Chunk::Type::kTime) {
      return may_speak(context, *next) ? static_cast<int>(next - chunks.begin()) : -1;
    }
    at = next->tokens.last;
  }
  return -1;
}

int SpeakerFinder::chunk_before(const Context& context, std::uint32_t token, TokenRange sentence) const {
  const Context::Range here = context.chunks_of(context.analysis.tokens[token].sentence);
  for (std::size_t i = here.last; i-- > here.first;) {
    const Chunk& chunk = context.chunks[i];
    if (chunk.tokens.last > token || chunk.tokens.first < sentence.first) continue;
    if (chunk.tokens.last < token) return -1;
    // The widest phrase that ends here, unless a preposition governs it.
    std::size_t widest = i;
    for (std::size_t j = i; j-- > 0 && context.chunks[j].tokens.first >= sentence.first;) {
      if (context.chunks[j].tokens.last == token) widest = j;
    }
    const Chunk& found = context.chunks[widest];
    return found.preposition == 0 && may_speak(context, found) ? static_cast<int>(widest) : -1;
  }
  return -1;
}

// The phrase that begins right here, whatever governs it, or what is left of one that began inside the cue ("bi-hasab
// bayan | al-wizara"); a quotation mark may stand before it.
TokenRange SpeakerFinder::phrase_at(const Context& context, std::uint32_t token, TokenRange sentence) const {
  while (token < sentence.last && is_quote(context.analysis.tokens[token])) ++token;
  const Context::Range here = context.chunks_of(context.analysis.tokens[sentence.first].sentence);
  TokenRange rest;
  for (std::size_t i = here.first; i < here.last; ++i) {
    const Chunk& chunk = context.chunks[i];
    if (chunk.tokens.first > token + 1) break;
    if (chunk.tokens.first >= token && may_speak(context, chunk)) return chunk.tokens;
    if (chunk.tokens.contains(token) && chunk.type != Chunk::Type::kTime) rest = {token, chunk.tokens.last};
  }
  return rest;
}

// Over particles and a comma that may stand between a subject and its verb.
std::uint32_t SpeakerFinder::skip_back(const Context& context, std::uint32_t token, TokenRange sentence) const {
  while (token > sentence.first &&
         (context.facts[token - 1].is(extract::kRelative) || context.facts[token - 1].is(extract::kParticle) ||
          context.facts[token - 1].is(extract::kAuxiliary) ||
          context.analysis.tokens[token - 1].type == TokenType::kComma)) {
    --token;
  }
  return token;
}

// The subject stands first in its clause: at the sentence's begin or behind "kana", "lakinna", "inna".
bool SpeakerFinder::opens_clause(const Context& context, std::uint32_t token, TokenRange sentence) const {
  if (token == sentence.first) return true;
  const Fact& before = context.facts[token - 1];
  return before.is(extract::kAuxiliary) || before.is(extract::kSubordinator) || before.is(extract::kConjunction) ||
         before.is(extract::kParticle);
}

// A word that is also closed-class reports only where a phrase and then a subordinator follow ("bayyana fulan anna").
bool SpeakerFinder::names_speaker(const Context& context, std::uint32_t token, TokenRange sentence) const {
  const TokenRange phrase = phrase_at(context, token, sentence);
  if (phrase.empty()) return false;
  const std::uint32_t behind = phrase.last;
  return behind < sentence.last && context.facts[behind].is(extract::kSubordinator);
}

// "li-qanat al-...": the medium that a speaker addresses, or the origin behind "an", right behind the speaker.
int SpeakerFinder::medium_after(const Context& context, std::uint32_t token, TokenRange sentence,
                                std::uint64_t preposition, std::uint32_t reach) const {
  const Context::Range here = context.chunks_of(context.analysis.tokens[sentence.first].sentence);
  for (std::size_t i = here.first; i < here.last; ++i) {
    const Chunk& chunk = context.chunks[i];
    if (chunk.tokens.first < token || chunk.tokens.first >= sentence.last) continue;
    if (chunk.tokens.first > token + reach) return -1;
    if (chunk.preposition == preposition) return static_cast<int>(i);
  }
  return -1;
}

// From `from` to the sentence's end, and on to the end of a quotation that opens there.
TokenRange SpeakerFinder::words_of(const Context& context, std::uint32_t from, TokenRange sentence) const {
  TokenRange words{from, sentence.last};
  const auto& quotations = context.analysis.quotations;
  auto next = std::lower_bound(quotations.begin(), quotations.end(), from,
                               [](const text::Quotation& q, std::uint32_t token) { return q.tokens.first < token; });
  for (; next != quotations.end() && next->tokens.first < sentence.last; ++next) {
    words.last = std::max(words.last, next->tokens.last);
  }
  return words;
}

// Media that a sentence names behind a preposition ("through the agency ...") may be where the claim was heard.
void SpeakerFinder::add_media(Context& context, TokenRange sentence) const {
  const Context::Range here = context.chunks_of(context.analysis.tokens[sentence.first].sentence);
  const std::size_t found = context.speakers.size();
  for (std::size_t i = here.first; i < here.last; ++i) {
    const Chunk& chunk = context.chunks[i];
    const std::int32_t match = context.facts[chunk.tokens.first].match[static_cast<int>(Source::kActor)];
    if (chunk.preposition == 0 || match < 0) continue;
    if (rows_.actor(context.analysis.matches[static_cast<std::size_t>(match)].entry.row).voice != Voice::kMedia)
      continue;
    const bool known = std::any_of(
        context.speakers.begin() + static_cast<std::ptrdiff_t>(found - std::min<std::size_t>(found, 8)),
        context.speakers.end(), [&](const Speaker& speaker) { return speaker.tokens.overlaps(chunk.tokens); });
    if (known) continue;
    Speaker speaker;
    speaker.tokens = chunk.tokens;
    speaker.pattern = Speaker::Pattern::kMedium;
    speaker.cue = chunk.tokens.first;
    speaker.says = sentence;
    context.speakers.push_back(speaker);
  }
}

// "'...', qala fulan": the words that are reported stand before the verb, in a quotation that ends there.
bool SpeakerFinder::follows_quotation(const Context& context, std::uint32_t token, TokenRange sentence) {
  if (token > sentence.first && context.analysis.tokens[token - 1].type == TokenType::kComma) --token;
  return token > sentence.first + 1 && is_quote(context.analysis.tokens[token - 1]) && context.quoted(token - 2);
}

// "bi-hasab ma | afada masdar", "kama | qala": the verb stands behind words that lead to it.
bool SpeakerFinder::follows_saying(const Context& context, std::uint32_t token) {
  for (std::uint32_t first = token; first > 0 && first + kNear > token; --first) {
    const std::int32_t match = context.facts[first - 1].match[static_cast<int>(Source::kSaying)];
    if (match >= 0) return context.analysis.matches[static_cast<std::size_t>(match)].tokens.last == token;
  }
  return false;
}

bool SpeakerFinder::reports(const Context& context, std::uint32_t token, const text::Match& match) const {
  const text::Token& word = context.analysis.tokens[token];
  if (match.tokens.size() == 1 && word.folded_size - word.proclitic_bytes - word.enclitic_bytes < 4) return false;
  const bool verb = Features::unpack(match.entry.features).is_verb();
  if (verb && (word.tag == text::Tag::kX || word.tag == text::Tag::kVerb || word.line_before)) return true;
  if (verb) {
    // A tagger takes a verb for a noun now and then; not where it opens a clause and somebody who may speak follows.
    const TokenRange sentence = context.analysis.sentences[word.sentence];
    const int after = chunk_after(context, match.tokens.last, sentence);
    const int before = chunk_before(context, token, sentence);
    if (before >= 0 && context.clause_follows(match.tokens.last) &&
        opens_clause(context, context.chunks[static_cast<std::size_t>(before)].tokens.first, sentence))
      return true;
    return (token == sentence.first || (word.clitics & (text::kWa | text::kFa)) != 0 ||
            context.analysis.tokens[token - 1].type == TokenType::kComma ||
            context.facts[token - 1].is(extract::kParticle)) &&
           after >= 0 && is_voice(context, context.chunks[static_cast<std::size_t>(after)].tokens);
  }
  return !context.facts[token].starts(Source::kPlaceWord);
}

// The phrase that opens the verb's clause, over words that belong to it ("wa-kanat al-wikala lil-tanmiya qad qalat").
int SpeakerFinder::topic(const Context& context, std::uint32_t token, TokenRange sentence) const {
  const Context::Range here = context.chunks_of(context.analysis.tokens[sentence.first].sentence);
  for (std::size_t i = here.last; i-- > here.first;) {
    const Chunk& chunk = context.chunks[i];
    if (chunk.tokens.last > token) continue;
    if (token - chunk.tokens.first > kTopicReach) return -1;
    if (chunk.preposition == 0 && may_speak(context, chunk) && opens_clause(context, chunk.tokens.first, sentence))
      return static_cast<int>(i);
  }
  return -1;
}

// "bayan lil-jaysh", "bayan sadir an al-jaysh", "i'lan al-wizara": whose words a noun of saying stands for.
TokenRange SpeakerFinder::owner(const Context& context, std::uint32_t token, TokenRange sentence) const {
  const Context::Range here = context.chunks_of(context.analysis.tokens[sentence.first].sentence);
  for (std::size_t i = here.first; i < here.last; ++i) {
    const Chunk& chunk = context.chunks[i];
    if (chunk.tokens.last <= token) continue;
    if (chunk.tokens.first > token + kNear) break;
    if (chunk.tokens.first < token) return {token, chunk.tokens.last};
    const bool near = chunk.tokens.first == token && chunk.preposition == 0;
    if ((near || chunk.preposition == from_ || chunk.preposition == to_) && may_speak(context, chunk))
      return chunk.tokens;
  }
  return {};
}

std::int8_t SpeakerFinder::agreement(const Context& context, const Cue& cue, TokenRange tokens) const {
  if (!cue.features.is_verb() || cue.features.gender == Features::Gender::kAny) return 0;
  const bool feminine = cue.features.gender == Features::Gender::kFeminine;
  const bool marked = context.analysis.tokens[tokens.first].ta_marbuta;
  if (marked == feminine) return 1;
  // Plurals of things and names of women carry no mark; a masculine verb hardly has a subject with one.
  return marked ? -1 : 0;
}

void SpeakerFinder::add_option(Context& context, const Cue& cue, Speaker speaker, std::size_t first) const {
  const auto known = [&](const Speaker& other) { return other.tokens == speaker.tokens; };
  const auto begin = context.speakers.begin() + static_cast<std::ptrdiff_t>(first);
  if (std::any_of(begin, context.speakers.end(), known)) return;
  speaker.cue = cue.token;
  speaker.row = static_cast<std::int32_t>(cue.row);
  speaker.option = static_cast<std::uint8_t>(std::min<std::size_t>(context.speakers.size() - first, 7));
  speaker.agreement = agreement(context, cue, speaker.tokens);
  context.speakers.push_back(speaker);
}

void SpeakerFinder::add_chunk(Context& context, const Cue& cue, int chunk, Speaker::Pattern pattern,
                              std::size_t first) const {
  if (chunk >= 0) add_phrase(context, cue, context.chunks[static_cast<std::size_t>(chunk)].tokens, pattern, first);
}

void SpeakerFinder::add_phrase(Context& context, const Cue& cue, TokenRange tokens, Speaker::Pattern pattern,
                               std::size_t first) const {
  if (tokens.empty()) return;
  const TokenRange sentence = context.analysis.sentences[context.analysis.tokens[cue.token].sentence];
  Speaker speaker;
  speaker.tokens = tokens;
  speaker.pattern = pattern;
  const std::uint32_t behind = std::max(speaker.tokens.last, cue.last);
  speaker.says = pattern == Speaker::Pattern::kAccording ? sentence : words_of(context, behind, sentence);
  const std::size_t at = context.speakers.size();
  add_option(context, cue, speaker, first);
  if (context.speakers.size() == at || at > first || rows_.saying(cue.row).pos == "prep") return;
  add_relay(context, cue, sentence, first);
}

// "naqalat al-wikala an masdar", "qala al-qaid li-qanat": the two voices of a relay, behind the likeliest speaker.
void SpeakerFinder::add_relay(Context& context, const Cue& cue, TokenRange sentence, std::size_t first) const {
  Speaker speaker = context.speakers.back();
  const bool quotes = rows_.saying(cue.row).family == quote_;
  const int origin = medium_after(context, speaker.tokens.last, sentence, from_, quotes ? kRelayReach : kNear);
  const int medium = medium_after(context, speaker.tokens.last, sentence, to_, kNear);
  const std::size_t at = context.speakers.size();
  if (origin >= 0) {
    speaker.via = static_cast<std::int32_t>(at) - 1;
    speaker.tokens = context.chunks[static_cast<std::size_t>(origin)].tokens;
    speaker.pattern = Speaker::Pattern::kRelayed;
    add_option(context, cue, speaker, first);
  } else if (medium >= 0 && is_medium(context, context.chunks[static_cast<std::size_t>(medium)])) {
    Speaker outlet = speaker;
    outlet.tokens = context.chunks[static_cast<std::size_t>(medium)].tokens;
    outlet.pattern = Speaker::Pattern::kRelayed;
    add_option(context, cue, outlet, first);
    if (context.speakers.size() > at) context.speakers[at - 1].via = static_cast<std::int32_t>(at);
  }
}

bool SpeakerFinder::is_medium(const Context& context, const Chunk& chunk) const {
  const Fact& head = context.facts[chunk.tokens.first];
  const auto row = [&](std::int32_t match) {
    return context.analysis.matches[static_cast<std::size_t>(match)].entry.row;
  };
  const std::int32_t actor = head.match[static_cast<int>(Source::kActor)],
                     source = head.match[static_cast<int>(Source::kSpeaker)];
  return (actor >= 0 && rows_.actor(row(actor)).voice == Voice::kMedia) ||
         (source >= 0 && rows_.speaker(row(source)).voice == Voice::kMedia);
}

// A phrase that some row knows as a voice, or that holds a proper name.
bool SpeakerFinder::is_voice(const Context& context, TokenRange tokens) const {
  for (std::uint32_t at = tokens.first; at < tokens.last; ++at) {
    const Fact& fact = context.facts[at];
    if (fact.starts(Source::kSpeaker) || fact.starts(Source::kActor) || fact.starts(Source::kTitle) ||
        context.analysis.tokens[at].tag == text::Tag::kPropn)
      return true;
  }
  return false;
}

// The last subject named before the verb ("yusaytiru al-huthiyun ala ..., wa-qalu").
void SpeakerFinder::add_subject(Context& context, const Cue& cue, TokenRange sentence, std::size_t first) const {
  const Context::Range here = context.chunks_of(context.analysis.tokens[sentence.first].sentence);
  for (std::size_t i = here.last; i-- > here.first;) {
    const Chunk& chunk = context.chunks[i];
    if (chunk.tokens.last > cue.token || chunk.preposition != 0 || !may_speak(context, chunk)) continue;
    if (!is_voice(context, chunk.tokens) || chunk.type == Chunk::Type::kPlace) continue;
    add_phrase(context, cue, chunk.tokens, Speaker::Pattern::kSubject, first);
    return;
  }
}

// The speakers before this cue, latest first.
void SpeakerFinder::add_carried(Context& context, const Cue& cue, std::size_t first) const {
  const TokenRange sentence = context.analysis.sentences[context.analysis.tokens[cue.token].sentence];
  int added = 0;
  for (std::size_t i = first; i-- > 0 && added < kCarried;) {
    const Speaker last = context.speakers[i];
    if (last.option > 1 || last.pattern == Speaker::Pattern::kCarried || last.pattern == Speaker::Pattern::kMedium)
      continue;
    if (!is_voice(context, last.tokens)) continue;
    Speaker speaker = last;
    speaker.pattern = Speaker::Pattern::kCarried;
    speaker.says = words_of(context, cue.last, sentence);
    const std::size_t before = context.speakers.size();
    add_option(context, cue, speaker, first);
    if (context.speakers.size() > before) ++added;
  }
}

void SpeakerFinder::add_cue(Context& context, const Cue& cue) const {
  using Pattern = Speaker::Pattern;
  const SayingRow& row = rows_.saying(cue.row);
  const TokenRange sentence = context.analysis.sentences[context.analysis.tokens[cue.token].sentence];
  // "min jihatihi", "bi-dawrihi" open a sentence; the verb behind them reports.
  if (row.pos == "particle" || (row.pos == "prep" && row.subject == 'a' && !row.carries)) return;
  if (row.pos == "verb" && context.facts[cue.token].function != 0 && !names_speaker(context, cue.last, sentence))
    return;
  const bool verb = cue.features.is_verb();
  const std::size_t first = context.speakers.size();
  if (row.pos == "prep" || context.facts[cue.last - 1].is(extract::kPreposition)) {
    add_phrase(context, cue, phrase_at(context, cue.last, sentence), Pattern::kAccording, first);
    if (row.carries) add_carried(context, cue, first);
    return;
  }
  if (!verb) {
    add_phrase(context, cue, owner(context, cue.last, sentence), Pattern::kOfNoun, first);
    add_carried(context, cue, first);
    return;
  }
  const int after = chunk_after(context, cue.last, sentence);
  const int before = chunk_before(context, skip_back(context, cue.token, sentence), sentence);
  const bool trails = cue.token > sentence.first &&
                      (follows_saying(context, cue.token) || follows_quotation(context, cue.token, sentence));
  const bool leads =
      before >= 0 && opens_clause(context, context.chunks[static_cast<std::size_t>(before)].tokens.first, sentence);
  if (leads || after < 0) add_chunk(context, cue, before, Pattern::kBeforeVerb, first);
  add_chunk(context, cue, after, trails ? Pattern::kAccording : Pattern::kAfterVerb, first);
  add_chunk(context, cue, before, Pattern::kBeforeVerb, first);
  add_chunk(context, cue, topic(context, cue.token, sentence), Pattern::kTopic, first);
  if (after < 0 && before < 0) add_subject(context, cue, sentence, first);
  add_carried(context, cue, first);
}

void SpeakerFinder::add_heading(Context& context, TokenRange sentence) const {
  const Context::Range here = context.chunks_of(context.analysis.tokens[sentence.first].sentence);
  for (std::size_t i = here.first; i < here.last; ++i) {
    const Chunk& chunk = context.chunks[i];
    if (chunk.tokens.first != sentence.first) return;
    const std::uint32_t colon = chunk.tokens.last;
    if (colon >= sentence.last || context.analysis.original(context.analysis.tokens[colon]) != ":") return;
    if (!may_speak(context, chunk) || chunk.type == Chunk::Type::kPlace) return;
    Speaker speaker;
    speaker.tokens = chunk.tokens;
    speaker.pattern = Speaker::Pattern::kHeading;
    speaker.cue = colon;
    speaker.says = {colon + 1, sentence.last};
    context.speakers.push_back(speaker);
    return;
  }
}

void SpeakerFinder::find(Context& context) const {
  context.speakers.clear();
  for (const TokenRange sentence : context.analysis.sentences) {
    add_heading(context, sentence);
    for (std::uint32_t token = sentence.first; token < sentence.last; ++token) {
      const std::int32_t match = context.facts[token].match[static_cast<int>(Source::kSaying)];
      if (match < 0 || (!context.speakers.empty() && context.speakers.back().tokens.contains(token))) continue;
      const text::Match& found = context.analysis.matches[static_cast<std::size_t>(match)];
      if (!reports(context, token, found)) continue;
      add_cue(context, {token, found.tokens.last, found.entry.row, Features::unpack(found.entry.features)});
    }
    add_media(context, sentence);
  }
}

}  // namespace isnad::frames
