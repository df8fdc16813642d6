// Notes that fusing leaves of every document and incident, so that a new document is joined with those that it touches
// and nothing else is read. Fusing writes them and alone understands their bytes; the store keeps them and gives them
// back.
//
// Documents and incidents go by numbers here: those of their rows in a store.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "isnad/incident.h"
#include "isnad/result.h"

namespace isnad {

/// What one document tells of one incident: which document, which of its parts.
struct PartRef {
  std::int64_t document = 0;
  std::uint32_t part = 0;
  auto operator<=>(const PartRef&) const = default;
};

/// Of a document.
struct DocumentNote {
  std::int64_t document = 0;
  std::string channel;                                     ///< by which its claims came, where they name none
  std::string parts;                                       ///< all that its parts are compared by
  std::vector<std::pair<std::int32_t, std::string>> days;  ///< under which it is looked for, with what it is found by
};

/// Of an incident.
struct IncidentNote {
  std::vector<PartRef> parts;  ///< in order of publication and text
  std::string bytes;           ///< the same, with how they came together
};

/// Notes of everything.
struct FusionNotes {
  std::vector<DocumentNote> documents;
  std::vector<IncidentNote> incidents;  ///< in the order of the incidents
};

/// What a change of some documents changes.
struct FusionUpdate {
  struct Gone {
    std::int64_t document = 0;
    std::vector<std::int32_t> days;
  };
  std::vector<Gone> gone;                                      ///< notes of documents that are to be forgotten
  std::vector<DocumentNote> documents;                         ///< new ones
  std::vector<std::pair<std::int64_t, std::string>> channels;  ///< other channels of documents that were there
  std::vector<std::int64_t> replaced;                          ///< incidents that are not as they were
  std::vector<Incident> incidents;                             ///< those that stand in their place
  std::vector<IncidentNote> notes;                             ///< of these, in their order
};

/// The notes as fusing reads them. What cannot be read is given as empty, and `status` tells of the first failure.
class FusionMemory {
 public:
  struct Known {
    std::string doc_id, published, channel, parts;
    std::vector<std::int64_t> incidents;  ///< for each part the incident that it belongs to
  };
  using Visit = std::function<void(std::int32_t day, std::int64_t document, std::string_view found_by)>;

  virtual ~FusionMemory() = default;
  virtual Known document(std::int64_t document) = 0;
  /// All entries of days, first and last included.
  virtual void each(std::int32_t day_first, std::int32_t day_last, const Visit& visit) = 0;
  virtual std::string incident(std::int64_t incident) = 0;
  /// A document as it is now, without text and claims.
  virtual CodedDocument head(std::int64_t document) = 0;
  /// A document as it is now, without text.
  virtual CodedDocument coded(std::int64_t document) = 0;
  virtual Status status() const = 0;
};

}  // namespace isnad
