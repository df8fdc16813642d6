#include "frames/role_model.h"

#include <algorithm>
#include <array>

namespace isnad::frames {
namespace {

// Least probability of a second time.
constexpr float kSecondTime = 0.7F;
// Least probability that the phrase has the role and the trigger is an event.
constexpr std::array<float, kRoleCount> kThreshold = {1, 0.15F, 0.34F, 0.32F, 0.16F, 0.2F, 0.34F};

}  // namespace

void RoleFinder::find(Context& context, std::size_t trigger, std::vector<Filler>& out) const {
  out.clear();
  std::array<float, kRoleCount> scores{};
  const Context::Range range = context.chunks_of(context.analysis.tokens[context.triggers[trigger].head].sentence);
  for (std::size_t chunk = range.first; chunk < range.last; ++chunk) {
    if (!RoleFeatures::candidate(context, trigger, chunk)) continue;
    features_.build(context, trigger, chunk, context.features);
    model_.score(context.features, scores);
    learn::LinearModel::softmax(scores);
    scores[0] = 0;
    // A phrase that is both target and place counts for either of the two.
    const auto both = static_cast<std::size_t>(Role::kTargetPlace);
    const int best = learn::LinearModel::best(scores);
    const float support =
        scores[static_cast<std::size_t>(best)] +
        (best == static_cast<int>(Role::kTarget) || best == static_cast<int>(Role::kPlace) ? scores[both] : 0) +
        (best == static_cast<int>(both)
             ? std::max(scores[static_cast<std::size_t>(Role::kTarget)], scores[static_cast<std::size_t>(Role::kPlace)])
             : 0);
    if (support * context.triggers[trigger].confidence < kThreshold[static_cast<std::size_t>(best)]) continue;
    out.push_back({static_cast<std::uint32_t>(chunk), static_cast<Role>(best), support});
  }
  std::stable_sort(out.begin(), out.end(), [](const Filler& a, const Filler& b) {
    return a.role != b.role ? a.role < b.role : a.probability > b.probability;
  });
  std::vector<Filler> kept;
  for (const Filler& filler : out) {
    const TokenRange tokens = context.chunks[filler.chunk].tokens;
    const bool clash = std::any_of(kept.begin(), kept.end(), [&](const Filler& other) {
      return other.role == filler.role && context.chunks[other.chunk].tokens.overlaps(tokens);
    });
    // There is a second actor only where a conjunction joins it to the first; a second time is rare.
    const bool second = !kept.empty() && kept.back().role == filler.role;
    const bool actor = filler.role == Role::kAgent || filler.role == Role::kTarget;
    const bool alone = second && ((actor && !context.chunks[filler.chunk].conjoined) ||
                                  (filler.role == Role::kTime && filler.probability < kSecondTime));
    if (!clash && !alone) kept.push_back(filler);
  }
  out.swap(kept);
}

void give_counts_once(const Context& context, std::vector<std::vector<Filler>>& fillers) {
  std::vector<float> best(context.chunks.size(), 0);
  const auto counts = [&](std::size_t trigger, const Filler& filler) {
    const Chunk& chunk = context.chunks[filler.chunk];
    return context.triggers[trigger].kind == Kind::kCasualty && chunk.type == Chunk::Type::kCount &&
           context.counts[static_cast<std::size_t>(chunk.mention)].explicit_number;
  };
  for (std::size_t trigger = 0; trigger < fillers.size(); ++trigger) {
    for (const Filler& filler : fillers[trigger]) {
      if (counts(trigger, filler)) best[filler.chunk] = std::max(best[filler.chunk], filler.probability);
    }
  }
  for (std::size_t trigger = 0; trigger < fillers.size(); ++trigger) {
    std::erase_if(fillers[trigger], [&](const Filler& filler) {
      return counts(trigger, filler) && filler.probability < best[filler.chunk];
    });
  }
}

}  // namespace isnad::frames
