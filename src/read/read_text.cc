// Bare text: one document, or several when it is very long.
#include "base/utf8.h"
#include "read/record_reader.h"

namespace isnad::read {
namespace {

class TextReader : public RecordReader {
 public:
  explicit TextReader(Source source) : source_(std::move(source)) {}

  bool next(InputRecord& out, std::string&) override {
    if (ended_) return false;
    Piece piece;
    const Source::Step step = source_.next_part(kLongestText, piece);
    ended_ = step == Source::Step::kEnd || (step == Source::Step::kFailed && piece.bytes == 0);
    out.format = InputFormat::kText;
    out.offset = piece.offset;
    out.bytes = piece.bytes;
    out.raw = piece.text;
    if (step == Source::Step::kFailed) {
      out.document = source_.failure();
    } else if (piece.malformed) {
      out.document = malformed_bytes(*piece.malformed);
    } else {
      Document document;
      document.text = std::move(piece.text);
      out.document = CodedDocument{std::move(document), {}};
    }
    return true;
  }

 private:
  Source source_;
  bool ended_ = false;
};

}  // namespace

Error malformed_bytes(std::uint64_t offset) {
  return {Error::Code::kInput, "malformed bytes at byte " + std::to_string(offset) +
                                   " of the input; name its encoding (--encoding) or let them be replaced (--lossy)"};
}

std::unique_ptr<RecordReader> read_text(Source source, const Context&) {
  return std::make_unique<TextReader>(std::move(source));
}

}  // namespace isnad::read
