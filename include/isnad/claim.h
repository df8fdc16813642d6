// The claim: one mention, in one document, of one event, by one voice (docs/formats/claim.md).
//
// Everything else (incidents, disagreements, rows of other data sets) is computed from claims. Every value carries the
// words that it came from, as a `Quoted` span in code points, and every claim the ids of the rules that made it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace isnad {

/// The kind of event, as in docs/formats/claim.md.
enum class Kind : std::uint8_t {
  kAttack,
  kSuicideAttack,
  kBombing,
  kShelling,
  kAirstrike,
  kShooting,
  kArmedClash,
  kAssassination,
  kExecution,
  kAbuse,
  kAbduction,
  kArrest,
  kRaid,
  kSiege,
  kRestriction,
  kDestruction,
  kTakeControl,
  kIncursion,
  kWithdrawal,
  kDeployment,
  kOffensive,
  kCasualty,
  kProtest,
  kRiot,
  kDisplacement,
  kRelease,
  kAid,
  kClaimResponsibility,
  kAccuse,
  kThreaten,
  kDemand,
  kDeny,
  kSupport,
  kAgree,
  kMeet,
  kSanction,
  kLegal,
  kDisaster,
};
inline constexpr int kKindCount = 38;

/// How sure the voice is of what it says.
enum class Modality : std::uint8_t { kAsserted, kSuspected, kDenied, kPlanned, kCalledFor, kHypothetical };

/// What befell the people counted.
enum class Effect : std::uint8_t { kKilled, kInjured, kMissing, kAbducted, kArrested, kDisplaced, kRescued };

/// Who was hit.
enum class Group : std::uint8_t {
  kUnspecified,
  kCivilian,
  kPolice,
  kMilitary,
  kMilitant,
  kOfficial,
  kJournalist,
  kAidWorker,
  kForeign,
  kMixed,
};

/// What sort of voice speaks.
enum class Voice : std::uint8_t { kUnknown, kOfficial, kGroup, kMedia, kWitness, kMedical, kOrganisation, kExpert };

/// Whether the claim stands inside quotation marks, is reported, or is the outlet's own.
enum class Quote : std::uint8_t { kNone, kIndirect, kDirect };

/// The names used in JSON, e.g. `name(Kind::kTakeControl) == "take_control"`. The string lives as long as the program.
std::string_view name(Kind kind);
std::string_view name(Modality modality);
std::string_view name(Effect effect);
std::string_view name(Group group);
std::string_view name(Voice voice);
std::string_view name(Quote quote);

/// The inverse of `name`: empty when `text` names no value of the type.
template <typename Enum>
std::optional<Enum> parse_name(std::string_view text);
template <>
std::optional<Kind> parse_name(std::string_view text);
template <>
std::optional<Modality> parse_name(std::string_view text);
template <>
std::optional<Effect> parse_name(std::string_view text);
template <>
std::optional<Group> parse_name(std::string_view text);
template <>
std::optional<Voice> parse_name(std::string_view text);
template <>
std::optional<Quote> parse_name(std::string_view text);

/// Words of the document: code points `[start, end)` of its text, and the words themselves (UTF-8).
struct Quoted {
  std::string text;
  std::uint32_t start = 0;
  std::uint32_t end = 0;
};

/// Who did it, to whom, or by what means.
struct Participant : Quoted {
  std::string id;      ///< id of resources/actors.tsv; empty when not known there
  std::string sector;  ///< PLOVER sector code of that actor; may be empty
};

/// Where. `id` is empty while the name is unresolved; the claim is kept all the same.
struct Place : Quoted {
  std::string id;                       ///< id of resources/places.tsv
  std::string precision;                ///< type of the resolved place: city, district, governorate, country, ...
  std::vector<std::string> candidates;  ///< other places that bear the name, most likely first
};

/// When. `value` is ISO 8601 (`2016-10-21`, `2016-10-21T03:00`, `2016-10`) or carries a part of the day
/// (`2016-10-21TMO`).
struct Time : Quoted {
  std::string value;  ///< empty when the words cannot be resolved
};

/// One figure of a toll.
struct Casualty : Quoted {
  Effect effect = Effect::kKilled;
  std::optional<std::int64_t> low;
  std::optional<std::int64_t> high;  ///< empty: no upper bound stated
  Group group = Group::kUnspecified;
  bool cumulative = false;  ///< the toll so far ("rose to"), not of this moment alone
  std::string as_of{};      ///< of a cumulative toll, ISO 8601: the time that it reaches to; empty when unknown
};

/// One step of the chain through which the claim reached the reader.
struct Attribution : Quoted {
  Voice kind = Voice::kUnknown;
  bool named = false;
  std::string id;  ///< id of resources/actors.tsv; empty when not known there
};

/// One claim. Lists are in order of relevance: the most specific place first, the voice nearest the reader first.
struct Claim {
  std::string claim_id;  ///< unique in its document: c1, c2, ... in text order
  Kind kind = Kind::kAttack;
  Quoted trigger;
  std::vector<Participant> agent;
  std::vector<Participant> target;
  std::vector<Place> place;
  std::vector<Time> time;
  std::vector<Participant> means;
  std::vector<Casualty> casualties;
  Modality modality = Modality::kAsserted;
  std::vector<Attribution> attribution;
  Quote quote = Quote::kNone;
  double confidence = 1.0;         ///< in [0, 1]
  std::string plover;              ///< PLOVER event type; may be empty
  std::string plover_mode;         ///< may be empty
  std::string incident;            ///< id of the incident; empty for general statements
  std::string origin;              ///< whom it goes back to: id of a named voice, else its channel (incident.h)
  std::string channel;             ///< by which text it came: id of an agency, a shared text or an outlet
  std::vector<std::string> rules;  ///< ids of the resource rows and models that made the claim
  Quoted sentence;                 ///< the sentence it stands in
};

}  // namespace isnad
