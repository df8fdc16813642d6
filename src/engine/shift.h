// Moving claims that were found in a part of a text to their place in the whole.
#pragma once

#include <cstdint>

#include "isnad/claim.h"

namespace isnad {

/// Moves every offset of a claim forward.
void shift(Claim& claim, std::uint32_t code_points);

}  // namespace isnad
