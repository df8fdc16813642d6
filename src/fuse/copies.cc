#include "fuse/copies.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>

#include "base/strings.h"

namespace isnad::fuse {
namespace {

constexpr std::size_t kBand = 2;  // places of a sketch that make a key
constexpr std::int32_t kNoDay = INT32_MIN;
constexpr double kLeastCommon = 0.2;      // of the runs of both texts together: below, sketches tell too little
constexpr double kLeastContained = 0.55;  // of the runs of the shorter text

class Sets {
 public:
  explicit Sets(std::size_t size) : first_(size) { std::iota(first_.begin(), first_.end(), 0U); }
  std::uint32_t find(std::uint32_t item) {
    while (first_[item] != item) item = first_[item] = first_[first_[item]];
    return item;
  }
  void join(std::uint32_t a, std::uint32_t b) {
    const auto [first, second] = std::minmax({find(a), find(b)});
    first_[second] = first;
  }

 private:
  std::vector<std::uint32_t> first_;
};

struct Keyed {
  std::uint64_t key;
  std::int32_t day;
  std::uint32_t text;
  auto operator<=>(const Keyed&) const = default;
};

std::vector<Keyed> keyed(const std::vector<TextPrint>& texts) {
  std::vector<Keyed> all;
  for (std::uint32_t i = 0; i < texts.size(); ++i) {
    for (const std::uint64_t key : band_keys(*texts[i].provenance)) {
      all.push_back({key, texts[i].day.value_or(kNoDay), i});
    }
  }
  std::sort(all.begin(), all.end());
  return all;
}

}  // namespace

std::vector<std::uint64_t> band_keys(const Provenance& provenance) {
  std::vector<std::uint64_t> keys;
  for (std::size_t i = 0; i + kBand <= provenance.sketch.size(); i += kBand) {
    keys.push_back(hash_mix(i, std::uint64_t{provenance.sketch[i]} << 32 | provenance.sketch[i + 1]));
  }
  return keys;
}

bool are_copies(const TextPrint& a, const TextPrint& b) {
  const auto &one = a.provenance->sketch, &other = b.provenance->sketch;
  if (one.empty() || one.size() != other.size()) return false;
  if (a.day && b.day && std::abs(*a.day - *b.day) > kCopyDays) return false;
  std::size_t equal = 0;
  for (std::size_t i = 0; i < one.size(); ++i) equal += one[i] == other[i] ? 1 : 0;
  const double common = static_cast<double>(equal) / static_cast<double>(one.size());
  const double runs = static_cast<double>(a.provenance->runs) + static_cast<double>(b.provenance->runs);
  const double shorter = std::min(a.provenance->runs, b.provenance->runs);
  return common >= kLeastCommon && common / (1 + common) * runs >= kLeastContained * shorter;
}

std::vector<std::uint32_t> group_copies(const std::vector<TextPrint>& texts) {
  Sets sets(texts.size());
  const std::vector<Keyed> all = keyed(texts);
  const auto compare = [&](std::size_t i, std::size_t j) {
    const std::uint32_t a = all[i].text, b = all[j].text;
    if (sets.find(a) != sets.find(b) && are_copies(texts[a], texts[b])) sets.join(a, b);
  };
  // Of one key the texts stand in order of days: first those without one, which are near to all others.
  const std::size_t first_dated = !all.empty() && all[0].day == kNoDay ? 1 : 0;
  for (std::size_t j = 1, begin = 0, dated = first_dated; j < all.size(); ++j) {
    if (all[j].key != all[j - 1].key) begin = dated = j;
    if (all[j].day == kNoDay) dated = j + 1;
    for (std::size_t i = j; i-- > std::max(begin, dated) && all[j].day - all[i].day <= kCopyDays;) compare(i, j);
    for (std::size_t i = begin; i < std::min(dated, j); ++i) compare(i, j);
  }
  std::vector<std::uint32_t> first(texts.size());
  for (std::uint32_t i = 0; i < texts.size(); ++i) first[i] = sets.find(i);
  return first;
}

}  // namespace isnad::fuse
