#include "fuse/across.h"

#include <algorithm>
#include <cmath>

#include "base/strings.h"
#include "fuse/blocking.h"
#include "fuse/joining.h"
#include "model/day.h"

namespace isnad::fuse {
namespace {

constexpr std::int64_t kTellingToll = 3;  // one or two dead are common to many incidents

/// Takes out places in which others of the part lie: "Iraq" beside "Baghdad" would make every attack in Iraq the same.
void keep_innermost(std::vector<std::string_view>& places, const Knowledge& knowledge) {
  const std::vector<std::string_view> all = places;
  std::erase_if(places, [&](std::string_view outer) {
    return std::any_of(all.begin(), all.end(),
                       [&](std::string_view inner) { return inner != outer && knowledge.inside(inner, outer); });
  });
}

void take_figures(Part& part, const Claim& claim) {
  for (const Casualty& casualty : claim.casualties) {
    if (casualty.low.value_or(0) < kTellingToll) continue;
    const auto high = static_cast<std::uint64_t>(casualty.high.value_or(-1));
    part.tolls.push_back(hash_mix(hash_mix(static_cast<std::uint64_t>(casualty.effect), high),
                                  static_cast<std::uint64_t>(*casualty.low)));
  }
}

void take_claim(Part& part, const Mention& mention, const Knowledge& knowledge) {
  const Claim& claim = *mention.claim;
  part.claims.push_back(&claim);
  part.kinds[static_cast<std::size_t>(claim.kind)] = true;
  part.lead = part.lead || mention.lead;
  for (const auto* list : {&claim.agent, &claim.target, &claim.means}) {
    for (const Participant& participant : *list) knowledge.add_place_words(part.words, participant.text);
  }
  for (const Place& place : claim.place) knowledge.add_place_words(part.words, place.text);
  if (!mention.where.id.empty()) part.places.push_back(mention.where.id);
  take_figures(part, claim);
}

/// Days of deeds, where there are any; else of what is no mere statement.
void take_days(Part& part, const std::vector<Mention>& mentions, const std::vector<std::size_t>& group,
               const Knowledge& knowledge) {
  const auto is_deed = [&](std::size_t at) { return knowledge.is_deed(mentions[at].claim->kind); };
  const bool deeds = std::any_of(group.begin(), group.end(), is_deed);
  for (const std::size_t at : group) {
    const auto day = mentions[at].day;
    if (!day || (deeds ? !is_deed(at) : knowledge.is_statement(mentions[at].claim->kind))) continue;
    part.day_first = std::min(part.day_first.value_or(*day), *day);
    part.day_last = std::max(part.day_last.value_or(*day), *day);
  }
}

template <typename T>
void sort_once(std::vector<T>& list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

}  // namespace

std::string_view across_name(std::size_t feature) {
  constexpr std::string_view kNames[kAcrossCount] = {
      "across.bias",        "across.words",        "across.kind.same",     "across.lead.both", "across.lead.one",
      "across.place.equal", "across.place.shared", "across.place.differs", "across.toll.same", "across.day.same"};
  return kNames[feature];
}

Part part_of(std::uint32_t document, std::string_view published, const std::vector<Mention>& mentions,
             const std::vector<std::size_t>& group, const Knowledge& knowledge) {
  Part part;
  part.document = document;
  for (const std::size_t at : group) take_claim(part, mentions[at], knowledge);
  take_days(part, mentions, group, knowledge);
  sort_once(part.places);
  keep_innermost(part.places, knowledge);
  sort_once(part.tolls);
  part.dated = part.day_first.has_value();
  if (!part.dated) part.day_first = part.day_last = day_number(published);
  part.length = length_of(part.words, knowledge);
  return part;
}

double length_of(const Words& words, const Knowledge& knowledge) {
  double sum = 0;
  for (const std::uint64_t word : words) sum += knowledge.rarity(word) * knowledge.rarity(word);
  return std::sqrt(sum);
}

Joined join_across(const std::vector<Part>& parts, const Knowledge& knowledge, const AcrossWatcher& watcher,
                   const Bonds& bonds) {
  const Scale scale(knowledge);
  std::vector<Offer> offers;
  each_candidate(parts, knowledge, [&](std::uint32_t a, std::uint32_t b) {
    const double value = scale(scale.values(parts[a], parts[b]));
    if (value > 0) offers.push_back({-value, {a, b}});
  });
  std::sort(offers.begin(), offers.end());
  std::vector<const Part*> all;
  for (const Part& part : parts) all.push_back(&part);
  Joining joining(all, scale, watcher);
  for (const auto& list : bonds.together) {
    for (const std::uint32_t part : list) joining.join(list.front(), part);
  }
  for (const auto& [value, pair] : offers) {
    if (!would_break(bonds, joining, pair)) joining.offer(pair.first, pair.second);
  }
  return {joining.take(), joining.joins()};
}

}  // namespace isnad::fuse
