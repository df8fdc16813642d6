// What grouping knows of the world, read once from the lexicon's tables: families of kinds, which place lies in which,
// how words are compared, and the weights of resources/fusion.tsv.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "fuse/cues.h"
#include "fuse/discourse.h"
#include "fuse/lore.h"
#include "isnad/claim.h"
#include "isnad/result.h"
#include "lexicon/lexicon.h"

namespace isnad::fuse {

/// Hashes of folded words, sorted, each once.
using Words = std::vector<std::uint64_t>;

/// How two values compare; kUnknown: one of them is not stated.
enum class Relation { kUnknown, kDiffers, kShared, kEqual };
Relation compare(const Words& a, const Words& b);

/// How far apart two places of the gazetteer are: in other countries, governorates or districts, in one district, the
/// one in the other (a country, or less), or the same country, governorate, district, or place below that.
enum class Apart : std::uint8_t {
  kUnknown,
  kCountries,
  kGovernorates,
  kDistricts,
  kNeighbours,
  kInCountry,
  kInside,
  kSameCountry,
  kSameGovernorate,
  kSameDistrict,
  kSamePlace,
};
inline constexpr std::size_t kApartCount = 11;
/// Too far from each other for one deed: in two districts, or farther.
constexpr bool are_far(Apart apart) {
  return apart == Apart::kCountries || apart == Apart::kGovernorates || apart == Apart::kDistricts;
}

class Knowledge {
 public:
  /// `lexicon` must outlive it. Errors (kCorrupt): a table is missing or a weight is no number.
  static Result<Knowledge> load(const lexicon::Lexicon& lexicon);

  std::string_view family(Kind kind) const { return families_[static_cast<std::size_t>(kind)]; }
  bool is_statement(Kind kind) const { return family(kind) == "statement"; }
  bool is_violence(Kind kind) const { return family(kind) == "violence"; }
  /// Violence, or whom it hit.
  bool is_deed(Kind kind) const { return kind == Kind::kCasualty || is_violence(kind); }

  /// The weight of a row of resources/fusion.tsv; 0 when there is none.
  double weight(std::string_view id) const;
  const std::unordered_map<std::string_view, double>& weights() const { return weights_; }

  /// Of a thousand news reports, how many use the word (resources/common_words.tsv); at least one.
  double reports(std::uint64_t word) const;
  /// How much the word tells: the fewer reports use it, the more.
  double rarity(std::uint64_t word) const;

  /// Adds the words of `text`, without article and conjunction; words of one or two letters are left out.
  void add_words(Words& words, std::string_view text) const;
  /// The same without the words that open or direct the names of places ("city", "north").
  void add_place_words(Words& words, std::string_view text) const;
  /// `place` is told from another one: "north of", "near".
  bool is_beside(std::string_view place) const;
  /// The words of `text` in order, hashed as above, the short ones too; `start` counts the code points before each.
  struct Word {
    std::uint64_t hash = 0;
    std::uint32_t start = 0;
    bool brief = false;
  };
  std::vector<Word> words_in_order(std::string_view text) const;
  /// True when the first word of `text` carries the article.
  bool has_article(std::string_view text) const;

  const Cues& cues() const { return cues_; }
  const Discourse& discourse() const { return discourse_; }

  /// What is needed to set claims against each other.
  const Lore& lore() const { return lore_; }

  /// Words folded for comparing names: empty where nothing is left.
  std::string folded(std::string_view text) const { return (*fold_)(text); }

  /// One is the other, or lies in it. Ids that the gazetteer does not know compare by themselves.
  Relation compare_places(std::string_view a, std::string_view b) const;
  /// The gazetteer says that the one place is the other or lies in it.
  bool inside(std::string_view inner, std::string_view outer) const;
  /// kUnknown unless the gazetteer knows both.
  Apart apart(std::string_view a, std::string_view b) const;
  /// True for a place of the gazetteer that lies in no other: a country.
  bool is_outermost(std::string_view place_id) const;
  /// The place bears the name of the one that it lies directly in, as the seat of a governorate does.
  bool is_seat(std::string_view place_id) const;
  /// The outermost place but one: what lies directly in the country, or the country itself.
  std::string_view root(std::string_view place_id) const;

 private:
  Knowledge() = default;
  Status load_families(const lexicon::Lexicon& lexicon);
  Status load_weights(const lexicon::Lexicon& lexicon);
  Status load_common_words(const lexicon::Lexicon& lexicon);
  void load_places(const lexicon::Lexicon& lexicon);
  void load_place_words(const lexicon::Lexicon& lexicon);
  void load_article(const lexicon::Lexicon& lexicon);
  Status load_phrases(const lexicon::Lexicon& lexicon);
  std::string_view without_article(std::string_view folded) const;
  std::string_view parent(std::string_view place_id) const;
  /// A place and those it lies in, the outermost first.
  std::vector<std::string_view> within(std::string_view place_id) const;
  /// Calls `take` with each word, folded and without the article, and the code points before it.
  template <typename Take>
  void each_word(std::string_view text, Take take) const;

  const lexicon::Fold* fold_ = nullptr;
  Lore lore_;
  Cues cues_;
  Discourse discourse_;
  std::array<std::string_view, kKindCount> families_{};
  std::unordered_map<std::string_view, double> weights_;
  std::unordered_map<std::string_view, std::string_view> parents_;
  std::unordered_set<std::uint64_t> place_words_, directions_;
  std::unordered_map<std::uint64_t, double> reports_;  // by word
  std::vector<std::string> articles_;                  // longest first: with a conjunction or preposition, then alone
};

}  // namespace isnad::fuse
