// What lies around the documents that change: the documents that they are to be compared with, read from the notes of
// earlier fusing as they are asked for, and nothing else of the store.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "fuse/joining.h"
#include "fuse/note.h"

namespace isnad::fuse {

class Surroundings {
 public:
  struct Neighbour {
    PartRef part;
    double value = 0;  ///< how strongly the two speak for one incident; above zero
  };

  /// Both must outlive it.
  Surroundings(const Knowledge& knowledge, FusionMemory& memory)
      : knowledge_(knowledge), memory_(memory), scale_(knowledge) {}

  /// A document of the notes that is to be found no more. What it was is still told under its number.
  void forget(std::int64_t document);
  /// A new document, or the new form of one that was forgotten. `coded` must stay where it is.
  void add(std::int64_t document, const CodedDocument& coded, const std::vector<Part>& parts);

  /// The parts of a document; none when there is no such document.
  std::vector<PartRef> parts_of(std::int64_t document);
  const ReadPart& part(const PartRef& ref) { return document(ref.document).parts[ref.part]; }
  /// The incident that the part was last joined to; 0: none yet.
  std::int64_t incident(const PartRef& ref) { return document(ref.document).incidents[ref.part]; }
  const std::string& channel(std::int64_t number) { return document(number).channel; }
  const std::string& published(std::int64_t number) { return document(number).published; }
  bool is_there(std::int64_t number) { return !forgotten_.contains(number) || is_new(number); }
  bool is_new(std::int64_t number) { return document(number).coded != nullptr; }

  /// How the incident came together, without what was forgotten since.
  std::vector<PartRef> members(std::int64_t incident);
  /// Empty when something of it was forgotten.
  const Makeup& makeup(std::int64_t incident);

  /// The order of publication and text.
  bool before(const PartRef& a, const PartRef& b);
  void sort(std::vector<PartRef>& parts);
  double value(const PartRef& a, const PartRef& b);
  const Scale& scale() const { return scale_; }

  /// The parts that share a key with this one and speak for joining it.
  const std::vector<Neighbour>& neighbours(const PartRef& ref);

  /// The documents that are copies of this one, as copies are found (copies.h).
  std::vector<std::int64_t> copies(std::int64_t document);
  /// Documents that may have been copies of a forgotten one.
  std::vector<std::int64_t> once_near(std::int64_t forgotten, std::string_view published);
  /// A document without text and claims.
  const CodedDocument& head(std::int64_t document);

  /// Errors: a note cannot be read.
  Status status() const;

 private:
  struct Seen {
    std::string doc_id, published, channel, bytes;
    std::vector<ReadPart> parts;
    std::vector<std::int64_t> incidents;
    std::vector<std::vector<std::uint64_t>> keys;  // of each part; none yet: not computed
    const CodedDocument* coded = nullptr;          // of a new one
  };
  struct Row {
    std::int64_t document = 0;
    std::string found_by;
  };

  Seen& document(std::int64_t number);
  void read(std::int64_t number, Seen& seen);
  const std::vector<std::uint64_t>& keys(const PartRef& ref);
  void load(std::int32_t day_first, std::int32_t day_last);
  template <typename Visit>
  void each_row(std::int32_t day_first, std::int32_t day_last, Visit visit);
  std::set<std::int64_t> near_texts(const CopySearch& search, std::int32_t day);

  const Knowledge& knowledge_;
  FusionMemory& memory_;
  Scale scale_;
  std::unordered_map<std::int64_t, Seen> seen_;
  std::set<std::int64_t> forgotten_;
  std::map<std::int32_t, std::vector<Row>> days_, new_days_;  // by day: of the notes, and of what was added
  std::unordered_map<std::int64_t, Makeup> makeups_;
  std::map<PartRef, std::vector<Neighbour>> neighbours_;
  std::unordered_map<std::int64_t, CodedDocument> heads_;
  std::uint32_t numbered_ = 0;  // documents seen
  bool damaged_ = false;
};

}  // namespace isnad::fuse
