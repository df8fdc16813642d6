#include "frames/trigger_model.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/strings.h"
#include "frames/feature.h"

namespace isnad::frames {
namespace {

using extract::Fact;
using extract::Source;
using lexicon::Features;

constexpr std::uint32_t kWindow = 6;         // words in which requires and blocked words are sought
constexpr std::uint32_t kTallyReach = 8;     // words from what is counted to a number behind it
constexpr float kNoEvent = 0.98F;            // a word that a part of the model finds this idle is none
constexpr int kStrong = 60;                  // rows this strong speak for the sentence and the document
constexpr std::uint64_t kEdge = 0x5E0E5E0E;  // stands for what lies before and behind a sentence

enum Template {
  kWord = 1,
  kStem,
  kStemStart,
  kWordEnd,
  kClitics,
  kPrevious,
  kNext,
  kSecondPrevious,
  kSecondNext,
  kPreviousPair,
  kNextPair,
  kNextWord,
  kRow,
  kRowShape,
  kNoRow,
  kStemShape,
  kWeapon,
  kBag,
  kRowBag,
  kLight,
  kTopic,
  kTitle,
  kNextSource,
  kPreviousSource,
  kFunctionBefore,
  kFunctionAfter,
  kCountNear,
  kRowNext,
  kRowPrevious,
  kSentenceKinds,
  kClass,
  kClassBefore,
  kClassAfter,
  kStemNextSource,
  kRowFunctionAfter,
  kSentenceStart,
  kClassStem,
  kRowClassAfter,
  kRowClassBefore,
  kStemTop,
  kStemLast,
  kRowTop,
  kRowLast,
  kFunctionSelf,
  kTag,
  kTagStem,
  kTagBefore,
  kRelative,
  kRelativeTag,
  kRelativeBeside,
  kRowTag,
  kInTime,
  kCounted,
};

WordForm form_of(Features features) {
  switch (features.word_class) {
    case Features::Class::kNoun:
      return WordForm::kNoun;
    case Features::Class::kParticiple:
      return WordForm::kParticiple;
    case Features::Class::kPerfect:
    case Features::Class::kImperfect:
      return features.passive ? WordForm::kPassive : WordForm::kActive;
    default:
      return WordForm::kUnknown;
  }
}

std::uint64_t stem_at(const Context& context, TokenRange sentence, std::int64_t token) {
  if (token < sentence.first || token >= sentence.last) return kEdge;
  return context.facts[static_cast<std::size_t>(token)].stem;
}

std::uint16_t class_at(const Context& context, TokenRange sentence, std::int64_t token) {
  if (token < sentence.first || token >= sentence.last) return 0xFFFF;
  return context.analysis.tokens[static_cast<std::size_t>(token)].stem_class;
}

bool contains(const std::vector<std::uint64_t>& sorted, std::uint64_t value) {
  return std::binary_search(sorted.begin(), sorted.end(), value);
}

// True for a word of a date or a time of day.
bool in_time(const Context& context, Span span) {
  const auto next = std::partition_point(context.times.begin(), context.times.end(),
                                         [&](const extract::Time& time) { return time.span.end <= span.begin; });
  return next != context.times.end() && next->span.begin < span.end;
}

// The count whose noun or tally ("the number of the dead") the token is, as a figure for its features; 0: none.
int counted_as(const Context& context, std::uint32_t token) {
  auto next = std::partition_point(context.counts.begin(), context.counts.end(),
                                   [&](const extract::Count& count) { return count.tokens.last <= token; });
  for (; next != context.counts.end() && next->tokens.first <= token + kTallyReach; ++next) {
    if (!next->noun.contains(token) && !next->tally.contains(token)) continue;
    const int effect = next->effect ? static_cast<int>(*next->effect) + 1 : 0;
    return 1 + effect * 8 + (next->explicit_number ? 1 : 0) + (next->so_far ? 2 : 0) +
           (next->tally.contains(token) ? 4 : 0);
  }
  return 0;
}

// "The number of the dead: 12": hardly a word but states a toll.
bool states_toll(const Context& context, std::uint32_t token) {
  const int counted = counted_as(context, token) - 1;
  return counted >= 8 && (counted & 1) != 0 && (counted & 4) != 0;
}

int log_bucket(int count) {
  return bucket(static_cast<std::uint32_t>(count));
}

}  // namespace

void TriggerFeatures::begin(const Context& context) {
  const text::Analysis& analysis = context.analysis;
  sentence_weapons_.assign(analysis.sentences.size(), 0);
  sentence_kinds_.assign(analysis.sentences.size(), 0);
  title_kinds_ = 0;
  int violent = 0, peaceful = 0;
  const std::uint64_t violence = rows_.family(Kind::kAttack), casualty = rows_.family(Kind::kCasualty);
  for (const text::Match& match : analysis.matches) {
    const std::uint32_t sentence = analysis.tokens[match.tokens.first].sentence;
    if (match.entry.table == facts_.table(Source::kWeapon)) {
      sentence_weapons_[sentence] |= 1ULL << static_cast<int>(rows_.weapon_kind(match.entry.row));
    } else if (match.entry.table == facts_.table(Source::kTrigger)) {
      const TriggerRow& row = rows_.trigger(match.entry.row);
      if (row.strength < kStrong) continue;
      sentence_kinds_[sentence] |= 1ULL << static_cast<int>(row.kind);
      const std::uint64_t family = rows_.family(row.kind);
      (family == violence || family == casualty ? violent : peaceful) += 1;
    }
  }
  if (!sentence_kinds_.empty()) title_kinds_ = sentence_kinds_[0];
  count_kinds(context);
  violent_ = log_bucket(violent);
  peaceful_ = log_bucket(peaceful);
}

// What "the incident", "the operation" or "the crime" may refer to.
void TriggerFeatures::count_kinds(const Context& context) {
  std::array<int, kKindCount> counts{};
  last_kind_.assign(context.facts.size(), kKindCount);
  std::uint8_t last = kKindCount;
  for (std::uint32_t token = 0; token < context.facts.size(); ++token) {
    last_kind_[token] = last;
    const std::int32_t match = context.facts[token].match[static_cast<int>(Source::kTrigger)];
    if (match < 0) continue;
    const TriggerRow& row = rows_.trigger(context.analysis.matches[static_cast<std::size_t>(match)].entry.row);
    const bool physical = row.kind <= Kind::kAbduction || row.kind == Kind::kProtest || row.kind == Kind::kRiot ||
                          row.kind == Kind::kDisaster;
    if (row.strength < kStrong || !physical) continue;
    last = static_cast<std::uint8_t>(row.kind);
    ++counts[last];
  }
  const auto top = std::max_element(counts.begin(), counts.end());
  top_kind_ = *top == 0 ? kKindCount : static_cast<int>(top - counts.begin());
}

bool TriggerFeatures::candidate(const Context& context, std::uint32_t token) const {
  const text::Token& word = context.analysis.tokens[token];
  const Fact& fact = context.facts[token];
  if (word.type != text::TokenType::kWord || word.folded_size < 4) return false;
  if (fact.starts(Source::kTrigger)) return true;
  return fact.function == 0 && word.folded_size >= 6;
}

bool TriggerFeatures::blocked(const Context& context, std::uint32_t token, Kind kind) const {
  bool any = false;
  for (const text::Match& match : context.analysis.matches_at(token)) {
    if (match.entry.table != facts_.table(Source::kTrigger)) continue;
    const TriggerRow& row = rows_.trigger(match.entry.row);
    if (row.kind != kind) continue;
    if (!near(context, token, row.blocked_by)) return false;
    any = true;
  }
  return any;
}

bool TriggerFeatures::near(const Context& context, std::uint32_t token, const std::vector<std::uint64_t>& stems) const {
  if (stems.empty()) return false;
  const TokenRange sentence = context.analysis.sentences[context.analysis.tokens[token].sentence];
  const std::uint32_t first = token > sentence.first + kWindow ? token - kWindow : sentence.first;
  const std::uint32_t last = std::min(sentence.last, token + kWindow + 1);
  for (std::uint32_t i = first; i < last; ++i) {
    if (i != token && (contains(stems, context.facts[i].stem) || contains(stems, context.facts[i].word))) return true;
  }
  return false;
}

void TriggerFeatures::add_words(const Context& context, std::uint32_t token, std::vector<std::uint64_t>& out) const {
  const text::Analysis& analysis = context.analysis;
  const text::Token& word = analysis.tokens[token];
  const Fact& fact = context.facts[token];
  const TokenRange sentence = analysis.sentences[word.sentence];
  const auto at = static_cast<std::int64_t>(token);
  const std::string_view stem = analysis.stem(word);
  const std::uint64_t before = stem_at(context, sentence, at - 1), after = stem_at(context, sentence, at + 1);
  const auto shape = static_cast<std::uint32_t>(
      word.clitics & (text::kArticle | text::kPronoun | text::kBa | text::kLa | text::kFuture));
  out.push_back(feature(kWord, fact.word));
  out.push_back(feature(kStem, fact.stem));
  out.push_back(feature(kStemStart, hash_bytes(stem.substr(0, 8))));
  out.push_back(feature(kWordEnd, hash_bytes(stem.substr(stem.size() > 6 ? stem.size() - 6 : 0)), word.ta_marbuta));
  out.push_back(feature(kClitics, shape, word.ta_marbuta));
  out.push_back(feature(kStemShape, fact.stem, shape));
  out.push_back(feature(kPrevious, before));
  out.push_back(feature(kNext, after));
  out.push_back(feature(kSecondPrevious, stem_at(context, sentence, at - 2)));
  out.push_back(feature(kSecondNext, stem_at(context, sentence, at + 2)));
  out.push_back(feature(kPreviousPair, before, fact.stem));
  out.push_back(feature(kNextPair, fact.stem, after));
  const std::uint16_t class_before = class_at(context, sentence, at - 1),
                      class_after = class_at(context, sentence, at + 1);
  out.push_back(feature(kClass, word.stem_class));
  out.push_back(feature(kClass, word.stem_class, word.word_class));
  out.push_back(feature(kClassBefore, class_before, word.stem_class));
  out.push_back(feature(kClassAfter, class_after, word.stem_class));
  out.push_back(feature(kClassStem, fact.stem, class_after));
  out.push_back(feature(kClassStem, class_before, fact.stem, 1));
}

void TriggerFeatures::add_rows(const Context& context, std::uint32_t token, std::vector<std::uint64_t>& out) const {
  const text::Analysis& analysis = context.analysis;
  const text::Token& word = analysis.tokens[token];
  const TokenRange sentence = analysis.sentences[word.sentence];
  const auto at = static_cast<std::int64_t>(token);
  const std::uint64_t before = stem_at(context, sentence, at - 1), after = stem_at(context, sentence, at + 1);
  const std::uint64_t weapons = sentence_weapons_[word.sentence];
  const std::uint16_t after_begins = token + 1 < sentence.last ? context.facts[token + 1].begins : 0;
  const std::uint16_t after_function = token + 1 < sentence.last ? context.facts[token + 1].function : 0;
  bool any = false;
  for (const text::Match& match : analysis.matches_at(token)) {
    if (match.entry.table != facts_.table(Source::kTrigger)) continue;
    const TriggerRow& row = rows_.trigger(match.entry.row);
    any = true;
    const bool blocked = near(context, token, row.blocked_by);
    const bool required = row.requires_one_of.empty() ? false : near(context, token, row.requires_one_of);
    const int demand = row.requires_one_of.empty() ? 0 : required ? 1 : 2;
    const WordForm form = form_of(Features::unpack(match.entry.features));
    const auto whole = static_cast<int>(match.tokens.size());
    out.push_back(feature(kRow, row.kind, row.strength / 15, blocked, demand));
    out.push_back(feature(kRow, match.entry.row, blocked, demand));
    out.push_back(feature(kRowShape, row.kind, form, whole));
    out.push_back(feature(kRowShape, row.kind, row.strength / 15, word.clitics & (text::kArticle | text::kPronoun),
                          word.ta_marbuta));
    out.push_back(feature(kRowTag, form, word.tag, (word.clitics & text::kArticle) != 0));
    out.push_back(feature(kRowNext, row.kind, after));
    out.push_back(feature(kRowPrevious, row.kind, before));
    out.push_back(feature(kWeapon, row.kind, weapons));
    out.push_back(feature(kRowClassAfter, row.kind, class_at(context, sentence, at + 1)));
    out.push_back(feature(kRowClassBefore, row.kind, class_at(context, sentence, at - 1)));
    out.push_back(feature(kTopic, row.kind, row.strength / 25, violent_, peaceful_));
    out.push_back(feature(kTitle, row.kind, (title_kinds_ >> static_cast<int>(row.kind) & 1) != 0));
    out.push_back(feature(kNextSource, row.kind, form, after_begins));
    out.push_back(feature(kRowTop, row.kind, row.strength / 25, top_kind_));
    out.push_back(feature(kRowLast, row.kind, row.strength / 25, last_kind_[token]));
    out.push_back(feature(kRowFunctionAfter, row.kind, form, after_function, after_function == 0 ? 0 : after));
  }
  if (!any) out.push_back(feature(kNoRow, context.facts[token].begins));
  out.push_back(feature(kStemTop, context.facts[token].stem, top_kind_));
  out.push_back(feature(kStemLast, context.facts[token].stem, last_kind_[token]));
  out.push_back(feature(kStemNextSource, context.facts[token].stem, after_begins));
}

void TriggerFeatures::add_surroundings(const Context& context, std::uint32_t token,
                                       std::vector<std::uint64_t>& out) const {
  const text::Analysis& analysis = context.analysis;
  const text::Token& word = analysis.tokens[token];
  const Fact& fact = context.facts[token];
  const TokenRange sentence = analysis.sentences[word.sentence];
  const std::uint32_t first = token > sentence.first + 5 ? token - 5 : sentence.first;
  const std::uint32_t last = std::min(sentence.last, token + 6);
  const std::int32_t match = fact.match[static_cast<int>(Source::kTrigger)];
  const std::uint64_t kind =
      match < 0
          ? kKindCount
          : static_cast<std::uint64_t>(rows_.trigger(analysis.matches[static_cast<std::size_t>(match)].entry.row).kind);
  for (std::uint32_t i = first; i < last; ++i) {
    if (i == token || analysis.tokens[i].type != text::TokenType::kWord || context.facts[i].function != 0) continue;
    out.push_back(feature(kBag, context.facts[i].stem, i > token));
    out.push_back(feature(kRowBag, kind, context.facts[i].stem));
    if (i < token && context.facts[i].starts(Source::kLightVerb)) out.push_back(feature(kLight, kind, token - i));
    if (context.facts[i].starts(Source::kGroup) || analysis.tokens[i].type == text::TokenType::kNumber) {
      out.push_back(feature(kCountNear, kind, i > token, bucket(i > token ? i - token : token - i)));
    }
  }
  if (token > sentence.first)
    out.push_back(feature(kFunctionBefore, kind, context.facts[token - 1].function, context.facts[token - 1].begins));
  if (token + 1 < sentence.last)
    out.push_back(feature(kFunctionAfter, context.facts[token + 1].function, context.facts[token + 1].begins));
  out.push_back(
      feature(kFunctionSelf, kind, fact.function, token + 1 < sentence.last && context.facts[token + 1].verb));
  out.push_back(feature(kFunctionSelf, fact.stem, fact.function));
  const auto tag_at = [&](std::uint32_t at) {
    if (at < sentence.first || at >= sentence.last) return 0;
    return static_cast<int>(analysis.tokens[at].tag) * 4 + analysis.tokens[at].verb + 1;
  };
  out.push_back(feature(kTag, kind, tag_at(token)));
  out.push_back(feature(kTag, kind, tag_at(token), tag_at(token + 1)));
  out.push_back(feature(kTagStem, fact.stem, tag_at(token)));
  out.push_back(feature(kTagBefore, kind, tag_at(token - 1), tag_at(token)));
  out.push_back(feature(kSentenceStart, kind, std::min<std::uint32_t>(token - sentence.first, 3)));
  out.push_back(
      feature(kSentenceKinds, kind, sentence_kinds_[word.sentence] & ~(kind < kKindCount ? 1ULL << kind : 0)));
  out.push_back(feature(kPreviousSource, kind, fact.begins));
  if (in_time(context, word.span)) out.push_back(feature(kInTime, fact.stem));
  if (const int counted = counted_as(context, token); counted != 0) out.push_back(feature(kCounted, counted));
}

// The kinds of event word that the word, and the words beside it, are like.
void TriggerFeatures::add_relatives(const Context& context, std::uint32_t token,
                                    std::vector<std::uint64_t>& out) const {
  const text::Token& word = context.analysis.tokens[token];
  const TokenRange sentence = context.analysis.sentences[word.sentence];
  for (const text::Relative relative : word.relatives) {
    if (relative.kind != 0 || relative.likeness != 0)
      out.push_back(feature(kRelative, relative.kind, relative.likeness));
  }
  const text::Relative first = word.relatives[0];
  out.push_back(feature(kRelativeTag, first.kind, first.likeness == 0));
  out.push_back(feature(kRelativeTag, first.kind, static_cast<int>(word.tag), 2));
  for (const int step : {-1, 1}) {
    const std::uint32_t beside = token + static_cast<std::uint32_t>(step);
    if (!sentence.contains(beside)) continue;
    const text::Relative relative = context.analysis.tokens[beside].relatives[0];
    if (relative.kind != 0) out.push_back(feature(kRelativeBeside, step, relative.kind, relative.likeness));
  }
}

void TriggerFeatures::build(const Context& context, std::uint32_t token, std::vector<std::uint64_t>& out) const {
  out.clear();
  add_words(context, token, out);
  add_rows(context, token, out);
  add_relatives(context, token, out);
  add_surroundings(context, token, out);
}

void describe(const extract::FactFinder& facts, const Rows& rows, const Context& context, Trigger& trigger) {
  for (const text::Match& match : context.analysis.matches_at(trigger.head)) {
    if (match.entry.table != facts.table(Source::kTrigger)) continue;
    if (rows.trigger(match.entry.row).kind != trigger.kind) continue;
    const WordForm form = form_of(Features::unpack(match.entry.features));
    if (trigger.row < 0) {
      trigger.row = static_cast<std::int32_t>(match.entry.row);
      trigger.form = form;
      if (form == WordForm::kUnknown && match.tokens.size() > 1)
        trigger.tokens.last = std::max(trigger.tokens.last, match.tokens.last);
    } else if (form != trigger.form && (form == WordForm::kPassive || form == WordForm::kActive) &&
               (trigger.form == WordForm::kPassive || trigger.form == WordForm::kActive)) {
      trigger.form = WordForm::kVoiceOpen;
    }
  }
  const text::Token& head = context.analysis.tokens[trigger.head];
  if (trigger.form == WordForm::kVoiceOpen && head.tag == text::Tag::kVerb) {
    trigger.form = (head.verb & text::kPassive) != 0 ? WordForm::kPassive : WordForm::kActive;
  }
}

// "mqtl w isabh": coordinated triggers of one kind are one claim.
void TriggerFinder::merge(Context& context) {
  std::vector<Trigger>& triggers = context.triggers;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < triggers.size(); ++i) {
    if (kept > 0) {
      Trigger& last = triggers[kept - 1];
      const bool joined = triggers[i].tokens.first < last.tokens.last ||
                          (triggers[i].tokens.first == last.tokens.last && triggers[i].kind == last.kind &&
                           triggers[i].form == last.form && triggers[i].form == WordForm::kNoun &&
                           (context.analysis.tokens[triggers[i].tokens.first].clitics & text::kWa) != 0);
      if (joined) {
        last.tokens.last = std::max(last.tokens.last, triggers[i].tokens.last);
        last.confidence = std::max(last.confidence, triggers[i].confidence);
        continue;
      }
    }
    triggers[kept++] = triggers[i];
  }
  triggers.resize(kept);
}

