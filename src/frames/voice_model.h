// Which speaker stands behind a claim: a linear model that ranks the speakers found near a trigger, and the choice that
// the outlet speaks itself. Claims are decided in text order, and what was chosen before is a feature of what follows.
#pragma once

#include <cstdint>
#include <vector>

#include "frames/context.h"
#include "frames/rows.h"
#include "learn/linear_model.h"

namespace isnad::frames {

/// Features of a pair of trigger and speaker.
class VoiceFeatures {
 public:
  explicit VoiceFeatures(const Rows& rows) : rows_(rows) {}

  /// The speakers that may stand behind the trigger: those of its sentence and of a few before, and the voice behind
  /// the trigger before it.
  static void candidates(const Context& context, std::size_t trigger, std::vector<std::uint32_t>& out);
  void build(const Context& context, std::size_t trigger, std::size_t speaker, std::vector<std::uint64_t>& out) const;
  /// Features of the choice that no speaker stands behind the trigger.
  void build_none(const Context& context, std::size_t trigger, std::vector<std::uint64_t>& out) const;

 private:
  struct Pair;
  Pair measure(const Context& context, std::size_t trigger, std::size_t speaker) const;
  void measure_scope(const Context& context, Pair& pair) const;
  std::uint64_t who(const Context& context, TokenRange tokens) const;
  void add_scope(const Context& context, const Pair& pair, std::vector<std::uint64_t>& out) const;
  void add_link(const Context& context, const Pair& pair, std::vector<std::uint64_t>& out) const;
  void add_phrase(const Context& context, const Pair& pair, std::vector<std::uint64_t>& out) const;
  static void add_frame(const Context& context, const Pair& pair, std::vector<std::uint64_t>& out);
  void add_previous(const Context& context, const Pair& pair, std::vector<std::uint64_t>& out) const;

  const Rows& rows_;
};

/// Chooses the speaker behind a trigger; -1: the outlet itself. Triggers must be asked about in their order.
class VoiceFinder {
 public:
  VoiceFinder(const Rows& rows, const learn::LinearModel& model) : features_(rows), model_(model) {}

  int find(Context& context, std::size_t trigger) const;

 private:
  static int choose(const Context& context, float outlet);

  VoiceFeatures features_;
  const learn::LinearModel& model_;
};

}  // namespace isnad::frames
