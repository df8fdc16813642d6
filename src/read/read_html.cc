// A file that is one HTML page.
#include "read/page.h"
#include "read/record_reader.h"

namespace isnad::read {
namespace {

class HtmlReader : public RecordReader {
 public:
  HtmlReader(std::unique_ptr<Buffered> bytes, const Context& context) : bytes_(std::move(bytes)), context_(context) {}

  bool next(InputRecord& out, std::string& skipped) override {
    if (ended_) return false;
    ended_ = true;
    const std::string_view page = bytes_->peek(kLargestPage + 1);
    out.format = InputFormat::kHtml;
    out.bytes = page.size();
    out.raw = page;
    Result<Document> document = bytes_->failed() ? Result<Document>(bytes_->take_failure().error())
                                                 : document_of_page(page, context_.options.encoding, "");
    if (!document) {
      out.document = document.error();
    } else {
      if (document->text.empty()) skipped = "without text";
      out.document = CodedDocument{*std::move(document), {}};
    }
    return true;
  }

 private:
  std::unique_ptr<Buffered> bytes_;
  const Context& context_;
  bool ended_ = false;
};

}  // namespace

std::unique_ptr<RecordReader> read_html(std::unique_ptr<Buffered> bytes, const Context& context) {
  return std::make_unique<HtmlReader>(std::move(bytes), context);
}

}  // namespace isnad::read
