#include "fuse/cues.h"

#include <algorithm>

#include "base/strings.h"

namespace isnad::fuse {
namespace {

constexpr std::string_view kNames[kTieCount] = {"part_of", "follow_up_of", "trial_of", "commemorates", "response_to"};
constexpr std::string_view kInverse[kTieCount] = {"has_part", "followed_by", "tried_in", "commemorated_by",
                                                  "answered_by"};

Error corrupt(std::string_view column, std::string_view cell, std::string_view id) {
  return {Error::Code::kCorrupt, "lexicon: links: " + std::string(column) + " \"" + std::string(cell) + "\" of " +
                                     std::string(id) + " is none"};
}

}  // namespace

std::string_view name(Tie tie) {
  return kNames[static_cast<std::size_t>(tie)];
}
std::string_view inverse_name(Tie tie) {
  return kInverse[static_cast<std::size_t>(tie)];
}

Result<Cue> Cues::read(const lexicon::Lexicon& lexicon, int table, std::uint32_t row) {
  Cue cue;
  cue.id = lexicon.cell(table, row, "id");
  const std::string_view type = lexicon.cell(table, row, "type"), kinds = lexicon.cell(table, row, "kinds");
  const auto* known = std::find(std::begin(kNames), std::end(kNames), type);
  cue.wave = type == "wave";
  if (!cue.wave && known == std::end(kNames)) return corrupt("type", type, cue.id);
  if (!cue.wave) cue.tie = static_cast<Tie>(known - std::begin(kNames));
  for (const std::string_view kind : split_words(kinds, '|')) {
    const auto parsed = parse_name<Kind>(kind);
    if (!parsed) return corrupt("kind", kind, cue.id);
    cue.kinds.set(static_cast<std::size_t>(*parsed));
  }
  if (kinds.empty()) cue.kinds.set();
  return cue;
}

Status Cues::load(const lexicon::Lexicon& lexicon, const Spellings& spellings) {
  const int table = lexicon.table("links");
  for (std::uint32_t row = 0; row < lexicon.rows(table); ++row) {
    Result<Cue> cue = read(lexicon, table, row);
    if (!cue) return cue.error();
    for (auto& words : spellings(lexicon.cell(table, row, "words"))) add(std::move(words), *cue);
  }
  return {};
}

void Cues::add(std::vector<std::uint64_t> words, const Cue& cue) {
  if (words.empty()) return;
  std::vector<Entry>& entries = entries_[words[0]];
  entries.push_back({std::move(words), cue});
  std::stable_sort(entries.begin(), entries.end(),
                   [](const Entry& a, const Entry& b) { return a.words.size() > b.words.size(); });
}

void Cues::find(const std::vector<std::uint64_t>& words, std::size_t at, std::vector<Hit>& hits) const {
  hits.clear();
  const auto found = entries_.find(words[at]);
  if (found == entries_.end()) return;
  for (const Entry& entry : found->second) {
    const bool fits =
        entry.words.size() <= words.size() - at &&
        std::equal(entry.words.begin(), entry.words.end(), words.begin() + static_cast<std::ptrdiff_t>(at));
    if (fits) hits.push_back({&entry.cue, entry.words.size()});
  }
}

}  // namespace isnad::fuse
