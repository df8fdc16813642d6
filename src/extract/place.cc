#include "extract/place.h"

#include <algorithm>
#include <span>

#include "extract/place_finder.h"

namespace isnad::extract {
namespace {

// What speaks for a row, in one unit: half a unit decides between rows of like fame.
constexpr float kFame = 0.35F;           // a step of prominence
constexpr float kSeat = 1.0F;            // a city rather than the governorate named after it
constexpr float kFits[] = {0, 1, 2, 4};  // by Fit of the head word
constexpr float kCountryShare = 3;       // the country that all of the document speaks of
constexpr float kLies = 1.5F;            // in a place named near by, or around it
constexpr float kLiesBeside = 3;         // the same, of the name that stands beside it
constexpr float kSibling = 0.7F;
constexpr float kCompatriot = 0.4F;
constexpr float kNamedWithHead = 2;       // the document names it elsewhere with its head word
constexpr float kNationalityVote = 0.7F;  // against 1 for a place that lies in one country only
constexpr float kActorVote = 0.5F;
constexpr float kOutletVote = 1;
constexpr float kFirstVotes = 1;                  // of nobody, so that one name alone does not settle a document
constexpr std::size_t kNeighbours = 4;            // names on each side
constexpr std::uint32_t kBeside = 3, kNear = 30;  // tokens between
constexpr int kFamous = 5;                        // a lesser place needs something to speak for it
constexpr std::size_t kReferenceReach = 16;
constexpr int kRounds = 2;

class Settler {
 public:
  Settler(const PlaceRows& rows, const text::Analysis& analysis, PlaceNames& names)
      : rows_(rows),
        analysis_(analysis),
        names_(names.names),
        candidates_(names.candidates),
        votes_(rows.countries() + 1, 0.0F) {}

  void settle(std::string_view outlet) {
    vote(outlet);
    for (PlaceName& name : names_) order(name, [&](const PlaceCandidate& c) { return alone(c); });
    for (int round = 0; round < kRounds; ++round) {
      remember_heads();
      for (std::size_t i = 0; i < names_.size(); ++i) {
        order(names_[i], [&](const PlaceCandidate& c) { return alone(c) + remembered(c) + beside(i, c); });
      }
    }
  }

  /// The country that most of the document speaks of; 0: none.
  std::uint16_t main_country() const {
    return static_cast<std::uint16_t>(std::max_element(votes_.begin(), votes_.end()) - votes_.begin());
  }

  /// False for a little known name that nothing in the document speaks for.
  bool supported(std::size_t index) const {
    const PlaceName& name = names_[index];
    if (name.first != name.last && doubtful(name)) {
      const PlaceCandidate& best = candidates_[name.first];
      return share(rows_.row(best.row).country) > 0 || beside(index, best) > 0;
    }
    if (name.located || name.head != PlaceType::kUnknown || name.first == name.last) return true;
    const PlaceCandidate& best = candidates_[name.first];
    const PlaceRow& row = rows_.row(best.row);
    return row.prominence >= kFamous || share(row.country) > 0 || beside(index, best) > 0;
  }

 private:
  std::span<PlaceCandidate> of(const PlaceName& name) const {
    return std::span(candidates_).subspan(name.first, name.last - name.first);
  }

  // Common words that only a preposition makes a place, and descriptions such as "the old city": they need the rest of
  // the document to speak for it.
  bool doubtful(const PlaceName& name) const {
    const bool common = rows_.row(candidates_[name.first].row).common_word || name.describes;
    return common && candidates_[name.first].head == Fit::kNone;
  }

  void vote(std::string_view outlet) {
    votes_[outlet.empty() ? 0 : rows_.country_of_outlet(outlet)] += kOutletVote;
    for (const text::Match& match : analysis_.matches) {
      if (match.entry.table == rows_.nationalities()) {
        votes_[rows_.country_of_nationality(match.entry.row)] += kNationalityVote;
      } else if (match.entry.table == rows_.actors()) {
        votes_[rows_.country_of_actor(match.entry.row)] += kActorVote;
      }
    }
    for (const PlaceName& name : names_) {
      if (name.first == name.last || doubtful(name)) continue;
      const std::uint16_t country = rows_.row(candidates_[name.first].row).country;
      const auto elsewhere = [&](const PlaceCandidate& c) { return rows_.row(c.row).country != country; };
      if (std::none_of(of(name).begin(), of(name).end(), elsewhere)) votes_[country] += 1;
    }
    votes_[0] = 0;
    all_votes_ = kFirstVotes;
    for (const float votes : votes_) all_votes_ += votes;
  }
  float share(std::uint16_t country) const { return votes_[country] / all_votes_; }

  template <typename Score>
  void order(const PlaceName& name, const Score& score) {
    for (PlaceCandidate& candidate : of(name)) candidate.score = score(candidate);
    std::stable_sort(of(name).begin(), of(name).end(), [](const auto& a, const auto& b) { return a.score > b.score; });
  }

  float alone(const PlaceCandidate& candidate) const {
    const PlaceRow& row = rows_.row(candidate.row);
    const float seat = row.type == PlaceType::kCity || row.type == PlaceType::kCountry ? kSeat : 0;
    return kFame * static_cast<float>(row.prominence) + seat + kFits[static_cast<std::size_t>(candidate.head)] +
           kCountryShare * share(row.country);
  }

