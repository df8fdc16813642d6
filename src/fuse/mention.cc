#include "fuse/mention.h"

#include <algorithm>

#include "model/day.h"

namespace isnad::fuse {
namespace {

constexpr std::uint32_t kLeadSentences = 2;

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
  if (!claim.place.empty()) where.id = claim.place[0].id;
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

}  // namespace

Relation compare(const Where& a, const Where& b, const Knowledge& knowledge) {
  const Relation by_id = knowledge.compare_places(a.id, b.id);
  return by_id == Relation::kUnknown ? compare(a.words, b.words) : by_id;
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
  return mentions;
}

}  // namespace isnad::fuse
