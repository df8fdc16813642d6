// What making incidents reads from a store and writes to it: all documents, and all incidents in place of those that
// were there; or, with the notes that this leaves (model/notes.h), the documents that have changed since, and the
// incidents that they touch.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <utility>
#include <vector>

#include "model/notes.h"
#include "store/impl.h"

namespace isnad::store {

/// The current documents, without texts, in order of doc_id, and their rows.
struct AllDocuments {
  std::vector<CodedDocument> documents;
  std::vector<std::int64_t> numbers;
};
Result<AllDocuments> load_all(Store::Impl& impl);

/// Puts `incidents` in place of all that were there. `maker` names what made the notes; without notes, or where
/// documents came in since they were loaded, the next fusing is of everything.
Status replace_all(Store::Impl& impl, const std::vector<Incident>& incidents, const FusionNotes* notes,
                   std::int64_t maker);

/// How much is there to be done.
struct Outstanding {
  std::int64_t maker = 0;    ///< of the notes; 0: there are none
  std::int64_t changed = 0;  ///< documents
  std::int64_t documents = 0;
};
Result<Outstanding> outstanding(Store::Impl& impl);

/// A transaction that brings incidents up to date with documents that have changed. Nobody else writes meanwhile.
class FusionSession final : public FusionMemory {
 public:
  static Result<std::unique_ptr<FusionSession>> begin(Store::Impl& impl);

  /// What has changed: documents of which there are notes that hold no more, and documents as they are now.
  struct Changed {
    std::vector<std::int64_t> gone;
    std::vector<std::pair<std::int64_t, CodedDocument>> added;
  };
  /// All that are gone, so that no note speaks of claims that are not there any more, and at most so many of the
  /// others.
  /// Documents whose claims people ever decided on come each time: notes know nothing of decisions.
  Result<Changed> changed(std::int64_t limit);

  Known document(std::int64_t document) override;
  void each(std::int32_t day_first, std::int32_t day_last, const Visit& visit) override;
  std::string incident(std::int64_t incident) override;
  CodedDocument head(std::int64_t document) override;
  CodedDocument coded(std::int64_t document) override;
  Status status() const override { return status_; }

  /// Writes what the change comes to, and ends the transaction.
  Status commit(const FusionUpdate& update);

 private:
  FusionSession(Store::Impl& impl, Transaction transaction)
      : impl_(impl), database_(*impl.database), transaction_(std::move(transaction)) {}
  void keep(const Status& status);
  /// The documents of decisions, undone ones too: their rows, and whether there are notes of them.
  Result<std::map<std::int64_t, bool>> decided();
  Status write_documents(const FusionUpdate& update);
  Status write_incidents(const FusionUpdate& update);

  Store::Impl& impl_;
  Database& database_;
  Transaction transaction_;
  Status status_;
  std::vector<std::int64_t> done_;  // documents that have changed, and are brought in
};

}  // namespace isnad::store
