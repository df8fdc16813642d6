// Putting incidents in place of others: all of them, or those that a change has touched. Rows that stay as they are are
// not written, and where the claims of each incident went is kept as its history.
#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "isnad/incident.h"
#include "store/impl.h"

namespace isnad::store {

/// Rows of claims by document and name.
class ClaimRows {
 public:
  explicit ClaimRows(Database& database) : database_(database) {}
  /// Reads all at once, where most will be asked for.
  Status load();
  /// 0: there is none.
  Result<std::int64_t> find(const ClaimRef& ref);

 private:
  using Claims = std::unordered_map<std::string, std::int64_t>;

  Database& database_;
  std::unordered_map<std::string, Claims> documents_;
  bool all_ = false;
};

/// In this order, inside a transaction: `take` or `take_all`, `put` as often as needed, `finish`.
class Replacement {
 public:
  explicit Replacement(Store::Impl& impl) : impl_(impl), claims_(*impl.database) {}

  /// An incident, by row, that is to be replaced.
  Status take(std::int64_t incident);
  Status take_all();

  /// An incident that stands in place of these. Gives its row, which is the one that its id has had.
  Result<std::int64_t> put(const Incident& incident);

  /// Forgets what was not put again, and writes down what has become of it.
  Status finish();

 private:
  struct Link {
    std::int64_t incident = 0, origin = 0, channel = 0;  // rows; origin and channel: of names, 0 for none
    bool operator==(const Link& other) const = default;
  };

  template <typename... Values>
  Status take_rows(const std::string& which, const std::string& of_which, const Values&... values);
  Status link(const Incident& incident, std::int64_t row);
  Status write_links();
  Status write_history();
  Status forget_rest();

  Store::Impl& impl_;
  ClaimRows claims_;
  std::map<std::string, std::int64_t> former_, made_;         // rows of incidents, by id
  std::unordered_map<std::int64_t, std::string> former_ids_;  // ids, by row
  std::map<std::int64_t, Link> former_links_, links_;         // by row of the claim
};

}  // namespace isnad::store
