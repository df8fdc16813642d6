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
  kClassBefore
};

constexpr std::uint32_t kBack = 8;      // tokens before a trigger
constexpr std::uint32_t kCueReach = 5;  // tokens before a trigger in which a cue that governs the next event may begin
constexpr std::uint32_t kAhead = 4;     // tokens behind it

}  // namespace

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

// Rare modalities have few examples to learn from, so a cue right before a verb decides where the model sees nothing
// special.
Modality ModalityFeatures::by_cue(const Context& context, const Trigger& t) const {
  const TokenRange sentence = context.analysis.sentences[context.analysis.tokens[t.head].sentence];
  if (t.form != WordForm::kActive && t.form != WordForm::kPassive && t.form != WordForm::kVoiceOpen)
    return Modality::kAsserted;
  if ((context.analysis.tokens[t.head].clitics & text::kFuture) != 0) return Modality::kPlanned;
  for (std::uint32_t back = 1; back <= kCueReach && t.tokens.first >= sentence.first + back; ++back) {
    const std::uint32_t at = t.tokens.first - back;
    if (context.facts[at].is(extract::kRelative)) continue;
    for (const text::Match& match : context.analysis.matches_at(at)) {
      if (match.entry.table != facts_.table(Source::kCue) || match.tokens.last != t.tokens.first) continue;
      const CueRow& cue = rows_.cue(match.entry.row);
      // "qad" hedges an imperfect; before a perfect it only says that the act is done.
      const bool hedges_perfect =
          cue.modality == Modality::kSuspected && (context.analysis.tokens[t.head].verb & text::kImperfect) == 0;
      if (cue.next && !hedges_perfect) return cue.modality;
    }
  }
  return Modality::kAsserted;
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
}

Modality ModalityFinder::find(Context& context, std::size_t trigger, int speaker) const {
  std::array<float, kModalityCount> scores{};
  features_.build(context, trigger, speaker, context.features);
  model_.score(context.features, scores);
  const auto learnt = static_cast<Modality>(learn::LinearModel::best(scores));
  return learnt == Modality::kAsserted ? features_.by_cue(context, context.triggers[trigger]) : learnt;
}

}  // namespace isnad::frames
