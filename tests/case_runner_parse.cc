#include "case_runner_parse.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "isnad/claim.h"

namespace cases {
namespace {

using isnad::Error;
using isnad::Result;
using isnad::Status;

// How many words may follow the name of an expectation, and how many of the first are bare (not in quotes).
struct Form {
  std::string_view name;
  Expectation::Type type;
  std::size_t least, most, bare;
};

constexpr std::array kForms = {
    Form{"claim", Expectation::Type::kClaim, 2, 2, 1},         Form{"number", Expectation::Type::kNumber, 1, 2, 1},
    Form{"time", Expectation::Type::kTime, 1, 2, 1},           Form{"entity", Expectation::Type::kEntity, 2, 2, 1},
    Form{"actor", Expectation::Type::kActor, 2, 2, 0},         Form{"place", Expectation::Type::kPlace, 2, 2, 0},
    Form{"sentences", Expectation::Type::kSentences, 1, 1, 1}, Form{"segments", Expectation::Type::kSegments, 2, 2, 0},
    Form{"no claim", Expectation::Type::kNoClaim, 0, 2, 1},    Form{"no number", Expectation::Type::kNoNumber, 0, 0, 0},
    Form{"no time", Expectation::Type::kNoTime, 0, 0, 0},
};

const std::set<std::string_view> kListKeys = {"agent", "target", "place", "means", "via", "origin"};
const std::set<std::string_view> kCountKeys = {"killed",   "injured",   "missing", "abducted",
                                               "arrested", "displaced", "rescued"};
const std::set<std::string_view> kWordKeys = {"time", "group", "modality", "origin_kind", "named", "quote"};

// Reads one line word by word.
class LineReader {
 public:
  explicit LineReader(std::string_view line) : rest_(line) { skip_spaces(); }
  bool done() const { return rest_.empty(); }

  // A bare word ends at a space or at `stop`.
  Result<Word> next(char stop = ' ') {
    Word word;
    if (rest_.front() == '"') {
      const Status read = read_quoted(word);
      if (!read) return read.error();
    } else {
      const std::size_t end = std::min({rest_.find(' '), rest_.find(stop), rest_.size()});
      word.text = rest_.substr(0, end);
      rest_.remove_prefix(end);
    }
    if (stop == ' ') skip_spaces();
    return word;
  }

  // Takes `mark` if it stands next.
  bool take(char mark) {
    if (rest_.empty() || rest_.front() != mark) return false;
    rest_.remove_prefix(1);
    return true;
  }

 private:
  Status read_quoted(Word& word) {
    word.quoted = true;
    for (std::size_t i = 1; i < rest_.size(); ++i) {
      if (rest_[i] == '"') {
        rest_.remove_prefix(i + 1);
        return {};
      }
      if (rest_[i] == '\\' && i + 1 < rest_.size()) ++i;
      word.text += rest_[i];
    }
    return Error{Error::Code::kInput, "a string without its closing quote"};
  }
  void skip_spaces() { rest_.remove_prefix(std::min(rest_.find_first_not_of(' '), rest_.size())); }

  std::string_view rest_;
};

Error wrong(std::string message) {
  return {Error::Code::kInput, std::move(message)};
}

Status check_property(const Property& property) {
  const bool none = !property.value.quoted && property.value.text == "none";
  if (kListKeys.contains(property.key)) {
    return property.value.quoted || none ? Status() : wrong(property.key + " takes a string in quotes, or none");
  }
  if (kCountKeys.contains(property.key)) {
    return none || parse_bounds(property.value.text) ? Status()
                                                     : wrong(property.key + " takes bounds as 6..6 or 20.., or none");
  }
  if (!kWordKeys.contains(property.key)) return wrong("no property is called " + property.key);
  return property.value.quoted ? wrong(property.key + " takes a word without quotes") : Status();
}

Status read_property(LineReader& reader, Expectation& out) {
  Result<Word> key = reader.next('=');
  if (!key) return key.error();
  if (!reader.take('=') || reader.done()) return wrong("expected key=value, found " + key->text);
  Result<Word> value = reader.next();
  if (!value) return value.error();
  out.properties.push_back({key->text, *value});
  return check_property(out.properties.back());
}

Status check_words(const Form& form, const std::vector<Word>& words) {
  if (words.size() < form.least || words.size() > form.most) {
    return wrong(std::string(form.name) + " takes " + std::to_string(form.least) + " to " + std::to_string(form.most) +
                 " values, found " + std::to_string(words.size()));
  }
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].quoted != (i >= form.bare))
      return wrong("value " + std::to_string(i + 1) + (words[i].quoted ? " stands" : " does not stand") + " in quotes");
  }
  const bool claim = form.type == Expectation::Type::kClaim || form.type == Expectation::Type::kNoClaim;
  if (claim && !words.empty() && !isnad::parse_name<isnad::Kind>(words[0].text))
    return wrong("no kind is called " + words[0].text);
  if (form.type == Expectation::Type::kNumber && !parse_bounds(words[0].text))
    return wrong("expected bounds as 6..6 or 20..");
  return {};
}

