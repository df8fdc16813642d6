// Lines of a case about what lies below the claims, against the JSON of Engine::analyze (docs/formats/analysis.md).
#include <rapidjson/document.h>

#include <algorithm>

#include "case_runner_check.h"

namespace cases {
namespace {

using Json = rapidjson::Value;
using Type = Expectation::Type;

// Half-open bytes of the text.
struct Range {
  std::size_t begin = 0, end = 0;
  bool contains(const Range& other) const { return begin <= other.begin && other.end <= end; }
};

// The analysis together with its text; spans arrive in code points and are turned into bytes here.
class Analysis {
 public:
  Analysis(std::string_view text, const Json& json) : text_(text), json_(json) {
    for (std::size_t at = 0; at < text.size(); ++at) {
      if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80) byte_of_.push_back(at);
    }
    byte_of_.push_back(text.size());
  }

  std::vector<const Json*> list(const char* key) const {
    std::vector<const Json*> out;
    const auto found = json_.FindMember(key);
    if (found == json_.MemberEnd() || !found->value.IsArray()) return out;
    for (const Json& item : found->value.GetArray()) out.push_back(&item);
    return out;
  }

  Range range(const Json& item) const { return {byte(item, "start"), byte(item, "end")}; }
  std::string words(const Json& item) const {
    return std::string(text_.substr(range(item).begin, range(item).end - range(item).begin));
  }

  // True when some occurrence of `part` in the text lies in the item or around it.
  bool touches(const Json& item, const std::string& part) const {
    for (std::size_t at = text_.find(part); at != std::string_view::npos; at = text_.find(part, at + 1)) {
      const Range there{at, at + part.size()};
      if (range(item).contains(there) || there.contains(range(item))) return true;
    }
    return false;
  }

 private:
  std::size_t byte(const Json& item, const char* key) const {
    const auto found = item.FindMember(key);
    const std::size_t at = found != item.MemberEnd() && found->value.IsUint() ? found->value.GetUint() : 0;
    return byte_of_[std::min(at, byte_of_.size() - 1)];
  }

