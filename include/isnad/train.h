// Training: makes the files of models/ again from the data that their cards in docs/models name.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "isnad/result.h"

namespace isnad {

/// One thing that can be trained.
struct TrainingTask {
  std::string_view name;     ///< also the name of the model: models/NAME.model
  std::string_view summary;  ///< what `from` must be
};

/// All tasks, in the order in which they build on each other.
std::vector<TrainingTask> training_tasks();

/// What to train, and from what.
struct TrainingRequest {
  std::string task;
  std::vector<std::string> from;  ///< files, in the order that the task's card gives; "-" is standard input
  std::string models;             ///< folder of the models that this one builds on; empty: those built into the library
};

/// The bytes of the model. The same files give the same bytes. `progress` hears a line now and then.
/// Errors: unknown task (the message lists those there are), a file that cannot be read, a malformed line (file and
/// line).
Result<std::string> train(const TrainingRequest& request, const std::function<void(const std::string&)>& progress);

}  // namespace isnad
