// What the readers of all formats are to `Reader`: a row of records out of one input.
#pragma once

#include <memory>
#include <string>

#include "isnad/reader.h"
#include "read/fields.h"
#include "read/source.h"

namespace isnad::read {

/// Finds the records of one input and makes documents of them.
class RecordReader {
 public:
  RecordReader() = default;
  virtual ~RecordReader() = default;
  RecordReader(const RecordReader&) = delete;
  RecordReader& operator=(const RecordReader&) = delete;

  /// Fills `out` (all but `source` and `record`), or `skipped` with why the record is no document; false at the end.
  virtual bool next(InputRecord& out, std::string& skipped) = 0;

  /// Records are only passed over: what it costs to make documents of them can be saved.
  void pass_over(bool pass) { passing_ = pass; }

 protected:
  bool passing() const { return passing_; }

 private:
  bool passing_ = false;
};

/// What a reader is given besides its input; outlives it.
struct Context {
  const ReaderOptions& options;
  const FieldMap& fields;
};

std::unique_ptr<RecordReader> read_text(Source source, const Context& context);
std::unique_ptr<RecordReader> read_json_lines(Source source, const Context& context);
std::unique_ptr<RecordReader> read_json(Source source, const Context& context);
std::unique_ptr<RecordReader> read_csv(Source source, const Context& context);
std::unique_ptr<RecordReader> read_html(std::unique_ptr<Buffered> bytes, const Context& context);
std::unique_ptr<RecordReader> read_warc(std::unique_ptr<Buffered> bytes, const Context& context);
std::unique_ptr<RecordReader> read_feed(std::unique_ptr<Buffered> bytes, const Context& context);

/// Whether JSON that begins with `head` is one object a line. `whole`: there is no more of it; `named`: its extension
/// says so.
bool is_json_lines(std::string_view head, bool whole, bool named, const FieldMap& fields);

/// Bare text that passes for one document; a longer one becomes several, cut at line ends.
inline constexpr std::size_t kLongestText = 4 << 20;

/// Errors that several readers make.
Error malformed_bytes(std::uint64_t offset);

}  // namespace isnad::read
