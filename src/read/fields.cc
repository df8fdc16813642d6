#include "read/fields.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "base/strings.h"
#include "base/utf8.h"
#include "read/date.h"
#include "read/page.h"

namespace isnad::read {
namespace {

struct Names {
  const char* field;
  const char* names;  // in order of preference, after the field's own name
};

// From the exports of news-please, trafilatura, newspaper4k, Media Cloud, NewsAPI, Telegram, WordPress, JSON Feed and
// ninjs (docs/formats/input.md).
constexpr Names kNames[] = {
    {"doc_id", "id _id storiesid guid uuid uri"},
    {"outlet",
     "source.name medianame metasitename sitename provider.name publisher.name publisher sourcehostname sourcedomain "
     "hostname source channel from"},
    {"url", "link canonicallink canonicalurl weburl source"},
    {"published",
     "datepublish publishdate publishedat datepublished pubdate publicationdate firstcreated contentcreated "
     "versioncreated date createdat timestamp dateunixtime"},
    {"retrieved", "datedownload retrievedat crawledat downloaddate fetchedat indexeddate"},
    {"author", "authors byline by creator"},
    {"title", "headline articletitle headlines title.rendered"},
    {"text", "maintext articletext textcontent fulltext bodytext articlebody bodies body content rawtext"},
    {"html", "content.rendered bodyxhtml bodyhtml contenthtml html"},
    {"text", "description summary excerpt"},
};

constexpr std::array kFieldNames = {"doc_id", "outlet", "url", "published", "retrieved", "author", "title", "text"};

std::string normalised(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c == '_' || c == '-' || c == ' ') continue;
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  }
  return out.empty() ? std::string(name) : out;
}

bool is_address(std::string_view text) {
  return text.starts_with("http://") || text.starts_with("https://");
}

const rapidjson::Value* member(const rapidjson::Value& value, std::string_view name) {
  if (!value.IsObject()) return nullptr;
  for (const auto& each : value.GetObject()) {
    if (normalised({each.name.GetString(), each.name.GetStringLength()}) == name) return &each.value;
  }
  return nullptr;
}

std::string scalar(const rapidjson::Value& value) {
  if (value.IsString()) return {value.GetString(), value.GetStringLength()};
  if (value.IsUint64()) return std::to_string(value.GetUint64());
  if (value.IsInt64()) return std::to_string(value.GetInt64());
  if (value.IsDouble() && std::abs(value.GetDouble()) < 1e15) {
    return std::to_string(static_cast<std::int64_t>(value.GetDouble()));
  }
  return {};
}

// The text in an item of a list, or in an object: itself, or its member "text", "value", "rendered" or "name".
std::string item_text(const rapidjson::Value& item) {
  for (const char* name : {"text", "value", "rendered", "name"}) {
    if (const auto* inner = member(item, name)) return scalar(*inner);
  }
  return scalar(item);
}

// A list of strings is a list of paragraphs or names; in one that has objects too, the objects are marked stretches of
// one text.
std::string text_of(const rapidjson::Value& value, std::string_view between) {
  if (!value.IsArray()) return item_text(value);
  const auto list = value.GetArray();
  const bool marked = std::any_of(list.begin(), list.end(), [](const auto& item) { return item.IsString(); }) &&
                      std::any_of(list.begin(), list.end(), [](const auto& item) { return item.IsObject(); });
  std::string out;
  for (const auto& item : list) {
    const std::string text = item_text(item);
    if (!out.empty() && !text.empty() && !marked) out += between;
    out += text;
  }
  return out;
}

Status read_date(const char* field, std::string& value) {
  if (value.empty()) return {};
  std::string iso = to_iso_date(value);
  if (iso.empty()) {
    return Error{Error::Code::kInput, std::string(field) + ": \"" + value.substr(0, 80) +
                                          "\" is no date that can be read one way only, such as 2016-10-21"};
  }
  value = std::move(iso);
  return {};
}

}  // namespace

Result<FieldMap> FieldMap::open(const std::vector<std::string>& own) {
  FieldMap map;
  int rank = 0;
  const auto add = [&](std::string_view field, std::string_view name, int at) {
    const bool markup = field == "html";
    const auto found = std::find(kFieldNames.begin(), kFieldNames.end(), markup ? "text" : field);
    if (found == kFieldNames.end()) return false;
    map.add(static_cast<Field>(found - kFieldNames.begin()), markup, name, at);
    return true;
  };
  for (const std::string& each : own) {
    const std::size_t equals = each.find('=');
    if (equals == std::string::npos || equals + 1 == each.size() ||
        !add(each.substr(0, equals), each.substr(equals + 1), rank++)) {
      return Error{Error::Code::kUsage, "\"" + each +
                                            "\" is no mapping such as text=body; fields are doc_id, outlet, url, "
                                            "published, retrieved, author, title, text and html (text with markup)"};
    }
  }
  rank = kBeforeAll;
  for (const char* field : kFieldNames) add(field, field, rank++);
  for (const Names& names : kNames) {
    if (&names == std::end(kNames) - 1) rank = kSummaries;
    for (const std::string_view name : split_words(names.names, ' ')) add(names.field, name, rank++);
  }
  return map;
}

