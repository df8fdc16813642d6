// JSON Lines, and JSON of objects and arrays. A record that is broken costs itself.
#include <rapidjson/document.h>
#include <rapidjson/error/en.h>

#include "isnad/json.h"
#include "read/json_splitter.h"
#include "read/record_reader.h"

namespace isnad::read {
namespace {

constexpr std::size_t kChunk = 1 << 16;
constexpr std::uint64_t kMostLookedAtAgain = 1 << 30;  // bytes of an input, behind records that are not closed

/// What wraps the records of an export.
struct Wrapper {
  std::string outlet, id;
};

Result<CodedDocument> parse(const std::string& json, const Context& context, const Wrapper& wrapper,
                            std::string& skipped) {
  if (context.options.claims) return coded_document_from_json(json);
  constexpr unsigned kFlags =
      rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag | rapidjson::kParseNanAndInfFlag;
  rapidjson::Document parsed;
  parsed.Parse<kFlags>(json.data(), json.size());
  if (parsed.HasParseError()) {
    return Error{Error::Code::kInput, "not valid JSON at byte " + std::to_string(parsed.GetErrorOffset()) +
                                          " of the record: " + rapidjson::GetParseError_En(parsed.GetParseError())};
  }
  if (!parsed.IsObject()) return Error{Error::Code::kInput, "the record must be an object: {\"text\": ...}"};
  Result<Document> document = context.fields.document(parsed, skipped);
  if (!document) return document.error();
  if (document->outlet.empty()) document->outlet = wrapper.outlet;
  if (!wrapper.id.empty() && !document->doc_id.empty()) document->doc_id = wrapper.id + "-" + document->doc_id;
  return CodedDocument{*std::move(document), {}};
}

void make(Piece&& piece, const Context& context, const Wrapper& wrapper, InputRecord& out, std::string& skipped) {
  out.format = InputFormat::kJson;
  out.line = piece.line;
  out.offset = piece.offset;
  out.bytes = piece.bytes;
  if (piece.malformed) {
    out.document = malformed_bytes(*piece.malformed);
  } else {
    out.document = parse(piece.text, context, wrapper, skipped);
  }
  out.raw = std::move(piece.text);
}

class JsonLinesReader : public RecordReader {
 public:
  JsonLinesReader(Source source, const Context& context) : source_(std::move(source)), context_(context) {}

  bool next(InputRecord& out, std::string& skipped) override {
    Piece piece;
    Source::Step step;
    do step = source_.next_line(piece);
    while (step == Source::Step::kPiece && piece.text.find_first_not_of(" \t\r\n") == std::string::npos);
    if (step == Source::Step::kEnd) return false;
    if (step == Source::Step::kPiece && !passing()) {
      make(std::move(piece), context_, {}, out, skipped);
    } else if (step == Source::Step::kFailed) {
      out.line = piece.line;
      out.offset = piece.offset;
      out.bytes = piece.bytes;
      out.format = InputFormat::kJson;
      out.raw = std::move(piece.text);
      out.document = source_.failure();
    }
    return true;
  }

 private:
  Source source_;
  const Context& context_;
};

// A JSON string's inside, read.
std::string unescaped(const std::string& inside) {
  rapidjson::Document parsed;
  const std::string json = "\"" + inside + "\"";
  parsed.Parse<rapidjson::kParseValidateEncodingFlag>(json.data(), json.size());
  return parsed.HasParseError() || !parsed.IsString() ? std::string()
                                                      : std::string(parsed.GetString(), parsed.GetStringLength());
}

constexpr const char* kBlanks = " \t\r\n";

// The brace and the first name of an object, without blanks; empty when it has none.
std::string head_of_object(std::string_view json) {
  const std::size_t name = json.find_first_not_of(kBlanks, 1);
  if (!json.starts_with('{') || name == std::string_view::npos || json[name] != '"') return {};
  const std::size_t end = json.find_first_of("\"\n", name + 1);
  return end == std::string_view::npos ? std::string() : "{" + std::string(json.substr(name, end + 1 - name));
}

// Where the next record seems to begin in one that is not closed: an object on a line of its own, with the same first
// name. npos: nowhere.
std::size_t next_record_in(std::string_view json) {
  const std::string head = head_of_object(json);
  for (std::size_t line = json.find('\n'); !head.empty() && line != std::string_view::npos;
       line = json.find('\n', line + 1)) {
    const std::size_t begin = json.find_first_not_of(" \t\r,", line + 1);
    if (begin != std::string_view::npos && json[begin] == '{' && head_of_object(json.substr(begin)) == head)
      return begin;
  }
  return std::string_view::npos;
}

class JsonReader : public RecordReader {
 public:
  JsonReader(Source source, const Context& context)
      : source_(std::move(source)),
        context_(context),
        splitter_([&context](std::string_view name) { return context.fields.is_text(name); }),
        start_(source_.buffer().offset()) {}

