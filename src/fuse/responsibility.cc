#include "fuse/responsibility.h"

namespace isnad::fuse {
namespace {

/// Deeds that one side does: in a clash, naming two sides is no contradiction.
bool is_deed(Kind kind) {
  switch (kind) {
    case Kind::kAttack:
    case Kind::kSuicideAttack:
    case Kind::kBombing:
    case Kind::kShelling:
    case Kind::kAirstrike:
    case Kind::kShooting:
    case Kind::kAssassination:
    case Kind::kExecution:
    case Kind::kAbuse:
    case Kind::kAbduction:
    case Kind::kDestruction:
      return true;
    default:
      return false;
  }
}

Stance stance_of(const Spoken& spoken, const char* stance, const Participant* actor, const Knowledge& knowledge) {
  Stance made{saying_of(spoken), stance, {}, {}};
  if (actor == nullptr) return made;
  made.actor = actor->id.empty() ? knowledge.folded(actor->text) : actor->id;
  made.words = actor->text;
  return made;
}

/// What the saying does to the actors that it names.
const char* stance_towards(const Spoken& spoken, const Participant& actor) {
  const Claim& claim = spoken.matter();
  if (spoken.denies()) return "denied";
  if (claim.modality == Modality::kSuspected) return "suspected";
  const bool own = !spoken.chain.empty() && !actor.id.empty() && spoken.chain.back().id == actor.id;
  return claim.kind == Kind::kClaimResponsibility || own ? "claimed" : "blamed";
}

void add_actors(std::vector<Stance>& stances, const Spoken& spoken, Kind main, const Knowledge& knowledge) {
  const Claim& claim = spoken.matter();
  if (claim.kind == main || claim.kind == Kind::kClaimResponsibility) {
    for (const Participant& actor : claim.agent)
      stances.push_back(stance_of(spoken, stance_towards(spoken, actor), &actor, knowledge));
  }
  if (claim.kind != Kind::kAccuse) return;
  for (const Participant& actor : claim.target) {
    if (!actor.id.empty()) stances.push_back(stance_of(spoken, stance_towards(spoken, actor), &actor, knowledge));
  }
}

/// "No party has claimed it".
bool says_nobody_claimed(const Spoken& spoken) {
  return spoken.about == nullptr && spoken.claim->kind == Kind::kClaimResponsibility && spoken.denies();
}

}  // namespace

std::vector<Stance> stances_of(const std::vector<Spoken>& said, Kind main, const Knowledge& knowledge) {
  std::vector<Stance> stances;
  if (!is_deed(main)) return stances;
  for (const Spoken& spoken : said) {
    if (says_nobody_claimed(spoken)) {
      stances.push_back(stance_of(spoken, "unclaimed", nullptr, knowledge));
    } else if (spoken.holds() || spoken.denies()) {
      add_actors(stances, spoken, main, knowledge);
    }
    if (spoken.about == nullptr && knowledge.lore().denies_fact(*spoken.claim)) {
      for (const Participant& actor : spoken.claim->agent)
        stances.push_back(stance_of(spoken, "denied", &actor, knowledge));
    }
  }
  return stances;
}

bool contradict(const Stance& a, const Stance& b, const Knowledge& knowledge) {
  if (a.origin == b.origin || a.actor.empty() || b.actor.empty()) return false;
  const bool a_denied = a.stance == "denied", b_denied = b.stance == "denied";
  if (a_denied != b_denied) return a.actor == b.actor;
  return !a_denied && knowledge.lore().rivals(knowledge.lore().party(a.actor), knowledge.lore().party(b.actor));
}

}  // namespace isnad::fuse
