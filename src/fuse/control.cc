#include "fuse/control.h"

#include "model/day.h"

namespace isnad::fuse {
namespace {

constexpr double kPart = 0.1;  // of the whole, that a place inside another is taken for

/// Leaving a place is no longer holding it.
bool is_about_control(const Spoken& spoken) {
  const Kind kind = spoken.matter().kind;
  if (kind == Kind::kWithdrawal) return spoken.about == nullptr && spoken.claim->modality == Modality::kAsserted;
  return kind == Kind::kTakeControl && (spoken.holds() || spoken.denies());
}

void set_where(Holding& holding, const Claim& claim, const Incident& incident, const Knowledge& knowledge) {
  const Quoted* words = claim.place.empty() ? nullptr : &claim.place.front();
  if (words != nullptr) holding.place_id = claim.place.front().id;
  if (words == nullptr && !claim.target.empty()) words = &claim.target.front();
  holding.place = words != nullptr ? words->text : incident.place;
  if (words == nullptr) holding.place_id = incident.place_id;
  Lore::Extent extent = knowledge.lore().extent_of(words != nullptr ? words->text : "");
  for (const Participant& target : claim.target) {
    if (extent.name.empty()) extent = knowledge.lore().extent_of(target.text);
  }
  holding.extent = extent.name;
  holding.share = extent.share;
}

/// A group that says "our fighters", an official who says "the situation is under control": the side that speaks.
void set_holder_from_voice(Holding& holding, const Spoken& spoken, const Knowledge& knowledge) {
  if (spoken.chain.empty()) return;
  const Attribution& voice = spoken.chain.back();
  const Side side = side_of(voice.kind);
  if (side == Side::kUnknown) return;
  holding.holder = voice.id.empty() ? knowledge.folded(voice.text) : voice.id;
  holding.words = voice.text;
  holding.side = name(side);
}

Holding holding_of(const Spoken& spoken, const Participant* holder, const Incident& incident,
                   const Knowledge& knowledge) {
  const Claim& claim = spoken.matter();
  Holding holding;
  static_cast<Saying&>(holding) = saying_of(spoken);
  if (const auto day = claim_day(claim, spoken.document->published)) holding.day = day_text(*day);
  set_where(holding, claim, incident, knowledge);
  holding.holds = !spoken.denies() && claim.kind != Kind::kWithdrawal;
  if (holder == nullptr) {
    if (spoken.about == nullptr && claim.kind == Kind::kTakeControl) set_holder_from_voice(holding, spoken, knowledge);
    return holding;
  }
  holding.holder = holder->id.empty() ? knowledge.folded(holder->text) : holder->id;
  holding.words = holder->text;
  holding.side = name(side_of(holder->sector));
  const bool own = knowledge.lore().is_generic(holder->id) && holding.side == name(Side::kArmed) &&
                   !spoken.chain.empty() && spoken.chain.back().kind == Voice::kGroup && spoken.about == nullptr;
  if (own) set_holder_from_voice(holding, spoken, knowledge);
  return holding;
}

/// Two unnamed voices of one text have one origin, and yet may contradict each other.
bool same_voice(const Saying& a, const Saying& b) {
  if (a.origin != b.origin || a.attribution.empty() != b.attribution.empty()) return false;
  return a.attribution.empty() || a.attribution.back().text == b.attribution.back().text;
}

Party holder_of(const Holding& holding) {
  return {holding.holder, holding.side};
}

Relation compare_where(const Holding& a, const Holding& b, const Knowledge& knowledge) {
  const Relation by_id = knowledge.compare_places(a.place_id, b.place_id);
  if (by_id != Relation::kUnknown) return by_id;
  return knowledge.folded(a.place) == knowledge.folded(b.place) ? Relation::kEqual : Relation::kDiffers;
}

/// The shares of one place that the two speak of; a place inside another is a part of it.
std::pair<double, double> shares(const Holding& a, const Holding& b, Relation where, const Knowledge& knowledge) {
  if (where == Relation::kEqual) return {a.share, b.share};
  const bool a_inside = knowledge.inside(a.place_id, b.place_id);
  return {a_inside ? kPart : a.share, a_inside ? b.share : kPart};
}

}  // namespace

std::vector<Holding> holdings_of(const std::vector<Spoken>& said, const Incident& incident,
                                 const Knowledge& knowledge) {
  std::vector<Holding> holdings;
  for (const Spoken& spoken : said) {
    if (!is_about_control(spoken)) continue;
    const std::vector<Participant>& agents = spoken.matter().agent;
    for (const Participant& agent : agents) holdings.push_back(holding_of(spoken, &agent, incident, knowledge));
    if (agents.empty()) holdings.push_back(holding_of(spoken, nullptr, incident, knowledge));
  }
  return holdings;
}

bool contradict(const Holding& a, const Holding& b, const Knowledge& knowledge) {
  if (a.day != b.day || same_voice(a, b) || a.holder.empty() || b.holder.empty()) return false;
  const Lore& lore = knowledge.lore();
  const Relation where = compare_where(a, b, knowledge);
  if (where != Relation::kEqual && where != Relation::kShared) return false;
  if (a.holds != b.holds) return where == Relation::kEqual && lore.same(holder_of(a), holder_of(b));
  if (!a.holds) return false;
  const auto [first, second] = shares(a, b, where, knowledge);
  if (lore.rivals(holder_of(a), holder_of(b))) return first + second > 1;
  const bool all_or_part = (a.extent == "all" || b.extent == "all") && !a.extent.empty() && !b.extent.empty();
  return where == Relation::kEqual && all_or_part && a.share != b.share && lore.same(holder_of(a), holder_of(b));
}

std::string statement_of(const Holding& holding, const Knowledge& knowledge) {
  const bool anyone = knowledge.lore().is_anyone(holder_of(holding));
  std::string who = holding.holder;
  if (anyone && holding.side == name(Side::kState)) who = "forces of the state";
  if (anyone && holding.side == name(Side::kArmed)) who = "armed men";
  const std::string extent = holding.extent.empty() ? "" : holding.extent + " ";
  return extent + (holding.holds ? "held by " : "not held by ") + who;
}

}  // namespace isnad::fuse