const Form* find_form(std::string_view line) {
  const auto starts = [line](const Form& form) {
    return line.starts_with(form.name) && (line.size() == form.name.size() || line[form.name.size()] == ' ');
  };
  const auto found = std::find_if(kForms.begin(), kForms.end(), starts);
  return found == kForms.end() ? nullptr : &*found;
}

Result<Expectation> parse_expectation(std::string_view line) {
  const Form* form = find_form(line);
  if (form == nullptr) return wrong("no expectation begins so: " + std::string(line));
  Expectation out{form->type, 0, std::string(line), {}, {}};
  LineReader reader(line.substr(form->name.size()));
  std::vector<Word> words;
  while (!reader.done() && words.size() < form->most) {
    Result<Word> word = reader.next();
    if (!word) return word.error();
    words.push_back(*word);
  }
  while (!reader.done()) {
    if (form->type != Expectation::Type::kClaim) return wrong("too many values");
    if (const Status read = read_property(reader, out); !read) return read.error();
  }
  if (const Status good = check_words(*form, words); !good) return good.error();
  for (Word& word : words) out.words.push_back(std::move(word.text));
  return out;
}

Status read_head(std::string_view line, Case& out) {
  const std::size_t colon = line.find(": ");
  if (colon == std::string_view::npos) return wrong("expected `key: value`");
  const std::string_view key = line.substr(0, colon);
  const std::string value(line.substr(colon + 2));
  if (key == "name") {
    out.name = value;
  } else if (key == "published") {
    out.document.published = value;
  } else if (key == "outlet") {
    out.document.outlet = value;
  } else {
    return wrong("no head key is called " + std::string(key));
  }
  return {};
}

// Takes a file line by line: head, text, expectations of a block, then the next block.
class FileReader {
 public:
  explicit FileReader(const std::string& file) : file_(file) { begin(); }

  Status line(std::string_view line) {
    ++number_;
    if (part_ != Part::kText && (line.empty() || line.front() == '#')) return {};
    if (line == "---") return separator();
    if (line == "===") return end_block();
    switch (part_) {
      case Part::kHead:
        return read_head(line, case_);
      case Part::kText:
        case_.document.text.append(case_.document.text.empty() ? "" : "\n").append(line);
        return {};
      case Part::kExpectations:
        break;
    }
    Result<Expectation> expectation = parse_expectation(line);
    if (!expectation) return expectation.error();
    expectation->line = number_;
    case_.expectations.push_back(std::move(*expectation));
    return {};
  }

  Status end_block() {
    if (part_ != Part::kExpectations || case_.expectations.empty())
      return wrong("the block ends before its first expectation");
    if (case_.name.empty()) return wrong("the block has no name");
    if (!names_.insert(case_.name).second) return wrong("a second case is called " + case_.name);
    cases_.push_back(std::move(case_));
    begin();
    return {};
  }

  int number() const { return number_; }
  std::vector<Case> take() { return std::move(cases_); }

 private:
  enum class Part { kHead, kText, kExpectations };

  void begin() {
    case_ = Case();
    case_.file = file_;
    case_.document.doc_id = "case";
    part_ = Part::kHead;
  }
  Status separator() {
    if (part_ == Part::kExpectations) return wrong("a third --- in one block; === stands between blocks");
    part_ = part_ == Part::kHead ? Part::kText : Part::kExpectations;
    return {};
  }

  std::string file_;
  Part part_ = Part::kHead;
  int number_ = 0;
  Case case_;
  std::set<std::string> names_;
  std::vector<Case> cases_;
};

bool parse_count(std::string_view text, long long& out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size();
}

}  // namespace

std::optional<Bounds> parse_bounds(std::string_view text) {
  const std::size_t dots = text.find("..");
  Bounds out;
  if (dots == std::string_view::npos || !parse_count(text.substr(0, dots), out.low)) return std::nullopt;
  if (dots + 2 == text.size()) return out;
  if (!parse_count(text.substr(dots + 2), out.high.emplace())) return std::nullopt;
  return out;
}

Result<std::vector<Case>> parse_cases(const std::string& file, std::string_view content) {
  FileReader reader(file);
  const auto located = [&](const Status& status) {
    return wrong(file + ":" + std::to_string(reader.number()) + ": " + status.error().message);
  };
  while (!content.empty()) {
    const std::size_t end = std::min(content.find('\n'), content.size());
    if (const Status read = reader.line(content.substr(0, end)); !read) return located(read);
    content.remove_prefix(std::min(end + 1, content.size()));
  }
  if (const Status ended = reader.end_block(); !ended) return located(ended);
  return reader.take();
}

}  // namespace cases
