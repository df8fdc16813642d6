// All incidents of the store as short rows in memory: what lists, filters, maps and timelines are made of.
//
// A snapshot is read in one transaction and never changes; when the store has changed, another takes its place
// (shelf.h). Rows hold what can be filtered or sorted by, about 150 bytes each; whatever else a page shows of an
// incident is read from the store when it is asked for.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "isnad/claim.h"
#include "isnad/result.h"
#include "serve/names.h"
#include "serve/queries.h"
#include "store/database.h"

namespace isnad::serve {

inline constexpr std::int32_t kNoDay = std::numeric_limits<std::int32_t>::min();

/// The lowest and highest figure that is given; `high` is open when the highest is "at least".
struct Bounds {
  std::int64_t low = 0, high = 0;
  bool given = false, open = false;
};

struct IncidentRow {
  std::string id;
  std::string place_id, place_words;
  std::int32_t place = kNoPlace;
  std::int32_t first = kNoDay, last = kNoDay;
  std::uint32_t documents = 0, claims = 0;
  Kind kind = Kind::kAttack;
  std::uint16_t family = 0;    ///< into `Snapshot::families`
  std::uint32_t disputes = 0;  ///< a bit for each of `Snapshot::dispute_types`
  std::int32_t origins = -1;   ///< independent ones; -1: not computed in this store
  Bounds killed, injured;
};

/// What lists can be sorted by, and those of them that are kept in order.
enum class Key : std::uint8_t { kDay, kKilled, kDocuments, kOrigins, kClaims };
inline constexpr int kKeys = 5;

/// The value that a row is sorted by; what has none comes last in both directions.
std::int64_t sort_value(const IncidentRow& row, Key key);
inline constexpr std::int64_t kNoValue = std::numeric_limits<std::int64_t>::min();

/// Lists of numbers, one for each row, end to end.
class Lists {
 public:
  std::size_t size() const { return begins_.size() - 1; }
  void build(std::size_t rows, std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs);
  std::span<const std::uint32_t> of(std::size_t row) const {
    return std::span(items_).subspan(begins_[row], begins_[row + 1] - begins_[row]);
  }

 private:
  std::vector<std::uint32_t> items_, begins_{0};
};

/// Texts as numbers.
class Numbering {
 public:
  std::uint32_t number(const std::string& text);
  /// -1: it does not occur.
  std::int64_t find(const std::string& text) const;
  const std::vector<std::string>& texts() const { return texts_; }

 private:
  std::vector<std::string> texts_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
};

/// One dispute of an incident; its positions are read from the store when it is shown.
struct DisputeRow {
  std::uint32_t row = 0;     ///< of the incident
  std::uint32_t number = 0;  ///< in the incident
  std::uint32_t type = 0;    ///< into `Snapshot::dispute_types`
  double rank = 0;
};

/// What was made of a snapshot for a question, for those who ask the same next. Any thread may use it; when it is full
/// it is emptied.
template <typename Thing, std::size_t kMost>
class Kept {
 public:
  using Pointer = std::shared_ptr<const Thing>;
  /// Null when it is not known.
  Pointer get(const std::string& question) const {
    const std::lock_guard lock(mutex_);
    const auto found = things_.find(question);
    return found == things_.end() ? nullptr : found->second;
  }
  void put(const std::string& question, Pointer thing) {
    const std::lock_guard lock(mutex_);
    if (things_.size() >= kMost) things_.clear();
    things_[question] = std::move(thing);
  }

 private:
  mutable std::mutex mutex_;
  std::unordered_map<std::string, Pointer> things_;
};

struct SourceView;
struct Response;

struct Snapshot {
  std::string state;              ///< names what the store held; changes with it
  bool current = true;            ///< false: documents have come since the incidents were made
  std::vector<IncidentRow> rows;  ///< the latest first; those without a day last
  std::unordered_map<std::string_view, std::uint32_t> by_id;
  Numbering families, dispute_types, outlet_names, actor_ids;
  Lists outlets, actors;             ///< of each row
  Lists reported;                    ///< of each document, by its row number in the store: the incidents, as rows
  std::vector<bool> control;         ///< which rows have claims of who holds a place
  std::vector<DisputeRow> disputes;  ///< the most important first
  std::vector<SourceCount> sources;  ///< the most frequent first
  /// For each key, descending and ascending: all rows in that order. Empty for the order that rows have anyway.
  std::array<std::array<std::vector<std::uint32_t>, 2>, kKeys> orders;
  std::int64_t documents = 0, superseded = 0, claims = 0, quarantined = 0;

  mutable Kept<std::vector<std::uint32_t>, 128> found;  ///< which rows meet a filter, in which order
  mutable Kept<SourceView, 16> views;                   ///< of sources
  mutable Kept<Response, 256> pages;                    ///< of lists of incidents, with their tags

  /// Errors: the store cannot be read.
  static Result<std::shared_ptr<const Snapshot>> read(store::Database& database, const Names& names);
  /// The `state` that a snapshot read now would have, without reading it.
  static Result<std::string> state_of(store::Database& database);
};

}  // namespace isnad::serve
