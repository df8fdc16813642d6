#include "fuse/mention.h"

#include <algorithm>
#include <array>
#include <utility>

#include "fuse/ties.h"
#include "model/day.h"

namespace isnad::fuse {
namespace {

constexpr std::uint32_t kLeadSentences = 2;
constexpr std::size_t kWindow = 7;  // words before the trigger, and as many behind it

std::optional<std::int32_t> month_of(const Claim& claim) {
  for (const Time& time : claim.time) {
    if (const auto day = day_number(time.value.substr(0, 7) + "-01")) return day;
  }
  return std::nullopt;
}

Words words_of(const std::vector<Participant>& participants, const Knowledge& knowledge) {
  Words words;
  for (const Participant& participant : participants) knowledge.add_place_words(words, participant.text);
  return words;
}

Where where_of(const Claim& claim, const Knowledge& knowledge) {
  Where where;
  for (const Place& place : claim.place) knowledge.add_place_words(where.words, place.text);
  where.id = site_of(claim, knowledge);
  return where;
}

Mention mention_of(const Claim& claim, const Knowledge& knowledge) {
  Mention mention;
  mention.claim = &claim;
  mention.agent = words_of(claim.agent, knowledge);
  mention.target = words_of(claim.target, knowledge);
  knowledge.add_words(mention.trigger, claim.trigger.text);
  mention.where = where_of(claim, knowledge);
  mention.day = stated_day(claim);
  mention.month = month_of(claim);
  mention.refers = knowledge.has_article(claim.trigger.text);
  mention.bare = mention.agent.empty() && mention.target.empty() && !mention.where.stated();
  return mention;
}

/// Claims that carry no sentence (from elsewhere) count as one sentence each.
void number_sentences(std::vector<Mention>& mentions) {
  for (std::size_t i = 1; i < mentions.size(); ++i) {
    const Quoted &before = mentions[i - 1].claim->sentence, &here = mentions[i].claim->sentence;
    const bool same = here.end > here.start && before.start == here.start && before.end == here.end;
    mentions[i].sentence = mentions[i - 1].sentence + (same ? 0 : 1);
  }
  for (Mention& mention : mentions) mention.lead = mention.sentence < kLeadSentences;
}

/// The mention of the same sentence that is nearest to `at` and `fits`; null when there is none.
template <typename Fits>
const Mention* nearest(const std::vector<Mention>& mentions, std::size_t at, Fits fits) {
  const auto fits_at = [&](std::size_t i) {
    return i < mentions.size() && mentions[i].sentence == mentions[at].sentence && fits(mentions[i]);
  };
  for (std::size_t step = 0; step < mentions.size(); ++step) {
    if (step <= at && fits_at(at - step)) return &mentions[at - step];
    if (fits_at(at + step)) return &mentions[at + step];
    const bool before = step <= at && mentions[at - step].sentence == mentions[at].sentence;
    const bool after = at + step < mentions.size() && mentions[at + step].sentence == mentions[at].sentence;
    if (!before && !after) return nullptr;
  }
  return nullptr;
}

void look_around(std::vector<Mention>& mentions) {
  for (std::size_t i = 0; i < mentions.size(); ++i) {
    const Mention* where = nearest(mentions, i, [](const Mention& m) { return m.where.stated(); });
    const Mention* day = nearest(mentions, i, [](const Mention& m) { return m.day.has_value(); });
    if (where) mentions[i].near_where = where->where;
    if (day) mentions[i].near_day = day->day;
  }
}

// ---- surroundings

Age age_of(const Mention& mention, std::optional<std::int32_t> published) {
  if (mention.near_day && published) {
    const std::int32_t before = *published - *mention.near_day;
    if (before < 0) return Age::kAhead;
    return before <= 1 ? Age::kNews : before <= 7 ? Age::kDays : Age::kOld;
  }
  if (mention.month) return Age::kMonth;
  return mention.claim->time.empty() ? Age::kUnknown : Age::kVague;
}

void sort_once(Words& words) {
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
}

Words named_words(const Mention& mention, const Knowledge& knowledge) {
  Words words = words_of(mention.claim->means, knowledge);
  for (const Words* more : {&mention.agent, &mention.target, &mention.where.words})
    words.insert(words.end(), more->begin(), more->end());
  sort_once(words);
  return words;
}

/// The words of the sentence, and those next to the trigger.
void read_sentence(Mention& mention, const Words& named, const Knowledge& knowledge) {
  const Claim& claim = *mention.claim;
  const std::vector<Knowledge::Word> all = knowledge.words_in_order(claim.sentence.text);
  const std::uint32_t begin = claim.trigger.start - std::min(claim.trigger.start, claim.sentence.start);
  const std::uint32_t end = begin + (claim.trigger.end - claim.trigger.start);
  const auto before = [&](std::uint32_t offset) {
    const auto at = std::lower_bound(all.begin(), all.end(), offset,
                                     [](const Knowledge::Word& word, std::uint32_t o) { return word.start < o; });
    return static_cast<std::size_t>(at - all.begin());
  };
  const std::size_t first = before(begin), last = before(end);
  Words sentence, window = named;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].brief) continue;
    sentence.push_back(all[i].hash);
    const bool near = i < first ? first - i <= kWindow : i >= last && i - last < kWindow;
    if (near) window.push_back(all[i].hash);
  }
  sort_once(sentence);
  sort_once(window);
  Discourse::Hashes hashes;
  for (const Knowledge::Word& word : all) hashes.push_back(word.hash);
  mention.around.opens = knowledge.discourse().opens(hashes);
  mention.around.before = knowledge.discourse().before(hashes, first);
  mention.around.behind = knowledge.discourse().behind(hashes, last);
  mention.around.word = static_cast<std::uint32_t>(first);
  mention.around.sentence = Bag(sentence, knowledge);
  mention.around.window = Bag(window, knowledge);
}

