// The figures of a toll: which count belongs to a trigger, whom it counts and what befell them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "frames/context.h"
#include "frames/role_model.h"
#include "frames/rows.h"

namespace isnad::frames {

/// A figure before it is written with code points.
struct Figure {
  TokenRange tokens;
  Effect effect = Effect::kKilled;
  std::int64_t low = 1;
  std::optional<std::int64_t> high;
  Group group = Group::kUnspecified;
  std::int32_t so_far = -1;  ///< index of the count when it is the toll so far
};

class CasualtyReader {
 public:
  CasualtyReader(const extract::FactFinder& facts, const Rows& rows) : facts_(facts), rows_(rows) {}

  /// The figures that `trigger` states, given the phrases that fill its roles. Empty for kinds without figures.
  void read(const Context& context, const Trigger& trigger, std::span<const Filler> fillers,
            std::vector<Figure>& out) const;

  /// The group that a phrase's words name.
  Group group_of(const Context& context, TokenRange tokens) const;

 private:
  std::uint8_t effects_of(const Context& context, const Trigger& trigger) const;
  bool read_count(const Context& context, const Chunk& chunk, Figure& figure) const;
  void read_named(const Context& context, const Chunk& chunk, Figure& figure) const;
  enum class Tally : std::uint8_t { kNone, kRead, kElsewhere };
  Tally read_tally(const Context& context, const Trigger& trigger, Figure& figure) const;
  void read_count(const Context& context, std::size_t count, Figure& figure) const;
  bool read_trigger(const Context& context, const Trigger& trigger, Figure& figure) const;

  const extract::FactFinder& facts_;
  const Rows& rows_;
};

}  // namespace isnad::frames
