// What a dictionary of stems says of a word without its clitics: which parts of speech it can be, and in which form.
//
//   stems.analyze(word, false)        a set of bits, one for each possible reading:
//     nominal(pos, form)              pos noun, adj, propn, num; form bare, fem, plural, acc, construct
//     perfect(form), imperfect(prefix, suffixed), and one bit each for adverbs, prepositions, pronouns, ...
//
// The table holds 32-bit fingerprints of completed stems (resources/affixes.tsv says how a stem is completed) with the
// suffixes that each takes; suffixes and prefixes are taken off here. Unknown words have no bits: the lexicon proposes,
// trained models decide.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "isnad/result.h"
#include "lexicon/lexicon.h"

namespace isnad::text {

using Readings = std::uint64_t;

namespace readings {

enum Pos : int { kNoun, kAdj, kPropn, kNum };
enum Form : int { kBare, kFem, kPlural, kAcc, kConstruct };
constexpr int kNominals = 4, kForms = 5;
constexpr int kPerfect = kNominals * kForms;  // + form: bare, t, v, c
constexpr int kPerfectForms = 4;
constexpr int kImperfect = kPerfect + kPerfectForms;  // + 2 * prefix (by its row) + suffixed
constexpr int kPrefixes = 4;
constexpr int kClosed = kImperfect + 2 * kPrefixes;  // + Closed
enum Closed : int { kAdv, kAdp, kPron, kConj, kPart, kOther };
constexpr int kClosedKinds = 6;
constexpr int kTransitive = kClosed + kClosedKinds;
constexpr int kCount = kTransitive + 1;

constexpr Readings nominal(Pos pos, Form form) {
  return Readings{1} << (static_cast<int>(pos) * kForms + static_cast<int>(form));
}
constexpr Readings of_pos(Pos pos) {
  return Readings{(1U << kForms) - 1} << (static_cast<int>(pos) * kForms);
}
constexpr Readings kAnyNominal = (Readings{1} << kPerfect) - 1;
constexpr Readings kAnyPerfect = Readings{(1U << kPerfectForms) - 1} << kPerfect;
constexpr Readings kAnyImperfect = Readings{(1U << (2 * kPrefixes)) - 1} << kImperfect;
constexpr Readings kAnyClosed = Readings{(1U << kClosedKinds) - 1} << kClosed;
constexpr Readings closed(Closed kind) {
  return Readings{1} << (kClosed + static_cast<int>(kind));
}

}  // namespace readings

class Stems {
 public:
  /// Serves from `bytes`, which must stay where they are. Errors (kCorrupt): damaged, another kind or version.
  static Result<Stems> open(std::string_view bytes);

  /// The readings of a folded word; `before_pronoun`: of what is left when a pronoun was cut off its end.
  Readings analyze(std::string_view folded, bool before_pronoun) const;
  std::string_view metadata() const { return metadata_; }

 private:
  friend class StemTrainer;
  struct Slot {
    std::uint32_t key;
    std::uint32_t bits;  // 0: an empty slot
  };
  struct Affix {
    char form[8];
    std::uint8_t size;
    std::uint8_t part;   // 0 suffix, 1 prefix
    std::uint8_t pos;    // of a suffix: 0 nominal, 1 perfect, 2 imperfect
    std::uint8_t needs;  // bit number in Slot::bits
    std::uint8_t gives;  // form
    std::uint8_t state;  // 1: no pronoun may follow, 2: one must
    std::uint8_t first;  // 1: the row before has another form

    std::string_view text() const { return {form, size}; }
  };

  std::uint32_t find(std::string_view stem) const;
  Readings with_suffix(const Affix& suffix, std::uint32_t bits, std::uint32_t verb_bits, int prefix) const;

  std::string_view metadata_;
  std::span<const Affix> suffixes_, prefixes_;
  std::span<const Slot> slots_;
};

/// Compiles a dictionary of stems.
class StemTrainer {
 public:
  /// Takes the rules from the table `affixes`.
  explicit StemTrainer(const lexicon::Lexicon& lexicon);

  /// One row of the dictionary: stem, part of speech and conditions in the notation of Camel Morph MSA, and its lemma.
  void add(std::string_view stem, std::string_view pos, std::string_view conditions, std::string_view lemma);

  /// A form that some stem has without clitics.
  struct Form {
    std::string_view folded, lemma;
    int reading;  ///< number of a bit of `Readings`
  };
  void each_form(const std::function<void(const Form&)>& use) const;

  /// The bytes of the model.
  Result<std::string> train(const std::string& metadata) const;

 private:
  struct End {
    std::string condition, form;
    int pos;
    std::uint32_t allows;
  };
  struct Completed {
    std::string folded;
    std::uint32_t bits;
    std::string lemma;
  };
  void each_form_of(const Completed& stem, const std::function<void(const Form&)>& use) const;
  void read_end(int table, std::uint32_t row);
  void read_affix(int table, std::uint32_t row);
  void add_ends(std::string_view stem, int pos, std::string_view conditions, std::uint32_t own, std::uint32_t paradigm,
                std::string_view lemma);

  const lexicon::Lexicon& lexicon_;
  std::string article_;
  std::vector<End> ends_;
  std::vector<Stems::Affix> suffixes_, prefixes_;
  std::vector<Completed> stems_;
};

}  // namespace isnad::text
