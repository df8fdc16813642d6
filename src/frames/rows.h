// The rows of the event lexicon as the frame stage reads them: decoded once, looked up by row number.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "extract/facts.h"
#include "isnad/claim.h"
#include "lexicon/lexicon.h"

namespace isnad::frames {

/// What a phrase can be to an event.
enum class Role : std::uint8_t { kNone, kAgent, kTarget, kPlace, kMeans, kTime, kTargetPlace };
inline constexpr int kRoleCount = 7;

/// One way in which a frame says that a role is filled: `kSubject`, `kObject`, `kGenitive`, or by a preposition.
struct Slot {
  enum class How : std::uint8_t { kSubject, kObject, kGenitive, kPreposition };
  Role role = Role::kNone;
  How how = How::kSubject;
  std::uint64_t preposition = 0;  ///< hash of the folded word
};

struct TriggerRow {
  std::string_view id;
  Kind kind = Kind::kAttack;
  int strength = 0;  ///< 0..100
  std::vector<Slot> slots;
  std::vector<std::uint64_t> requires_one_of, blocked_by;  ///< sorted stem hashes
  std::uint8_t effects = 0;                                ///< bit per Effect
};

struct CueRow {
  std::string_view id;
  std::string_view cue;
  Modality modality = Modality::kAsserted;
  bool next = false;     ///< it governs the event right behind it
  bool governs = false;  ///< it governs a noun of event right behind it
};

struct SayingRow {
  std::string_view id;
  std::string_view pos;
  std::uint64_t family = 0;  ///< hash of the family's name
  bool carries = false;
  char subject = 's';  ///< s: the clause's subject, a: the phrase after it, o: its object
};

/// A typed row of people, speakers or titles: who they are when they speak or are hit.
struct VoiceRow {
  std::string_view id;
  std::string_view sector;
  Voice voice = Voice::kUnknown;
  Group group = Group::kUnspecified;
  bool named = false;
  bool generic = false;
};

/// Immutable after construction; the lexicon must outlive it.
class Rows {
 public:
  explicit Rows(const extract::FactFinder& facts);

  const TriggerRow& trigger(std::uint32_t row) const { return triggers_[row]; }
  const CueRow& cue(std::uint32_t row) const { return cues_[row]; }
  const SayingRow& saying(std::uint32_t row) const { return sayings_[row]; }
  const VoiceRow& actor(std::uint32_t row) const { return actors_[row]; }
  const VoiceRow& speaker(std::uint32_t row) const { return speakers_[row]; }
  const VoiceRow& title(std::uint32_t row) const { return titles_[row]; }
  Group group(std::uint32_t row) const { return groups_[row]; }
  Kind weapon_kind(std::uint32_t row) const { return weapons_[row]; }

  std::string_view plover(Kind kind) const { return plover_[static_cast<std::size_t>(kind)]; }
  std::string_view plover_mode(Kind kind) const { return plover_mode_[static_cast<std::size_t>(kind)]; }
  /// Hash of the kind's family (violence, protest, ...).
  std::uint64_t family(Kind kind) const { return family_[static_cast<std::size_t>(kind)]; }

 private:
  void read_triggers(const lexicon::Lexicon& lexicon, int table);
  void read_kinds(const lexicon::Lexicon& lexicon);
  std::vector<VoiceRow> read_voices(const lexicon::Lexicon& lexicon, int table) const;

  std::vector<TriggerRow> triggers_;
  std::vector<CueRow> cues_;
  std::vector<SayingRow> sayings_;
  std::vector<VoiceRow> actors_, speakers_, titles_;
  std::vector<Group> groups_;
  std::vector<Kind> weapons_;
  std::array<std::string_view, kKindCount> plover_, plover_mode_;
  std::array<std::uint64_t, kKindCount> family_{};
};

}  // namespace isnad::frames
