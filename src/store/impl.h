// What an open store holds, for the files that implement its parts.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>

#include "isnad/store.h"
#include "store/database.h"
#include "store/pack.h"

namespace isnad {

namespace store {

/// Ids of the table `name`: kinds, roles and ids of places and actors are stored as numbers, each spelt once.
class Names {
 public:
  /// The number of `text`, which is given one if it has none.
  Result<std::int64_t> number(Database& database, const std::string& text);
  /// What was numbered in a transaction that failed is not there.
  void forget() { numbers_.clear(); }

 private:
  std::unordered_map<std::string, std::int64_t> numbers_;
};

}  // namespace store

struct Store::Impl {
  std::unique_ptr<store::Database> database;
  Run run_data;              ///< of begin_run
  bool began = false;        ///< begin_run was called
  std::int64_t run = 0;      ///< row of `run`; 0: none is written yet
  std::int64_t loaded = 0;   ///< the state of changes that load_for_fusion saw
  std::int64_t decided = 0;  ///< the last act about incidents that decisions saw
  store::Names names;
  store::Packer packer;

  Status write_run();
};

namespace store {

/// Text and claims of the revision `document`, whose text is given for its claims to be unpacked with. Claims are in
/// text order and carry no incident.
Result<CodedDocument> read_coding(Database& database, Packer& packer, std::int64_t coding, const std::string& text);

/// The time in UTC, ISO 8601.
std::string now();

/// Notes that the incidents are made with the decisions that were asked for last.
Status keep_decided(Store::Impl& impl);

/// An error about a row, which the message names.
Error damaged(const Database& database, const std::string& row, const std::string& what);

}  // namespace store
}  // namespace isnad
