#include "text/stems.h"

#include <algorithm>

#include "base/strings.h"
#include "learn/model_file.h"
#include "text/stems_format.h"

namespace isnad::text {
namespace {

constexpr std::size_t kShortest = 2;  // bytes of a stem: one letter

}  // namespace

Result<Stems> Stems::open(std::string_view bytes) {
  const Result<learn::ModelFile> file = learn::ModelFile::open(bytes, kStemsKind, kStemsVersion, kStemsSections);
  if (!file) return file.error();
  Stems stems;
  stems.metadata_ = file->section(kStemsMetadata);
  stems.suffixes_ = file->records<Affix>(kStemsSuffixes);
  stems.prefixes_ = file->records<Affix>(kStemsPrefixes);
  stems.slots_ = file->records<Slot>(kStemsSlots);
  const std::size_t size = stems.slots_.size();
  const auto sound = [](const Affix& a) {
    return a.size <= sizeof a.form && a.pos < 3 && a.needs < 32 && a.gives < readings::kForms;
  };
  const bool empty = std::any_of(stems.slots_.begin(), stems.slots_.end(), [](const Slot& s) { return s.bits == 0; });
  if (size == 0 || (size & (size - 1)) != 0 || !empty ||
      !std::all_of(stems.suffixes_.begin(), stems.suffixes_.end(), sound) ||
      !std::all_of(stems.prefixes_.begin(), stems.prefixes_.end(), sound) ||
      stems.prefixes_.size() > readings::kPrefixes) {
    return learn::ModelFile::damaged(kStemsKind, "the tables are not sound");
  }
  return stems;
}

std::uint32_t Stems::find(std::string_view stem) const {
  if (stem.size() < kShortest) return 0;
  const std::uint64_t hash = hash_bytes(stem);
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
    const Slot& slot = slots_[at];
    if (slot.bits == 0 || slot.key == hash >> 32) return slot.bits;
  }
}

// `bits` are those of the stem before the suffix, `verb_bits` of what is left of it without the prefix.
Readings Stems::with_suffix(const Affix& suffix, std::uint32_t bits, std::uint32_t verb_bits, int prefix) const {
  Readings found = 0;
  if (suffix.pos == 2) {
    if (prefix < 0 || (verb_bits >> suffix.needs & 1U) == 0) return 0;
    found = Readings{1} << (readings::kImperfect + 2 * prefix + (suffix.size > 0 ? 1 : 0));
    return found | Readings{verb_bits >> kStemTransitive & 1U} << readings::kTransitive;
  }
  if ((bits >> suffix.needs & 1U) == 0) return 0;
  if (suffix.pos == 1) {
    found = Readings{1} << (readings::kPerfect + suffix.gives);
    return found | Readings{bits >> kStemTransitive & 1U} << readings::kTransitive;
  }
  for (int pos = 0; pos < readings::kNominals; ++pos) {
    if ((bits >> (kStemPos + pos) & 1U) != 0) found |= Readings{1} << (pos * readings::kForms + suffix.gives);
  }
  return found;
}

Readings Stems::analyze(std::string_view folded, bool before_pronoun) const {
  Readings found = Readings{find(folded) >> kStemClosed} << readings::kClosed;
  int prefix = -1;
  for (std::size_t i = 0; i < prefixes_.size(); ++i) {
    if (folded.starts_with(prefixes_[i].text())) prefix = static_cast<int>(i);
  }
  const std::size_t prefix_size = prefix < 0 ? 0 : prefixes_[static_cast<std::size_t>(prefix)].size;
  std::uint32_t bits = 0, verb_bits = 0;
  bool fits = false;
  for (const Affix& suffix : suffixes_) {
    if (suffix.first != 0) {
      fits = folded.size() >= suffix.size + kShortest && folded.ends_with(suffix.text());
      if (fits) {
        const std::string_view stem = folded.substr(0, folded.size() - suffix.size);
        bits = find(stem);
        verb_bits = prefix < 0 || stem.size() < prefix_size ? 0 : find(stem.substr(prefix_size));
      }
    }
    if (!fits || (suffix.state != 0 && (suffix.state == 2) != before_pronoun)) continue;
    found |= with_suffix(suffix, bits, verb_bits, prefix);
  }
  return found;
}

}  // namespace isnad::text
