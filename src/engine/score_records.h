// The parts of a claim that scoring looks at, read from JSON more leniently than records that are to be kept:
// gold files of other projects leave fields out.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "isnad/result.h"

namespace isnad::scoring {

/// Fields of spans, in the order of the report.
enum Field { kAgent, kTarget, kPlace, kMeans, kAttribution, kOrigin, kFieldCount };

/// Code points `[start, end)`; a span without an end overlaps nothing.
struct Range {
  std::int64_t start = 0, end = 0;
};

struct Figure {
  std::string effect, low, high;  ///< the bounds as written; "" for none
  auto operator<=>(const Figure&) const = default;
};

struct Record {
  std::string kind, modality = "asserted", trigger_text;
  Range trigger;
  std::array<std::vector<Range>, kFieldCount> spans;
  std::vector<std::string> dates;
  std::vector<Figure> casualties;
};

struct Line {
  std::string doc_id, text;
  std::vector<Record> records;
};

/// Reads a document with "claims", or one claim with its "doc_id". Errors name the byte offset or the field.
Result<Line> read_line(std::string_view json);

}  // namespace isnad::scoring
