// Incidents across documents. What one document tells of an incident is a `Part`; parts of different documents are
// joined when they agree on what, when and where, and share enough words that few reports use.
//
// Parts are compared only when they share a key of an index: a rare word, two of their rarest words, or a place and
// kind of event, all on nearby days. So the work grows with the number of parts, not with its square. Joining goes from
// the best pair downwards. Whether two parts are joined depends on nothing but the parts that hang together with them
// through pairs that speak for joining, so neither the order of documents nor what else there is makes a difference,
// and a new document touches few.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "fuse/mention.h"

namespace isnad::fuse {

/// One incident as one document tells it.
struct Part {
  std::uint32_t document = 0;            ///< position of the document in canonical order
  std::vector<const Claim*> claims;      ///< in text order
  Words words;                           ///< of participants, places, means
  std::vector<std::string_view> places;  ///< resolved ids, each once
  std::array<bool, kKindCount> kinds{};
  std::optional<std::int32_t> day_first, day_last;  ///< stated days, else the day of publication
  bool dated = false;                               ///< the days are stated
  bool lead = false;                                ///< the document is about it
  std::vector<std::uint64_t> tolls;                 ///< its telling figures, each as a hash
  double length = 0;                                ///< `length_of` its words
};

Part part_of(std::uint32_t document, std::string_view published, const std::vector<Mention>& mentions,
             const std::vector<std::size_t>& group, const Knowledge& knowledge);

/// Of words as a vector weighed by rarity.
double length_of(const Words& words, const Knowledge& knowledge);

/// What two parts are compared by, as rows `across.*` of resources/fusion.tsv.
enum class Across : std::uint8_t {
  kBias,
  kWords,  ///< cosine of the words, weighed by rarity
  kSameKind,
  kBothLead,
  kOneLead,
  kPlaceEqual,
  kPlaceShared,
  kPlaceDiffers,
  kSameToll,
  kSameDay,  ///< both state it
};
inline constexpr std::size_t kAcrossCount = 10;
std::string_view across_name(std::size_t feature);

using AcrossValues = std::array<double, kAcrossCount>;

/// Hears of every joining: the parts of both groups, and the mean of what speaks for it and against it.
using AcrossWatcher = std::function<void(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b,
                                         const AcrossValues& values, double score)>;

/// Groups of positions in `parts`; every part is in exactly one.
struct Joined {
  std::vector<std::vector<std::uint32_t>> groups;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> joins;  ///< the pairs that brought them together, in that order
};

/// What people decided: parts, by position, of which each list is of one incident, and pairs that are not.
struct Bonds {
  std::vector<std::vector<std::uint32_t>> together;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> apart;
};

/// `parts` must be in canonical order.
Joined join_across(const std::vector<Part>& parts, const Knowledge& knowledge, const AcrossWatcher& watcher = nullptr,
                   const Bonds& bonds = {});

}  // namespace isnad::fuse
