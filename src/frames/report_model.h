// Whether a sentence reports an event as news or only refers to it: "gunmen attacked the barracks" against "since the
// attack".
//
// Event data of the PLOVER kind counts reports, so claims of a sentence that only refers keep an empty PLOVER type. The
// model is trained on single sentences that people labelled as reporting an assault or a protest, so only these two
// types are asked about.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "frames/context.h"
#include "frames/rows.h"
#include "learn/linear_model.h"

namespace isnad::frames {

class ReportFeatures {
 public:
  explicit ReportFeatures(const Rows& rows) : rows_(rows) {}

  /// True for the types that sentences were labelled for.
  static bool knows(std::string_view plover);

  /// Features of `sentence` as a report of an event of PLOVER type `plover`. False: none of its triggers is of that
  /// type.
  bool build(const Context& context, std::uint32_t sentence, std::string_view plover,
             std::vector<std::uint64_t>& out) const;

 private:
  void add_trigger(const Context& context, const Trigger& trigger, std::vector<std::uint64_t>& out) const;
  void add_sentence(const Context& context, std::uint32_t sentence, std::uint64_t type,
                    std::vector<std::uint64_t>& out) const;

  const Rows& rows_;
};

class ReportFinder {
 public:
  ReportFinder(const Rows& rows, const learn::LinearModel& model) : features_(rows), model_(model) {}

  /// False when `sentence` only refers to events of the type.
  bool reports(Context& context, std::uint32_t sentence, std::string_view plover) const;

 private:
  ReportFeatures features_;
  const learn::LinearModel& model_;
};

}  // namespace isnad::frames
