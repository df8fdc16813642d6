#include "frames/voice_model.h"

#include <algorithm>
#include <cmath>

#include "base/strings.h"
#include "frames/feature.h"

namespace isnad::frames {
namespace {

using extract::Fact;
using extract::Source;
using text::TokenType;

constexpr std::uint32_t kCarryOver = 4;    // sentences over which a speaker may go on
constexpr std::uint32_t kReach = 500;      // tokens between speaker and event: more only where nothing ends sentences
constexpr std::uint32_t kMostOthers = 3;   // speakers between that are counted
constexpr std::uint32_t kAheadReach = 16;  // tokens behind the trigger where reported words may open

enum Template {
  kPattern = 201,
  kSide,
  kDistance,
  kInQuote,
  kFamily,
  kKind,
  kSelf,
  kBetween,
  kBeforeCue,
  kAfterSpeaker,
  kCommas,
  kRow,
  kRowKind,
  kForm,
  kParagraph,
  kNearest,
  kNone,
  kHead,
  kWho,
  kVoice,
  kOption,
  kOptionWhere,
  kOptionRow,
  kPhrase,
  kPhraseSize,
  kPhraseAway,
  kStretch,
  kStretchHead,
  kLastFunction,
  kInside,
  kOpener,
  kOpenerVerbs,
  kOpenerWord,
  kOpenerFunction,
  kOpenerAway,
  kOpenerStretch,
  kOpenerFamily,
  kOpenerRow,
  kLink,
  kLinkOthers,
  kPrevious,
  kPreviousLines,
  kPreviousQuote,
  kPreviousPattern,
  kNewCue,
  kNewCueLines,
  kScopeFamily,
  kGoverns,
  kAhead,
  kAheadForm,
  kSentence,
  kSentenceWord,
  kTail,
  kTailOthers,
};

/// Where the trigger stands, seen from the words that report.
enum Where { kCueItself, kInName, kBehindCue, kBeforeCueWord, kQuoteGoesOn, kNextSentence, kNextParagraph, kFar };

bool is_quote(const text::Token& token) {
  return token.type == TokenType::kQuote || token.type == TokenType::kQuoteOpen || token.type == TokenType::kQuoteClose;
}

bool cuts(const text::Token& token) {
  return token.type == TokenType::kComma || token.type == TokenType::kStop || token.type == TokenType::kDash ||
         token.type == TokenType::kOpen || token.type == TokenType::kClose || is_quote(token);
}

// What opens the reported words: a subordinator, a mark, or a phrase.
int opener_at(const Context& context, std::uint32_t at) {
  const text::Token& token = context.analysis.tokens[at];
  if (context.facts[at].is(extract::kSubordinator)) return 1;
  if (is_quote(token)) return 2;
  return context.analysis.original(token) == ":" ? 3 : 0;
}

// What opens reported words behind a token, before another verb of saying.
int opener_behind(const Context& context, std::uint32_t at, TokenRange sentence) {
  const std::uint32_t end = std::min(sentence.last, at + kAheadReach);
  int opener = 0;
  for (++at; at < end && opener == 0; ++at) {
    if (context.facts[at].starts(Source::kSaying) && context.facts[at].verb) return 0;
    opener = opener_at(context, at);
  }
  return opener;
}

// What a stretch begins with, coarsely.
std::uint64_t shape(const Context& context, std::uint32_t at) {
  const Fact& fact = context.facts[at];
  const std::uint64_t joined = (context.analysis.tokens[at].clitics & (text::kWa | text::kFa)) != 0 ? 1 : 0;
  if (fact.function != 0) return fact.stem ^ joined;
  return (fact.verb ? 2U : 4U) + joined + (context.analysis.tokens[at].verb == text::kImperfect ? 8U : 0U);
}

// The first token behind the last mark before `token`.
std::uint32_t stretch_of(const Context& context, std::uint32_t token, TokenRange sentence) {
  while (token > sentence.first && !cuts(context.analysis.tokens[token - 1])) --token;
  return token;
}

bool same_voice(const Speaker& a, const Speaker& b) {
  return a.tokens == b.tokens;
}

}  // namespace

struct VoiceFeatures::Pair {
  const Trigger* trigger;
  const Speaker* speaker;
  std::size_t index, speaker_index;
  Where where;
  std::uint32_t sentences, first, last, behind;
  Tally between;
  std::uint32_t paragraphs = 0, others = 0;  // speakers between the two, at most kMostOthers
  bool in_quote, inside;
  // Where the trigger stands behind the cue: what opens the reported words, and at which token.
  int opener = 0;
  std::uint32_t opened = 0;
  std::uint32_t stretch = 0;        // first token of the trigger's stretch: from the last mark before it
  std::uint64_t last_function = 0;  // the last closed-class word between the two
  std::uint64_t family = 0;         // of the verb of saying
};

VoiceFeatures::Pair VoiceFeatures::measure(const Context& context, std::size_t trigger, std::size_t speaker) const {
  Pair p{};
  const Trigger& t = context.triggers[trigger];
  const Speaker& s = context.speakers[speaker];
  p.trigger = &t;
  p.speaker = &s;
  p.index = trigger;
  p.speaker_index = speaker;
  const std::uint32_t here = context.analysis.tokens[t.head].sentence;
  p.sentences = here - context.analysis.tokens[s.cue].sentence;
  p.first = std::min(t.head, s.cue);
  p.last = std::max(t.head, s.cue);
  p.between = context.between(p.first + 1, p.last);
  p.paragraphs = p.between.lines;
  p.paragraphs += p.last > p.first && context.analysis.tokens[p.last].line_before ? 1 : 0;
  std::uint32_t cue = 0xFFFFFFFF;
  const std::size_t end = context.speakers_of(here).last;
  for (std::size_t i = context.speakers_of(here - p.sentences).first; i < end && p.others < kMostOthers; ++i) {
    const std::uint32_t other = context.speakers[i].cue;
    if (other > p.first && other < p.last && other != cue) ++p.others;
    cue = other;
  }
  p.in_quote = context.quoted(t.head);
  p.inside = s.says.contains(t.head);
  p.behind = std::max(s.cue + 1, s.tokens.first > s.cue && s.tokens.first < t.head ? s.tokens.last : s.cue + 1);
  p.where = t.tokens.contains(s.cue)      ? kCueItself
            : s.tokens.overlaps(t.tokens) ? kInName
            : p.sentences == 0            ? (t.head > s.cue ? kBehindCue : kBeforeCueWord)
            : p.inside                    ? kQuoteGoesOn
            : p.sentences == 1            ? (p.paragraphs == 0 ? kNextSentence : kNextParagraph)
                                          : kFar;
  measure_scope(context, p);
  return p;
}

void VoiceFeatures::measure_scope(const Context& context, Pair& p) const {
  const std::uint32_t head = p.trigger->head;
  const TokenRange sentence = context.analysis.sentences[context.analysis.tokens[head].sentence];
  p.family = p.speaker->row < 0 ? 0 : rows_.saying(static_cast<std::uint32_t>(p.speaker->row)).family;
  p.stretch = stretch_of(context, head, sentence);
  std::uint32_t function = head;
  while (function > p.stretch && context.facts[function - 1].function == 0) --function;
  p.last_function = function > p.stretch ? context.facts[function - 1].stem : 0;
  p.opened = p.behind;
  if (p.where != kBehindCue) return;
  for (; p.opened < head; ++p.opened) {
    if ((p.opener = opener_at(context, p.opened)) != 0) return;
  }
}

// What kind of voice a phrase names, by the first row that says so.
std::uint64_t VoiceFeatures::who(const Context& context, TokenRange tokens) const {
  for (std::uint32_t at = tokens.first; at < tokens.last; ++at) {
    const Fact& fact = context.facts[at];
    for (const Source source : {Source::kSpeaker, Source::kActor, Source::kTitle}) {
      const std::int32_t match = fact.match[static_cast<std::size_t>(source)];
      if (match < 0) continue;
      const std::uint32_t row = context.analysis.matches[static_cast<std::size_t>(match)].entry.row;
      const VoiceRow& voice = source == Source::kSpeaker ? rows_.speaker(row)
                              : source == Source::kActor ? rows_.actor(row)
                                                         : rows_.title(row);
      return 1 + static_cast<std::uint64_t>(voice.voice) + 16 * static_cast<std::uint64_t>(source) +
             (at == tokens.first ? 1024 : 0);
    }
  }
  return 0;
}

// What the stretch of the trigger begins with, and how the reported words open.
void VoiceFeatures::add_scope(const Context& context, const Pair& p, std::vector<std::uint64_t>& out) const {
  const Trigger& t = *p.trigger;
  const bool cue_in_stretch = p.where == kBehindCue && p.speaker->cue >= p.stretch;
  const std::uint64_t begins = shape(context, p.stretch);
  const std::uint32_t commas = std::min(p.between.commas, 2U);
  out.push_back(feature(kStretch, p.where, begins, cue_in_stretch));
  out.push_back(feature(kStretchHead, p.where, begins, t.head == p.stretch, commas));
  out.push_back(feature(kLastFunction, p.where, p.last_function, cue_in_stretch));
  out.push_back(feature(kInside, p.where, std::min(p.between.relatives, 2U), std::min(p.between.verbs, 4U), p.opener));
  if (p.where != kBehindCue) return;
  const std::uint32_t clear =
      std::min(p.between.verbs, 1U) + 2 * std::min(p.between.commas, 1U) + 4 * std::min(p.between.relatives, 1U);
  const std::uint64_t governor =
      context.analysis.tokens[t.head].clitics & (text::kBa | text::kLa | text::kArticle | text::kWa);
  out.push_back(feature(kScopeFamily, p.family, p.opener, clear));
  out.push_back(feature(kGoverns, p.family, p.opener, governor, clear));
  const std::uint64_t word = p.opener == 0 && p.behind < t.head ? shape(context, p.behind) : 0;
  out.push_back(feature(kOpener, p.opener, p.speaker->pattern, std::min(p.opened - p.behind, 12U) / 2));
  out.push_back(feature(kOpenerVerbs, p.opener, commas, std::min(p.between.joined_verbs, 2U), p.in_quote));
  out.push_back(feature(kOpenerWord, p.opener, word, t.form));
  out.push_back(feature(kOpenerFunction, p.opener, p.last_function, std::min(p.others, 2U)));
  out.push_back(feature(kOpenerAway, p.opener, bucket(t.head - std::min(p.opened, t.head)), commas));
  out.push_back(feature(kOpenerStretch, p.opener, begins, cue_in_stretch, commas));
  if (p.behind >= t.head) return;
  const Fact& next = context.facts[p.behind];
  const std::uint64_t clitics =
      context.analysis.tokens[p.behind].clitics & (text::kBa | text::kLa | text::kArticle | text::kWa);
  out.push_back(feature(kOpenerFamily, p.family, p.opener, next.function != 0 ? next.stem : clitics));
  out.push_back(feature(kOpenerRow, p.speaker->row, p.opener));
}

// How a quotation around the trigger is tied to the words that report.
void VoiceFeatures::add_link(const Context& context, const Pair& p, std::vector<std::uint64_t>& out) const {
  int link = 0;
  if (p.in_quote) {
    const auto& quotations = context.analysis.quotations;
    const auto next = std::upper_bound(quotations.begin(), quotations.end(), p.trigger->head,
                                       [](std::uint32_t at, const text::Quotation& q) { return at < q.tokens.first; });
    const TokenRange quoted = std::prev(next)->tokens;
    const std::uint32_t cue = p.speaker->cue;
    link = quoted.contains(cue) ? 1
           : cue < quoted.first ? (quoted.first - std::min(quoted.first, p.behind) < 4 ? 2 : 3)
                                : (cue - quoted.last < 4 ? 4 : 5);
  }
  out.push_back(feature(kLink, link, p.where, p.speaker->pattern));
  out.push_back(feature(kLinkOthers, link, std::min(p.others, 2U), std::min(p.sentences, 2U)));
}

// What was chosen for the trigger before, and what stands between the two.
void VoiceFeatures::add_previous(const Context& context, const Pair& p, std::vector<std::uint64_t>& out) const {
  if (p.index == 0) {
    out.push_back(feature(kPrevious, 0, p.where));
    return;
  }
  const int chosen = context.voices[p.index - 1];
  const std::uint32_t before = context.triggers[p.index - 1].head, head = p.trigger->head;
  int relation = chosen == kUnknownVoice ? 2 : 1;
  if (chosen >= 0) {
    const Speaker& last = context.speakers[static_cast<std::size_t>(chosen)];
    relation = static_cast<std::size_t>(chosen) == p.speaker_index ? 3 : same_voice(last, *p.speaker) ? 4 : 5;
  }
  const std::uint32_t from = context.analysis.tokens[before].sentence, here = context.analysis.tokens[head].sentence;
  const std::uint32_t apart = std::min(here - from, 2U);
  const Tally between = context.between(before + 1, head + 1);
  bool any_cue = false;
  for (std::size_t i = context.speakers_of(from).first; i < context.speakers_of(here).last; ++i) {
    const Speaker& other = context.speakers[i];
    any_cue = any_cue || (other.cue > before && other.cue < head && other.pattern != Speaker::Pattern::kMedium);
  }
  const bool cue_between = p.speaker->cue > before && p.speaker->cue < head;
  out.push_back(feature(kPrevious, relation, p.where, apart, cue_between));
  out.push_back(feature(kPreviousLines, relation, apart, std::min(between.lines, 1U), std::min(p.others, 2U)));
  out.push_back(
      feature(kPreviousQuote, relation, std::min(between.commas, 2U), apart == 0, p.in_quote, context.quoted(before)));
  out.push_back(feature(kPreviousPattern, relation, p.speaker->pattern, p.where));
  out.push_back(feature(kNewCue, relation, any_cue, p.where));
  out.push_back(feature(kNewCueLines, relation, any_cue, p.sentences == 0, std::min(p.paragraphs, 1U)));
}

// Whether the reported words open only behind the trigger ("qala qa'id al-amaliyya inna"), how a sentence without the
// cue begins, and whether a cue behind the trigger ends the sentence ("..., bi-hasab al-shurta").
void VoiceFeatures::add_frame(const Context& context, const Pair& p, std::vector<std::uint64_t>& out) {
  const Speaker& s = *p.speaker;
  const Trigger& t = *p.trigger;
  const TokenRange sentence = context.analysis.sentences[context.analysis.tokens[t.head].sentence];
  const int ahead = p.where == kBehindCue && p.opener == 0 ? opener_behind(context, t.head, sentence) : 0;
  out.push_back(feature(kAhead, p.where, p.opener, ahead, s.pattern));
  out.push_back(feature(kAheadForm, p.where, p.opener, ahead, p.family, t.form));
  if (p.sentences > 0) {
    const bool new_line = context.analysis.tokens[sentence.first].line_before;
    out.push_back(feature(kSentence, p.where, shape(context, sentence.first), new_line, p.in_quote));
    out.push_back(feature(kSentenceWord, p.where, context.facts[sentence.first].stem));
  }
  if (p.where != kBeforeCueWord) return;
  const bool last = std::max(s.cue + 1, s.tokens.last) + 1 >= sentence.last;
  const bool comma = context.analysis.tokens[s.cue - 1].type == TokenType::kComma;
  const std::uint32_t commas = std::min(p.between.commas, 3U), verbs = std::min(p.between.joined_verbs, 2U);
  out.push_back(feature(kTail, s.pattern, p.family, last, comma, std::min(p.others, 2U)));
  out.push_back(feature(kTailOthers, s.pattern, commas, verbs, last, comma));
}

// The phrase that would speak, and how it came to be offered.
void VoiceFeatures::add_phrase(const Context& context, const Pair& p, std::vector<std::uint64_t>& out) const {
  const Speaker& s = *p.speaker;
  const Fact& first = context.facts[s.tokens.first];
  const text::Token& head = context.analysis.tokens[s.tokens.first];
  const int away = s.tokens.first < s.cue ? bucket(s.cue - s.tokens.last) : 20 + bucket(s.tokens.first - s.cue);
  out.push_back(feature(kHead, first.stem, p.where));
  out.push_back(feature(kWho, first.begins, s.pattern, p.where));
  out.push_back(feature(kVoice, who(context, s.tokens), s.pattern, p.where));
  out.push_back(feature(kOption, s.option, s.pattern, s.agreement));
  out.push_back(feature(kOptionWhere, s.option, p.where, s.agreement));
  out.push_back(feature(kOptionRow, s.option, s.pattern, s.row));
  out.push_back(
      feature(kPhrase, head.tag, head.clitics & (text::kArticle | text::kPronoun | text::kLa | text::kBa), s.pattern));
  out.push_back(feature(kPhraseSize, head.type, std::min(s.tokens.size(), 4U), s.pattern, s.option));
  out.push_back(feature(kPhraseAway, away, s.pattern, s.option));
}

void VoiceFeatures::candidates(const Context& context, std::size_t trigger, std::vector<std::uint32_t>& out) {
  out.clear();
  const std::uint32_t head = context.triggers[trigger].head, here = context.analysis.tokens[head].sentence;
  std::size_t first = context.speakers_of(here > kCarryOver ? here - kCarryOver : 0).first;
  while (first < context.speakers.size() && context.speakers[first].cue + kReach < head) ++first;
  const int chosen = trigger == 0 ? -1 : context.voices[trigger - 1];
  if (chosen >= 0 && static_cast<std::size_t>(chosen) < first) out.push_back(static_cast<std::uint32_t>(chosen));
  for (std::size_t i = first; i < context.speakers_of(here).last && context.speakers[i].cue <= head + kReach; ++i)
    out.push_back(static_cast<std::uint32_t>(i));
}

void VoiceFeatures::build(const Context& context, std::size_t trigger, std::size_t speaker,
                          std::vector<std::uint64_t>& out) const {
  const Pair p = measure(context, trigger, speaker);
  const Trigger& t = *p.trigger;
  const Speaker& s = *p.speaker;
  const TokenRange sentence = context.analysis.sentences[context.analysis.tokens[s.cue].sentence];
  const int others = static_cast<int>(std::min(p.others, kMostOthers));
  out.clear();
  out.push_back(feature(kPattern, s.pattern, p.where, p.inside));
  out.push_back(feature(kSide, s.pattern, p.where, p.in_quote, others));
  out.push_back(feature(kDistance, s.pattern, p.where, bucket(p.last - p.first)));
  out.push_back(feature(kInQuote, p.in_quote, p.inside, p.where, std::min(p.paragraphs, 2U)));
  out.push_back(feature(kFamily, p.family, p.where, s.pattern));
  out.push_back(feature(kRow, s.row, p.where));
  out.push_back(feature(kKind, t.kind, p.where, p.inside));
  out.push_back(feature(kRowKind, p.family, t.kind, p.where));
  out.push_back(feature(kSelf, p.where == kCueItself, t.kind, t.form, s.row));
  out.push_back(feature(kBetween, p.where, others, s.via >= 0));
  out.push_back(feature(kBeforeCue, s.cue > sentence.first ? context.facts[s.cue - 1].stem : 0, p.where));
  out.push_back(feature(kAfterSpeaker, p.behind < sentence.last ? context.facts[p.behind].stem : 0, p.where));
  out.push_back(feature(kCommas, p.where, std::min(p.between.commas, 3U), std::min(p.between.subordinators, 2U)));
  out.push_back(feature(kForm, t.form, p.where, s.pattern));
  out.push_back(feature(kParagraph, p.where, std::min(p.paragraphs, 3U), s.pattern, std::min(p.sentences, 4U)));
  out.push_back(feature(kNearest, p.where, others == 0, p.in_quote, s.pattern));
  add_phrase(context, p, out);
  add_scope(context, p, out);
  add_link(context, p, out);
  add_frame(context, p, out);
  add_previous(context, p, out);
}

void VoiceFeatures::build_none(const Context& context, std::size_t trigger, std::vector<std::uint64_t>& out) const {
  const Trigger& t = context.triggers[trigger];
  const std::uint32_t sentence = context.analysis.tokens[t.head].sentence;
  const TokenRange words = context.analysis.sentences[sentence];
  const Context::Range here = context.speakers_of(sentence);
  const bool in_quote = context.quoted(t.head);
  std::uint32_t before = 0, behind = 0;
  for (std::size_t i = here.first; i < here.last; ++i) (context.speakers[i].cue < t.head ? before : behind) += 1;
  before = std::min(before, 2U);
  behind = std::min(behind, 2U);
  const std::uint32_t stretch = stretch_of(context, t.head, words);
  out.clear();
  out.push_back(feature(kNone, 0));
  out.push_back(feature(kNone, 1, t.kind));
  out.push_back(feature(kNone, 2, in_quote, sentence == 0, before, behind));
  out.push_back(feature(kNone, 3, t.kind, t.form, std::min(before, 1U)));
  out.push_back(feature(kNone, 4, t.row));
  out.push_back(feature(kNone, 5, std::min(sentence, 4U), context.analysis.tokens[words.first].line_before));
  out.push_back(feature(kNone, 6, context.facts[words.first].stem));
  out.push_back(feature(kNone, 7, shape(context, stretch), std::min(before, 1U)));
  out.push_back(feature(kNone, 8, shape(context, words.first), before, behind));
  const int chosen = trigger == 0 ? -3 : context.voices[trigger - 1];
  const int previous = chosen >= 0 ? 1 : chosen;
  const std::uint32_t apart =
      trigger == 0 ? 3 : std::min(sentence - context.analysis.tokens[context.triggers[trigger - 1].head].sentence, 2U);
  out.push_back(feature(kNone, 9, previous, apart, std::min(before, 1U), in_quote));
  out.push_back(feature(kNone, 10, previous, apart, t.kind));
}

int VoiceFinder::find(Context& context, std::size_t trigger) const {
  context.voices.resize(context.triggers.size(), -1);
  features_.build_none(context, trigger, context.features);
  const float outlet = model_.rank(context.features);
  features_.candidates(context, trigger, context.candidates);
  context.scores.clear();
  for (const std::uint32_t speaker : context.candidates) {
    features_.build(context, trigger, speaker, context.features);
    context.scores.push_back(model_.rank(context.features));
  }
  const int best = choose(context, outlet);
  context.voices[trigger] = best;
  return best;
}

// One voice may be offered at several places: what they say together decides, and of them the best stands for it.
int VoiceFinder::choose(const Context& context, float outlet) {
  int best = -1;
  float highest = 0, highest_own = 0;
  for (std::size_t i = 0; i < context.candidates.size(); ++i) {
    const TokenRange tokens = context.speakers[context.candidates[i]].tokens;
    float together = 0;
    for (std::size_t j = 0; j < context.candidates.size(); ++j) {
      if (context.speakers[context.candidates[j]].tokens.overlaps(tokens))
        together += std::exp(context.scores[j] - outlet);
    }
    if (together < 1 || together < highest || (together == highest && context.scores[i] <= highest_own)) continue;
    highest = together;
    highest_own = context.scores[i];
    best = static_cast<int>(context.candidates[i]);
  }
  return best;
}

}  // namespace isnad::frames