/// What the report is about: its title, else its first sentence.
Bag topic_of(const Document& document, const std::vector<Mention>& mentions, const Knowledge& knowledge) {
  Words words;
  knowledge.add_words(words, document.title);
  if (words.empty() && !mentions.empty()) knowledge.add_words(words, mentions[0].claim->sentence.text);
  return Bag(words, knowledge);
}

/// Place and day that were named last hold until others are.
void carry_on(std::vector<Mention>& mentions) {
  for (std::size_t i = 0; i < mentions.size(); ++i) {
    const bool first = i == 0;
    Surrounds& around = mentions[i].around;
    around.where = mentions[i].near_where.stated() || first ? mentions[i].near_where : mentions[i - 1].around.where;
    around.day = mentions[i].near_day || first ? mentions[i].near_day : mentions[i - 1].around.day;
  }
}

void survey(std::vector<Mention>& mentions, const Document& document, const Knowledge& knowledge) {
  const std::optional<std::int32_t> published = day_number(document.published);
  const Bag topic = topic_of(document, mentions, knowledge);
  std::array<bool, kKindCount> met{};
  for (Mention& mention : mentions) {
    const Words named = named_words(mention, knowledge);
    read_sentence(mention, named, knowledge);
    mention.around.named = Bag(named, knowledge);
    for (const Attribution& step : mention.claim->attribution) knowledge.add_words(mention.around.voice, step.text);
    mention.around.title_cosine = cosine(mention.around.sentence, topic);
    mention.around.title_most = shared(mention.around.window, topic).most;
    mention.around.first_of_kind = !std::exchange(met[static_cast<std::size_t>(mention.claim->kind)], true);
    mention.around.age = age_of(mention, published);
  }
  carry_on(mentions);
}

}  // namespace

Relation compare(const Where& a, const Where& b, const Knowledge& knowledge) {
  const Relation by_id = knowledge.compare_places(a.id, b.id);
  return by_id == Relation::kUnknown ? compare(a.words, b.words) : by_id;
}

std::string_view site_of(const Claim& claim, const Knowledge& knowledge) {
  std::string_view beside;
  for (const Place& place : claim.place) {
    if (place.id.empty()) continue;
    if (!knowledge.is_beside(place.text)) return place.id;
    if (beside.empty()) beside = place.id;
  }
  return beside;
}

std::vector<Mention> mentions_of(const CodedDocument& coded, const Knowledge& knowledge) {
  std::vector<Mention> mentions;
  mentions.reserve(coded.claims.size());
  for (std::size_t i = 0; i < coded.claims.size(); ++i) {
    if (coded.claims[i].modality == Modality::kHypothetical) continue;
    mentions.push_back(mention_of(coded.claims[i], knowledge));
    mentions.back().index = static_cast<std::uint32_t>(i);
  }
  std::stable_sort(mentions.begin(), mentions.end(),
                   [](const Mention& a, const Mention& b) { return a.claim->trigger.start < b.claim->trigger.start; });
  for (std::size_t i = 0; i < mentions.size(); ++i) mentions[i].order = static_cast<std::uint32_t>(i);
  number_sentences(mentions);
  look_around(mentions);
  survey(mentions, coded.document, knowledge);
  find_ties(mentions, knowledge);
  return mentions;
}

}  // namespace isnad::fuse
