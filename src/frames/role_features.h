// The features of a pair of trigger and phrase: what they are, how they lie to each other, and whose subject the phrase
// is.
#pragma once

#include <cstdint>
#include <vector>

#include "frames/context.h"
#include "frames/rows.h"

namespace isnad::frames {

class RoleFeatures {
 public:
  explicit RoleFeatures(const Rows& rows) : rows_(rows) {}

  /// True when the pair is worth asking about: one sentence, near enough.
  static bool candidate(const Context& context, std::size_t trigger, std::size_t chunk);
  void build(const Context& context, std::size_t trigger, std::size_t chunk, std::vector<std::uint64_t>& out) const;

 private:
  struct Pair;
  Pair measure(const Context& context, std::size_t trigger, std::size_t chunk) const;
  std::uint64_t who(const Context& context, const Chunk& chunk) const;
  void add_slots(const Trigger& trigger, const Chunk& chunk, const Pair& pair, std::vector<std::uint64_t>& out) const;
  static void add_way(const Context& context, const Trigger& trigger, const Chunk& chunk, std::uint64_t sort,
                      std::vector<std::uint64_t>& out);
  static void add_grammar(const Context& context, const Trigger& trigger, const Chunk& chunk, std::uint64_t sort,
                          std::vector<std::uint64_t>& out);
  std::uint64_t light_verb_before(const Context& context, const Trigger& trigger, std::uint32_t& at) const;

  const Rows& rows_;
};

}  // namespace isnad::frames
