// Words that say how what is told hangs together with what was told before (resources/discourse.tsv).
//
//   discourse.opens(words)            the row that opens the sentence, as a position in names(Stands::kOpens)
//   discourse.behind(words, trigger)  the row right behind a trigger
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "fuse/spellings.h"
#include "isnad/result.h"
#include "lexicon/lexicon.h"

namespace isnad::fuse {

class Discourse {
 public:
  enum Stands : std::size_t { kOpens, kBefore, kBehind };
  using Hashes = std::vector<std::uint64_t>;
  using Row = std::optional<std::uint16_t>;

  /// `lexicon` must outlive it. Errors (kCorrupt): a row stands nowhere.
  Status load(const lexicon::Lexicon& lexicon, const Spellings& spellings);

  /// The ids of the rows that stand so.
  const std::vector<std::string_view>& names(Stands stands) const { return names_[stands]; }

  /// The row whose words the sentence begins with, of several the longest.
  Row opens(const Hashes& words) const { return starting(kOpens, words, 0); }
  /// The row whose words end right before the word at `at`.
  Row before(const Hashes& words, std::size_t at) const;
  /// The row whose words begin with the word at `at`.
  Row behind(const Hashes& words, std::size_t at) const { return starting(kBehind, words, at); }

 private:
  static constexpr std::size_t kMostWords = 3;

  Result<Stands> add_row(const lexicon::Lexicon& lexicon, int table, std::uint32_t row);
  void add(Stands stands, Hashes words);
  Row starting(Stands stands, const Hashes& words, std::size_t at) const;

  std::array<std::vector<std::string_view>, 3> names_;
  std::array<std::map<Hashes, std::uint16_t>, 3> rows_;
};

}  // namespace isnad::fuse
