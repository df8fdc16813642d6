// What an export holds back: of people whom the lexicon does not know by name, their words; and the sentences, in which
// such words stand too. Ids, kinds, figures and offsets stay.
#pragma once

#include "isnad/claim.h"

namespace isnad::serve {

void hold_back(Claim& claim);

}  // namespace isnad::serve
