// RSS (0.9x, 1.0, 2.0) and Atom, by libxml2's streaming reader: an entry at a time, no network, no entities but XML's
// own (so none can grow), its limits on depth and size of text kept. What is not well-formed is read as far as it makes
// sense, and told once.
#include <libxml/xmlreader.h>

#include <array>
#include <memory>
#include <vector>

#include "base/utf8.h"
#include "read/date.h"
#include "read/page.h"
#include "read/record_reader.h"

namespace isnad::read {
namespace {

constexpr std::size_t kLargestField = 4 << 20;

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

std::string text_of(xmlTextReaderPtr reader, const char* attribute) {
  xmlChar* value = xmlTextReaderGetAttribute(reader, reinterpret_cast<const xmlChar*>(attribute));
  std::string text = value == nullptr ? "" : reinterpret_cast<const char*>(value);
  xmlFree(value);
  return text;
}

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

class FeedReader : public RecordReader {
 public:
  FeedReader(std::unique_ptr<Buffered> bytes, const Context& context) : bytes_(std::move(bytes)), context_(context) {
    constexpr int kOptions = XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOCDATA;
    const std::string& encoding = context.options.encoding;
    // What stands before the declaration, as many servers send it, would make the whole feed malformed.
    while (!bytes_->peek(1).empty() && bytes_->view()[0] > 0 && bytes_->view()[0] <= ' ') bytes_->take(1);
    reader_.reset(
        xmlReaderForIO(read_bytes, nullptr, this, nullptr, encoding.empty() ? nullptr : encoding.c_str(), kOptions));
    if (reader_) xmlTextReaderSetStructuredErrorHandler(reader_.get(), note_error, this);
  }

  bool next(InputRecord& out, std::string& skipped) override {
    out.format = InputFormat::kFeed;
    while (reader_ && xmlTextReaderRead(reader_.get()) == 1) {
      if (visit()) return give(out, skipped), true;
    }
    out.bytes = bytes_->offset() - told_;
    told_ = bytes_->offset();
    reader_.reset();
    return tell_error(out);
  }

 private:
  static int read_bytes(void* self, char* out, int size) {
    auto* reader = static_cast<FeedReader*>(self);
    const Result<std::size_t> got = reader->bytes_->read(out, static_cast<std::size_t>(size));
    if (!got) reader->note(got.error().message);
    return got ? static_cast<int>(*got) : 0;
  }

  static void note_error(void* self, xmlErrorPtr error) {
    const bool harmless = error->level == XML_ERR_WARNING || error->domain == XML_FROM_NAMESPACE ||
                          error->code == XML_ERR_UNDECLARED_ENTITY || error->code == XML_WAR_UNDECLARED_ENTITY;
    if (harmless) return;
    std::string message = error->message == nullptr ? "" : replace_malformed(error->message);
    while (message.ends_with('\n')) message.pop_back();
    static_cast<FeedReader*>(self)->note("the feed is not well-formed in line " + std::to_string(error->line) + " (" +
                                         message + "); what could be read of it was");
  }

  void note(const std::string& message) {
    if (error_.empty()) error_ = message;
  }

  bool tell_error(InputRecord& out) {
    if (!rooted_ && error_.empty()) error_ = "there is no feed in it; name its format (--from)";
    if (error_.empty()) return false;
    out.document = Error{Error::Code::kInput, error_};
    error_.clear();
    rooted_ = true;
    return true;
  }

  /// True when the node ends an entry.
  bool visit() {
    const int depth = xmlTextReaderDepth(reader_.get());
    switch (xmlTextReaderNodeType(reader_.get())) {
      case XML_READER_TYPE_ELEMENT:
        open(depth);
        return xmlTextReaderIsEmptyElement(reader_.get()) == 1 && close(depth);
      case XML_READER_TYPE_END_ELEMENT:
        return close(depth);
      case XML_READER_TYPE_TEXT:
      case XML_READER_TYPE_CDATA:
      case XML_READER_TYPE_WHITESPACE:
      case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
        append(view(xmlTextReaderConstValue(reader_.get())), depth);
        return false;
      case XML_READER_TYPE_ENTITY_REFERENCE:
        append(" ", depth);
        return false;
      default:
        return false;
    }
  }

