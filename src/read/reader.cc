// Inputs to documents: which files, which format, and what a broken record costs (itself).
#include "isnad/reader.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

#include "base/iso_date.h"
#include "read/date_words.h"
#include "read/inputs.h"
#include "read/language.h"
#include "read/record_reader.h"
#include "text/decode.h"

namespace isnad {
namespace {

namespace fs = std::filesystem;

// Built once, from what is linked in.
const read::Languages* built_in_languages() {
  const lexicon::Lexicon* const lexicon = read::built_in_lexicon();
  static const std::optional<read::Languages> languages =
      lexicon ? std::optional<read::Languages>(*lexicon) : std::nullopt;
  return languages ? &*languages : nullptr;
}

Status check(const ReaderOptions& options) {
  if (!options.published.empty() && !is_iso_date(options.published)) {
    return Error{Error::Code::kUsage, "\"" + options.published + "\" is no ISO 8601 date such as 2016-10-21"};
  }
  if (options.encoding.empty()) return {};
  const Result<text::Decoder> known = text::Decoder::open(options.encoding);
  return known ? Status() : Status(known.error());
}

void set_default(std::string& field, const std::string& value) {
  if (field.empty()) field = value;
}

}  // namespace

std::string InputRecord::where() const {
  if (line > 0) return source + ":" + std::to_string(line);
  if (record <= 1 && offset == 0) return source;
  return source + ", record " + std::to_string(record) + " at byte " + std::to_string(offset);
}

struct Reader::Impl {
  Impl(ReaderOptions given, read::FieldMap map)
      : options(std::move(given)), fields(std::move(map)), context{options, fields} {}

  ReaderOptions options;
  read::FieldMap fields;
  read::Context context;
  std::vector<std::string> inputs;  // still to come, last first
  std::unique_ptr<read::Bytes> memory;
  std::map<std::string, std::uint64_t> skipped;

  std::string path;
  std::uint64_t record = 0, pass_over = 0;
  std::unique_ptr<read::RecordReader> reader;
  bool searching = false;  // for the input to go on in

  bool open_next(InputRecord& out);
  bool expand(InputRecord& out);
  Result<std::unique_ptr<read::Bytes>> open_bytes();
  std::unique_ptr<read::RecordReader> reader_of(std::unique_ptr<read::Buffered> bytes) const;
  bool next_in_reader(InputRecord& out);
  bool wanted(InputRecord& out, std::string& reason);
};

Result<std::unique_ptr<Reader>> Reader::open(std::vector<std::string> inputs, ReaderOptions options) {
  if (Status valid = check(options); !valid) return valid.error();
  Result<read::FieldMap> fields = read::FieldMap::open(options.map);
  if (!fields) return fields.error();
  auto impl = std::make_unique<Impl>(std::move(options), *std::move(fields));
  if (inputs.empty()) inputs.emplace_back("-");
  std::reverse(inputs.begin(), inputs.end());
  impl->inputs = std::move(inputs);
  impl->searching = !impl->options.after.source.empty();
  return std::unique_ptr<Reader>(new Reader(std::move(impl)));
}

Result<std::unique_ptr<Reader>> Reader::open_bytes(std::string name, std::string bytes, ReaderOptions options) {
  auto reader = open({std::move(name)}, std::move(options));
  if (reader) (*reader)->impl_->memory = read::from_memory(std::move(bytes));
  return reader;
}

Reader::Reader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Reader::~Reader() = default;

const std::map<std::string, std::uint64_t>& Reader::skipped() const {
  return impl_->skipped;
}

bool Reader::next(InputRecord& out) {
  for (;;) {
    out = {};
    if (impl_->reader && impl_->next_in_reader(out)) return true;
    if (impl_->reader) continue;
    if (impl_->inputs.empty()) {
      if (!std::exchange(impl_->searching, false)) return false;
      out.source = impl_->options.after.source;
      out.document = Error{Error::Code::kIo, "is not among the inputs, so there is nowhere to go on behind it"};
      return true;
    }
    if (!impl_->open_next(out)) return true;
  }
}

// Opens the next input; false when that failed and `out` says why.
bool Reader::Impl::open_next(InputRecord& out) {
  path = std::move(inputs.back());
  inputs.pop_back();
  out.source = path;
  std::error_code none;
  if (!memory && path != "-" && (fs::is_directory(path, none) || (read::is_pattern(path) && !fs::exists(path, none))))
    return expand(out);
  if (searching && path != options.after.source) return true;
  pass_over = std::exchange(searching, false) ? options.after.record : 0;
  record = 0;
  Result<std::unique_ptr<read::Bytes>> opened = open_bytes();
  if (!opened) {
    out.document = opened.error();
    return false;
  }
  reader = reader_of(read::decompressed(*std::move(opened)));
  return true;
}

Result<std::unique_ptr<read::Bytes>> Reader::Impl::open_bytes() {
  if (memory) return std::move(memory);
  return read::open_file(path);
}

bool Reader::Impl::expand(InputRecord& out) {
  std::error_code none;
  const bool folder = fs::is_directory(path, none);
  Result<std::vector<std::string>> files = list_inputs(path);
  if (files && files->empty())
    files = Error{Error::Code::kIo,
                  folder ? "no file of a known extension is below this folder" : "no file has such a name"};
  if (!files) {
    out.document = files.error();
    return false;
  }
  inputs.insert(inputs.end(), files->rbegin(), files->rend());
  return true;
}

std::unique_ptr<read::RecordReader> Reader::Impl::reader_of(std::unique_ptr<read::Buffered> bytes) const {
  InputFormat format = options.format == InputFormat::kAuto ? read::format_of_name(path) : options.format;
  format = options.format == InputFormat::kAuto ? read::format_of_bytes(*bytes, format, fields) : format;
  const auto source = [&] { return read::Source::open(std::move(bytes), options.encoding, options.lossy); };
  switch (format) {
    case InputFormat::kJsonLines:
      return read::read_json_lines(source(), context);
    case InputFormat::kJson:
      return read::read_json(source(), context);
    case InputFormat::kCsv:
      return read::read_csv(source(), context);
    case InputFormat::kHtml:
      return read::read_html(std::move(bytes), context);
    case InputFormat::kWarc:
      return read::read_warc(std::move(bytes), context);
    case InputFormat::kFeed:
      return read::read_feed(std::move(bytes), context);
    default:
      return read::read_text(source(), context);
  }
}

// True with a record to give; false with one passed over, or at the end of the input, where `reader` is gone.
bool Reader::Impl::next_in_reader(InputRecord& out) {
  std::string reason;
  reader->pass_over(record < pass_over);
  if (!reader->next(out, reason)) {
    reader.reset();
    return false;
  }
  out.source = path;
  out.record = ++record;
  if (record <= pass_over) return false;
  if (wanted(out, reason)) return true;
  ++skipped[reason];
  return false;
}

bool Reader::Impl::wanted(InputRecord& out, std::string& reason) {
  if (!out.document) return true;
  Document& document = out.document->document;
  const read::Languages* languages = options.any_language || options.claims ? nullptr : built_in_languages();
  if (reason.empty() && languages != nullptr) reason = languages->other_language(document.text);
  set_default(document.published, options.published);
  set_default(document.outlet, options.outlet);
  set_default(document.retrieved, options.retrieved);
  return reason.empty();
}

}  // namespace isnad
