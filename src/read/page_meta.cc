// What a page says of itself. JSON-LD goes before meta elements, meta elements before what is shown: the first are
// written for machines. A value that is wrong in form is passed over, as if it were not there.
#include <rapidjson/document.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/strings.h"
#include "base/utf8.h"
#include "read/date.h"
#include "read/page.h"

namespace isnad::read {
namespace {

enum Field { kTitle, kAuthor, kOutlet, kUrl, kPublished, kFields };

struct MetaName {
  const char* name;  // of <meta name=, property= or itemprop=>
  Field field;
};

// In order of preference within a field.
constexpr MetaName kMetaNames[] = {
    {"og:title", kTitle},
    {"twitter:title", kTitle},
    {"headline", kTitle},
    {"dc.title", kTitle},
    {"author", kAuthor},
    {"article:author", kAuthor},
    {"dc.creator", kAuthor},
    {"og:site_name", kOutlet},
    {"publisher", kOutlet},
    {"dc.publisher", kOutlet},
    {"application-name", kOutlet},
    {"og:url", kUrl},
    {"article:published_time", kPublished},
    {"og:published_time", kPublished},
    {"datepublished", kPublished},
    {"publishdate", kPublished},
    {"publish-date", kPublished},
    {"publish_date", kPublished},
    {"pubdate", kPublished},
    {"date_published", kPublished},
    {"parsely-pub-date", kPublished},
    {"sailthru.date", kPublished},
    {"dc.date.issued", kPublished},
    {"dc.date", kPublished},
    {"dcterms.created", kPublished},
    {"date", kPublished},
};
constexpr int kFromJsonLd = -1, kFromShown = 1000, kNone = 2000;

struct Value {
  std::string text;
  int rank = kNone;
};

bool is_address(std::string_view text) {
  return text.starts_with("http://") || text.starts_with("https://");
}

class MetaReader {
 public:
  void visit(const GumboNode& node) {
    if (is_element(node, GUMBO_TAG_META)) return visit_meta(node);
    if (is_element(node, GUMBO_TAG_LINK) && attribute(node, "rel") == "canonical")
      return offer(kUrl, attribute(node, "href"), kFromJsonLd);
    if (is_element(node, GUMBO_TAG_SCRIPT) && attribute(node, "type").substr(0, 19) == "application/ld+json")
      return visit_json_ld(node);
    if (is_element(node, GUMBO_TAG_H1)) return offer(kTitle, inner_text(node), kFromShown);
    if (is_element(node, GUMBO_TAG_TITLE)) return offer(kTitle, inner_text(node), kFromShown + 1);
    if (is_element(node, GUMBO_TAG_TIME)) return offer(kPublished, attribute(node, "datetime"), kFromShown);
    if (is_element(node)) visit_item(node);
  }

  PageMeta take() {
    return {std::move(values_[kTitle].text), std::move(values_[kAuthor].text),    std::move(values_[kOutlet].text),
            std::move(values_[kUrl].text),   std::move(values_[kPublished].text), std::move(body_)};
  }

 private:
  void offer(Field field, std::string_view text, int rank) {
    std::string value;
    append_collapsed(value, text);
    if (value.ends_with(' ')) value.pop_back();
    const bool fits = field == kUrl         ? is_address(value)
                      : field == kPublished ? !to_iso_date(value).empty()
                                            : !is_address(value);
    if (!value.empty() && fits && rank < values_[field].rank) values_[field] = {std::move(value), rank};
  }

  void offer_named(std::string_view name, std::string_view text) {
    const std::string lower = lower_ascii(name);
    int rank = 0;
    for (const MetaName& known : kMetaNames) {
      ++rank;
      if (lower == known.name) offer(known.field, text, rank);
    }
  }

  void visit_meta(const GumboNode& node) {
    for (const char* kind : {"property", "name", "itemprop"})
      offer_named(attribute(node, kind), attribute(node, "content"));
  }

  // <time itemprop=datePublished datetime=...>, <span itemprop=author>...</span>
  void visit_item(const GumboNode& node) {
    const std::string_view item = attribute(node, "itemprop");
    if (item == "datePublished") offer_named(item, attribute(node, "datetime"));
    if (item == "author") offer(kAuthor, inner_text(node), kFromShown);
  }

  void visit_json_ld(const GumboNode& script) {
    std::string json;
    const GumboVector& children = script.v.element.children;
    for (unsigned i = 0; i < children.length; ++i) {
      const auto* child = static_cast<const GumboNode*>(children.data[i]);
      if (child->type == GUMBO_NODE_TEXT) json += child->v.text.text;
    }
    for (char& c : json) c = static_cast<unsigned char>(c) < ' ' ? ' ' : c;  // line ends inside strings are common
    rapidjson::Document parsed;
    parsed.Parse<rapidjson::kParseIterativeFlag>(json.data(), json.size());
    if (!parsed.HasParseError()) find_articles(parsed);
  }

  // The top, its items, and those of its "@graph".
  void find_articles(const rapidjson::Value& top) {
    std::vector<const rapidjson::Value*> open = {&top};
    for (std::size_t i = 0; i < open.size() && open.size() < 1000; ++i) {
      const rapidjson::Value& value = *open[i];
      if (value.IsArray()) {
        for (const auto& item : value.GetArray()) open.push_back(&item);
      } else if (value.IsObject()) {
        if (is_article(value)) read_article(value);
        if (const auto graph = value.FindMember("@graph"); graph != value.MemberEnd()) open.push_back(&graph->value);
      }
    }
  }

  static bool is_article(const rapidjson::Value& object) {
    const auto type = object.FindMember("@type");
    if (type == object.MemberEnd()) return false;
    const std::string name = string_of(type->value);
    return name.find("Article") != std::string::npos || name.find("Posting") != std::string::npos;
  }

  void read_article(const rapidjson::Value& object) {
    const auto text = [&](const char* name) {
      const auto found = object.FindMember(name);
      return found == object.MemberEnd() ? std::string() : string_of(found->value);
    };
    offer(kTitle, text("headline"), kFromJsonLd);
    offer(kAuthor, text("author"), kFromJsonLd);
    offer(kOutlet, text("publisher"), kFromJsonLd);
    offer(kPublished, text("datePublished"), kFromJsonLd);
    if (body_.empty()) body_ = text_of_html(text("articleBody"));
  }

  // A string, the "name" of an object, or those of a list.
  static std::string string_of(const rapidjson::Value& value) {
    if (value.IsString()) return replace_malformed({value.GetString(), value.GetStringLength()});
    if (value.IsObject()) {
      const auto name = value.FindMember("name");
      return name != value.MemberEnd() && name->value.IsString() ? string_of(name->value) : std::string();
    }
    std::string out;
    if (!value.IsArray()) return out;
    for (const auto& item : value.GetArray()) {
      const std::string one = item.IsArray() ? std::string() : string_of(item);
      if (!out.empty() && !one.empty()) out += ", ";
      out += one;
    }
    return out;
  }

  Value values_[kFields];
  std::string body_;
};

}  // namespace

PageMeta meta_of(const GumboNode& root) {
  MetaReader reader;
  walk(
      root,
      [&reader](const GumboNode& node) {
        reader.visit(node);
        return !is_element(node, GUMBO_TAG_TEMPLATE);
      },
      [](const GumboNode&) {});
  return reader.take();
}

}  // namespace isnad::read
