// A document as it comes in: one report of one outlet.
#pragma once

#include <optional>
#include <string>

namespace isnad {

/// One report. `text` is UTF-8 and is never changed: all offsets that isnad gives point into it as it is.
struct Document {
  std::string doc_id;     ///< unique in a batch and in a store; made from a hash of the content where none is given
  std::string outlet;     ///< who published it; may be empty
  std::string url;        ///< may be empty
  std::string published;  ///< ISO 8601 date or date-time; empty when unknown
  std::string retrieved;  ///< when it was fetched, in the same form; empty when unknown
  std::string author;     ///< may be empty; several are separated by ", "
  std::string title;      ///< may be empty; the text usually repeats it as its first line
  std::string text;
};

}  // namespace isnad
