#include "text/relatives.h"

#include <algorithm>

#include "base/strings.h"
#include "learn/model_file.h"
#include "text/relatives_format.h"

namespace isnad::text {

Result<Relatives> Relatives::open(std::string_view bytes) {
  const Result<learn::ModelFile> file =
      learn::ModelFile::open(bytes, kRelativesKind, kRelativesVersion, kRelativesSections);
  if (!file) return file.error();
  Relatives relatives;
  relatives.kinds_ = split(file->section(kRelativesKinds), '\n');
  relatives.slots_ = file->records<Slot>(kRelativesSlots);
  const std::size_t size = relatives.slots_.size();
  const bool empty =
      std::any_of(relatives.slots_.begin(), relatives.slots_.end(), [](const Slot& slot) { return slot.used == 0; });
  const auto sound = [&](const Slot& slot) {
    return std::all_of(slot.relatives.begin(), slot.relatives.end(),
                       [&](Relative relative) { return relative.kind <= relatives.kinds_.size(); });
  };
  if (size == 0 || (size & (size - 1)) != 0 || !empty ||
      !std::all_of(relatives.slots_.begin(), relatives.slots_.end(), sound)) {
    return learn::ModelFile::damaged(kRelativesKind, "the word table is not sound");
  }
  return relatives;
}

WordRelatives Relatives::lookup(std::uint64_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
    if (slots_[at].used == 0) return {};
    if (slots_[at].key == hash >> 32) return slots_[at].relatives;
  }
}

}  // namespace isnad::text