  bool next(InputRecord& out, std::string& skipped) override {
    for (;;) {
      std::size_t used = 0;
      const auto found = splitter_.feed(source_.buffer().view().substr(looked_), used);
      looked_ += used;
      if (found) return give(*found, out, skipped), true;
      drop(splitter_.needed_from());
      if (looked_ > kLargestRecord && !too_large_ && resume(out)) return true;
      if (looked_ > kLargestRecord) too_large_ = true;
      if (too_large_) drop(start_of_view() + looked_);
      if (source_.buffer().fill()) continue;
      if (source_.buffer().failed()) return fail(out), true;
      return finish(out);
    }
  }

 private:
  std::uint64_t start_of_view() { return source_.buffer().offset() - start_; }

  void drop(std::uint64_t before) {
    const std::uint64_t size = before - std::min(before, start_of_view());
    if (size < kChunk && !too_large_) return;
    Piece dropped;
    source_.take(size, dropped);
    looked_ -= size;
  }

  void take(const JsonSplitter::Found& found, Piece& piece) {
    Piece before;
    const std::uint64_t begin = std::max(found.begin, start_of_view());
    looked_ -= found.end - start_of_view();
    source_.take(begin - start_of_view(), before);
    source_.take(found.end - begin, piece);
  }

  void give(const JsonSplitter::Found& found, InputRecord& out, std::string& skipped) {
    Piece piece;
    take(found, piece);
    if (too_large_) {
      refuse(piece, "the record has more than " + std::to_string(kLargestRecord) + " bytes; split it", out);
    } else if (found.stray) {
      refuse(piece, "the record must be an object: {\"text\": ...}", out);
    } else if (!passing()) {
      piece.line = 0;
      make(std::move(piece), context_, {unescaped(splitter_.wrapper_name()), unescaped(splitter_.wrapper_id())}, out,
           skipped);
    }
    too_large_ = false;
  }

  static void refuse(Piece& piece, const std::string& why, InputRecord& out) {
    out.format = InputFormat::kJson;
    out.offset = piece.offset;
    out.bytes = piece.bytes;
    out.raw = std::move(piece.text);
    out.document = Error{Error::Code::kInput, why};
  }

  void fail(InputRecord& out) {
    Piece none;
    source_.take(0, none);
    refuse(none, source_.buffer().take_failure().error().message, out);
  }

  // Refuses a record that is never closed, and goes on with the one that it seems to have swallowed.
  bool resume(InputRecord& out) {
    const std::optional<std::uint64_t> begin = splitter_.open_record();
    if (!begin || *begin < start_of_view() || looked_again_ > kMostLookedAtAgain) return false;
    const std::size_t size = next_record_in(source_.buffer().view().substr(*begin - start_of_view()));
    if (size == std::string_view::npos) return false;
    const JsonSplitter::Found damaged{*begin, *begin + size};
    splitter_.resume(damaged.end);
    looked_again_ += looked_;
    looked_ = damaged.end - start_of_view();
    Piece piece;
    take(damaged, piece);
    refuse(piece, "a bracket of the record is not closed", out);
    return true;
  }

  bool finish(InputRecord& out) {
    if (!too_large_ && resume(out)) return true;
    const auto left = splitter_.finish();
    if (!left) return false;
    Piece piece;
    take(*left, piece);
    refuse(piece, "the JSON ends in the middle: a bracket is not closed; fetch the file again", out);
    return true;
  }

  Source source_;
  const Context& context_;
  JsonSplitter splitter_;
  std::uint64_t start_;
  std::size_t looked_ = 0;  // bytes in view that the splitter has seen
  std::uint64_t looked_again_ = 0;
  bool too_large_ = false;
};

}  // namespace

std::unique_ptr<RecordReader> read_json_lines(Source source, const Context& context) {
  return std::make_unique<JsonLinesReader>(std::move(source), context);
}

std::unique_ptr<RecordReader> read_json(Source source, const Context& context) {
  return std::make_unique<JsonReader>(std::move(source), context);
}

bool is_json_lines(std::string_view head, bool whole, bool named, const FieldMap& fields) {
  JsonSplitter splitter([&fields](std::string_view name) { return fields.is_text(name); });
  const std::string_view line = head.substr(0, head.find('\n'));
  for (std::size_t at = 0, used = 0; at < line.size(); at += used) splitter.feed(line.substr(at), used);
  if (splitter.wrapped()) return false;
  if (named || splitter.stray()) return true;
  return line.size() < head.size() ? !splitter.inside() : whole;
}

}  // namespace isnad::read