void FieldMap::add(Field field, bool markup, std::string_view name, int rank) {
  std::vector<std::string> path;
  for (const std::string_view part : split(name, '.')) path.push_back(normalised(part));
  const std::string first = path.front();
  path.erase(path.begin());
  places_[first].push_back({field, rank, markup, std::move(path)});
}

bool FieldMap::is_text(std::string_view name) const {
  const auto found = places_.find(normalised(name));
  return found != places_.end() && std::any_of(found->second.begin(), found->second.end(),
                                               [](const Place& p) { return p.field == kText && p.rank < kSummaries; });
}

std::vector<const FieldMap::Place*> FieldMap::places_of(std::string_view name) const {
  const std::vector<std::string_view> path = split(name, '.');
  const auto found = places_.find(normalised(path.front()));
  std::vector<const Place*> places;
  if (found == places_.end()) return places;
  for (const Place& place : found->second) {
    const bool same = std::equal(place.path.begin(), place.path.end(), path.begin() + 1, path.end(),
                                 [](const std::string& a, std::string_view b) { return a == normalised(b); });
    if (same) places.push_back(&place);
  }
  return places;
}

bool FieldMap::names_text(std::string_view name) const {
  const auto places = places_of(name);
  return std::any_of(places.begin(), places.end(), [](const Place* place) { return place->field == kText; });
}

void FieldMap::take(const Place& place, std::string&& text, Values& values) {
  Value& value = values.of[place.field];
  if (place.field == kText) values.has_text = true;
  const bool guessed = place.rank >= kBeforeAll + static_cast<int>(kFieldNames.size());
  const bool wrong_kind =
      guessed && ((place.field == kOutlet && is_address(text)) || (place.field == kUrl && !is_address(text)));
  if (text.empty() || wrong_kind || (value.rank >= 0 && value.rank < place.rank)) return;
  value = {std::move(text), place.rank, place.markup};
}

Result<Document> FieldMap::make(Values& values, std::string& skipped) {
  if (!values.has_text) {
    return Error{
        Error::Code::kInput,
        "field \"text\" is missing, and so are its other names; say which field is the text (--map text=NAME)"};
  }
  for (const Value& value : values.of) {
    if (find_malformed(value.text) != std::string::npos) {
      return Error{Error::Code::kInput, "a string has half of a surrogate pair; write it as UTF-8"};
    }
  }
  Document document;
  document.doc_id = std::move(values.of[kDocId].text);
  document.outlet = std::move(values.of[kOutlet].text);
  document.url = std::move(values.of[kUrl].text);
  document.published = std::move(values.of[kPublished].text);
  document.retrieved = std::move(values.of[kRetrieved].text);
  document.author = std::move(values.of[kAuthor].text);
  document.title = std::move(values.of[kTitle].text);
  Value& text = values.of[kText];
  document.text = text.markup ? text_of_html(text.text) : std::move(text.text);
  for (auto [name, value] : {std::pair{"published", &document.published}, {"retrieved", &document.retrieved}}) {
    if (Status readable = read_date(name, *value); !readable) return readable.error();
  }
  if (document.text.find_first_not_of(" \t\r\n") == std::string::npos) skipped = "without text";
  return document;
}

Result<Document> FieldMap::document(const rapidjson::Value& object, std::string& skipped) const {
  Values values;
  for (const auto& each : object.GetObject()) {
    const auto found = places_.find(normalised({each.name.GetString(), each.name.GetStringLength()}));
    if (found == places_.end()) continue;
    for (const Place& place : found->second) {
      const rapidjson::Value* value = &each.value;
      for (const std::string& name : place.path) value = value ? member(*value, name) : nullptr;
      if (value != nullptr) take(place, text_of(*value, place.field == kAuthor ? ", " : "\n"), values);
    }
  }
  return make(values, skipped);
}

Result<Document> FieldMap::document(const std::vector<std::string>& columns, const std::vector<std::string>& cells,
                                    std::string& skipped) const {
  Values values;
  for (std::size_t i = 0; i < std::min(columns.size(), cells.size()); ++i) {
    for (const Place* place : places_of(columns[i])) take(*place, std::string(cells[i]), values);
  }
  return make(values, skipped);
}

}  // namespace isnad::read
