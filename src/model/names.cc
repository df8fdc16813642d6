// The JSON names of the enumerated values of a claim.
#include <algorithm>
#include <iterator>

#include "isnad/claim.h"
#include "isnad/incident.h"

namespace isnad {
namespace {

constexpr std::string_view kKinds[] = {"attack",       "suicide_attack", "bombing",     "shelling",
                                       "airstrike",    "shooting",       "armed_clash", "assassination",
                                       "execution",    "abuse",          "abduction",   "arrest",
                                       "raid",         "siege",          "restriction", "destruction",
                                       "take_control", "incursion",      "withdrawal",  "deployment",
                                       "offensive",    "casualty",       "protest",     "riot",
                                       "displacement", "release",        "aid",         "claim_responsibility",
                                       "accuse",       "threaten",       "demand",      "deny",
                                       "support",      "agree",          "meet",        "sanction",
                                       "legal",        "disaster"};
static_assert(std::size(kKinds) == kKindCount);
constexpr std::string_view kModalities[] = {"asserted", "suspected", "denied", "planned", "called_for", "hypothetical"};
constexpr std::string_view kEffects[] = {"killed",   "injured",   "missing", "abducted",
                                         "arrested", "displaced", "rescued"};
constexpr std::string_view kGroups[] = {"unspecified", "civilian",   "police",     "military", "militant",
                                        "official",    "journalist", "aid_worker", "foreign",  "mixed"};
constexpr std::string_view kVoices[] = {"unknown", "official", "group",        "media",
                                        "witness", "medical",  "organisation", "expert"};
constexpr std::string_view kQuotes[] = {"none", "indirect", "direct"};
constexpr std::string_view kStandings[] = {"current", "repeated", "part", "superseded", "updated", "unasserted"};

template <typename Enum, std::size_t N>
std::optional<Enum> find_in(const std::string_view (&names)[N], std::string_view text) {
  const auto* found = std::find(std::begin(names), std::end(names), text);
  if (found == std::end(names)) return std::nullopt;
  return static_cast<Enum>(found - std::begin(names));
}

}  // namespace

std::string_view name(Kind kind) {
  return kKinds[static_cast<std::size_t>(kind)];
}
std::string_view name(Modality modality) {
  return kModalities[static_cast<std::size_t>(modality)];
}
std::string_view name(Effect effect) {
  return kEffects[static_cast<std::size_t>(effect)];
}
std::string_view name(Group group) {
  return kGroups[static_cast<std::size_t>(group)];
}
std::string_view name(Voice voice) {
  return kVoices[static_cast<std::size_t>(voice)];
}
std::string_view name(Quote quote) {
  return kQuotes[static_cast<std::size_t>(quote)];
}
std::string_view name(Standing standing) {
  return kStandings[static_cast<std::size_t>(standing)];
}

template <>
std::optional<Kind> parse_name(std::string_view text) {
  return find_in<Kind>(kKinds, text);
}
template <>
std::optional<Modality> parse_name(std::string_view text) {
  return find_in<Modality>(kModalities, text);
}
template <>
std::optional<Effect> parse_name(std::string_view text) {
  return find_in<Effect>(kEffects, text);
}
template <>
std::optional<Group> parse_name(std::string_view text) {
  return find_in<Group>(kGroups, text);
}
template <>
std::optional<Voice> parse_name(std::string_view text) {
  return find_in<Voice>(kVoices, text);
}
template <>
std::optional<Quote> parse_name(std::string_view text) {
  return find_in<Quote>(kQuotes, text);
}
template <>
std::optional<Standing> parse_name(std::string_view text) {
  return find_in<Standing>(kStandings, text);
}

}  // namespace isnad
