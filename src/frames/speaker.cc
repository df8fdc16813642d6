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

constexpr std::uint32_t kSkip = 6;       // tokens that may stand between a verb of saying and its subject
constexpr std::uint32_t kCarryOver = 4;  // sentences over which a speaker may go on

bool is_quote(const text::Token& token) {
  return token.type == TokenType::kQuote || token.type == TokenType::kQuoteOpen || token.type == TokenType::kQuoteClose;
}

enum Template {
  kPattern = 201,
  kSide,
  kDistance,
  kSentences,
  kInQuote,
  kFamily,
  kKind,
  kSelf,
  kBetween,
  kBeforeCue,
  kAfterSpeaker,
  kWho,
  kCommas,
  kRow,
  kRowKind,
  kForm,
  kSame,
  kParagraph,
  kNearest,
  kHead,
  kNone,
};

}  // namespace

struct SpeakerFinder::Cue {
  std::uint32_t token = 0, last = 0;  // tokens [token, last)
  std::uint32_t row = 0;
  Features features;
};

SpeakerFinder::SpeakerFinder(const extract::FactFinder& facts, const Rows& rows) : facts_(facts), rows_(rows) {
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
  return !head.starts(Source::kCue) || head.starts(Source::kActor) || head.starts(Source::kSpeaker);
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

// The phrase that begins right here, whatever governs it; a quotation mark may stand before it.
int SpeakerFinder::chunk_at(const Context& context, std::uint32_t token, TokenRange sentence) const {
  while (token < sentence.last && is_quote(context.analysis.tokens[token])) ++token;
  const Context::Range here = context.chunks_of(context.analysis.tokens[sentence.first].sentence);
  for (std::size_t i = here.first; i < here.last; ++i) {
    const Chunk& chunk = context.chunks[i];
    if (chunk.tokens.first >= token && chunk.tokens.first <= token + 1 && may_speak(context, chunk))
      return static_cast<int>(i);
  }
  return -1;
}

// Over particles and a comma that may stand between a subject and its verb.
std::uint32_t SpeakerFinder::skip_back(const Context& context, std::uint32_t token, TokenRange sentence) const {
  while (token > sentence.first &&
         (context.facts[token - 1].is(extract::kParticle) || context.facts[token - 1].is(extract::kAuxiliary) ||
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
  const int chunk = chunk_at(context, token, sentence);
  if (chunk < 0) return false;
  const std::uint32_t behind = context.chunks[static_cast<std::size_t>(chunk)].tokens.last;
  return behind < sentence.last && context.facts[behind].is(extract::kSubordinator);
}

// "li-qanat al-...": the medium that a speaker addresses, or the origin behind "an", right behind the speaker.
int SpeakerFinder::medium_after(const Context& context, std::uint32_t token, TokenRange sentence,
                                std::uint64_t preposition) const {
  const Context::Range here = context.chunks_of(context.analysis.tokens[sentence.first].sentence);
  for (std::size_t i = here.first; i < here.last; ++i) {
    const Chunk& chunk = context.chunks[i];
    if (chunk.tokens.first < token || chunk.tokens.first >= sentence.last) continue;
    if (chunk.tokens.first > token + 3) return -1;
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

// The last speaker; where the verb is feminine, rather the last one whose name can be.
std::size_t SpeakerFinder::carried(const Context& context, const Cue& cue) const {
  const std::size_t last = context.speakers.size() - 1;
  if (cue.features.gender != Features::Gender::kFeminine || cue.features.number != Features::Number::kSingular)
    return last;
  for (std::size_t back = 0; back <= std::min<std::size_t>(last, 3); ++back) {
    if (context.analysis.tokens[context.speakers[last - back].tokens.first].ta_marbuta) return last - back;
  }
  return last;
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

bool SpeakerFinder::reports(const Context& context, std::uint32_t token, const text::Match& match) const {
  const text::Token& word = context.analysis.tokens[token];
  if (match.tokens.size() == 1 && word.folded_size - word.proclitic_bytes - word.enclitic_bytes < 4) return false;
  const bool verb = Features::unpack(match.entry.features).is_verb();
  if (verb) return word.tag == text::Tag::kX || word.tag == text::Tag::kVerb || word.line_before;
  return !context.facts[token].starts(Source::kPlaceWord);
}

void SpeakerFinder::add_cue(Context& context, const Cue& cue) const {
  const SayingRow& row = rows_.saying(cue.row);
  const TokenRange sentence = context.analysis.sentences[context.analysis.tokens[cue.token].sentence];
  Speaker speaker;
  speaker.cue = cue.token;
  speaker.row = static_cast<std::int32_t>(cue.row);
  if (row.pos == "particle") return;
  if (row.pos == "verb" && context.facts[cue.token].function != 0 && !names_speaker(context, cue.last, sentence))
    return;
  if (cue.features.passive && !row.carries && row.pos == "verb" && chunk_after(context, cue.last, sentence) < 0) return;
  const bool verb = cue.features.is_verb();
  const int after = row.pos == "prep" || context.facts[cue.last - 1].is(extract::kPreposition)
                        ? chunk_at(context, cue.last, sentence)
                        : chunk_after(context, cue.last, sentence);
  const int before = verb ? chunk_before(context, skip_back(context, cue.token, sentence), sentence) : -1;
  const bool trails = cue.token > sentence.first && context.facts[cue.token - 1].starts(Source::kSaying);
  int chosen = -1;
  if (row.pos == "prep" && after >= 0) {
    speaker.pattern = Speaker::Pattern::kAccording;
    chosen = after;
  } else if (verb && after >= 0 && context.chunks[static_cast<std::size_t>(after)].tokens.first <= cue.last + kSkip) {
    speaker.pattern = Speaker::Pattern::kAfterVerb;
    chosen = after;
    if (before >= 0 && opens_clause(context, context.chunks[static_cast<std::size_t>(before)].tokens.first, sentence)) {
      speaker.pattern = Speaker::Pattern::kBeforeVerb;
      chosen = before;
    }
  } else if (verb && before >= 0) {
    speaker.pattern = Speaker::Pattern::kBeforeVerb;
    chosen = before;
  } else if (!context.speakers.empty() && (row.carries || !verb)) {
    const Speaker& last = context.speakers[carried(context, cue)];
    speaker.pattern = Speaker::Pattern::kCarried;
    speaker.tokens = last.tokens;
    speaker.says = words_of(context, cue.last, sentence);
    speaker.via = last.via;
    context.speakers.push_back(speaker);
    return;
  }
  if (chosen < 0) return;
  if (trails) speaker.pattern = Speaker::Pattern::kAccording;
  speaker.tokens = context.chunks[static_cast<std::size_t>(chosen)].tokens;
  const std::uint32_t behind = std::max(speaker.tokens.last, cue.last);
  speaker.says = speaker.pattern == Speaker::Pattern::kAccording ? sentence : words_of(context, behind, sentence);
  const int origin = row.pos == "prep" ? -1 : medium_after(context, speaker.tokens.last, sentence, from_);
  const int medium = medium_after(context, speaker.tokens.last, sentence, to_);
  context.speakers.push_back(speaker);
  if (origin >= 0) {
    Speaker relayed = speaker;
    relayed.via = static_cast<std::int32_t>(context.speakers.size()) - 1;
    relayed.tokens = context.chunks[static_cast<std::size_t>(origin)].tokens;
    relayed.pattern = Speaker::Pattern::kRelayed;
    context.speakers.push_back(relayed);
  } else if (medium >= 0) {
    const Fact& head = context.facts[context.chunks[static_cast<std::size_t>(medium)].tokens.first];
    const std::int32_t actor = head.match[static_cast<int>(Source::kActor)],
                       source = head.match[static_cast<int>(Source::kSpeaker)];
    const auto voice = [&](std::int32_t match, bool is_actor) {
      const std::uint32_t r = context.analysis.matches[static_cast<std::size_t>(match)].entry.row;
      return is_actor ? rows_.actor(r).voice : rows_.speaker(r).voice;
    };
    if ((actor >= 0 && voice(actor, true) == Voice::kMedia) || (source >= 0 && voice(source, false) == Voice::kMedia)) {
      Speaker outlet = speaker;
      outlet.tokens = context.chunks[static_cast<std::size_t>(medium)].tokens;
      outlet.pattern = Speaker::Pattern::kRelayed;
      context.speakers.back() = outlet;
      speaker.via = static_cast<std::int32_t>(context.speakers.size()) - 1;
      context.speakers.push_back(speaker);
    }
  }
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

Context::Range VoiceFeatures::candidates(const Context& context, std::size_t trigger) {
  const std::uint32_t here = context.analysis.tokens[context.triggers[trigger].head].sentence;
  return {context.speakers_of(here > kCarryOver ? here - kCarryOver : 0).first, context.speakers_of(here).last};
}

void VoiceFeatures::build(const Context& context, std::size_t trigger, std::size_t speaker,
                          std::vector<std::uint64_t>& out) const {
  const Trigger& t = context.triggers[trigger];
  const Speaker& s = context.speakers[speaker];
  const std::uint32_t sentences = context.analysis.tokens[t.head].sentence - context.analysis.tokens[s.cue].sentence;
  const TokenRange sentence = context.analysis.sentences[context.analysis.tokens[s.cue].sentence];
  const bool after = t.head > s.cue, self = t.tokens.contains(s.cue), inside = s.says.contains(t.head);
  const bool in_quote = context.quoted(t.head), named_inside = s.tokens.overlaps(t.tokens);
  const int side = self ? 2 : named_inside ? 3 : after ? 1 : 0;
  const std::uint32_t first = std::min(t.head, s.cue), last = std::max(t.head, s.cue);
  std::uint32_t commas = 0, subordinators = 0, paragraphs = 0, others = 0;
  for (std::uint32_t i = first + 1; i < last; ++i) {
    commas += context.analysis.tokens[i].type == TokenType::kComma ? 1 : 0;
    subordinators += context.facts[i].is(extract::kSubordinator) ? 1 : 0;
    paragraphs += context.analysis.tokens[i].line_before ? 1 : 0;
  }
  const std::uint32_t here = context.analysis.tokens[t.head].sentence;
  for (std::size_t i = context.speakers_of(here - sentences).first; i < context.speakers_of(here).last; ++i) {
    others += context.speakers[i].cue > first && context.speakers[i].cue < last ? 1 : 0;
  }
  const std::uint64_t family = s.row < 0 ? 0 : rows_.saying(static_cast<std::uint32_t>(s.row)).family;
  const int near = static_cast<int>(std::min(sentences, 3U));
  const std::uint64_t before_cue = s.cue > sentence.first ? context.facts[s.cue - 1].stem : 0;
  const std::uint32_t behind = std::max(s.tokens.last, s.cue + 1);
  const std::uint64_t after_speaker = behind < sentence.last ? context.facts[behind].stem : 0;
  out.clear();
  out.push_back(feature(kPattern, s.pattern, side, near, inside));
  out.push_back(feature(kSide, s.pattern, side, near, in_quote, std::min(others, 2U)));
  out.push_back(feature(kDistance, s.pattern, side, bucket(last - first)));
  out.push_back(feature(kInQuote, in_quote, inside, near, std::min(paragraphs, 2U)));
  out.push_back(feature(kFamily, family, side, near, s.pattern));
  out.push_back(feature(kRow, s.row, side, near != 0));
  out.push_back(feature(kKind, t.kind, side, near != 0, inside));
  out.push_back(feature(kRowKind, family, t.kind, side));
  out.push_back(feature(kSelf, self, t.kind, t.form));
  out.push_back(feature(kBetween, side, std::min(others, 3U), near, s.via >= 0));
  out.push_back(feature(kBeforeCue, before_cue, side, near != 0));
  out.push_back(feature(kAfterSpeaker, after_speaker, side, near != 0));
  out.push_back(feature(kCommas, side, std::min(commas, 3U), std::min(subordinators, 2U), near));
  out.push_back(feature(kForm, t.form, side, s.pattern));
  out.push_back(feature(kParagraph, near, std::min(paragraphs, 3U), s.pattern, in_quote));
  out.push_back(feature(kHead, context.facts[s.tokens.first].stem, side, near != 0));
  out.push_back(feature(kWho, context.facts[s.tokens.first].begins, s.pattern, side));
  out.push_back(feature(kNearest, near, others == 0, in_quote, s.pattern, side));
}

void VoiceFeatures::build_none(const Context& context, std::size_t trigger, std::vector<std::uint64_t>& out) const {
  const Trigger& t = context.triggers[trigger];
  const std::uint32_t sentence = context.analysis.tokens[t.head].sentence;
  const Context::Range here = context.speakers_of(sentence);
  const bool in_quote = context.quoted(t.head);
  std::uint32_t before = 0, behind = 0;
  for (std::size_t i = here.first; i < here.last; ++i) (context.speakers[i].cue < t.head ? before : behind) += 1;
  out.clear();
  out.push_back(feature(kNone, 0));
  out.push_back(feature(kNone, 1, t.kind));
  out.push_back(feature(kNone, 2, in_quote, sentence == 0, std::min(before, 2U), std::min(behind, 2U)));
  out.push_back(feature(kNone, 3, t.kind, t.form, std::min(before, 1U)));
  out.push_back(feature(kNone, 4, t.row));
  out.push_back(feature(kNone, 5, std::min(sentence, 4U),
                        context.analysis.tokens[context.analysis.sentences[sentence].first].line_before));
  out.push_back(feature(kNone, 6, context.facts[context.analysis.sentences[sentence].first].stem));
}

int VoiceFinder::find(Context& context, std::size_t trigger) const {
  features_.build_none(context, trigger, context.features);
  int best = -1;
  float highest = model_.rank(context.features);
  const Context::Range range = VoiceFeatures::candidates(context, trigger);
  for (std::size_t speaker = range.first; speaker < range.last; ++speaker) {
    features_.build(context, trigger, speaker, context.features);
    const float score = model_.rank(context.features);
    if (score <= highest) continue;
    best = static_cast<int>(speaker);
    highest = score;
  }
  return best;
}

}  // namespace isnad::frames
