#include "frames/role_features.h"

#include <algorithm>

#include "frames/clause.h"
#include "frames/feature.h"

namespace isnad::frames {
namespace {

using extract::Fact;
using extract::Source;

constexpr std::uint32_t kReach = 45;  // tokens between trigger and phrase
constexpr std::uint32_t kFar = 8;     // tokens between an event noun and the verb that goes on about it

bool is_speaker(const Context& context, const Chunk& chunk) {
  const Context::Range here = context.speakers_of(context.analysis.tokens[chunk.tokens.first].sentence);
  for (std::size_t i = here.first; i < here.last; ++i) {
    if (context.speakers[i].option == 0 && context.speakers[i].tokens.overlaps(chunk.tokens)) return true;
  }
  return false;
}

// 0 for the sentence's first phrase that no preposition governs, 1 for the second, 2 for later ones; 3 for governed
// ones.
int bare_rank(const Context& context, std::size_t chunk) {
  if (context.chunks[chunk].preposition != 0) return 3;
  int rank = 0;
  const Context::Range here = context.chunks_of(context.analysis.tokens[context.chunks[chunk].tokens.first].sentence);
  for (std::size_t i = here.first; i < chunk && rank < 2; ++i) {
    const Chunk& other = context.chunks[i];
    rank += other.preposition == 0 && other.type != Chunk::Type::kTime &&
                    !other.tokens.overlaps(context.chunks[chunk].tokens)
                ? 1
                : 0;
  }
  return rank;
}

enum Template {
  kKindWay = 101,
  kTypeWay,
  kFormWay,
  kKindHead,
  kFormOrder,
  kSlot,
  kKindSlot,
  kGap,
  kWho,
  kKindWho,
  kDefinite,
  kNearer,
  kTypeNearer,
  kLight,
  kLightBetween,
  kFirst,
  kBeforeWord,
  kAdjacent,
  kKindType,
  kRowWay,
  kOverlap,
  kAfterTrigger,
  kWhoWay,
  kMention,
  kHeadWay,
  kSpeaks,
  kRank,
  kRankForm,
  kAgreement,
  kGapType,
  kKindOrder,
  kKindClass,
  kClassWay,
  kVerbBefore,
  kClassBefore,
  kWay,
  kWayKind,
  kSkeleton,
  kSkeletonKind,
  kNearTrigger,
  kNearPhrase,
  kEnds,
  kSubject,
  kSubjectSort,
  kSubjectKind,
  kLink,
  kControl,
  kControlled,
  kPart,
  kPartEnd,
  kPartKind,
  kPartWay,
  kOwn,
  kGoverned,
  kGovernedLink,
  kGoesOn,
  kGrammarKind,
  kGrammarForm,
  kGrammarSort,
  kGovernedVerb,
  kGovernedRow,
  kOwnRow,
  kGoesOnRow,
  kCase,
  kCaseBehind,
  kAccusative,
  kShape,
  kShapeGender,
  kShapeClass,
  kOwnHow,
  kOwnShape,
  kGovernedHow,
  kGovernedShape,
  kStemWay,
  kStemPhrases,
  kStemWho,
  kStemClassWay,
  kPronounWay,
  kPronounOwn,
  kClausePart,
  kClauseKind,
  kClauseLink,
  kClauseShape,
  kClauseSort,
  kClauseRow,
};

// -1: the phrase stands before the trigger, 0: they share words, 1: it stands behind.
int direction_of(const Trigger& trigger, const Chunk& chunk) {
  return chunk.tokens.first >= trigger.tokens.last ? 1 : chunk.tokens.last <= trigger.tokens.first ? -1 : 0;
}

// What joins a trigger to the words before it: a preposition, or its clitics.
std::uint64_t link_of(const Context& context, const Trigger& trigger) {
  const std::uint32_t first = trigger.tokens.first;
  if (first > 0 && context.facts[first - 1].is(extract::kPreposition)) return context.facts[first - 1].stem;
  return context.analysis.tokens[first].clitics & (text::kBa | text::kLa | text::kWa | text::kFa | text::kPronoun);
}

std::uint64_t stem_of(const Context& context, std::uint32_t token) {
  return token == Governor::kNone ? 0 : context.facts[token].stem;
}

// The verb behind an event noun that may say more of it.
std::uint32_t verb_behind(const Context& context, std::uint32_t token, std::uint32_t end) {
  end = std::min(end, token + kFar);
  for (; token < end && context.steps[token] != Step::kMark; ++token) {
    if (context.steps[token] == Step::kVerb || context.steps[token] == Step::kEventVerb) return token;
  }
  return Governor::kNone;
}

// How a phrase lies to the two that may be a verb's subject: 0 where there is no verb.
int subject_code(const Context& context, std::uint32_t verb, const Chunk& chunk) {
  if (verb == Governor::kNone) return 0;
  const auto likeness = [&](std::int32_t subject, int as_subject) {
    if (subject < 0) return 0;
    const TokenRange tokens = context.chunks[static_cast<std::size_t>(subject)].tokens;
    return tokens.first == chunk.tokens.first ? 3 + as_subject : tokens.overlaps(chunk.tokens) ? 2 : 1;
  };
  const Subjects& subjects = context.subjects[verb];
  return 1 + likeness(subjects.after, std::min<int>(subjects.over, 2)) +
         8 * likeness(subjects.before, static_cast<int>(subjects.how));
}

// The last `letters` letters of a word's stem (letters of two bytes).
std::uint64_t ending_of(const Context& context, std::uint32_t token, std::size_t letters) {
  const std::string_view stem = context.analysis.stem(context.analysis.tokens[token]);
  return hash_bytes(stem.substr(stem.size() - std::min(stem.size(), 2 * letters)));
}

bool is_accusative(const Context& context, std::uint32_t token) {
  return context.facts[token].stem != context.analysis.tokens[token].stem_hash;
}

// What of a verb agrees with its subject: its first letter in the imperfect, its last in either tense.
std::uint64_t shape_of(const Context& context, std::uint32_t token) {
  if (token == Governor::kNone) return 0;
  const text::Token& verb = context.analysis.tokens[token];
  const std::string_view stem = context.analysis.stem(verb);
  const bool imperfect = (verb.verb & text::kImperfect) != 0;
  return hash_mix(hash_mix(ending_of(context, token, 1), verb.verb),
                  imperfect ? hash_bytes(stem.substr(0, std::min<std::size_t>(stem.size(), 2))) : 0);
}

// Who may be the subject before a verb: by what right, and what agrees with the verb.
std::uint64_t before_of(const Context& context, std::uint32_t verb) {
  if (verb == Governor::kNone) return 0;
  const Subjects& subjects = context.subjects[verb];
  if (subjects.before < 0) return 1;
  const std::uint32_t head = context.chunks[static_cast<std::size_t>(subjects.before)].tokens.first;
  return hash_mix(hash_mix(static_cast<std::uint64_t>(subjects.how) + 2, context.analysis.tokens[head].ta_marbuta),
                  shape_of(context, verb));
}

}  // namespace

// How a phrase lies to a trigger.
struct RoleFeatures::Pair {
  int direction = 0;           // -1 before, 0 overlapping, 1 behind
  std::uint32_t distance = 0;  // tokens between
  std::uint32_t phrases = 0;   // phrases between that are not nested
  std::uint32_t triggers = 0, verbs = 0, commas = 0, clauses = 0;
  int nearer = 0;  // 1: another trigger is nearer to the phrase on its side; 2: on the other side
};

bool RoleFeatures::candidate(const Context& context, std::size_t trigger, std::size_t chunk) {
  const Trigger& t = context.triggers[trigger];
  const Chunk& c = context.chunks[chunk];
  const std::vector<text::Token>& tokens = context.analysis.tokens;
  if (tokens[t.head].sentence != tokens[c.tokens.first].sentence) return false;
  const std::uint32_t distance = c.tokens.first >= t.tokens.last   ? c.tokens.first - t.tokens.last
                                 : t.tokens.first >= c.tokens.last ? t.tokens.first - c.tokens.last
                                                                   : 0;
  return distance <= kReach;
}

RoleFeatures::Pair RoleFeatures::measure(const Context& context, std::size_t trigger, std::size_t chunk) const {
  const Trigger& t = context.triggers[trigger];
  const TokenRange c = context.chunks[chunk].tokens;
  Pair pair;
  pair.direction = c.first >= t.tokens.last ? 1 : t.tokens.first >= c.last ? -1 : 0;
  const std::uint32_t from = pair.direction > 0 ? t.tokens.last : c.last;
  const std::uint32_t to = pair.direction > 0 ? c.first : pair.direction < 0 ? t.tokens.first : from;
  pair.distance = to - from;
  for (std::uint32_t i = from; i < to; ++i) {
    const Fact& fact = context.facts[i];
    pair.verbs += fact.verb && !fact.noun ? 1 : 0;
    pair.commas += context.analysis.tokens[i].type == text::TokenType::kComma ? 1 : 0;
    pair.clauses += fact.is(extract::kSubordinator) || fact.is(extract::kRelative) ? 1 : 0;
  }
  const std::uint32_t sentence = context.analysis.tokens[t.head].sentence;
  for (std::size_t i = context.triggers_of(sentence).first; i < context.triggers_of(sentence).last; ++i) {
    const Trigger& other = context.triggers[i];
    if (other.tokens.first >= from && other.tokens.last <= to) ++pair.triggers;
    const bool behind = other.tokens.first >= c.last, before = other.tokens.last <= c.first;
    const std::uint32_t away = behind ? other.tokens.first - c.last : before ? c.first - other.tokens.last : 0;
    if (&other != &t && away < pair.distance)
      pair.nearer = std::max(pair.nearer, behind == (pair.direction < 0) ? 1 : 2);
  }
  std::uint32_t end = 0;
  for (std::size_t i = context.chunks_of(sentence).first; i < context.chunks_of(sentence).last; ++i) {
    const Chunk& other = context.chunks[i];
    if (other.tokens.first < from || other.tokens.last > to || other.tokens.first < end) continue;
    ++pair.phrases;
    end = other.tokens.last;
  }
  return pair;
}

// What sort of thing the phrase's head is.
std::uint64_t RoleFeatures::who(const Context& context, const Chunk& chunk) const {
  const Fact& head = context.facts[chunk.tokens.first];
  const auto row_of = [&](Source source) {
    const std::int32_t match = head.match[static_cast<std::size_t>(source)];
    return match < 0 ? -1
                     : static_cast<std::int64_t>(context.analysis.matches[static_cast<std::size_t>(match)].entry.row);
  };
  if (const auto row = row_of(Source::kActor); row >= 0) {
    const VoiceRow& actor = rows_.actor(static_cast<std::uint32_t>(row));
    return feature(1, actor.voice, actor.group, actor.generic);
  }
  if (row_of(Source::kPlaceWord) >= 0 || row_of(Source::kPlace) >= 0) return 2;
  if (const auto row = row_of(Source::kGroup); row >= 0)
    return feature(3, rows_.group(static_cast<std::uint32_t>(row)));
  if (const auto row = row_of(Source::kTitle); row >= 0)
    return feature(4, rows_.title(static_cast<std::uint32_t>(row)).voice);
  if (row_of(Source::kSpeaker) >= 0) return 5;
  if (row_of(Source::kWeapon) >= 0) return 6;
  if (row_of(Source::kNationality) >= 0) return 7;
  return 8;
}

void RoleFeatures::add_slots(const Trigger& trigger, const Chunk& chunk, const Pair& pair,
                             std::vector<std::uint64_t>& out) const {
  if (trigger.row < 0) return;
  for (const Slot& slot : rows_.trigger(static_cast<std::uint32_t>(trigger.row)).slots) {
    const bool bare = chunk.preposition == 0;
    const bool fits = slot.how == Slot::How::kPreposition ? chunk.preposition == slot.preposition
                      : slot.how == Slot::How::kGenitive  ? bare && pair.direction > 0 && pair.distance == 0
                                                          : bare;
    if (!fits) continue;
    out.push_back(feature(kSlot, slot.role, slot.how, pair.direction, trigger.form, std::min(pair.phrases, 2U)));
    out.push_back(feature(kKindSlot, trigger.kind, slot.role, slot.how, pair.direction, bucket(pair.distance)));
  }
}

std::uint64_t RoleFeatures::light_verb_before(const Context& context, const Trigger& trigger, std::uint32_t& at) const {
  const TokenRange sentence = context.analysis.sentences[context.analysis.tokens[trigger.head].sentence];
  for (std::uint32_t i = trigger.tokens.first; i > sentence.first && trigger.tokens.first - i < 10; --i) {
    const std::int32_t match = context.facts[i - 1].match[static_cast<int>(Source::kLightVerb)];
    if (match < 0) continue;
    at = i - 1;
    return context.analysis.matches[static_cast<std::size_t>(match)].entry.row + 1ULL;
  }
  return 0;
}

void RoleFeatures::build(const Context& context, std::size_t trigger, std::size_t chunk,
                         std::vector<std::uint64_t>& out) const {
  const Trigger& t = context.triggers[trigger];
  const Chunk& c = context.chunks[chunk];
  const Pair pair = measure(context, trigger, chunk);
  const Fact& head = context.facts[c.tokens.first];
  const TokenRange sentence = context.analysis.sentences[context.analysis.tokens[t.head].sentence];
  const std::uint64_t sort = who(context, c);
  const int away = bucket(pair.distance);
  const bool adjacent = pair.distance == 0 && pair.direction > 0;
  out.clear();
  out.push_back(feature(kKindWay, t.kind, pair.direction, c.preposition, t.form));
  out.push_back(feature(kTypeWay, t.kind, c.type, pair.direction, c.preposition));
  out.push_back(feature(kFormWay, t.form, pair.direction, away, c.preposition, c.type));
  out.push_back(feature(kRowWay, t.row, pair.direction, c.preposition, std::min(pair.phrases, 2U)));
  out.push_back(feature(kKindHead, t.kind, head.stem));
  out.push_back(feature(kFormOrder, t.form, pair.direction, std::min(pair.phrases, 3U), c.preposition != 0, c.type));
  out.push_back(feature(kKindType, t.kind, t.form, c.type, pair.direction, adjacent));
  out.push_back(feature(kGap, pair.direction, std::min(pair.triggers, 2U), std::min(pair.verbs, 2U),
                        std::min(pair.commas, 2U), std::min(pair.clauses, 1U)));
  out.push_back(feature(kWho, sort, c.type, pair.direction, c.preposition != 0));
  out.push_back(feature(kKindWho, t.kind, sort));
  out.push_back(feature(kWhoWay, t.kind, sort, t.form, pair.direction, std::min(pair.phrases, 2U)));
  out.push_back(feature(kDefinite, t.kind, c.definite, pair.direction, c.type));
  out.push_back(feature(kNearer, pair.nearer, pair.direction, c.type, c.preposition));
  out.push_back(feature(kTypeNearer, t.kind, pair.nearer, pair.direction, c.type));
  out.push_back(feature(kFirst, t.kind, c.tokens.first == sentence.first, pair.direction, std::min(pair.verbs, 2U)));
  out.push_back(feature(kHeadWay, head.stem, c.preposition, pair.direction));
  const bool speaks = is_speaker(context, c);
  const int rank = bare_rank(context, chunk);
  const bool feminine = context.analysis.tokens[c.tokens.first].ta_marbuta;
  const std::string_view ending = context.analysis.stem(context.analysis.tokens[t.head]);
  out.push_back(feature(kSpeaks, t.kind, speaks, pair.direction, t.form));
  out.push_back(feature(kRank, t.kind, rank, pair.direction, std::min(pair.verbs, 2U)));
  out.push_back(feature(kRankForm, t.form, rank, pair.direction, std::min(pair.triggers, 2U), sort));
  out.push_back(feature(kAgreement, t.form,
                        hash_bytes(ending.substr(ending.size() - std::min<std::size_t>(ending.size(), 2))), feminine,
                        pair.direction, std::min(pair.phrases, 1U)));
  out.push_back(feature(kGapType, c.type, c.preposition, pair.direction, std::min(pair.commas, 1U),
                        std::min(pair.verbs, 1U), std::min(pair.triggers, 2U)));
  out.push_back(feature(kKindOrder, t.kind, t.form, pair.direction, std::min(pair.phrases, 2U), c.preposition, sort));
  const std::uint16_t head_class = context.analysis.tokens[c.tokens.first].stem_class;
  out.push_back(feature(kKindClass, t.kind, head_class));
  out.push_back(feature(kClassWay, t.form, head_class, pair.direction, c.preposition));
  if (c.tokens.first > sentence.first) {
    const extract::Fact& before = context.facts[c.tokens.first - 1];
    out.push_back(feature(kVerbBefore, before.verb && !before.noun, before.function, pair.direction, t.form, c.type));
    out.push_back(
        feature(kClassBefore, context.analysis.tokens[c.tokens.first - 1].stem_class, pair.direction, t.form));
  }
  if (c.tokens.first > sentence.first)
    out.push_back(feature(kBeforeWord, context.facts[c.tokens.first - 1].stem, pair.direction, t.form));
  if (t.tokens.last < sentence.last)
    out.push_back(feature(kAfterTrigger, t.kind, context.facts[t.tokens.last].stem, pair.direction, away));
  if (pair.direction == 0) out.push_back(feature(kOverlap, t.kind, c.type, c.tokens.first == t.tokens.first));
  if (c.type == Chunk::Type::kCount) {
    const extract::Count& count = context.counts[static_cast<std::size_t>(c.mention)];
    const int effect = count.effect ? static_cast<int>(*count.effect) : -1;
    out.push_back(feature(kMention, t.kind, effect, pair.direction, std::min(pair.phrases, 2U)));
    out.push_back(feature(kMention, t.row, effect, count.group, pair.direction));
  }
  std::uint32_t light_at = 0;
  if (const std::uint64_t light = light_verb_before(context, t, light_at); light != 0) {
    const bool between = c.tokens.first > light_at && pair.direction < 0;
    out.push_back(feature(kLight, light, pair.direction, c.preposition != 0, between));
    out.push_back(
        feature(kLightBetween, t.form, between, pair.direction, c.preposition, c.tokens.first == light_at + 1));
  }
  add_slots(t, c, pair, out);
  add_way(context, t, c, sort, out);
  add_grammar(context, t, c, sort, out);
}

// The steps between trigger and phrase, and the verbs that govern either.
void RoleFeatures::add_way(const Context& context, const Trigger& t, const Chunk& c, std::uint64_t sort,
                           std::vector<std::uint64_t>& out) {
  const int direction = direction_of(t, c);
  const Way way = direction > 0   ? way_between(context, t.tokens.last, c.tokens.first, true)
                  : direction < 0 ? way_between(context, c.tokens.last, t.tokens.first, false)
                                  : Way{};
  const bool bare = c.preposition == 0;
  out.push_back(feature(kWay, way.whole, direction, t.form, c.preposition));
  out.push_back(feature(kWayKind, way.whole, direction, t.kind, bare));
  out.push_back(feature(kSkeleton, way.skeleton, direction, t.form, sort));
  out.push_back(feature(kSkeletonKind, way.skeleton, direction, t.kind, bare));
  out.push_back(feature(kNearTrigger, way.near_trigger, direction, t.form, bare));
  out.push_back(feature(kNearPhrase, way.near_phrase, direction, t.form, c.preposition));
  out.push_back(feature(kEnds, way.near_trigger, way.near_phrase, direction));

  const Governor its = governor_of(context, c.tokens.first), over = governor_of(context, t.tokens.first);
  enum { kNo, kTriggers, kShared, kBetween, kBehind, kElsewhere };
  const int relation = its.token == t.head                                            ? kTriggers
                       : its.token == over.token                                      ? kShared
                       : over.token != Governor::kNone && over.token >= c.tokens.last ? kBetween
                       : its.token != Governor::kNone && its.token > t.head           ? kBehind
                                                                                      : kElsewhere;
  const std::uint64_t link = link_of(context, t);
  out.push_back(feature(kSubject, relation, bare, its.phrases, its.breaks, t.form));
  out.push_back(feature(kSubjectSort, relation, bare, its.phrases, sort, direction));
  out.push_back(feature(kSubjectKind, relation, bare, its.phrases, t.kind, t.form));
  out.push_back(feature(kLink, relation, bare, its.phrases, link, t.form));
  out.push_back(feature(kControl, relation, bare, its.phrases, stem_of(context, over.token), link));
  out.push_back(feature(kControlled, relation, bare, its.phrases, stem_of(context, its.token)));
}

// Whether the phrase is the subject of the trigger, of the verb that governs it, or of the verb that goes on about it
// ("hujum nafadhahu musallahun"), and what part of a longer phrase it is.
void RoleFeatures::add_grammar(const Context& context, const Trigger& t, const Chunk& c, std::uint64_t sort,
                               std::vector<std::uint64_t>& out) {
  const TokenRange sentence = context.analysis.sentences[context.analysis.tokens[t.head].sentence];
  const int direction = direction_of(t, c);
  const bool verb = context.steps[t.tokens.first] == Step::kEventVerb;
  const Governor over = governor_of(context, t.tokens.first);
  const std::uint32_t next = verb ? Governor::kNone : verb_behind(context, t.tokens.last, sentence.last);
  const int own = verb ? subject_code(context, t.tokens.first, c) : 0;
  const int governed = subject_code(context, over.token, c), on = subject_code(context, next, c);
  const bool known = over.token != Governor::kNone, goes_on = next != Governor::kNone;
  const int pronoun = goes_on && (context.analysis.tokens[next].clitics & text::kPronoun) != 0 ? 1 : 0;
  const bool light = known && context.facts[over.token].starts(Source::kLightVerb);
  const int near = known ? std::min(3, over.breaks * 2 + (over.phrases > 1 ? 1 : 0)) : 4;
  const int behind = c.tokens.last < sentence.last ? static_cast<int>(context.steps[c.tokens.last]) : -1;
  out.push_back(feature(kPart, c.part, direction, t.form));
  out.push_back(feature(kPartEnd, c.part, behind, std::min(c.tokens.size(), 4U)));
  out.push_back(feature(kPartKind, c.part, t.kind, direction));
  out.push_back(feature(kPartWay, c.part, own, governed, on, t.form));
  out.push_back(feature(kOwn, own, t.form));
  out.push_back(feature(kGoverned, governed, t.form, near));
  out.push_back(feature(kGovernedLink, governed, t.form, link_of(context, t), light));
  out.push_back(feature(kGoesOn, on, pronoun, t.form));
  out.push_back(feature(kGrammarKind, own, governed, on, t.kind));
  out.push_back(feature(kGrammarForm, own, governed, on, t.form));
  out.push_back(feature(kGrammarSort, own, governed, sort, t.form));
  out.push_back(feature(kGovernedVerb, governed, stem_of(context, over.token)));
  out.push_back(feature(kGovernedRow, governed, t.row));
  out.push_back(feature(kOwnRow, own, t.row));
  out.push_back(feature(kGoesOnRow, on, t.row, pronoun));

  const std::uint32_t head = c.tokens.first;
  const bool bare = c.preposition == 0;
  const std::uint64_t case_ = ending_of(context, head, 2);
  const std::uint64_t shape = verb ? shape_of(context, t.tokens.first) : 1;
  const bool feminine = context.analysis.tokens[head].ta_marbuta;
  out.push_back(feature(kCase, case_, t.form, direction, bare, own));
  if (c.tokens.size() > 1)
    out.push_back(feature(kCaseBehind, ending_of(context, head + 1, 2), t.form, direction, bare));
  const bool accusative = is_accusative(context, head) || (c.tokens.size() > 1 && is_accusative(context, head + 1));
  out.push_back(feature(kAccusative, accusative, t.form, direction, bare, own));
  out.push_back(feature(kShape, shape, direction, bare, own));
  out.push_back(feature(kShapeGender, shape, feminine, case_, direction, bare));
  out.push_back(feature(kShapeClass, shape, context.analysis.tokens[head].stem_class, direction, bare));
  const auto how = [&](std::uint32_t v) {
    return v == Governor::kNone ? 0 : 1 + static_cast<int>(context.subjects[v].how);
  };
  if (verb) {
    out.push_back(feature(kOwnHow, own, how(t.tokens.first), t.form, bare));
    out.push_back(feature(kOwnShape, own, before_of(context, t.tokens.first), bare));
  }
  out.push_back(feature(kGovernedHow, governed, how(over.token), t.form, bare, near));
  out.push_back(feature(kGovernedShape, governed, before_of(context, over.token), bare, feminine));
  const std::uint64_t stem = context.facts[t.head].stem;
  out.push_back(feature(kStemWay, stem, direction, c.preposition));
  out.push_back(feature(kStemPhrases, stem, direction, bare, own, c.type));
  out.push_back(feature(kStemWho, stem, sort, direction));
  out.push_back(feature(kStemClassWay, context.analysis.tokens[t.head].stem_class, direction, c.preposition, own));
  const bool object = (context.analysis.tokens[t.tokens.last - 1].clitics & text::kPronoun) != 0;
  out.push_back(feature(kPronounWay, object, t.form, direction, bare, own));
  out.push_back(feature(kPronounOwn, object, t.kind, direction, bare, t.form));
  if (direction < 0) {
    const std::uint32_t between = context.openers[t.tokens.first] - context.openers[c.tokens.last];
    const std::uint64_t place = static_cast<std::uint64_t>(clause_part(context, c)) * 4 + std::min(between, 3U);
    out.push_back(feature(kClausePart, place, t.form, near));
    out.push_back(feature(kClauseKind, place, t.kind));
    out.push_back(feature(kClauseLink, place, link_of(context, t), t.form));
    out.push_back(feature(kClauseShape, place, verb ? shape : shape_of(context, over.token), feminine, verb));
    out.push_back(feature(kClauseSort, place, sort, t.form));
    out.push_back(feature(kClauseRow, place, t.row));
  }
}

}  // namespace isnad::frames
