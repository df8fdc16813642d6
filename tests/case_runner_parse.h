// Case files (docs/formats/case.md) as records: what a text must give, in the words of someone who knows the language.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "isnad/document.h"
#include "isnad/result.h"

namespace cases {

/// A word of an expectation line: a string in quotes, or a bare word.
struct Word {
  std::string text;
  bool quoted = false;
};

/// `key=value` of a claim line.
struct Property {
  std::string key;
  Word value;
};

/// One line of a block's last part.
struct Expectation {
  enum class Type {
    kClaim,
    kNoClaim,
    kNumber,
    kNoNumber,
    kTime,
    kNoTime,
    kEntity,
    kActor,
    kPlace,
    kSentences,
    kSegments
  };
  Type type = Type::kClaim;
  int line = 0;
  std::string source;              ///< the line as written
  std::vector<std::string> words;  ///< what follows the name: kind and trigger, value and text, ...
  std::vector<Property> properties;
};

struct Case {
  std::string file;
  std::string name;
  isnad::Document document;
  std::vector<Expectation> expectations;
};

/// Bounds of a count as written: "6..6", "20..".
struct Bounds {
  long long low = 0;
  std::optional<long long> high;
  bool operator==(const Bounds&) const = default;
};
std::optional<Bounds> parse_bounds(std::string_view text);

/// The cases of one file. `file` names it in messages. Errors are "file:line: what is wrong".
isnad::Result<std::vector<Case>> parse_cases(const std::string& file, std::string_view content);

}  // namespace cases
