// How sure the voice is: a linear model over the words before a trigger and the cues of resources/cues.tsv.
#pragma once

#include <cstdint>
#include <vector>

#include "frames/context.h"
#include "frames/rows.h"
#include "learn/linear_model.h"

namespace isnad::frames {

class ModalityFeatures {
 public:
  ModalityFeatures(const extract::FactFinder& facts, const Rows& rows) : facts_(facts), rows_(rows) {}

  /// `speaker` is the index of the speaker behind the trigger; -1 for the outlet.
  void build(const Context& context, std::size_t trigger, int speaker, std::vector<std::uint64_t>& out) const;
  /// The modality that a cue right before the trigger gives it; kAsserted where there is none.
  Modality by_cue(const Context& context, const Trigger& trigger) const;

 private:
  void add_governor(const Context& context, const Trigger& trigger, TokenRange sentence,
                    std::vector<std::uint64_t>& out) const;
  void add_scope(const Context& context, const Trigger& trigger, TokenRange sentence,
                 std::vector<std::uint64_t>& out) const;
  void add_earlier(const Context& context, std::size_t trigger, std::vector<std::uint64_t>& out) const;
  static bool reaches(const Context& context, const text::Match& cue, const Trigger& trigger);
  int cue_at(const Context& context, std::uint32_t token) const;
  void add_cues(const Context& context, const Trigger& trigger, TokenRange sentence,
                std::vector<std::uint64_t>& out) const;

  const extract::FactFinder& facts_;
  const Rows& rows_;
};

class ModalityFinder {
 public:
  ModalityFinder(const extract::FactFinder& facts, const Rows& rows, const learn::LinearModel& model)
      : features_(facts, rows), model_(model) {}

  Modality find(Context& context, std::size_t trigger, int speaker) const;

 private:
  ModalityFeatures features_;
  const learn::LinearModel& model_;
};

inline constexpr int kModalityCount = 6;

}  // namespace isnad::frames
