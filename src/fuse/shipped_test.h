// The lexicon that the program ships with, and what fusing builds of it, for tests: opened once.
#pragma once

#include "embedded/embedded.h"
#include "fuse/fuse.h"
#include "fuse/knowledge.h"
#include "lexicon/lexicon.h"

namespace isnad::fuse {

inline const lexicon::Lexicon& shipped_lexicon() {
  static const auto opened = lexicon::Lexicon::open_view(embedded_lexicon());
  return **opened;
}

inline const Knowledge& knowledge() {
  static const auto loaded = Knowledge::load(shipped_lexicon());
  return *loaded;
}

inline const Fuser& fuser() {
  static const auto built = Fuser::build(shipped_lexicon());
  return **built;
}

}  // namespace isnad::fuse
