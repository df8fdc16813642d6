// Acts of review: what people decided about claims and incidents. Acts are only ever added; an undoing is an act of its
// own. What a claim is in the eyes of a coder is the sum of the acts, in order (decisions.h).
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/json_fields.h"
#include "isnad/decision.h"
#include "isnad/result.h"
#include "store/database.h"

namespace isnad::serve {

struct Act {
  std::int64_t id = 0;
  std::string author, at, action;
  std::string doc_id, sha256, claim_id, incident_id;
  std::int64_t undoes = 0;
  std::string body;   ///< as it was asked, JSON
  std::string claim;  ///< as the author saw it, JSON; empty where it is about none
  bool undone = false;
};

/// The object Act of the API.
void write(Json& out, const Act& act);

struct ActFilter {
  std::string author, doc_id, incident_id;
  std::int64_t before = 0;  ///< only acts with a lower id; 0: all
  std::int64_t limit = -1;  ///< -1: all
};

struct QueueItem {
  std::string doc_id, outlet, published, title;
  std::int64_t claims = 0, reviewed = 0, least = 0;  ///< `least`: lowest confidence, in thousandths
};

/// The one writer of reviews, for all threads.
class Review {
 public:
  /// Errors: the store cannot be written.
  static Result<std::unique_ptr<Review>> open(const std::string& path);

  /// Gives the act its id and time. Errors (kUsage): what it undoes was undone already.
  Result<Act> add(Act act);
  /// The latest first.
  Result<std::vector<Act>> list(const ActFilter& filter);
  Result<std::int64_t> count(const ActFilter& filter);
  /// Acts that are not undone, the earliest first.
  Result<std::vector<Act>> standing(const ActFilter& filter);
  /// Acts with a higher id, the earliest first.
  std::vector<Act> after(std::int64_t id, std::int64_t limit);
  /// Documents that the author has not finished.
  Result<std::vector<QueueItem>> queue(const std::string& author);

  /// The items of a list of acts that are not undone.
  void write_document_acts(Json& out, const std::string& doc_id);
  /// Merges and splits that are about any of the claims.
  void write_incident_acts(Json& out, const std::vector<ClaimMark>& claims);

 private:
  explicit Review(std::unique_ptr<store::Database> database) : database_(std::move(database)) {}
  template <typename... Values>
  Result<std::vector<Act>> read(const std::string& condition, const Values&... values);

  std::mutex mutex_;
  std::unique_ptr<store::Database> database_;
};

}  // namespace isnad::serve
