// Reading documents from files, folders and standard input, one at a time: memory does not grow with the input.
//
//   auto reader = isnad::Reader::open({"reports/", "news-*.warc.gz", "-"}, {.lossy = true});
//   isnad::InputRecord record;
//   while ((*reader)->next(record)) {
//     if (record.document) use(*record.document); else std::cerr << record.where() << ": " <<
//     record.document.error().message;
//   }
//   for (const auto& [reason, count] : (*reader)->skipped()) std::cerr << count << ' ' << reason << '\n';
//
// Read are bare text, JSON (lines, arrays, exports of several tools), CSV, HTML pages, WARC archives and RSS and Atom
// feeds, each also as gzip, zstd or xz; docs/formats/input.md says how each is told, what is taken from it, and what
// damage costs.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "isnad/incident.h"
#include "isnad/result.h"

namespace isnad {

/// What an input holds.
enum class InputFormat {
  kAuto,       ///< by extension, else by the first bytes
  kText,       ///< one document of bare text
  kJsonLines,  ///< a JSON object a line
  kJson,       ///< JSON objects, alone, in an array, or in a member such as "articles" or "messages"
  kCsv,        ///< rows under a row of column names
  kHtml,       ///< one page
  kWarc,       ///< a web archive
  kFeed,       ///< RSS or Atom
};

/// A record up to which an input has been read. `source` and `record` of the last `InputRecord` that was dealt with.
struct ReadPosition {
  std::string source;
  std::uint64_t record = 0;
};

/// How inputs are read.
struct ReaderOptions {
  InputFormat format = InputFormat::kAuto;
  std::string encoding = {};   ///< name of the inputs' encoding, e.g. "windows-1256"; empty: as declared, else detected
  bool lossy = false;          ///< malformed bytes become U+FFFD instead of making their document an error
  bool claims = false;         ///< read the "claims" of JSON documents too
  bool any_language = false;   ///< do not skip documents in other languages than Arabic; `claims` implies it
  std::string published = {};  ///< for documents that carry no date of their own
  std::string outlet = {};     ///< for documents that carry no outlet of their own
  std::string retrieved = {};  ///< for documents that do not say when they were fetched
  std::vector<std::string> map = {};  ///< "field=name": more names of JSON fields and CSV columns, e.g. "text=body.ar"
  ReadPosition after = {};            ///< go on behind this record; no source: begin at the beginning
};

/// One document, or why there is none. The rest of the input goes on after an error.
struct InputRecord {
  std::string source;                       ///< file; "-" is standard input
  std::uint64_t record = 0;                 ///< its number in the source, from 1; 0: the source as a whole
  std::uint64_t line = 0;                   ///< where it begins; 0: the format has no lines, or the whole file
  std::uint64_t offset = 0;                 ///< where it begins, in bytes of the decompressed input
  std::uint64_t bytes = 0;                  ///< size in the input, for progress
  InputFormat format = InputFormat::kAuto;  ///< in which `raw` is written
  std::string raw;                          ///< the record as it came, so that it can be read again by `open_bytes`
  Result<CodedDocument> document = CodedDocument{};  ///< `claims` is empty unless asked for and there

  /// "FILE:LINE", "FILE, record N at byte B" or "FILE", for messages.
  std::string where() const;
};

/// Goes through its inputs in order. Not for use by several threads at once.
class Reader {
 public:
  /// An input is a file, a folder, a pattern such as "2016-*.jsonl", or "-"; none at all means standard input. Nothing
  /// is read yet. Errors (kUsage): an unknown encoding, a date that is none, a mapping that names no field.
  static Result<std::unique_ptr<Reader>> open(std::vector<std::string> inputs, ReaderOptions options);

  /// Reads `bytes` as if they were the file `name`: what a server sent, a record that was put aside.
  static Result<std::unique_ptr<Reader>> open_bytes(std::string name, std::string bytes, ReaderOptions options);

  ~Reader();
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  /// Puts the next document or error (kInput: the record, kIo: a file) into `out`; false at the end of all inputs.
  bool next(InputRecord& out);

  /// What was left out on purpose so far: "in Persian", "no news page (image/png)" and how many of each.
  const std::map<std::string, std::uint64_t>& skipped() const;

 private:
  struct Impl;
  explicit Reader(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// What an input stands for, as paths in byte order: itself; the files and folders that match it, if it is a pattern;
/// the files of a folder and below it, without hidden ones and those whose extension names no format. Errors (kIo): a
/// folder that cannot be listed, or a name that is neither a pattern nor there.
Result<std::vector<std::string>> list_inputs(const std::string& input);

/// "text", "jsonl", "json", "csv", "html", "warc", "feed" or "auto".
std::string to_string(InputFormat format);

/// Inverse of `to_string`. Errors (kUsage): no such format.
Result<InputFormat> input_format_of(const std::string& name);

}  // namespace isnad
