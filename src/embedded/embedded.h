// What was linked into the library: the compiled resources and the trained models.
#pragma once

#include <string_view>

namespace isnad {

std::string_view embedded_lexicon();

/// The bytes of models/NAME.model; empty when the library carries none of that name.
std::string_view embedded_model(std::string_view name);

}  // namespace isnad