  void remember_heads() {
    with_head_.clear();
    for (const PlaceName& name : names_) {
      if (name.first != name.last && candidates_[name.first].head >= Fit::kNear)
        with_head_.push_back(candidates_[name.first].row);
    }
    std::sort(with_head_.begin(), with_head_.end());
  }
  float remembered(const PlaceCandidate& candidate) const {
    return std::binary_search(with_head_.begin(), with_head_.end(), candidate.row) ? kNamedWithHead : 0;
  }

  // What the names around number `index` say for one of its rows: the best word of each side.
  float beside(std::size_t index, const PlaceCandidate& candidate) const {
    float before = 0, after = 0;
    for (std::size_t step = 1; step <= kNeighbours && step <= index; ++step) {
      before = std::max(before, link(index, candidate.row, index - step));
    }
    for (std::size_t step = 1; step <= kNeighbours && index + step < names_.size(); ++step) {
      after = std::max(after, link(index, candidate.row, index + step));
    }
    return before + after;
  }

  float link(std::size_t index, std::uint32_t row, std::size_t other) const {
    const PlaceName& first = names_[std::min(index, other)];
    const PlaceName& second = names_[std::max(index, other)];
    const PlaceName& name = names_[other];
    const std::uint32_t distance = second.tokens.first - first.tokens.last;
    if (name.first == name.last || distance > kNear) return 0;
    const std::uint32_t top = candidates_[name.first].row;
    const std::span<const PlaceCandidate> rows = of(name);
    // The same name again says nothing: a governorate is not meant because its seat, named alike, lies in it.
    if (std::any_of(rows.begin(), rows.end(), [row](const PlaceCandidate& c) { return c.row == row; })) return 0;
    if (rows_.within(row, top) || rows_.within(top, widest(names_[index], row))) {
      const bool one_sentence =
          analysis_.tokens[first.tokens.first].sentence == analysis_.tokens[second.tokens.first].sentence;
      return distance <= kBeside && one_sentence ? kLiesBeside : kLies;
    }
    const PlaceRow &a = rows_.row(row), &b = rows_.row(top);
    if (a.parent >= 0 && a.parent == b.parent) return kSibling;
    return a.country != 0 && a.country == b.country ? kCompatriot : 0;
  }

  // A governorate bears its seat's name, so what lies in it speaks for the seat as well.
  std::uint32_t widest(const PlaceName& name, std::uint32_t row) const {
    const std::span<const PlaceCandidate> all = of(name);
    for (std::size_t step = 0; step < all.size(); ++step) {
      const std::int32_t parent = rows_.row(row).parent;
      const auto same = [parent](const PlaceCandidate& c) { return static_cast<std::int32_t>(c.row) == parent; };
      if (std::none_of(all.begin(), all.end(), same)) break;
      row = static_cast<std::uint32_t>(parent);
    }
    return row;
  }

  const PlaceRows& rows_;
  const text::Analysis& analysis_;
  std::vector<PlaceName>& names_;
  std::vector<PlaceCandidate>& candidates_;
  std::vector<float> votes_;              // by country; 0: of none
  std::vector<std::uint32_t> with_head_;  // sorted rows
  float all_votes_ = 0;
};

// What a definite head word alone means: the place last named with it, else the last one named that is of its kind or
// lies in one that is.
class References {
 public:
  References(const PlaceRows& rows, std::uint16_t country) : rows_(rows), country_(country) {}

  std::int32_t find(const PlaceName& name, const std::vector<PlaceMention>& before) const {
    const PlaceWord& word = rows_.word(static_cast<std::uint32_t>(name.word));
    const std::uint16_t country = name.country != 0 ? name.country : country_;
    if (word.capital) return rows_.capital_of(country);
    if (word.refers && word.type == PlaceType::kCountry) return rows_.row_of_country(country);
    for (std::size_t step = 1; step <= kReferenceReach && step <= before.size(); ++step) {
      const PlaceMention& other = before[before.size() - step];
      if (words_[before.size() - step] == name.word && fits(name, other.rows))
        return static_cast<std::int32_t>(other.rows.front());
    }
    if (!word.refers) return -1;
    for (std::size_t step = 1; step <= kReferenceReach && step <= before.size(); ++step) {
      const PlaceMention& other = before[before.size() - step];
      if (fits(name, other.rows)) return rows_.enclosing(other.rows.front(), name.head);
    }
    return -1;
  }

  void remember(const PlaceName& name) { words_.push_back(name.word); }

 private:
  bool fits(const PlaceName& name, const std::vector<std::uint32_t>& rows) const {
    return !rows.empty() && (name.country == 0 || rows_.row(rows.front()).country == name.country);
  }

  const PlaceRows& rows_;
  std::uint16_t country_;            // what the document is about
  std::vector<std::int32_t> words_;  // head words of the mentions
};

}  // namespace

void PlaceResolver::resolve(const text::Analysis& analysis, std::string_view outlet,
                            std::vector<PlaceMention>& out) const {
  out.clear();
  PlaceNames names = PlaceFinder(rows_, analysis).find();
  Settler settler(rows_, analysis, names);
  settler.settle(outlet);
  References references(rows_, settler.main_country());
  for (std::size_t i = 0; i < names.names.size(); ++i) {
    const PlaceName& name = names.names[i];
    if (!settler.supported(i)) continue;
    PlaceMention mention{name.tokens, name.name, {}};
    for (std::uint32_t c = name.first; c < name.last; ++c) mention.rows.push_back(names.candidates[c].row);
    if (name.name.empty()) {
      const std::int32_t row = references.find(name, out);
      if (row < 0) continue;
      mention.rows.push_back(static_cast<std::uint32_t>(row));
    }
    references.remember(name);
    out.push_back(std::move(mention));
  }
}

}  // namespace isnad::extract
