// Inputs to documents: which files, which format, and what a broken record costs (itself).
#include "isnad/reader.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <utility>

#include "base/iso_date.h"
#include "isnad/json.h"
#include "read/source.h"

namespace isnad {
namespace {

namespace fs = std::filesystem;
using read::Piece;
using read::Source;

constexpr std::size_t kLongestText = 4 << 20;  // of bare text that passes for one document

enum class Format { kUnknown, kText, kJsonLines };

Format format_of(const fs::path& path) {
  const std::string extension = path.extension().string();
  if (extension == ".txt") return Format::kText;
  const bool json = extension == ".jsonl" || extension == ".ndjson" || extension == ".json";
  return json ? Format::kJsonLines : Format::kUnknown;
}

// The readable files below a folder, in byte order of their paths; hidden files and folders are left alone.
Result<std::vector<std::string>> list_folder(const std::string& folder) {
  std::vector<std::string> files;
  std::error_code failed;
  for (fs::recursive_directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
    const bool hidden = at->path().filename().string().starts_with('.');
    if (hidden && at->is_directory()) at.disable_recursion_pending();
    if (!hidden && at->is_regular_file() && format_of(at->path()) != Format::kUnknown)
      files.push_back(at->path().string());
  }
  if (failed) return Error{Error::Code::kIo, "cannot be listed: " + failed.message()};
  if (files.empty()) return Error{Error::Code::kIo, "no .txt, .jsonl, .ndjson or .json file is below this folder"};
  std::sort(files.begin(), files.end());
  return files;
}

bool is_blank(const std::string& line) {
  return line.find_first_not_of(" \t\r\n") == std::string::npos;
}

Error malformed_bytes(std::uint64_t offset) {
  return {Error::Code::kInput, "malformed bytes at byte " + std::to_string(offset) +
                                   " of the input; name its encoding (--encoding) or let them be replaced (--lossy)"};
}

void set_default(std::string& field, const std::string& value) {
  if (field.empty()) field = value;
}

}  // namespace

struct Reader::Impl {
  std::vector<std::string> inputs;  // still to come, last first
  ReaderOptions options;
  std::string path;
  std::optional<Source> source;
  Format format = Format::kUnknown;

  bool open_next(InputRecord& out);
  bool expand(InputRecord& out);
  bool next_in_source(InputRecord& out);
  bool next_line(InputRecord& out);
  void next_text(InputRecord& out);
  void read_json(Piece&& piece, InputRecord& out) const;
  Result<CodedDocument> parse(const Piece& piece) const;
  void close_source() { source.reset(); }
};

Result<std::unique_ptr<Reader>> Reader::open(std::vector<std::string> inputs, ReaderOptions options) {
  if (!options.published.empty() && !is_iso_date(options.published)) {
    return Error{Error::Code::kUsage, "\"" + options.published + "\" is no ISO 8601 date such as 2016-10-21"};
  }
  if (!options.encoding.empty()) {
    const Result<text::Decoder> known = text::Decoder::open(options.encoding);
    if (!known) return known.error();
  }
  auto impl = std::make_unique<Impl>();
  if (inputs.empty()) inputs.emplace_back("-");
  std::reverse(inputs.begin(), inputs.end());
  impl->inputs = std::move(inputs);
  impl->options = std::move(options);
  return std::unique_ptr<Reader>(new Reader(std::move(impl)));
}

Reader::Reader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Reader::~Reader() = default;

bool Reader::next(InputRecord& out) {
  out = {};
  for (;;) {
    if (impl_->source && impl_->next_in_source(out)) return true;
    if (impl_->inputs.empty()) return false;
    if (!impl_->open_next(out)) return true;
  }
}

// Opens the next input; false when that failed and `out` says why.
bool Reader::Impl::open_next(InputRecord& out) {
  path = std::move(inputs.back());
  inputs.pop_back();
  out.source = path;
  if (path != "-" && fs::is_directory(path)) return expand(out);
  Result<Source> opened = Source::open(path, options.encoding, options.lossy);
  if (!opened) {
    out.document = opened.error();
    return false;
  }
  source.emplace(*std::move(opened));
  format = format_of(path);
  if (format == Format::kUnknown) format = source->first_sign() == '{' ? Format::kJsonLines : Format::kText;
  return true;
}

bool Reader::Impl::expand(InputRecord& out) {
  Result<std::vector<std::string>> files = list_folder(path);
  if (!files) {
    out.document = files.error();
    return false;
  }
  inputs.insert(inputs.end(), files->rbegin(), files->rend());
  return true;
}

// False when the source has no more.
bool Reader::Impl::next_in_source(InputRecord& out) {
  if (format == Format::kText) {
    next_text(out);
    return true;
  }
  if (next_line(out)) return true;
  const Status failure = source->failure();
  close_source();
  if (failure) return false;
  out.source = path;
  out.document = failure.error();
  return true;
}

bool Reader::Impl::next_line(InputRecord& out) {
  Piece piece;
  do {
    if (!source->next_line(piece)) return false;
  } while (is_blank(piece.text));
  out.source = path;
  out.line = piece.line;
  out.bytes = piece.bytes;
  read_json(std::move(piece), out);
  return true;
}

void Reader::Impl::read_json(Piece&& piece, InputRecord& out) const {
  Result<CodedDocument> parsed = parse(piece);
  if (parsed) {
    set_default(parsed->document.published, options.published);
    set_default(parsed->document.outlet, options.outlet);
  } else {
    out.raw = std::move(piece.text);
  }
  out.document = std::move(parsed);
}

Result<CodedDocument> Reader::Impl::parse(const Piece& piece) const {
  if (piece.malformed) return malformed_bytes(*piece.malformed);
  if (options.claims) return coded_document_from_json(piece.text);
  Result<Document> document = document_from_json(piece.text);
  if (!document) return document.error();
  return CodedDocument{*std::move(document), {}};
}

void Reader::Impl::next_text(InputRecord& out) {
  Piece piece;
  const bool last = source->next_part(kLongestText, piece);
  out.source = path;
  out.line = last && piece.line == 1 ? 0 : piece.line;
  out.bytes = piece.bytes;
  if (!source->failure()) {
    out.document = source->failure().error();
  } else if (piece.malformed) {
    out.document = malformed_bytes(*piece.malformed);
  } else {
    Document document;
    document.text = std::move(piece.text);
    document.published = options.published;
    document.outlet = options.outlet;
    out.document = CodedDocument{std::move(document), {}};
  }
  if (last) close_source();
}

}  // namespace isnad
