#include "engine/shift.h"

namespace isnad {
namespace {

void move(Quoted& words, std::uint32_t code_points) {
  words.start += code_points;
  words.end += code_points;
}

template <typename Items>
void move_all(Items& items, std::uint32_t code_points) {
  for (Quoted& item : items) move(item, code_points);
}

}  // namespace

void shift(Claim& claim, std::uint32_t code_points) {
  move(claim.trigger, code_points);
  move(claim.sentence, code_points);
  for (auto* participants : {&claim.agent, &claim.target, &claim.means}) move_all(*participants, code_points);
  move_all(claim.place, code_points);
  move_all(claim.time, code_points);
  move_all(claim.casualties, code_points);
  move_all(claim.attribution, code_points);
}

}  // namespace isnad
