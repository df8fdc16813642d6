// The trained models of the frame stage; docs/models/ has a card for each.
#pragma once

#include <functional>
#include <string_view>

#include "isnad/result.h"
#include "learn/linear_model.h"
#include "learn/network.h"

namespace isnad::frames {

struct Models {
  learn::Network trigger;
  learn::LinearModel role, voice, modality, report;

  /// `bytes_of(name)` gives a model's bytes, which must outlive it. Errors name the model that is missing or damaged.
  static Result<Models> open(const std::function<std::string_view(std::string_view name)>& bytes_of);
};

/// Names of the models, in the order of the members: the files are models/NAME.model.
inline constexpr std::string_view kModelNames[] = {"trigger", "role", "voice", "modality", "report"};

}  // namespace isnad::frames
