#include "serve/profile.h"

namespace isnad::serve {

void hold_back(Claim& claim) {
  for (auto* list : {&claim.agent, &claim.target}) {
    for (Participant& participant : *list) {
      if (participant.id.empty()) participant.text.clear();
    }
  }
  for (Casualty& casualty : claim.casualties) casualty.text.clear();
  for (Attribution& step : claim.attribution) {
    if (step.id.empty()) step.text.clear();
  }
  claim.sentence.text.clear();
}

}  // namespace isnad::serve
