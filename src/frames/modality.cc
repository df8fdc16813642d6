#include "frames/modality.h"

#include <algorithm>
#include <array>

#include "base/strings.h"
#include "frames/feature.h"

namespace isnad::frames {
namespace {

using extract::Source;

enum Template {
  kForm = 301,
  kBefore,
  kBeforeNear,
  kStem,
  kCue,
  kCueKind,
  kCueNear,
  kFirstLetter,
  kFamily,
  kKindRow,
  kQuestion,
  kLight,
  kPair,
  kAfter,
  kNoCue,
  kTitle,
  kFunction,
  kClassBefore,
  kGovernor,
  kGovernedBy,
  kUpper,
  kUpperCue,
  kScope,
  kScopeForm,
  kScopeNext,
  kScopeRow,
  kEarlier,
  kEarlierNear,
  kEarlierKind,
  kEarlierSame,
};

constexpr std::uint32_t kBack = 8;      // tokens before a trigger
constexpr std::uint32_t kCueReach = 5;  // tokens before a trigger in which a cue that governs the next event may begin
constexpr std::uint32_t kScopeReach = 16;  // tokens before a trigger in which a cue may stand
constexpr std::uint32_t kAhead = 4;        // tokens behind it

bool is_verb(const Trigger& t) {
  return t.form == WordForm::kActive || t.form == WordForm::kPassive || t.form == WordForm::kVoiceOpen;
}

bool ends_stretch(const text::Token& token) {
  return token.type == text::TokenType::kComma || token.type == text::TokenType::kStop ||
         token.type == text::TokenType::kDash;
}

// A word with a meaning of its own.
bool has_content(const Context& context, std::uint32_t at) {
  return context.facts[at].function == 0 && context.analysis.tokens[at].type == text::TokenType::kWord;
}

// 1: future, 2: imperfect, 4: perfect.
int tense(const text::Token& verb) {
  if ((verb.clitics & text::kFuture) != 0) return 1;
  return (verb.verb & text::kImperfect) != 0 ? 2 : (verb.verb & text::kPerfect) != 0 ? 4 : 0;
}

}  // namespace

// The verb that the trigger depends on, or the trigger itself where it is one; what stands before that verb, and what
// governs its clause ("yajibu an yatawaqqafa al-qasf": the verb stops, "an" before it, "must" above).
void ModalityFeatures::add_governor(const Context& context, const Trigger& t, TokenRange sentence,
                                    std::vector<std::uint64_t>& out) const {
  const bool self = is_verb(t);
  const text::Token& head = context.analysis.tokens[t.head];
  const int definite = (head.clitics & text::kArticle) != 0 ? 1 : (head.clitics & text::kPronoun) != 0 ? 2 : 0;
  std::uint32_t verb = t.head, between = 0;
  bool found = self;
  for (std::uint32_t i = t.tokens.first; !found && i > sentence.first; --i) {
    const std::uint32_t at = i - 1;
    if (ends_stretch(context.analysis.tokens[at]) || context.facts[at].is(extract::kSubordinator)) break;
    if (context.facts[at].verb) {
      verb = at;
      found = true;
    }
    between += has_content(context, at) ? 1 : 0;
  }
  const int near = static_cast<int>(std::min(between, 4U));
  if (!found) {
    out.push_back(feature(kGovernor, 0, definite, t.form));
    return;
  }
  const text::Token& governor = context.analysis.tokens[verb];
  const std::uint64_t particle = verb > sentence.first && context.facts[verb - 1].function != 0
                                     ? context.facts[verb - 1].stem
                                     : static_cast<std::uint64_t>(tense(governor) == 1 ? 1 : 0);
  out.push_back(feature(kGovernor, 1, particle, tense(governor), self));
  out.push_back(feature(kGovernor, 2, particle, tense(governor), self, near, definite));
  out.push_back(feature(kGovernor, 3, tense(governor), self, near, definite));
  if (!self) out.push_back(feature(kGovernedBy, context.facts[verb].stem, near, definite));
  if (!self) out.push_back(feature(kGovernedBy, context.facts[verb].stem, 9));
  if (verb == sentence.first || !context.facts[verb - 1].is(extract::kSubordinator)) return;
  for (std::uint32_t back = 2; back <= kCueReach && verb >= sentence.first + back; ++back) {
    const std::uint32_t at = verb - back;
    if (!has_content(context, at)) continue;
    out.push_back(feature(kUpper, context.facts[at].stem, self));
    out.push_back(feature(kUpperCue, context.facts[verb - 1].stem, cue_at(context, at), self, near));
    return;
  }
}

// The modality of the cue that begins at a token; -1 when none does.
int ModalityFeatures::cue_at(const Context& context, std::uint32_t token) const {
  for (const text::Match& match : context.analysis.matches_at(token)) {
    if (match.entry.table == facts_.table(Source::kCue)) return static_cast<int>(rows_.cue(match.entry.row).modality);
  }
  return -1;
}

// Each cue before the trigger, by how much stands between.
void ModalityFeatures::add_scope(const Context& context, const Trigger& t, TokenRange sentence,
                                 std::vector<std::uint64_t>& out) const {
  const text::Token& head = context.analysis.tokens[t.head];
  const int definite = (head.clitics & text::kArticle) != 0 ? 1 : (head.clitics & text::kPronoun) != 0 ? 2 : 0;
  std::uint32_t content = 0, cuts = 0, nearest = 0;
  for (std::uint32_t i = t.tokens.first; i > sentence.first && t.tokens.first - i < kScopeReach; --i) {
    const std::uint32_t at = i - 1;
    for (const text::Match& match : context.analysis.matches_at(at)) {
      if (match.entry.table != facts_.table(Source::kCue) || match.tokens.last > t.tokens.first) continue;
      const CueRow& cue = rows_.cue(match.entry.row);
      // Words of the cue itself do not stand between.
      const std::uint32_t inside = std::min<std::uint32_t>(content, match.tokens.size() - 1);
      const int words = static_cast<int>(std::min(content - inside, 4U)), marks = static_cast<int>(std::min(cuts, 2U));
      const std::uint64_t name = hash_bytes(cue.cue);
      out.push_back(feature(kScope, cue.modality, name, words, marks));
      out.push_back(feature(kScopeForm, cue.modality, name, words, marks, definite, is_verb(t)));
      out.push_back(feature(kScopeNext, cue.modality, cue.next, words, marks, std::min(nearest, 2U)));
      out.push_back(feature(kScopeRow, match.entry.row, std::min(words, 2), marks));
      ++nearest;
      break;
    }
    content += has_content(context, at) ? 1 : 0;
    cuts += ends_stretch(context.analysis.tokens[at]) || context.facts[at].is(extract::kRelative) ? 1 : 0;
  }
}

// What the triggers before it are: the nearest one, and the last of the same kind.
void ModalityFeatures::add_earlier(const Context& context, std::size_t index, std::vector<std::uint64_t>& out) const {
  const Trigger& t = context.triggers[index];
  const text::Token& head = context.analysis.tokens[t.head];
  const bool definite = (head.clitics & (text::kArticle | text::kPronoun)) != 0;
  if (index > 0) {
    const Trigger& before = context.triggers[index - 1];
    const bool here = context.analysis.tokens[before.head].sentence == head.sentence;
    const bool joined = (head.clitics & text::kWa) != 0 || context.facts[t.head - 1].is(extract::kConjunction);
    std::uint32_t commas = 0;
    for (std::uint32_t i = before.head + 1; here && i < t.head; ++i)
      commas += ends_stretch(context.analysis.tokens[i]) ? 1 : 0;
    out.push_back(feature(kEarlier, context.modalities[index - 1], here, joined, std::min(commas, 2U)));
    out.push_back(feature(kEarlierNear, context.modalities[index - 1], here, joined, before.form == t.form,
                          bucket(t.head - before.head)));
  }
  for (std::size_t i = index; i-- > 0;) {
    if (context.triggers[i].kind != t.kind) continue;
    out.push_back(feature(kEarlierKind, context.modalities[i], definite));
    out.push_back(feature(kEarlierSame, context.modalities[i], definite, t.kind));
    return;
  }
  out.push_back(feature(kEarlierKind, 9, definite));
}

void ModalityFeatures::add_cues(const Context& context, const Trigger& t, TokenRange sentence,
                                std::vector<std::uint64_t>& out) const {
  const std::uint32_t first = t.tokens.first > sentence.first + kBack ? t.tokens.first - kBack : sentence.first;
  const std::uint32_t last = std::min(sentence.last, t.tokens.last + kAhead);
  bool any = false;
  for (std::uint32_t i = first; i < last; ++i) {
    if (t.tokens.contains(i)) continue;
    for (const text::Match& match : context.analysis.matches_at(i)) {
      if (match.entry.table != facts_.table(Source::kCue)) continue;
      const CueRow& cue = rows_.cue(match.entry.row);
      const bool behind = i >= t.tokens.last;
      const std::uint32_t away =
          behind ? i - t.tokens.last : t.tokens.first - std::min(t.tokens.first, match.tokens.last);
      const std::uint64_t name = hash_bytes(cue.cue);
      out.push_back(feature(kCue, match.entry.row, behind, bucket(away)));
      out.push_back(feature(kCueKind, name, cue.modality, behind, t.form));
      out.push_back(feature(kCueNear, name, behind, bucket(away)));
      any = true;
    }
  }
  if (!any) out.push_back(feature(kNoCue, t.kind));
}

// Rare modalities have few examples to learn from, so a cue right before the trigger decides where the model sees
// nothing special.
Modality ModalityFeatures::by_cue(const Context& context, const Trigger& t) const {
  const TokenRange sentence = context.analysis.sentences[context.analysis.tokens[t.head].sentence];
  const bool verb = is_verb(t);
  if (verb && (context.analysis.tokens[t.head].clitics & text::kFuture) != 0) return Modality::kPlanned;
  for (std::uint32_t back = 1; back <= (verb ? kCueReach : kScopeReach) && t.tokens.first >= sentence.first + back;
       ++back) {
    const std::uint32_t at = t.tokens.first - back;
    if (context.facts[at].is(extract::kRelative)) continue;
    for (const text::Match& match : context.analysis.matches_at(at)) {
      if (match.entry.table != facts_.table(Source::kCue) || !reaches(context, match, t)) continue;
      const CueRow& cue = rows_.cue(match.entry.row);
      // "qad" hedges an imperfect; before a perfect it only says that the act is done.
      const bool hedges_perfect =
          cue.modality == Modality::kSuspected && (context.analysis.tokens[t.head].verb & text::kImperfect) == 0;
      if (verb ? cue.next && !hedges_perfect : cue.governs) return cue.modality;
    }
  }
  return Modality::kAsserted;
}

// From a cue to the trigger: a verb follows at once; a noun may have prepositions before it, and the subject of the cue
// where that is a verb ("nafa al-mutahaddith insihab al-quwwat").
bool ModalityFeatures::reaches(const Context& context, const text::Match& cue, const Trigger& t) {
  std::uint32_t behind = cue.tokens.last;
  if (is_verb(t)) return behind == t.tokens.first;
  if (behind > t.tokens.first) return false;
  if (context.facts[cue.tokens.first].verb) {
    const Context::Range here = context.chunks_of(context.analysis.tokens[t.head].sentence);
    for (std::size_t i = here.first; i < here.last; ++i) {
      const Chunk& subject = context.chunks[i];
      if (subject.tokens.first != behind || subject.preposition != 0 || subject.tokens.last > t.tokens.first) continue;
      behind = subject.tokens.last;
      break;
    }
  }
  for (; behind < t.tokens.first; ++behind) {
    if (!context.facts[behind].is(extract::kPreposition)) return false;
  }
  return true;
}

void ModalityFeatures::build(const Context& context, std::size_t trigger, int speaker,
                             std::vector<std::uint64_t>& out) const {
  const Trigger& t = context.triggers[trigger];
  const text::Token& head = context.analysis.tokens[t.head];
  const TokenRange sentence = context.analysis.sentences[head.sentence];
  const std::string_view stem = context.analysis.stem(head);
  out.clear();
  const auto initial = hash_bytes(stem.substr(0, 2));
  out.push_back(feature(kForm, t.form, t.kind));
  out.push_back(feature(kStem, context.facts[t.head].stem, t.kind));
  out.push_back(feature(kFirstLetter, initial, t.form, head.clitics & (text::kFuture | text::kLa)));
  out.push_back(feature(kKindRow, t.row));
  for (std::uint32_t back = 1; back <= 6 && t.tokens.first >= sentence.first + back; ++back) {
    const extract::Fact& fact = context.facts[t.tokens.first - back];
    out.push_back(feature(kBefore, fact.stem, t.form));
    if (back <= 2)
      out.push_back(feature(kClassBefore, back, context.analysis.tokens[t.tokens.first - back].stem_class, t.form));
    if (back <= 2) out.push_back(feature(kBeforeNear, back, fact.stem));
    if (back == 1) {
      out.push_back(feature(kPair, fact.stem, initial, t.form));
      out.push_back(feature(kFunction, fact.function, initial, t.form, t.kind));
    }
    if (fact.starts(Source::kLightVerb)) out.push_back(feature(kLight, fact.stem, t.form));
  }
  for (std::uint32_t ahead = 0; ahead < 3 && t.tokens.last + ahead < sentence.last; ++ahead) {
    out.push_back(feature(kAfter, ahead == 0, context.facts[t.tokens.last + ahead].stem, t.kind));
  }
  const text::Token& end = context.analysis.tokens[sentence.last - 1];
  out.push_back(feature(kQuestion, context.analysis.folded(end) == "?"));
  out.push_back(feature(kTitle, head.sentence == 0, t.form));
  const std::int32_t row = speaker < 0 ? -1 : context.speakers[static_cast<std::size_t>(speaker)].row;
  out.push_back(feature(kFamily, row < 0 ? 0 : rows_.saying(static_cast<std::uint32_t>(row)).family, t.form));
  add_cues(context, t, sentence, out);
  add_governor(context, t, sentence, out);
  add_scope(context, t, sentence, out);
  add_earlier(context, trigger, out);
}

Modality ModalityFinder::find(Context& context, std::size_t trigger, int speaker) const {
  std::array<float, kModalityCount> scores{};
  context.modalities.resize(context.triggers.size(), Modality::kAsserted);
  features_.build(context, trigger, speaker, context.features);
  model_.score(context.features, scores);
  const auto learnt = static_cast<Modality>(learn::LinearModel::best(scores));
  const Modality found = learnt == Modality::kAsserted ? features_.by_cue(context, context.triggers[trigger]) : learnt;
  context.modalities[trigger] = found;
  return found;
}

}  // namespace isnad::frames
