// What `isnad ingest` and `isnad watch` share: records are coded, stored batch by batch, and the incidents made again.
//
//   Ingest ingest(store, engine, {.threads = 2});
//   if (ingest.run(*reader) && ingest.make_incidents()) complain(ingest.tally().text());
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "isnad/engine.h"
#include "isnad/reader.h"
#include "isnad/store.h"

namespace isnad::cli {

class Progress;

/// What became of the records that were read.
struct Tally {
  std::array<std::uint64_t, 4> added{};  ///< by Store::Added
  std::uint64_t refused = 0;             ///< could not be read or coded

  Tally& operator+=(const Tally& other) {
    for (std::size_t i = 0; i < added.size(); ++i) added[i] += other.added[i];
    refused += other.refused;
    return *this;
  }
  std::uint64_t count(Store::Added kind) const { return added[static_cast<std::size_t>(kind)]; }
  /// "3 new documents, 0 revised, 0 coded again, 1 unchanged, 0 refused"
  std::string text() const;
};

struct IngestOptions {
  unsigned threads = 1;
  bool keep_raw = false;          ///< keep the bytes that documents were read from
  std::uint64_t total_bytes = 0;  ///< of the input, for the progress that is shown; 0: unknown
  /// True for a record that need not be coded, because it is known to be in the store; called from several threads.
  std::function<bool(const InputRecord&)> known = {};
  /// True when no more records shall be read; those that are under way are stored.
  std::function<bool()> stopped = {};
};

class Ingest {
 public:
  /// Both outlive it; the store's run has begun.
  Ingest(Store& store, const Engine& engine, IngestOptions options);

  /// Codes and stores what `reader` gives. False, after a complaint, when the store fails: there is no use in going on.
  bool run(Reader& reader);

  /// Makes the incidents of the store again when documents have changed since; so completes what an interrupted run has
  /// left, too. False after a complaint.
  bool make_incidents();

  const Tally& tally() const { return tally_; }

 private:
  struct Made;
  Made make(InputRecord&& record) const;
  bool take(Made&& made, Progress& progress);
  bool refuse(const Made& made);
  bool flush();
  bool fail(const Error& error);

  Store& store_;
  const Engine& engine_;
  const IngestOptions options_;
  Tally tally_;
  std::vector<NewDocument> batch_;
  std::size_t batch_bytes_ = 0;
  bool failed_ = false;
};

/// The store at `path`, made when there is none, with a run of `engine` begun; null after a complaint.
std::unique_ptr<Store> open_for_ingest(const std::string& path, const Engine& engine);

}  // namespace isnad::cli
