// What the extraction layer finds in an analysed text: numbers, counts of people, times. Entities and speakers have
// their own headers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "isnad/claim.h"
#include "isnad/span.h"
#include "text/token.h"

namespace isnad::extract {

using text::TokenRange;

/// A whole number in digits or words, with the bound that the words around it give.
struct Number {
  TokenRange tokens;  ///< with its bound words ("ma la yaqill an 12")
  Span span;  ///< bytes of the original; may begin inside a token (a clitic stays outside) or end inside one (180
              ///< before a unit)
  std::int64_t low = 0;
  std::optional<std::int64_t> high;  ///< empty: no upper bound
  TokenRange digits;                 ///< the number itself, without its bound words
};

/// People counted: a number with its noun ("12 qatilan"), a dual ("shurtiyayn"), an indefinite plural ("qatla"), "adad
/// min ...".
struct Count {
  TokenRange tokens;  ///< number, bound words and noun phrase head
  TokenRange noun;    ///< the counted noun alone; the number itself where no noun stands ("20 were hurt")
  std::int64_t low = 0;
  std::optional<std::int64_t> high;
  Group group = Group::kUnspecified;
  std::optional<Effect> effect;  ///< when the noun itself says it (killed, injured ...)
  bool explicit_number = false;  ///< a number or dual stands there, not a bare plural
  bool so_far = false;           ///< the toll of all that happened so far (toll.h)
  TokenRange tally;              ///< "the dead" in "the number of the dead rose to 12 persons"; else empty
  static constexpr std::uint32_t kNoRow = 0xFFFFFFFF;
  std::uint32_t row = kNoRow;  ///< of groups.tsv; kNoRow when a nationality, an actor or no noun is counted
};

/// A date, time of day, or both.
struct Time {
  TokenRange tokens;
  Span span;
  std::string value;  ///< ISO 8601 with part-of-day letters as in Time of claim.h; empty when it cannot be resolved
  std::string rule;   ///< id of the rule that read it
  std::string day;    ///< where a length of years or months counts back or on to, in full; else empty
};

}  // namespace isnad::extract
