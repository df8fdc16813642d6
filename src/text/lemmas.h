// Dictionary forms: the lemma of a stem that was given a part of speech.
//
// A table from stems that occur in running text to lemmas, one for each part of speech that they can have, and one for
// words that were given another. It is made by forming every form of every stem of the dictionary; where several lemmas
// have a form in common, that is taken which a treebank has oftenest, then the one that running text has oftenest.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "isnad/result.h"
#include "text/classes.h"
#include "text/stems.h"
#include "text/token.h"

namespace isnad::text {

class Lemmas {
 public:
  /// Serves from `bytes`, which must stay where they are. Errors (kCorrupt): damaged, another kind or version.
  static Result<Lemmas> open(std::string_view bytes);

  /// The lemma without vowels, hamza as in careful spelling; empty when the stem is unknown: it is its own lemma then.
  std::string_view lemma(const Token& token) const;

 private:
  friend class LemmaTrainer;
  struct Slot {
    std::uint32_t key;
    std::uint32_t place;  // begin << 8 | size in strings_; 0: an empty slot
  };
  std::string_view find(std::uint64_t key) const;

  std::span<const Slot> slots_;
  std::string_view strings_;
};

class Analyzer;
struct Models;

/// The stem of a token as written, without vowels; where it has some, the copy is kept in `unvowelled`.
std::string_view written_stem(const Analyzer& analyzer, const Analysis& analysis, const Token& token,
                              std::deque<std::string>& unvowelled);

/// The lemma of a token's stem; of an unknown word its stem as written, without vowels.
std::string lemma_of(const Analyzer& analyzer, const Models& models, const Analysis& analysis, const Token& token);

class LemmaTrainer {
 public:
  /// Both must outlive the trainer.
  LemmaTrainer(const lexicon::Lexicon& lexicon, const WordClasses& classes) : lexicon_(lexicon), classes_(classes) {}

  /// A stem (folded here) that a treebank gives a lemma.
  void add_word(std::string_view stem, Tag tag, std::string_view lemma);
  void add_form(const StemTrainer::Form& form);

  Result<std::string> train() const;

 private:
  struct Found {
    std::string lemma;
    double weight = -1;
  };
  void take(std::string_view form, Tag tag, const std::string& lemma, double weight);
  void offer(std::uint64_t key, const std::string& lemma, double weight);
  std::string bare(std::string_view lemma) const;
  bool occurs(const std::string& form) const;

  const lexicon::Lexicon& lexicon_;
  const WordClasses& classes_;
  std::map<std::string, int, std::less<>> votes_;  // "form tag lemma" and "lemma": words of the treebank
  std::map<std::uint64_t, Found> found_;
};

}  // namespace isnad::text
