#include "text/classes.h"

#include <algorithm>

#include "base/strings.h"
#include "learn/model_file.h"
#include "text/classes_format.h"

namespace isnad::text {

Result<WordClasses> WordClasses::open(std::string_view bytes) {
  const Result<learn::ModelFile> file = learn::ModelFile::open(bytes, kClassesKind, kClassesVersion, kClassesSections);
  if (!file) return file.error();
  WordClasses classes;
  classes.metadata_ = file->section(kClassesMetadata);
  classes.groups_ = file->records<std::uint8_t>(kClassesGroups);
  classes.slots_ = file->records<Slot>(kClassesSlots);
  const std::size_t size = classes.slots_.size();
  const auto sound = [&](const Slot& slot) { return slot.word_class <= classes.groups_.size(); };
  const bool empty =
      std::any_of(classes.slots_.begin(), classes.slots_.end(), [](const Slot& s) { return s.frequency == 0; });
  if (size == 0 || (size & (size - 1)) != 0 || !empty ||
      !std::all_of(classes.slots_.begin(), classes.slots_.end(), sound)) {
    return learn::ModelFile::damaged(kClassesKind, "the word table is not sound");
  }
  return classes;
}

WordUse WordClasses::lookup(std::string_view folded) const {
  const std::uint64_t hash = hash_bytes(folded);
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
    const Slot& slot = slots_[at];
    if (slot.frequency == 0) return {};
    if (slot.key != hash >> 32) continue;
    return {slot.word_class, group_of(slot.word_class), static_cast<std::uint8_t>(slot.frequency)};
  }
}

}  // namespace isnad::text
