// Reading documents from files, folders and standard input, one at a time: memory does not grow with the input.
//
//   auto reader = isnad::Reader::open({"reports/", "-"}, {.lossy = true});
//   isnad::InputRecord record;
//   while ((*reader)->next(record)) {
//     if (record.document) use(*record.document); else std::cerr << record.where() << ": " <<
//     record.document.error().message;
//   }
//
// A file is one document of bare text, or JSON Lines with one document a line ({"doc_id", "text", "title", "published",
// "outlet", "url"}, other fields ignored): told apart by the extension (.jsonl, .ndjson, .json; .txt), else by a first
// `{`. A folder stands for its .jsonl, .ndjson, .json and .txt files, recursively and in byte order of their paths.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "isnad/incident.h"
#include "isnad/result.h"

namespace isnad {

struct ReaderOptions {
  std::string encoding;   ///< name of the inputs' encoding, e.g. "windows-1256"; empty: by byte order mark, else UTF-8
  bool lossy = false;     ///< malformed bytes become U+FFFD instead of making their document an error
  bool claims = false;    ///< read the "claims" of JSON documents too
  std::string published;  ///< for documents that carry no date of their own
  std::string outlet;     ///< for documents that carry no outlet of their own
};

/// One document, or why there is none. The rest of the input goes on after an error.
struct InputRecord {
  std::string source;                                ///< file; "-" is standard input
  std::uint64_t line = 0;                            ///< where it begins; 0: the whole file
  std::uint64_t bytes = 0;                           ///< size in the input, for progress
  std::string raw;                                   ///< of a broken JSON record: the line as it came
  Result<CodedDocument> document = CodedDocument{};  ///< `claims` is empty unless asked for and there

  /// "FILE:LINE" or "FILE", for messages.
  std::string where() const { return line == 0 ? source : source + ":" + std::to_string(line); }
};

/// Goes through its inputs in order. Not for use by several threads at once.
class Reader {
 public:
  /// Nothing is read yet; no inputs means standard input. Errors (kUsage): an unknown encoding, a date that is none.
  static Result<std::unique_ptr<Reader>> open(std::vector<std::string> inputs, ReaderOptions options);
  ~Reader();
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  /// Puts the next document or error (kInput: the record, kIo: a file) into `out`; false at the end of all inputs.
  bool next(InputRecord& out);

 private:
  struct Impl;
  explicit Reader(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace isnad
