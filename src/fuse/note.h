// How the parts of documents, what they are found by, and the make-up of incidents are written down (model/notes.h).
//
// A document is found by codes on days: halves of the keys that its parts are compared for (blocking.h), and quarters
// of those of its sketch (copies.h). That codes meet only says that two documents are worth a look; whether they share
// a key is then asked of the keys themselves.
#pragma once

#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fuse/across.h"
#include "isnad/incident.h"
#include "model/notes.h"

namespace isnad::fuse {

/// A part as it was written. Its places are views into the bytes; it has no claims, only their positions in the list
/// of the document.
struct ReadPart {
  Part part;
  std::vector<std::uint32_t> claims;
};

/// The parts' claims must be elements of `claims`.
std::string write_parts(const std::vector<Part>& parts, const std::vector<Claim>& claims);
/// Empty when the bytes are damaged.
std::optional<std::vector<ReadPart>> read_parts(std::string_view bytes, const Knowledge& knowledge);

/// How an incident came together.
struct Makeup {
  std::vector<PartRef> parts;                                  ///< in canonical order
  std::vector<std::pair<std::uint32_t, std::uint32_t>> joins;  ///< positions of the pairs that brought groups together
};
std::string write_makeup(const Makeup& makeup);
/// Empty when the bytes are damaged.
std::optional<Makeup> read_makeup(std::string_view bytes);

/// The days on which documents and their parts are looked for, with what they are found by on each. A day stands once.
std::vector<std::pair<std::int32_t, std::string>> findable(const std::vector<Part>& parts, const CodedDocument& coded,
                                                           const Knowledge& knowledge);

/// The days of that list.
std::vector<std::int32_t> findable_days(const std::vector<ReadPart>& parts, std::string_view published);

/// The day of publication as a document is found by it.
std::int32_t publication_day(std::string_view published);

/// Looks for parts that share a key with one part.
class PartSearch {
 public:
  PartSearch(const Part& part, const Knowledge& knowledge);
  bool meets(std::string_view found_by) const;

 private:
  std::vector<std::uint32_t> codes_;  // sorted
  std::bitset<4096> first_;           // of their low bits: most codes are told apart by these
};

/// What a document is found by if it has nothing but a text.
std::string findable_text(const Provenance& provenance);

/// Looks for documents whose sketches agree in a band.
class CopySearch {
 public:
  /// What the one document is found by.
  explicit CopySearch(std::string_view found_by);
  bool meets(std::string_view found_by) const;

 private:
  std::string bands_;
};

}  // namespace isnad::fuse
