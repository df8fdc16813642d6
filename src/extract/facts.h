// What the lexicon says of each token, gathered once so that the later stages need no look-ups of their own.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "lexicon/lexicon.h"
#include "text/token.h"

namespace isnad::extract {

/// The lexicon tables that the stages ask about.
enum class Source : std::uint8_t {
  kTrigger,
  kLightVerb,
  kSaying,
  kCue,
  kPlace,
  kPlaceWord,
  kNationality,
  kActor,
  kSpeaker,
  kTitle,
  kGroup,
  kWeapon,
  kFunction,
};
inline constexpr int kSourceCount = 13;

/// Roles of closed-class words (resources/function_words.tsv), as bits.
enum FunctionRole : std::uint16_t {
  kPreposition = 1,
  kConjunction = 2,
  kSubordinator = 4,
  kRelative = 8,
  kDemonstrative = 16,
  kNegation = 32,
  kPersonal = 64,
  kParticle = 128,
  kAuxiliary = 256,
  kQuantifier = 512,
  kAdverb = 1024,
  kInterrogative = 2048,
};

struct Fact {
  std::uint64_t word = 0;      ///< hash of the folded word
  std::uint64_t stem = 0;      ///< hash of its stem without accusative alef
  std::uint16_t begins = 0;    ///< bit per Source: a match of that table begins here
  std::uint16_t inside = 0;    ///< bit per Source: some match of that table covers the token
  std::uint16_t function = 0;  ///< FunctionRole bits
  bool verb = false;           ///< tagged as a verb; where no tagger is loaded, some lexicon row reads it as one
  bool noun = false;  ///< tagged as a noun, name or adjective; without tagger, some lexicon row reads it as a noun
  std::array<std::int32_t, kSourceCount>
      match{};  ///< index into Analysis::matches of the longest match that begins here; -1

  bool starts(Source source) const { return (begins >> static_cast<int>(source) & 1) != 0; }
  bool covered(Source source) const { return (inside >> static_cast<int>(source) & 1) != 0; }
  bool is(FunctionRole role) const { return (function & role) != 0; }
};

/// Immutable and shared between threads.
class FactFinder {
 public:
  explicit FactFinder(const lexicon::Lexicon& lexicon);

  /// One fact for each token of `analysis`.
  void find(const text::Analysis& analysis, std::vector<Fact>& out) const;

  /// The lexicon's index of a table; -1 when the lexicon has none.
  int table(Source source) const { return tables_[static_cast<std::size_t>(source)]; }
  const lexicon::Lexicon& lexicon() const { return lexicon_; }

 private:
  static void set_class(text::Tag tag, Fact& fact);
  void add_match(const text::Analysis& analysis, std::uint32_t index, std::vector<Fact>& out) const;
  static bool read_better(const text::Analysis& analysis, const text::Match& match, const text::Match& best);

  const lexicon::Lexicon& lexicon_;
  std::array<int, kSourceCount> tables_{};
  std::vector<std::int8_t> source_of_table_;
  std::vector<std::uint16_t> function_roles_;  // by row of function_words
};

}  // namespace isnad::extract
