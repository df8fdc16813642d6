// What an export holds back: of people whom the lexicon does not know by name, their words; and the sentences, in which
// such words stand too. Ids, kinds, figures and offsets stay.
#pragma once

#include "isnad/claim.h"
#include "isnad/incident.h"
#include "serve/names.h"

namespace isnad::serve {

void hold_back(Claim& claim);

/// Those whom the lexicon does not know become `unnamed-1`, `unnamed-2`, ..., so that they stay apart within the
/// incident.
void hold_back(Incident& incident, const Names& names);

}  // namespace isnad::serve
