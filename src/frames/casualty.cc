#include "frames/casualty.h"

#include <algorithm>

namespace isnad::frames {
namespace {

using extract::Source;
using lexicon::Features;

constexpr int kEffectCount = 7;
constexpr std::uint32_t kTallyBefore = 8, kTallyBehind = 16;  // tokens between the counted word and its figure

std::uint8_t bit(Effect effect) {
  return static_cast<std::uint8_t>(1U << static_cast<unsigned>(effect));
}

// Kinds that state figures even when the lexicon row does not say so; zero: no figures.
std::uint8_t effects_of_kind(Kind kind) {
  switch (kind) {
    case Kind::kArrest:
      return bit(Effect::kArrested);
    case Kind::kAbduction:
      return bit(Effect::kAbducted);
    case Kind::kDisplacement:
      return bit(Effect::kDisplaced);
    case Kind::kCasualty:
      return bit(Effect::kKilled);
    default:
      return 0;
  }
}

bool is_target(Role role) {
  return role == Role::kTarget || role == Role::kTargetPlace || role == Role::kAgent;
}

}  // namespace

std::uint8_t CasualtyReader::effects_of(const Context& context, const Trigger& trigger) const {
  unsigned effects = 0;
  for (std::uint32_t token = trigger.tokens.first; token < trigger.tokens.last; ++token) {
    for (const text::Match& match : context.analysis.matches_at(token)) {
      if (match.entry.table != facts_.table(Source::kTrigger)) continue;
      const TriggerRow& row = rows_.trigger(match.entry.row);
      if (row.kind == trigger.kind) effects |= row.effects;
    }
  }
  return effects != 0 ? static_cast<std::uint8_t>(effects) : effects_of_kind(trigger.kind);
}

Group CasualtyReader::group_of(const Context& context, TokenRange tokens) const {
  for (std::uint32_t token = tokens.first; token < tokens.last; ++token) {
    const extract::Fact& fact = context.facts[token];
    const auto row = [&](Source source) { return fact.match[static_cast<std::size_t>(source)]; };
    const auto at = [&](std::int32_t match) {
      return context.analysis.matches[static_cast<std::size_t>(match)].entry.row;
    };
    Group group = Group::kUnspecified;
    if (row(Source::kActor) >= 0) group = rows_.actor(at(row(Source::kActor))).group;
    if (group == Group::kUnspecified && row(Source::kGroup) >= 0) group = rows_.group(at(row(Source::kGroup)));
    if (group == Group::kUnspecified && row(Source::kTitle) >= 0) group = rows_.title(at(row(Source::kTitle))).group;
    if (group != Group::kUnspecified) return group;
  }
  return Group::kUnspecified;
}

bool CasualtyReader::read_count(const Context& context, const Chunk& chunk, Figure& figure) const {
  if (chunk.type != Chunk::Type::kCount) return false;
  figure.tokens = chunk.tokens;
  read_count(context, static_cast<std::size_t>(chunk.mention), figure);
  return true;
}

void CasualtyReader::read_count(const Context& context, std::size_t index, Figure& figure) const {
  const extract::Count& count = context.counts[index];
  figure.low = count.low;
  figure.high = count.high;
  figure.group = count.group != Group::kUnspecified ? count.group : group_of(context, figure.tokens);
  figure.so_far = count.so_far ? static_cast<std::int32_t>(index) : -1;
}

// "The number of the dead rose to 12": the tally says which figure the word has, unless what it counts ("12 martyrs")
// names the event as well and states the figure itself.
CasualtyReader::Tally CasualtyReader::read_tally(const Context& context, const Trigger& trigger, Figure& figure) const {
  const std::uint32_t from = trigger.tokens.first > kTallyBefore ? trigger.tokens.first - kTallyBefore : 0;
  auto count = std::partition_point(context.counts.begin(), context.counts.end(),
                                    [&](const extract::Count& c) { return c.tokens.first < from; });
  for (; count != context.counts.end() && count->tokens.first < trigger.tokens.last + kTallyBehind; ++count) {
    if (!count->tally.overlaps(trigger.tokens)) continue;
    const auto states = [&](const Trigger& other) {
      return other.kind == Kind::kCasualty && other.tokens.overlaps(count->noun) &&
             !other.tokens.overlaps(trigger.tokens);
    };
    if (std::any_of(context.triggers.begin(), context.triggers.end(), states)) return Tally::kElsewhere;
    figure.tokens = count->tokens;
    read_count(context, static_cast<std::size_t>(count - context.counts.begin()), figure);
    return Tally::kRead;
  }
  return Tally::kNone;
}

// People named instead of counted: one, or the number that the head noun's form tells.
void CasualtyReader::read_named(const Context& context, const Chunk& chunk, Figure& figure) const {
  const extract::Fact& head = context.facts[chunk.tokens.first];
  figure.tokens = chunk.tokens;
  figure.low = 1;
  figure.high = 1;
  figure.group = group_of(context, chunk.tokens);
  for (const Source source : {Source::kGroup, Source::kActor, Source::kTitle, Source::kNationality}) {
    const std::int32_t match = head.match[static_cast<std::size_t>(source)];
    if (match < 0) continue;
    const Features features =
        Features::unpack(context.analysis.matches[static_cast<std::size_t>(match)].entry.features);
    if (features.number == Features::Number::kPlural) {
      figure.low = 2;
      figure.high.reset();
    } else if (features.number == Features::Number::kDual) {
      figure.low = 2;
      figure.high = 2;
    }
    return;
  }
}

// The trigger is itself a counted noun ("qatla", "isabat").
bool CasualtyReader::read_trigger(const Context& context, const Trigger& trigger, Figure& figure) const {
  const Context::Range here = context.chunks_of(context.analysis.tokens[trigger.head].sentence);
  for (std::size_t i = here.first; i < here.last; ++i) {
    const Chunk& chunk = context.chunks[i];
    if (chunk.tokens.first > trigger.head) break;
    if (chunk.tokens.overlaps(trigger.tokens) && read_count(context, chunk, figure)) return true;
  }
  return false;
}

void CasualtyReader::read(const Context& context, const Trigger& trigger, std::span<const Filler> fillers,
                          std::vector<Figure>& out) const {
  out.clear();
  if (effects_of_kind(trigger.kind) == 0) return;
  const std::uint8_t effects = effects_of(context, trigger);
  const bool people_act = trigger.kind == Kind::kDisplacement;
  const auto add = [&](const Figure& figure) {
    for (int effect = 0; effect < kEffectCount; ++effect) {
      if ((effects >> effect & 1) == 0) continue;
      out.push_back(figure);
      out.back().effect = static_cast<Effect>(effect);
      // "The killing and wounding of 110": how many of either, the text does not say.
      const bool shared = trigger.tokens.size() > 1 && (effects & (effects - 1)) != 0;
      if (!shared || figure.high != figure.low || figure.low < 2) continue;
      out.back().low = 1;
      out.back().high = figure.low - 1;
    }
  };
  Figure figure;
  if (const Tally tally = read_tally(context, trigger, figure); tally != Tally::kNone) {
    if (tally == Tally::kRead) add(figure);
    return;
  }
  for (const Filler& filler : fillers) {
    if (!is_target(filler.role) || (filler.role == Role::kAgent) != people_act) continue;
    if (read_count(context, context.chunks[filler.chunk], figure)) add(figure);
  }
  if (!out.empty()) return;
  if (read_trigger(context, trigger, figure)) {
    add(figure);
    return;
  }
  for (const Filler& filler : fillers) {
    if (!is_target(filler.role) || (filler.role == Role::kAgent) != people_act || trigger.kind == Kind::kDisplacement)
      continue;
    read_named(context, context.chunks[filler.chunk], figure);
    add(figure);
  }
  if (out.empty() && trigger.kind == Kind::kCasualty &&
      (context.analysis.tokens[trigger.head].clitics & text::kPronoun) != 0) {
    figure.tokens = trigger.tokens;
    figure.low = 1;
    figure.high = 1;
    add(figure);
  }
}

}  // namespace isnad::frames
