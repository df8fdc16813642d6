#include "fuse/features.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <unordered_map>

namespace isnad::fuse {
namespace {

constexpr std::uint32_t kDistanceBounds[] = {50, 100, 200, 400, 800, 1600, 3200};
constexpr std::uint32_t kSentenceBounds[] = {0, 1, 2, 3, 5, 8, 12};
constexpr std::uint32_t kClaimBounds[] = {1, 2, 3, 5, 8, 13, 20};
constexpr std::uint32_t kWordBounds[] = {0, 1, 2, 4, 8, 15};
constexpr std::uint32_t kCountBounds[] = {5, 10, 15, 20, 30, 45};
constexpr std::uint32_t kBetweenBounds[] = {0, 1, 3};
constexpr double kRarityScale = 1.0 / 3;  // brings what words tell to the size of the other values
constexpr double kMostTogether = 4;

constexpr const char* kAges[] = {"unknown", "ahead", "news", "days", "old", "month", "vague"};
constexpr const char* kAparts[kApartCount] = {"unknown",          "countries",     "governorates", "districts",
                                              "neighbours",       "in_country",    "inside",       "same_country",
                                              "same_governorate", "same_district", "same_place"};
constexpr const char* kRelations[] = {".differs", ".shared", ".equal"};

constexpr Discourse::Stands kStands[] = {Discourse::kOpens, Discourse::kBefore, Discourse::kBehind};

/// Ranges of numbers as features: one for each bound ("at most N") and one beyond.
struct Steps {
  const char* name;
  std::span<const std::uint32_t> bounds;
};
constexpr Steps kSteps[] = {
    {"distance", kDistanceBounds},         {"sentences", kSentenceBounds},      {"claims", kClaimBounds},
    {"words_between", kWordBounds},        {"report_claims", kCountBounds},     {"kind_between.other", kBetweenBounds},
    {"kind_between.same", kBetweenBounds}, {"trigger_between", kBetweenBounds},
};
enum Step : std::size_t {
  kDistance,
  kSentences,
  kClaims,
  kWordsBetween,
  kReportClaims,
  kKindBetween,
  kSameKindBetween,
  kTriggerBetween,
};

/// What may be equal, shared or different.
constexpr const char* kCompared[] = {"place",        "place_near",   "place_last",
                                     "agent",        "target",       "target_same_kind",
                                     "agent_target", "target_agent", "voice"};
enum Compared : std::size_t {
  kPlace,
  kPlaceNear,
  kPlaceLast,
  kAgent,
  kTarget,
  kTargetSameKind,
  kAgentTarget,
  kTargetAgent,
  kVoice,
};

constexpr const char* kPlain[] = {"bias",
                                  "adjacent",
                                  "lead",
                                  "sentence.same",
                                  "title",
                                  "title.same_kind",
                                  "kind.same",
                                  "kind.same_in_sentence",
                                  "kind.first_in_sentence",
                                  "kind.first_elsewhere",
                                  "trigger.shared",
                                  "trigger.same",
                                  "trigger.same_definite",
                                  "modality.differs",
                                  "reference.same_kind",
                                  "reference.other_kind",
                                  "reference.bare_same_kind",
                                  "reference.bare_other_kind",
                                  "day.equal",
                                  "day.differs",
                                  "day.one",
                                  "day_near.equal",
                                  "day_near.differs",
                                  "day_last.equal",
                                  "day_last.differs",
                                  "month.differs",
                                  "casualties.equal",
                                  "casualties.differ",
                                  "words.sentence",
                                  "words.window",
                                  "words.window_most",
                                  "words.window_sum",
                                  "words.named",
                                  "words.named_most",
                                  "words.first_named_in_second",
                                  "words.second_named_in_first",
                                  "words.first_covered",
                                  "words.second_covered",
                                  "topic.both",
                                  "topic.apart",
                                  "topic.most",
                                  "voices.none",
                                  "voices.first",
                                  "voices.second",
                                  "tie.part_of",
                                  "tie.follow_up_of",
                                  "tie.trial_of",
                                  "tie.commemorates",
                                  "tie.response_to"};
enum Plain : std::size_t {
  kBias,
  kAdjacent,
  kLead,
  kSameSentence,
  kTitle,
  kTitleSameKind,
  kSameKind,
  kSameKindInSentence,
  kFirstInSentence,
  kFirstElsewhere,
  kSharedTrigger,
  kSameTrigger,
  kSameTriggerDefinite,
  kModalityDiffers,
  kRefersSameKind,
  kRefersOtherKind,
  kBareSameKind,
  kBareOtherKind,
  kDayEqual,
  kDayDiffers,
  kDayOne,
  kNearDayEqual,
  kNearDayDiffers,
  kLastDayEqual,
  kLastDayDiffers,
  kMonthDiffers,
  kCasualtiesEqual,
  kCasualtiesDiffer,
  kSentenceWords,
  kWindowWords,
  kWindowMost,
  kWindowSum,
  kNamedWords,
  kNamedMost,
  kFirstNamedInSecond,
  kSecondNamedInFirst,
  kFirstCovered,
  kSecondCovered,
  kTopicBoth,
  kTopicApart,
  kTopicMost,
  kVoicesNone,
  kVoicesFirst,
  kVoicesSecond,
  kTie,
};

static_assert(kTie + kTieCount == std::size(kPlain));

constexpr std::size_t kComparedAt = std::size(kPlain);
constexpr std::size_t kArticlesAt = kComparedAt + std::size(kCompared) * 3;
constexpr std::size_t kAgesAt = kArticlesAt + 8;
constexpr std::size_t kModalitiesAt = kAgesAt + 2 * std::size(kAges);
constexpr std::size_t kModalityCount = 6;
constexpr std::size_t kQuotesAt = kModalitiesAt + kModalityCount * kModalityCount;
constexpr std::size_t kQuoteCount = 3;
constexpr std::size_t kApartsAt = kQuotesAt + kQuoteCount * kQuoteCount;
constexpr std::size_t kStepsAt = kApartsAt + kApartCount * 4;

constexpr std::size_t step_at(std::size_t step) {
  std::size_t at = kStepsAt;
  for (std::size_t i = 0; i < step; ++i) at += kSteps[i].bounds.size() + 1;
  return at;
}

std::vector<std::string> fixed_names() {
  std::vector<std::string> names(std::begin(kPlain), std::end(kPlain));
  for (const char* compared : kCompared) {
    for (const char* relation : kRelations) names.push_back(std::string(compared) + relation);
  }
  for (const char* first : {"indefinite", "definite"}) {
    for (const char* second : {".indefinite", ".definite"}) {
      for (const char* kind : {".other_kind", ".same_kind"})
        names.push_back(std::string("articles.") + first + second + kind);
    }
  }
  for (const char* which : {"age.first.", "age.second."}) {
    for (const char* age : kAges) names.push_back(std::string(which) + age);
  }
  for (std::size_t a = 0; a < kModalityCount; ++a) {
    for (std::size_t b = 0; b < kModalityCount; ++b) {
      names.push_back("modalities." + std::string(name(static_cast<Modality>(a))) + "." +
                      std::string(name(static_cast<Modality>(b))));
    }
  }
  for (std::size_t a = 0; a < kQuoteCount; ++a) {
    for (std::size_t b = 0; b < kQuoteCount; ++b) {
      names.push_back("quotes." + std::string(name(static_cast<Quote>(a))) + "." +
                      std::string(name(static_cast<Quote>(b))));
    }
  }
  for (const char* apart : kAparts) {
    for (const char* which : {"apart.", "apart_last."}) {
      for (const char* what : {".other", ".deeds"}) names.push_back(which + std::string(apart) + what);
    }
  }
  for (const Steps& steps : kSteps) {
    for (const std::uint32_t bound : steps.bounds)
      names.push_back(std::string(steps.name) + "." + std::to_string(bound));
    names.push_back(std::string(steps.name) + ".far");
  }
  return names;
}

/// Two claims of a document, the first before the second.
struct Pair {
  const std::vector<Mention>& mentions;
  const Mention &a, &b;
  bool same_kind, same_sentence;
};

void add_step(Found& found, Step step, std::size_t value) {
  const auto& bounds = kSteps[step].bounds;
  const auto bound = std::lower_bound(bounds.begin(), bounds.end(), value);
  found.add(step_at(step) + static_cast<std::size_t>(bound - bounds.begin()));
}

void add_relation(Found& found, Compared compared, Relation relation) {
  if (relation == Relation::kUnknown) return;
  found.add(kComparedAt + compared * 3 + static_cast<std::size_t>(relation) -
            static_cast<std::size_t>(Relation::kDiffers));
}

void add_position(Found& found, const Pair& pair) {
  const auto& [mentions, a, b, same_kind, same_sentence] = pair;
  add_step(found, kDistance, b.claim->trigger.start - a.claim->trigger.start);
  add_step(found, kSentences, b.sentence - a.sentence);
  add_step(found, kClaims, b.order - a.order);
  add_step(found, kReportClaims, mentions.size());
  if (b.order == a.order + 1) found.add(kAdjacent);
  if (same_sentence) found.add(kSameSentence);
  if (same_sentence) add_step(found, kWordsBetween, b.around.word - std::min(b.around.word, a.around.word + 1));
  if (a.lead) found.add(kLead);
  if (a.sentence == 0) found.add(kTitle);
  if (a.sentence == 0 && same_kind) found.add(kTitleSameKind);
}

/// Deeds in two governorates are two incidents; what is said or decided elsewhere may well be of one.
void add_places(Found& found, const Mention& a, const Mention& b, const Knowledge& knowledge) {
  add_relation(found, kPlace, compare(a.where, b.where, knowledge));
  add_relation(found, kPlaceNear, compare(a.near_where, b.near_where, knowledge));
  add_relation(found, kPlaceLast, compare(a.around.where, b.around.where, knowledge));
  const std::size_t deeds = knowledge.is_deed(a.claim->kind) && knowledge.is_deed(b.claim->kind) ? 1 : 0;
  const auto add = [&](const Where& one, const Where& other, std::size_t which) {
    const Apart apart = knowledge.apart(one.id, other.id);
    if (apart != Apart::kUnknown) found.add(kApartsAt + static_cast<std::size_t>(apart) * 4 + which * 2 + deeds);
  };
  add(a.where, b.where, 0);
  add(a.around.where, b.around.where, 1);
}

void add_kinds(Found& found, const Pair& pair) {
  const Mention &a = pair.a, &b = pair.b;
  const bool same = pair.same_kind, same_sentence = pair.same_sentence;
  if (same) found.add(kSameKind);
  if (same && same_sentence) found.add(kSameKindInSentence);
  if (b.around.first_of_kind) found.add(same_sentence ? kFirstInSentence : kFirstElsewhere);
  const auto between = [&](auto&& counts) {
    const auto first = pair.mentions.begin();
    return static_cast<std::size_t>(std::count_if(first + a.order + 1, first + b.order, counts));
  };
  add_step(found, same ? kSameKindBetween : kKindBetween,
           between([&](const Mention& other) { return other.claim->kind == b.claim->kind; }));
  const auto alike = [&](const Mention& other) { return compare(other.trigger, b.trigger) > Relation::kDiffers; };
  if (!alike(a)) return;
  found.add(kSharedTrigger);
  add_step(found, kTriggerBetween, between(alike));
  if (a.trigger == b.trigger) found.add(b.refers ? kSameTriggerDefinite : kSameTrigger);
}

void add_reference(Found& found, const Pair& pair) {
  const auto& [mentions, a, b, same, same_sentence] = pair;
  found.add(kArticlesAt + (a.refers ? 4U : 0U) + (b.refers ? 2U : 0U) + (same ? 1U : 0U));
  found.add(kModalitiesAt + static_cast<std::size_t>(a.claim->modality) * kModalityCount +
            static_cast<std::size_t>(b.claim->modality));
  if (a.claim->modality != b.claim->modality) found.add(kModalityDiffers);
  if (!b.refers) return;
  found.add(same ? kRefersSameKind : kRefersOtherKind);
  if (b.bare) found.add(same ? kBareSameKind : kBareOtherKind);
}

void add_days(Found& found, const Mention& a, const Mention& b) {
  if (a.near_day && b.near_day) found.add(a.near_day == b.near_day ? kNearDayEqual : kNearDayDiffers);
  if (a.day && b.day) found.add(a.day == b.day ? kDayEqual : kDayDiffers);
  if (a.day.has_value() != b.day.has_value()) found.add(kDayOne);
  if (a.around.day && b.around.day) found.add(a.around.day == b.around.day ? kLastDayEqual : kLastDayDiffers);
  if (a.month && b.month && a.month != b.month) found.add(kMonthDiffers);
  found.add(kAgesAt + static_cast<std::size_t>(a.around.age));
  found.add(kAgesAt + std::size(kAges) + static_cast<std::size_t>(b.around.age));
}

void add_casualties(Found& found, const Claim& a, const Claim& b) {
  for (const Casualty& one : a.casualties) {
    for (const Casualty& other : b.casualties) {
      const bool equal = one.low == other.low && one.high == other.high;
      if (one.effect == other.effect) found.add(equal ? kCasualtiesEqual : kCasualtiesDiffer);
    }
  }
}

void add_people(Found& found, const Mention& a, const Mention& b, bool same_kind) {
  const Relation targets = compare(a.target, b.target);
  add_relation(found, kAgent, compare(a.agent, b.agent));
  add_relation(found, kTarget, targets);
  if (same_kind) add_relation(found, kTargetSameKind, targets);
  add_relation(found, kAgentTarget, compare(a.agent, b.target));
  add_relation(found, kTargetAgent, compare(a.target, b.agent));
  add_relation(found, kVoice, compare(a.around.voice, b.around.voice));
}

void add_voices(Found& found, const Claim& a, const Claim& b) {
  found.add(kQuotesAt + static_cast<std::size_t>(a.quote) * kQuoteCount + static_cast<std::size_t>(b.quote));
  const bool first = !a.attribution.empty(), second = !b.attribution.empty();
  if (!first && !second) found.add(kVoicesNone);
  if (first && !second) found.add(kVoicesFirst);
  if (second && !first) found.add(kVoicesSecond);
}

void add_ties(Found& found, const Mention& a, const Mention& b) {
  for (const auto& [one, other] : {std::pair(&a, &b), std::pair(&b, &a)}) {
    for (const MentionTie& tie : one->ties) {
      if (tie.to == other->order) found.add(kTie + static_cast<std::size_t>(tie.tie));
    }
  }
}

/// Words of other sentences: those of the same one are shared by nature.
void add_context(Found& found, const Surrounds& a, const Surrounds& b) {
  found.add(kSentenceWords, cosine(a.sentence, b.sentence));
  found.add(kWindowWords, cosine(a.window, b.window));
  const Bag::Shared window = shared(a.window, b.window);
  found.add(kWindowMost, window.most * kRarityScale);
  found.add(kWindowSum, std::min(window.sum / 5, kMostTogether));
  const Bag::Shared first = shared(a.named, b.sentence), second = shared(b.named, a.sentence);
  found.add(kFirstNamedInSecond, first.most * kRarityScale);
  found.add(kSecondNamedInFirst, second.most * kRarityScale);
  if (!a.named.empty()) found.add(kFirstCovered, first.sum / a.named.sum());
  if (!b.named.empty()) found.add(kSecondCovered, second.sum / b.named.sum());
}

void add_words(Found& found, const Pair& pair) {
  const Surrounds &a = pair.a.around, &b = pair.b.around;
  if (!pair.same_sentence && !a.sentence.empty() && !b.sentence.empty()) add_context(found, a, b);
  found.add(kNamedWords, cosine(a.named, b.named));
  found.add(kNamedMost, shared(a.named, b.named).most * kRarityScale);
  found.add(kTopicBoth, std::min(a.title_cosine, b.title_cosine));
  found.add(kTopicApart, std::abs(a.title_cosine - b.title_cosine));
  found.add(kTopicMost, std::min(a.title_most, b.title_most) * kRarityScale);
}

}  // namespace

PairFeatures::PairFeatures(const Knowledge& knowledge) : knowledge_(knowledge), names_(fixed_names()) {
  std::unordered_map<std::string, std::uint16_t> numbers;
  const auto number = [&](std::string_view head, std::string_view a, std::string_view b) {
    const auto [first, second] = std::minmax(a, b);
    std::string name = std::string(head) + std::string(first) + "." + std::string(second);
    const auto [at, fresh] = numbers.try_emplace(name, static_cast<std::uint16_t>(names_.size()));
    if (fresh) names_.push_back(std::move(name));
    return at->second;
  };
  for (std::size_t a = 0; a < families_.size(); ++a) {
    for (std::size_t b = 0; b < families_.size(); ++b) {
      const Kind one = static_cast<Kind>(a), other = static_cast<Kind>(b);
      families_[a][b] = number("families.", knowledge.family(one), knowledge.family(other));
      kinds_[a][b] = number("kinds.", name(one), name(other));
    }
  }
  turns_at_ = names_.size();
  for (const auto stands : kStands) {
    for (const std::string_view turn : knowledge.discourse().names(stands)) {
      for (const char* which : {"first.", "second."}) {
        for (const char* kind : {".other_kind", ".same_kind"}) names_.push_back(which + std::string(turn) + kind);
      }
    }
  }
}

/// Two rows of features for each claim of a pair, by whether they are of one kind.
void PairFeatures::add_turns(Found& found, const Mention& a, const Mention& b, bool same_kind) const {
  std::size_t at = turns_at_ + (same_kind ? 1 : 0);
  const auto add = [&](Discourse::Row turn, std::size_t which) {
    if (turn) found.add(at + *turn * 4U + which * 2);
  };
  for (const auto stands : kStands) {
    const auto of = [&](const Mention& mention) {
      const Surrounds& around = mention.around;
      return stands == Discourse::kOpens ? around.opens : stands == Discourse::kBefore ? around.before : around.behind;
    };
    if (stands != Discourse::kOpens || a.sentence != b.sentence) {
      add(of(a), 0);
      add(of(b), 1);
    }
    at += knowledge_.discourse().names(stands).size() * 4;
  }
}

Found PairFeatures::operator()(const std::vector<Mention>& mentions, std::size_t first, std::size_t second) const {
  const Mention &a = mentions[first], &b = mentions[second];
  const auto kind_a = static_cast<std::size_t>(a.claim->kind), kind_b = static_cast<std::size_t>(b.claim->kind);
  const Pair pair{mentions, a, b, kind_a == kind_b, a.sentence == b.sentence};
  Found found;
  found.add(kBias);
  found.add(families_[kind_a][kind_b]);
  found.add(kinds_[kind_a][kind_b]);
  add_position(found, pair);
  add_kinds(found, pair);
  add_reference(found, pair);
  add_days(found, a, b);
  add_places(found, a, b, knowledge_);
  add_people(found, a, b, pair.same_kind);
  add_voices(found, *a.claim, *b.claim);
  add_ties(found, a, b);
  add_turns(found, a, b, pair.same_kind);
  add_words(found, pair);
  add_casualties(found, *a.claim, *b.claim);
  return found;
}

}  // namespace isnad::fuse