// The model is surer than it is right on articles that it has not seen. Platt's line through what it was right in, on
// held-out articles: docs/evaluation.md has the curve.
float TriggerFinder::calibrated(float probability) {
  constexpr float kScale = 0.88F, kShift = -0.2F;
  const float bounded = std::clamp(probability, 1e-6F, 1 - 1e-6F);
  return 1 / (1 + std::exp(-(kScale * std::log(bounded / (1 - bounded)) + kShift)));
}

void TriggerFinder::find(Context& context) const {
  context.triggers.clear();
  TriggerFeatures builder(facts_, rows_);
  builder.begin(context);
  std::array<float, kTriggerClasses> scores{};
  for (std::uint32_t token = 0; token < context.facts.size(); ++token) {
    if (!builder.candidate(context, token)) continue;
    builder.build(context, token, context.features);
    model_.probabilities(context.features, scores, kNoEvent);
    const float event = 1 - scores[0];
    if (event < (states_toll(context, token) ? least_.toll : least_.event)) continue;
    scores[0] = 0;
    Trigger trigger;
    trigger.tokens = {token, token + 1};
    trigger.head = token;
    trigger.kind = static_cast<Kind>(std::max_element(scores.begin(), scores.end()) - scores.begin() - 1);
    trigger.confidence = calibrated(scores[static_cast<std::size_t>(trigger.kind) + 1]);
    if (trigger.confidence < least_.confidence) continue;
    describe(facts_, rows_, context, trigger);
    if (builder.blocked(context, token, trigger.kind)) continue;
    context.triggers.push_back(trigger);
  }
  merge(context);
}

}  // namespace isnad::frames