  void open(int depth) {
    rooted_ = true;
    const std::string_view name = view(xmlTextReaderConstLocalName(reader_.get()));
    if (entry_depth_ < 0 && (name == "item" || name == "entry")) {
      entry_depth_ = depth;
      line_ = static_cast<std::uint64_t>(std::max(0, xmlTextReaderGetParserLineNumber(reader_.get())));
      for (Value& value : values_) value = {};
    } else if (field_ == nullptr) {
      open_field(name, depth);
    } else if (!plain_) {
      text_ += "<" + std::string(name) + ">";  // XHTML
    }
  }

  void open_field(std::string_view name, int depth) {
    const bool of_feed = entry_depth_ < 0 && depth <= 2 && name == "title" && outlet_.empty();
    if (!of_feed && (entry_depth_ < 0 || depth != entry_depth_ + 1)) return;
    field_ = find_field(name);
    field_depth_ = depth;
    text_.clear();
    const std::string type = text_of(reader_.get(), "type");
    xhtml_ = type == "xhtml";
    plain_ = type == "text" ||
             (field_ != nullptr && field_->field != kTitle && field_->field != kSummary && field_->field != kContent);
    if (field_ == nullptr || field_->field != kLink) return;
    const std::string relation = text_of(reader_.get(), "rel");
    if (relation.empty() || relation == "alternate") text_ = text_of(reader_.get(), "href");
  }

  void append(std::string_view text, int depth) {
    if (field_ == nullptr || text_.size() > kLargestField) return;
    if (xhtml_ && depth > field_depth_) {
      append_escaped(text_, text);
    } else {
      text_ += text;
    }
  }

  bool close(int depth) {
    if (field_ != nullptr && depth == field_depth_) {
      close_field();
    } else if (field_ != nullptr && !plain_) {
      text_ += "</" + std::string(view(xmlTextReaderConstLocalName(reader_.get()))) + ">";
    }
    if (depth != entry_depth_) return false;
    entry_depth_ = -1;
    return true;
  }

  void close_field() {
    const bool of_feed = entry_depth_ < 0;
    Value& value = values_[field_->field];
    if (of_feed) {
      outlet_ = trimmed(text_of_html(text_));
    } else if (value.rank < field_->rank && text_.find_first_not_of(" \t\r\n") != std::string::npos) {
      value = {text_, field_->rank, plain_};
    }
    field_ = nullptr;
  }

  std::string text(Field field) const {
    return values_[field].plain ? values_[field].text : text_of_html(values_[field].text);
  }

  void give(InputRecord& out, std::string& skipped) {
    out.line = line_;
    out.bytes = bytes_->offset() - told_;
    told_ = bytes_->offset();
    if (passing()) return;
    Document document;
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
    if (document.text.empty()) skipped = "without text";
    out.document = CodedDocument{std::move(document), {}};
  }

  struct Free {
    void operator()(xmlTextReaderPtr reader) const { xmlFreeTextReader(reader); }
  };

  std::unique_ptr<Buffered> bytes_;
  const Context& context_;
  std::string error_, outlet_, text_;
  std::array<Value, kFields> values_;
  const FieldName* field_ = nullptr;
  int field_depth_ = 0, entry_depth_ = -1;
  bool plain_ = false, xhtml_ = false, rooted_ = false;
  std::uint64_t line_ = 0, told_ = 0;
  std::unique_ptr<xmlTextReader, Free> reader_;
};

}  // namespace

std::unique_ptr<RecordReader> read_feed(std::unique_ptr<Buffered> bytes, const Context& context) {
  return std::make_unique<FeedReader>(std::move(bytes), context);
}

}  // namespace isnad::read
