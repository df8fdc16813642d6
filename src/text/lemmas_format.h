// The sections and keys of a file of lemmas, which its writer and its reader share.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/strings.h"
#include "text/token.h"

namespace isnad::text {

inline constexpr char kLemmasKind[] = "lemmas";
inline constexpr std::uint32_t kLemmasVersion = 1;

enum LemmasSection : std::size_t { kLemmasSlots, kLemmasStrings, kLemmasSections };

/// Auxiliaries share the lemmas of verbs; pronouns, particles and their like have those of the word whatever it is
/// called.
inline std::uint64_t lemma_key(std::uint64_t stem_hash, Tag tag) {
  const Tag group = tag == Tag::kAux ? Tag::kVerb : tag;
  const bool own =
      group == Tag::kNoun || group == Tag::kAdj || group == Tag::kPropn || group == Tag::kVerb || group == Tag::kNum;
  return hash_mix(stem_hash, own ? 1 + static_cast<std::uint64_t>(group) : 0);
}

/// The key of a word's lemma where its part of speech has none.
inline std::uint64_t any_lemma_key(std::uint64_t stem_hash) {
  return hash_mix(stem_hash, 0);
}

}  // namespace isnad::text
