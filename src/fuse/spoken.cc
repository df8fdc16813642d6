#include "fuse/spoken.h"

#include <algorithm>

#include "model/day.h"

namespace isnad::fuse {
namespace {

/// Who denies stands in the denial as its agent, and behind it where the outlet reports another's words.
std::vector<Attribution> chain_of(const Claim& claim, bool denial) {
  std::vector<Attribution> chain = claim.attribution;
  if (!denial || claim.agent.empty() || !chain.empty()) return chain;
  const Participant& agent = claim.agent.front();
  Attribution step;
  static_cast<Quoted&>(step) = agent;
  const Side side = side_of(agent.sector);
  step.kind = side == Side::kState ? Voice::kOfficial : side == Side::kArmed ? Voice::kGroup : Voice::kUnknown;
  if (agent.id.substr(0, 4) != "gen.") step.id = agent.id;
  step.named = !step.id.empty();
  chain.push_back(std::move(step));
  return chain;
}

/// An unnamed voice ("a security source") is one person in one channel, but may be two in two. Where nothing has traced
/// the claims (origins.h), the end of the chain stands for the origin.
void set_voice(Spoken& spoken, const Knowledge& knowledge) {
  const Claim& claim = *spoken.claim;
  const std::string& channel = spoken.channel =
      claim.channel.empty() ? "outlet:" + spoken.document->outlet : claim.channel;
  if (spoken.chain.empty()) {
    spoken.name = spoken.document->outlet;
    spoken.voice = channel;
    spoken.origin = claim.origin.empty() ? channel : claim.origin;
    return;
  }
  const Attribution& last = spoken.chain.back();
  const bool traced = !claim.origin.empty() && !claim.attribution.empty();
  spoken.name = last.id.empty() ? last.text : last.id;
  spoken.voice = last.id.empty() ? knowledge.folded(last.text) : last.id;
  if (!last.named && last.id.empty()) spoken.voice += " of " + channel;
  spoken.origin = traced ? claim.origin : spoken.voice;
}

bool in_sentence(const Claim& claim, std::uint32_t start) {
  return claim.sentence.start == start;
}

/// The claim that a bare denial points back to: the nearest before it, in its sentence or the one before, that another
/// voice makes. None when the denial itself says what it denies.
const Claim* denied_by(const std::vector<Spoken>& all, std::size_t first, std::size_t denial) {
  const Claim& claim = *all[denial].claim;
  std::optional<std::uint32_t> before;
  for (std::size_t i = denial; i-- > first;) {
    const Claim& other = *all[i].claim;
    const bool here = in_sentence(other, claim.sentence.start);
    if (!here && !before) before = other.sentence.start;
    if (!here && !in_sentence(other, *before)) return nullptr;
    if (other.kind == Kind::kDeny) continue;
    if (all[i].voice == all[denial].voice) return nullptr;
    return other.modality == Modality::kDenied || other.modality == Modality::kHypothetical ? nullptr : &other;
  }
  return nullptr;
}

bool says_what_it_denies(const std::vector<const Claim*>& claims, const Claim& denial) {
  return std::any_of(claims.begin(), claims.end(), [&](const Claim* claim) {
    return claim->modality == Modality::kDenied && in_sentence(*claim, denial.sentence.start) &&
           claim->trigger.start > denial.trigger.start;
  });
}

}  // namespace

std::vector<Spoken> spoken_of(const std::vector<Testimony>& testimonies, const Knowledge& knowledge) {
  std::vector<Spoken> all;
  for (const Testimony& testimony : testimonies) {
    const std::size_t first = all.size();
    for (const Claim* claim : testimony.claims) {
      const bool denial = knowledge.lore().denies_fact(*claim);
      all.push_back({testimony.document, claim, nullptr, chain_of(*claim, denial), {}, {}, {}, {}});
      set_voice(all.back(), knowledge);
      if (denial && !says_what_it_denies(testimony.claims, *claim))
        all.back().about = denied_by(all, first, all.size() - 1);
    }
  }
  return all;
}

Saying saying_of(const Spoken& spoken) {
  return {spoken.ref(), spoken.document->outlet, spoken.document->published,
          spoken.chain, spoken.claim->modality,  spoken.origin};
}

std::int64_t minutes_between(const Document& a, const Document& b) {
  const auto from = minute_number(a.published), to = minute_number(b.published);
  if (from && to) return *to - *from;
  const auto first = day_number(a.published), last = day_number(b.published);
  return first && last ? (*last - *first) * 24 * 60 : 0;
}

}  // namespace isnad::fuse
