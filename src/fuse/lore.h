// What setting claims against each other needs to know of the world: who is on whose side, which words say how much of
// a place (resources/extents.tsv), and which words deny a fact (resources/denials.tsv).
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "isnad/claim.h"
#include "isnad/result.h"
#include "lexicon/lexicon.h"

namespace isnad::fuse {

/// Which sort of power somebody belongs to: a state's organs, or those who bear arms without being one.
enum class Side { kUnknown, kState, kArmed };
Side side_of(std::string_view sector);
Side side_of(Voice voice);
std::string_view name(Side side);

/// An actor, by id or folded words, and the side it is on.
struct Party {
  std::string_view actor;
  std::string_view side;  ///< `name` of a Side
};

class Lore {
 public:
  /// How much of a place; `name` is empty when nothing is said.
  struct Extent {
    std::string_view name;
    double share = 1;
  };

  /// `lexicon` must outlive it. Errors (kCorrupt): a share is no number.
  Status load(const lexicon::Lexicon& lexicon);

  /// The extent that words of a place state.
  Extent extent_of(std::string_view words) const;

  /// A count by a word alone ("tens of dead"): such a word opens it.
  bool is_vague(std::string_view count) const;

  /// The claim says that something is not so; it does not refuse or reject.
  bool denies_fact(const Claim& claim) const;

  /// The side of an actor that the tables know.
  Party party(std::string_view actor) const;
  /// Not an actor that the tables know by name.
  bool is_anyone(const Party& party) const { return !actors_.contains(party.actor) || is_generic(party.actor); }
  /// Names a sort of people, no one in particular ("gunmen", "the police").
  bool is_generic(std::string_view actor_id) const { return actor_id.substr(0, 4) == "gen."; }
  /// Says of which country somebody is, and nothing else ("Russian" strikes).
  static bool is_of_country(const Party& party) { return party.actor.substr(0, 8) == "demonym."; }
  /// The two may be one: the same actor, organs of one state, somebody of that country, or nobody in particular of one
  /// side.
  bool same(const Party& a, const Party& b) const;
  /// The two cannot be one: named actors that are not the same, or of different sides.
  bool rivals(const Party& a, const Party& b) const;

 private:
  struct Actor {
    std::string_view country;
    Side side = Side::kUnknown;
  };
  void load_vague(const lexicon::Lexicon& lexicon);
  void load_actors(const lexicon::Lexicon& lexicon);

  const lexicon::Fold* fold_ = nullptr;
  std::unordered_map<std::string, Extent> extents_;  // by folded words
  std::unordered_set<std::string> vague_;            // folded words
  std::unordered_set<std::string_view> denials_;
  std::unordered_map<std::string_view, Actor> actors_;
};

}  // namespace isnad::fuse