  std::string_view text_;
  const Json& json_;
  std::vector<std::size_t> byte_of_;
};

std::string string_of(const Json& item, const char* key) {
  const auto found = item.FindMember(key);
  return found != item.MemberEnd() && found->value.IsString() ? found->value.GetString() : "";
}

std::optional<long long> integer_of(const Json& item, const char* key) {
  const auto found = item.FindMember(key);
  return found != item.MemberEnd() && found->value.IsInt64() ? std::optional<long long>(found->value.GetInt64())
                                                             : std::nullopt;
}

Bounds bounds_of(const Json& item) {
  return {integer_of(item, "low").value_or(-1), integer_of(item, "high")};
}

// PERSON, ORGANISATION, PLACE against the analysis's own type names, which may be the usual short forms.
bool same_type(const std::string& wanted, const std::string& found) {
  const std::string_view start = wanted == "PLACE" ? "LOC" : std::string_view(wanted).substr(0, 3);
  return found == wanted || std::string_view(found).substr(0, 3) == start;
}

std::string show_bounds(const Bounds& bounds) {
  return std::to_string(bounds.low) + ".." + (bounds.high ? std::to_string(*bounds.high) : "");
}

// What of `key` the analysis has, each with its words and the given property.
std::string describe(const Analysis& analysis, const char* key, const char* property) {
  std::string out;
  for (const Json* item : analysis.list(key)) {
    const bool bounds = std::string_view(property) == "low";
    out += (out.empty() ? "" : ", ") + (bounds ? show_bounds(bounds_of(*item)) : string_of(*item, property)) + " \"" +
           analysis.words(*item) + '"';
  }
  return out.empty() ? std::string("no ") + key : out;
}

// `words`: a value and, optionally, a string that the item's span must touch.
template <typename SameValue>
bool any_item(const Analysis& analysis, const char* key, const std::vector<std::string>& words,
              const SameValue& same_value) {
  const auto items = analysis.list(key);
  return std::any_of(items.begin(), items.end(), [&](const Json* item) {
    return same_value(*item) && (words.size() < 2 || analysis.touches(*item, words[1]));
  });
}

std::string check_linked(const Analysis& analysis, const Expectation& line) {
  const bool place = line.type == Type::kPlace;
  const bool met = any_item(analysis, "entities", {}, [&](const Json& item) {
    return same_type("PLACE", string_of(item, "type")) == place &&
           analysis.words(item).find(line.words[1]) != std::string::npos &&
           (line.words[0].empty() || string_of(item, "id") == line.words[0]);
  });
  return met ? "" : describe(analysis, "entities", "id");
}

std::string check_entity(const Analysis& analysis, const Expectation& line) {
  const bool met = any_item(analysis, "entities", {}, [&](const Json& item) {
    return same_type(line.words[0], string_of(item, "type")) &&
           analysis.words(item).find(line.words[1]) != std::string::npos;
  });
  return met ? "" : describe(analysis, "entities", "type");
}

std::string parts_of(const Analysis& analysis, const Json& token) {
  const auto segments = token.FindMember("segments");
  if (segments == token.MemberEnd() || !segments->value.IsArray() || segments->value.Empty())
    return analysis.words(token);
  std::string parts;
  for (const Json& segment : segments->value.GetArray()) parts += (parts.empty() ? "" : " ") + analysis.words(segment);
  return parts;
}

std::string check_segments(const Analysis& analysis, const Expectation& line) {
  bool seen = false;
  for (const Json* token : analysis.list("tokens")) {
    if (analysis.words(*token) != line.words[0]) continue;
    seen = true;
    if (parts_of(analysis, *token) != line.words[1]) return '"' + parts_of(analysis, *token) + '"';
  }
  return seen ? "" : "no token that is written so";
}

std::string check_sentences(const Analysis& analysis, const Expectation& line) {
  const std::string found = std::to_string(analysis.list("sentences").size());
  return found == line.words[0] ? "" : "sentences " + found;
}

// Empty when the line is met; else what was found.
std::string check_line(const Analysis& analysis, const Expectation& line) {
  switch (line.type) {
    case Type::kNumber: {
      const auto same = [&](const Json& item) { return bounds_of(item) == parse_bounds(line.words[0]); };
      const bool met =
          any_item(analysis, "numbers", line.words, same) || any_item(analysis, "counts", line.words, same);
      return met ? "" : describe(analysis, "numbers", "low") + "; " + describe(analysis, "counts", "low");
    }
    case Type::kTime: {
      const auto same = [&](const Json& item) { return string_of(item, "value") == line.words[0]; };
      return any_item(analysis, "times", line.words, same) ? "" : describe(analysis, "times", "value");
    }
    case Type::kNoNumber:
      return analysis.list("numbers").empty() ? "" : describe(analysis, "numbers", "low");
    case Type::kNoTime:
      return analysis.list("times").empty() ? "" : describe(analysis, "times", "value");
    case Type::kEntity:
      return check_entity(analysis, line);
    case Type::kActor:
    case Type::kPlace:
      return check_linked(analysis, line);
    case Type::kSentences:
      return check_sentences(analysis, line);
    case Type::kSegments:
      return check_segments(analysis, line);
    case Type::kClaim:
    case Type::kNoClaim:
      break;
  }
  return "";
}

}  // namespace

isnad::Result<std::vector<Miss>> check_analysis(const std::vector<Expectation>& expectations, std::string_view text,
                                                const std::string& json) {
  rapidjson::Document parsed;
  if (parsed.Parse(json.c_str()).HasParseError() || !parsed.IsObject()) {
    return isnad::Error{isnad::Error::Code::kInternal, "the analysis is no JSON object"};
  }
  const Analysis analysis(text, parsed);
  std::vector<Miss> misses;
  for (const Expectation& line : expectations) {
    const std::string found = check_line(analysis, line);
    if (!found.empty()) misses.push_back({line.line, line.source, found});
  }
  return misses;
}

}  // namespace cases
