// A dispute in the making: who takes which position, which of them still stand, and how much weight it has.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "isnad/incident.h"

namespace isnad::fuse {

/// The channel by which each claim of an incident came.
using Channels = std::map<ClaimRef, std::string_view>;

class Positions {
 public:
  /// One more saying for the position of that statement. `order` grows with time; `live` is false when the saying has
  /// been overtaken by a later one.
  void take(const std::string& statement, const Saying& saying, std::size_t order, bool live = true);

  /// The same if somebody takes that position already.
  void support(const std::string& statement, const Saying& saying, std::size_t order) {
    if (positions_.contains(statement)) take(statement, saying, order);
  }

  bool disputed() const { return positions_.size() > 1; }

  /// Positions in the order in which they were first taken. `stake`, from 0 to 1, is how much they differ. The dispute
  /// is open while at least two positions stand; a voice that took another one in a later report has left its first.
  Dispute dispute(std::string type, std::string about, double stake, const Channels& channels) const;

 private:
  struct Last {
    std::size_t order = 0;
    std::string doc_id;
    bool live = false;
  };
  struct Taken {
    Position position;
    std::size_t first = 0;
    std::map<std::string, Last> origins;
    std::set<std::pair<std::string, ClaimRef>> sayings;  // origin and claim
  };
  static Position counted(const Taken& taken, const Channels& channels);
  bool stands(const Taken& taken) const;
  bool left(const std::string& origin, const Last& last) const;

  std::map<std::string, Taken> positions_;  // by statement
};

/// Who says it: the end of the chain, else the outlet.
std::string voice_of(const Saying& saying);

}  // namespace isnad::fuse
