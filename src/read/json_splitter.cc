#include "read/json_splitter.h"

#include <algorithm>
#include <array>
#include <utility>

namespace isnad::read {
namespace {

constexpr std::size_t kMostCaptured = 300;
constexpr std::size_t kMostLevels = 8;

template <typename List>
bool is_one_of(const List& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

bool wraps_array(std::string_view name) {
  constexpr std::array<std::string_view, 13> kNames = {"articles",  "messages", "stories", "items",   "results",
                                                       "documents", "docs",     "posts",   "entries", "records",
                                                       "news",      "list",     "data"};
  return is_one_of(kNames, name);
}

bool wraps_object(std::string_view name) {
  constexpr std::array<std::string_view, 5> kNames = {"chats", "response", "result", "data", "feed"};
  return is_one_of(kNames, name);
}

bool is_name(std::string_view key) {
  return key == "name" || key == "title";
}

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

}  // namespace

std::optional<JsonSplitter::Found> JsonSplitter::feed(std::string_view bytes, std::size_t& used) {
  std::optional<Found> found;
  for (used = 0; used < bytes.size() && !found; ++used, ++at_) {
    if (string_) {
      look_in_string(bytes[used]);
    } else {
      found = look(bytes[used]);
    }
  }
  return found;
}

std::optional<JsonSplitter::Found> JsonSplitter::finish() {
  if (auto stray = end_stray()) return stray;
  if (levels_.empty()) return std::nullopt;
  const std::uint64_t begin = std::min(needed_from(), at_);
  levels_.clear();
  depth_ = 0;
  return Found{begin, at_, true};
}

std::uint64_t JsonSplitter::needed_from() const {
  return stray_ ? *stray_ : open_record().value_or(at_);
}

std::optional<std::uint64_t> JsonSplitter::open_record() const {
  const auto record = find_record();
  return record == levels_.end() ? std::nullopt : std::optional(record->begin);
}

void JsonSplitter::resume(std::uint64_t position) {
  const auto record = find_record();
  if (record != levels_.end()) depth_ = record->depth - 1;
  levels_.erase(record, levels_.cend());
  string_ = escape_ = capturing_ = tentative_ = key_expected_ = value_expected_ = false;
  stray_.reset();
  at_ = position;
}

// What holds it is no record.
std::vector<JsonSplitter::Level>::const_iterator JsonSplitter::find_record() const {
  return std::find_if(levels_.begin(), levels_.end(), [](const Level& level) { return level.record; });
}

std::optional<JsonSplitter::Found> JsonSplitter::look(char c) {
  if (is_space(c)) return c == '\n' && levels_.empty() ? end_stray() : std::nullopt;
  if (std::exchange(tentative_, false) && c == '{') commit_array();
  std::optional<Found> stray;
  switch (c) {
    case '"':
      begin_string();
      return std::nullopt;
    case '{':
      stray = end_stray();
      if (!stray) stray = give_up_record();
      open_object();
      return stray;
    case '[':
      stray = end_stray();
      open_array();
      return stray;
    case '}':
    case ']':
      return close();
    case ',':
      key_expected_ = true;
      value_expected_ = false;
      return end_stray();
    case ':':
      value_expected_ = true;
      return std::nullopt;
    default:
      look_at_scalar(c);
      return std::nullopt;
  }
}

void JsonSplitter::look_in_string(char c) {
  if (c == '\n') {
    string_ = escape_ = capturing_ = false;
  } else if (!escape_ && c == '"') {
    end_string();
  } else {
    escape_ = !escape_ && c == '\\';
    if (capturing_ && captured_.size() < kMostCaptured) captured_ += c;
  }
}

void JsonSplitter::begin_string() {
  string_ = true;
  captured_.clear();
  value_expected_ = false;
  const Level* object = object_here();
  capturing_ = object != nullptr && (key_expected_ || is_name(object->key) || object->key == "id");
  if (record_place() && !stray_) stray_ = at_;
}

void JsonSplitter::end_string() {
  string_ = false;
  Level* object = object_here();
  if (!std::exchange(capturing_, false) || object == nullptr) return;
  if (std::exchange(key_expected_, false)) {
    object->key = captured_;
    object->text = object->text || is_text_(captured_);
  } else if (object->key == "id") {
    object->id = captured_;
  } else if (object->name.empty() || object->key == "name") {
    object->name = captured_;
  }
}

void JsonSplitter::look_at_scalar(char c) {
  value_expected_ = false;
  Level* object = object_here();
  if (record_place() && !stray_) stray_ = at_;
  if (object != nullptr && !key_expected_ && object->key == "id" && object->id.size() < kMostCaptured) object->id += c;
}

// An object may not stand where a record's next member should: the record before it was not closed.
std::optional<JsonSplitter::Found> JsonSplitter::give_up_record() {
  const Level* object = object_here();
  if (object == nullptr || !object->record || value_expected_) return std::nullopt;
  const Found found{object->begin, at_};
  depth_ = object->depth - 1;
  levels_.pop_back();
  return found;
}

void JsonSplitter::open_object() {
  const Level* object = object_here();
  const bool record = record_place();
  const bool wrapper = object != nullptr && !object->text && wraps_object(object->key) && levels_.size() < kMostLevels;
  ++depth_;
  key_expected_ = true;
  value_expected_ = false;
  if (!record && !wrapper) return;
  Level& level = levels_.emplace_back();
  level.record = record;
  level.depth = depth_;
  level.begin = at_;
}

void JsonSplitter::open_array() {
  const Level* object = object_here();
  const bool nested = record_place() && levels_.size() < kMostLevels;
  tentative_ = object != nullptr && !object->text && wraps_array(object->key) && levels_.size() < kMostLevels;
  ++depth_;
  if (!nested) return;
  Level& level = levels_.emplace_back();
  level.array = true;
  level.depth = depth_;
  wrapped_ = true;
}

// What holds the array turns out to be no record.
void JsonSplitter::commit_array() {
  for (Level& level : levels_) {
    level.record = false;
    if (!level.array) {
      name_ = level.name;
      id_ = level.id;
    }
  }
  Level& level = levels_.emplace_back();
  level.array = true;
  level.depth = depth_;
  wrapped_ = true;
}

std::optional<JsonSplitter::Found> JsonSplitter::close() {
  std::optional<Found> found = end_stray();
  if (depth_ == 0) {
    stray_ = at_;
    return found;
  }
  if (!levels_.empty() && levels_.back().depth == depth_) {
    if (levels_.back().record) found = Found{levels_.back().begin, at_ + 1};
    levels_.pop_back();
  }
  --depth_;
  value_expected_ = false;
  return found;
}

std::optional<JsonSplitter::Found> JsonSplitter::end_stray() {
  if (!stray_) return std::nullopt;
  return Found{*std::exchange(stray_, std::nullopt), at_, true};
}

JsonSplitter::Level* JsonSplitter::object_here() {
  const bool here = !levels_.empty() && !levels_.back().array && levels_.back().depth == depth_;
  return here ? &levels_.back() : nullptr;
}

bool JsonSplitter::record_place() const {
  return levels_.empty() || (levels_.back().array && levels_.back().depth == depth_);
}

}  // namespace isnad::read
