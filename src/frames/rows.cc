#include "frames/rows.h"

#include <algorithm>
#include <charconv>

#include "base/strings.h"

namespace isnad::frames {
namespace {

using extract::Source;
using lexicon::Lexicon;

Role parse_role(std::string_view text) {
  if (text == "agent") return Role::kAgent;
  if (text == "target" || text == "victim" || text == "addressee") return Role::kTarget;
  if (text == "place") return Role::kPlace;
  return text == "means" ? Role::kMeans : Role::kNone;
}

std::vector<Slot> parse_frame(const Lexicon& lexicon, std::string_view frame) {
  std::vector<Slot> slots;
  for (const std::string_view part : split_words(frame, ' ')) {
    const std::size_t colon = part.find(':');
    if (colon == std::string_view::npos) continue;
    for (const std::string_view how : split_words(part.substr(colon + 1), '|')) {
      Slot slot{parse_role(part.substr(0, colon)), Slot::How::kPreposition, 0};
      if (how == "subj")
        slot.how = Slot::How::kSubject;
      else if (how == "obj")
        slot.how = Slot::How::kObject;
      else if (how == "gen")
        slot.how = Slot::How::kGenitive;
      else
        slot.preposition = hash_bytes(lexicon.fold()(how));
      slots.push_back(slot);
    }
  }
  return slots;
}

// The first word of each alternative, as a stem hash like Fact::stem.
std::vector<std::uint64_t> stems(const Lexicon& lexicon, std::string_view cell) {
  std::vector<std::uint64_t> hashes;
  for (const std::string_view word : split_words(cell, '|'))
    hashes.push_back(hash_bytes(lexicon.fold()(split(word, ' ').front())));
  std::sort(hashes.begin(), hashes.end());
  return hashes;
}

std::uint8_t effect_bits(std::string_view cell) {
  unsigned bits = 0;
  for (const std::string_view part : split_words(cell, '|')) {
    if (const auto effect = parse_name<Effect>(part)) bits |= 1U << static_cast<unsigned>(*effect);
  }
  return static_cast<std::uint8_t>(bits);
}

template <typename Enum>
Enum parse_or(std::string_view text, Enum otherwise) {
  return parse_name<Enum>(text).value_or(otherwise);
}

// Kinds of cues that say of a noun right behind them what became of the event.
bool governs(std::string_view cue) {
  static constexpr std::string_view kKinds[] = {"negation", "denial", "attempt", "foiled", "imminent"};
  return std::find(std::begin(kKinds), std::end(kKinds), cue) != std::end(kKinds);
}

}  // namespace

void Rows::read_triggers(const Lexicon& lexicon, int table) {
  for (std::uint32_t row = 0; row < lexicon.rows(table); ++row) {
    TriggerRow out;
    out.id = lexicon.cell(table, row, "id");
    out.kind = parse_or(lexicon.cell(table, row, "kind"), Kind::kAttack);
    const std::string_view strength = lexicon.cell(table, row, "strength");
    std::from_chars(strength.data(), strength.data() + strength.size(), out.strength);
    out.slots = parse_frame(lexicon, lexicon.cell(table, row, "frame"));
    out.requires_one_of = stems(lexicon, lexicon.cell(table, row, "requires"));
    out.blocked_by = stems(lexicon, lexicon.cell(table, row, "blocked"));
    out.effects = effect_bits(lexicon.cell(table, row, "effects"));
    triggers_.push_back(std::move(out));
  }
}

void Rows::read_kinds(const Lexicon& lexicon) {
  const int table = lexicon.table("kinds");
  for (std::uint32_t row = 0; row < lexicon.rows(table); ++row) {
    const auto kind = parse_name<Kind>(lexicon.cell(table, row, "id"));
    if (!kind) continue;
    const auto at = static_cast<std::size_t>(*kind);
    plover_[at] = lexicon.cell(table, row, "plover");
    plover_mode_[at] = lexicon.cell(table, row, "plover_mode");
    family_[at] = hash_bytes(lexicon.cell(table, row, "family"));
  }
}

std::vector<VoiceRow> Rows::read_voices(const Lexicon& lexicon, int table) const {
  std::vector<VoiceRow> rows;
  for (std::uint32_t row = 0; row < lexicon.rows(table); ++row) {
    VoiceRow out;
    out.id = lexicon.cell(table, row, "id");
    out.sector = lexicon.cell(table, row, "plover");
    out.voice = parse_or(lexicon.cell(table, row, "attribution"), Voice::kUnknown);
    out.group = parse_or(lexicon.cell(table, row, "casualty_group"), Group::kUnspecified);
    out.generic = lexicon.cell(table, row, "type") == "generic";
    out.named = lexicon.cell(table, row, "named") == "1";
    rows.push_back(out);
  }
  return rows;
}

Rows::Rows(const extract::FactFinder& facts) {
  const Lexicon& lexicon = facts.lexicon();
  read_kinds(lexicon);
  read_triggers(lexicon, facts.table(Source::kTrigger));
  actors_ = read_voices(lexicon, facts.table(Source::kActor));
  speakers_ = read_voices(lexicon, facts.table(Source::kSpeaker));
  titles_ = read_voices(lexicon, facts.table(Source::kTitle));
  const int cues = facts.table(Source::kCue);
  for (std::uint32_t row = 0; row < lexicon.rows(cues); ++row) {
    cues_.push_back({lexicon.cell(cues, row, "id"), lexicon.cell(cues, row, "cue"),
                     parse_or(lexicon.cell(cues, row, "modality"), Modality::kAsserted),
                     lexicon.cell(cues, row, "scope") == "next", governs(lexicon.cell(cues, row, "cue"))});
  }
  const int sayings = facts.table(Source::kSaying);
  for (std::uint32_t row = 0; row < lexicon.rows(sayings); ++row) {
    const std::string_view subject = lexicon.cell(sayings, row, "subject");
    sayings_.push_back({lexicon.cell(sayings, row, "id"), lexicon.cell(sayings, row, "pos"),
                        hash_bytes(lexicon.cell(sayings, row, "family")), lexicon.cell(sayings, row, "carry") == "1",
                        subject.empty() ? 's' : subject.front()});
  }
  const int groups = facts.table(Source::kGroup);
  for (std::uint32_t row = 0; row < lexicon.rows(groups); ++row)
    groups_.push_back(parse_or(lexicon.cell(groups, row, "group"), Group::kUnspecified));
  const int weapons = facts.table(Source::kWeapon);
  for (std::uint32_t row = 0; row < lexicon.rows(weapons); ++row)
    weapons_.push_back(parse_or(lexicon.cell(weapons, row, "kind"), Kind::kAttack));
}

}  // namespace isnad::frames
