// RSS (0.9x, 1.0, 2.0) and Atom, by libxml2's push parser: a chunk goes in, the entries that it completes come out. No
// network, no entities but XML's own (so none can grow), its limits on depth and size of text kept. What is not
// well-formed is read as far as it makes sense, and told once.
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include <algorithm>
#include <array>
#include <deque>
#include <memory>
#include <utility>

#include "base/utf8.h"
#include "read/date.h"
#include "read/page.h"
#include "read/record_reader.h"

namespace isnad::read {
namespace {

constexpr std::size_t kLargestField = 4 << 20;
constexpr std::size_t kChunk = 1 << 14;

enum Field { kTitle, kLink, kId, kDate, kAuthor, kSummary, kContent, kFields };

struct FieldName {
  std::string_view element;
  Field field;
  int rank;  // the higher one stays
};

constexpr FieldName kNames[] = {
    {"title", kTitle, 1},         {"link", kLink, 1},       {"guid", kId, 1},         {"id", kId, 1},
    {"pubDate", kDate, 3},        {"published", kDate, 3},  {"issued", kDate, 2},     {"date", kDate, 2},
    {"updated", kDate, 1},        {"modified", kDate, 1},   {"creator", kAuthor, 2},  {"author", kAuthor, 1},
    {"description", kSummary, 1}, {"summary", kSummary, 1}, {"encoded", kContent, 2}, {"content", kContent, 1}};

const FieldName* find_field(std::string_view element) {
  for (const FieldName& name : kNames) {
    if (name.element == element) return &name;
  }
  return nullptr;
}

struct Value {
  std::string text;
  int rank = 0;
  bool plain = false;  // not markup
};

std::string_view view(const xmlChar* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

void append_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    if (c == '<') {
      out += "&lt;";
    } else if (c == '&') {
      out += "&amp;";
    } else {
      out += c;
    }
  }
}

std::string trimmed(const std::string& text) {
  std::string out;
  append_collapsed(out, text);
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

/// Takes the events of the parser; holds the entry that is under way and those that are complete.
class FeedParser {
 public:
  struct Entry {
    Document document;
    std::uint64_t line = 0;
  };

  explicit FeedParser(const std::string& encoding) {
    xmlSAXHandler handler = {};
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = [](void* self, const xmlChar* name, const xmlChar*, const xmlChar*, int, const xmlChar**,
                                int count, int, const xmlChar** attributes) {
      static_cast<FeedParser*>(self)->open(view(name), {attributes, count});
    };
    handler.endElementNs = [](void* self, const xmlChar* name, const xmlChar*, const xmlChar*) {
      static_cast<FeedParser*>(self)->close(view(name));
    };
    handler.characters = handler.ignorableWhitespace =
        handler.cdataBlock = [](void* self, const xmlChar* text, int size) {
          static_cast<FeedParser*>(self)->append({reinterpret_cast<const char*>(text), static_cast<std::size_t>(size)});
        };
    handler.getEntity = [](void*, const xmlChar* name) { return xmlGetPredefinedEntity(name); };
    handler.reference = [](void* self, const xmlChar*) { static_cast<FeedParser*>(self)->append(" "); };
    handler.serror = note_error;
    parser_.reset(xmlCreatePushParserCtxt(&handler, this, nullptr, 0, nullptr));
    if (!parser_) return;
    xmlCtxtUseOptions(parser_.get(), XML_PARSE_RECOVER | XML_PARSE_NONET);
    if (!encoding.empty()) xmlSwitchToEncoding(parser_.get(), xmlFindCharEncodingHandler(encoding.c_str()));
  }

  /// False when the parser takes no more.
  bool feed(std::string_view bytes, bool last) {
    if (!parser_) return false;
    xmlParseChunk(parser_.get(), bytes.data(), static_cast<int>(bytes.size()), last ? 1 : 0);
    return parser_->disableSAX == 0;
  }

  std::deque<Entry>& entries() { return entries_; }
  bool rooted() const { return rooted_; }
  const std::string& error() const { return error_; }

  void note(const std::string& message) {
    if (error_.empty()) error_ = message;
  }

 private:
  /// libxml2's: name, prefix, namespace, begin and end of the value.
  struct Attributes {
    const xmlChar** list;
    int count;

    std::string value(std::string_view name) const {
      for (int i = 0; i < count; ++i) {
        const xmlChar** attribute = list + static_cast<std::ptrdiff_t>(i) * 5;
        if (view(attribute[0]) == name)
          return {reinterpret_cast<const char*>(attribute[3]), static_cast<std::size_t>(attribute[4] - attribute[3])};
      }
      return {};
    }
  };

  static void note_error(void* self, xmlErrorPtr error) {
    const bool harmless = error->level == XML_ERR_WARNING || error->domain == XML_FROM_NAMESPACE ||
                          error->code == XML_ERR_UNDECLARED_ENTITY || error->code == XML_WAR_UNDECLARED_ENTITY;
    if (harmless) return;
    std::string message = error->message == nullptr ? "" : replace_malformed(error->message);
    while (message.ends_with('\n')) message.pop_back();
    static_cast<FeedParser*>(self)->note("the feed is not well-formed in line " + std::to_string(error->line) + " (" +
                                         message + "); what could be read of it was");
  }

  void open(std::string_view name, const Attributes& attributes) {
    ++depth_;
    rooted_ = true;
    if (entry_depth_ == 0 && (name == "item" || name == "entry")) {
      entry_depth_ = depth_;
      line_ = static_cast<std::uint64_t>(std::max(0, xmlSAX2GetLineNumber(parser_.get())));
      for (Value& value : values_) value = {};
    } else if (field_ == nullptr) {
      open_field(name, attributes);
    } else if (xhtml_) {
      text_ += "<" + std::string(name) + ">";
    }
  }

  void open_field(std::string_view name, const Attributes& attributes) {
    const bool of_feed = entry_depth_ == 0 && depth_ <= 3 && name == "title" && outlet_.empty();
    if (!of_feed && (entry_depth_ == 0 || depth_ != entry_depth_ + 1)) return;
    field_ = find_field(name);
    if (field_ == nullptr) return;
    field_depth_ = depth_;
    text_.clear();
    const std::string type = attributes.value("type");
    const bool markup = field_->field == kTitle || field_->field == kSummary || field_->field == kContent;
    xhtml_ = type == "xhtml";
    plain_ = type == "text" || !markup;
    const std::string relation = field_->field == kLink ? attributes.value("rel") : "";
    if (field_->field == kLink && (relation.empty() || relation == "alternate")) text_ = attributes.value("href");
  }

  void append(std::string_view text) {
    if (field_ == nullptr || text_.size() > kLargestField) return;
    if (xhtml_) {
      append_escaped(text_, text);
    } else {
      text_ += text;
    }
  }

  void close(std::string_view name) {
    if (field_ != nullptr && depth_ == field_depth_) {
      close_field();
    } else if (field_ != nullptr && xhtml_) {
      text_ += "</" + std::string(name) + ">";
    }
    if (depth_ == entry_depth_) close_entry();
    --depth_;
  }

  void close_field() {
    text_ = replace_malformed(text_);  // what is not well-formed may hold anything
    Value& value = values_[field_->field];
    if (entry_depth_ == 0) {
      outlet_ = trimmed(text_of_html(text_));
    } else if (value.rank < field_->rank && text_.find_first_not_of(" \t\r\n") != std::string::npos) {
      value = {text_, field_->rank, plain_};
    }
    field_ = nullptr;
  }

  std::string text(Field field) const {
    return values_[field].plain ? values_[field].text : text_of_html(values_[field].text);
  }

  void close_entry() {
    entry_depth_ = 0;
    Entry& entry = entries_.emplace_back();
    entry.line = line_;
    Document& document = entry.document;
    document.url = trimmed(values_[kLink].text);
    const std::string id = trimmed(values_[kId].text);
    if (document.url.empty() && id.starts_with("http")) document.url = id;
    document.doc_id = id.empty() && document.url.empty() ? "" : id_of_address(id.empty() ? document.url : id);
    document.outlet = outlet_;
    document.author = trimmed(values_[kAuthor].text);
    document.published = to_iso_date(values_[kDate].text);
    document.title = trimmed(text(kTitle));
    const std::string body = text(values_[kContent].rank > 0 ? kContent : kSummary);
    document.text = document.title + (document.title.empty() || body.empty() ? "" : "\n") + body;
  }

  struct Free {
    void operator()(xmlParserCtxtPtr parser) const {
      xmlFreeDoc(parser->myDoc);  // made for what a document type declares, although nobody asked for it
      xmlFreeParserCtxt(parser);
    }
  };

  std::deque<Entry> entries_;
  std::string error_, outlet_, text_;
  std::array<Value, kFields> values_;
  const FieldName* field_ = nullptr;
  int depth_ = 0, field_depth_ = 0, entry_depth_ = 0;  // from 1; 0: none
  bool plain_ = false, xhtml_ = false, rooted_ = false;
  std::uint64_t line_ = 0;
  std::unique_ptr<xmlParserCtxt, Free> parser_;
};

class FeedReader : public RecordReader {
 public:
  FeedReader(std::unique_ptr<Buffered> bytes, const Context& context)
      : bytes_(std::move(bytes)), parser_(context.options.encoding) {
    // White space before the declaration, as many servers send it, would make the whole feed malformed.
    while (!bytes_->peek(1).empty() && bytes_->view()[0] > 0 && bytes_->view()[0] <= ' ') bytes_->take(1);
  }

  bool next(InputRecord& out, std::string& skipped) override {
    out.format = InputFormat::kFeed;
    while (parser_.entries().empty() && !ended_) feed();
    out.bytes = bytes_->offset() - told_;
    told_ = bytes_->offset();
    if (parser_.entries().empty()) return tell_error(out);
    FeedParser::Entry& entry = parser_.entries().front();
    out.line = entry.line;
    if (entry.document.text.empty()) skipped = "without text";
    out.document = CodedDocument{std::move(entry.document), {}};
    parser_.entries().pop_front();
    return true;
  }

 private:
  void feed() {
    const std::string_view chunk = bytes_->peek(kChunk);
    if (chunk.empty() && bytes_->failed()) parser_.note(bytes_->take_failure().error().message);
    ended_ = chunk.empty();
    const bool more = parser_.feed(chunk, ended_);
    bytes_->take(chunk.size());
    ended_ = ended_ || !more;
  }

  bool tell_error(InputRecord& out) {
    const std::string error = parser_.rooted() ? parser_.error() : "there is no feed in it; name its format (--from)";
    if (error.empty() || std::exchange(error_told_, true)) return false;
    out.document = Error{Error::Code::kInput, error};
    return true;
  }

  std::unique_ptr<Buffered> bytes_;
  FeedParser parser_;
  std::uint64_t told_ = 0;
  bool ended_ = false, error_told_ = false;
};

}  // namespace

std::unique_ptr<RecordReader> read_feed(std::unique_ptr<Buffered> bytes, const Context& context) {
  return std::make_unique<FeedReader>(std::move(bytes), context);
}

}  // namespace isnad::read
