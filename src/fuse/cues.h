// Words that tie what is told before them to what is told behind them (resources/links.tsv).
#pragma once

#include <bitset>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "fuse/spellings.h"
#include "isnad/claim.h"
#include "isnad/result.h"
#include "lexicon/lexicon.h"

namespace isnad::fuse {

/// What one incident is to another.
enum class Tie : std::uint8_t { kPartOf, kFollowUpOf, kTrialOf, kCommemorates, kResponseTo };
inline constexpr std::size_t kTieCount = 5;
/// `part_of`; seen from the other end, `has_part`.
std::string_view name(Tie tie);
std::string_view inverse_name(Tie tie);

struct Cue {
  std::string_view id;
  Tie tie = Tie::kPartOf;
  bool wave = false;                ///< the word behind it names many occurrences, of which others told are parts
  std::bitset<kKindCount> kinds{};  ///< of the claim that is tied
};

class Cues {
 public:
  /// `lexicon` must outlive it. Errors (kCorrupt): a type or kind that is none.
  Status load(const lexicon::Lexicon& lexicon, const Spellings& spellings);

  /// The cues that begin with the word at `at` of `words`, and how many words they take.
  struct Hit {
    const Cue* cue = nullptr;
    std::size_t size = 0;
  };
  void find(const std::vector<std::uint64_t>& words, std::size_t at, std::vector<Hit>& hits) const;

 private:
  struct Entry {
    std::vector<std::uint64_t> words;
    Cue cue;
  };
  static Result<Cue> read(const lexicon::Lexicon& lexicon, int table, std::uint32_t row);
  void add(std::vector<std::uint64_t> words, const Cue& cue);

  std::unordered_map<std::uint64_t, std::vector<Entry>> entries_;  // by the first word
};

}  // namespace isnad::fuse
