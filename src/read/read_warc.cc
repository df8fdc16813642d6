// Web archives, as CC-NEWS has them: a row of records, each "WARC/1.0", headers, and as many bytes as Content-Length
// says.
//
// Lengths are not trusted. When no record follows where one should, the next line that begins one is looked for, within
// the block and behind it; bytes that belong to no record are told once and passed over.
#include <algorithm>
#include <charconv>

#include "read/date.h"
#include "read/encoding.h"
#include "read/http.h"
#include "read/page.h"
#include "read/record_reader.h"

namespace isnad::read {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kMark = "WARC/";
constexpr std::size_t kMostHeaders = 1 << 16;

/// A record in view: where its block lies.
struct Extent {
  std::size_t begin = 0, size = 0;  // of the block
  std::size_t end = 0;              // of the record
  bool cut_off = false, too_large = false;
};

bool is_blank(char c) {
  return c == '\r' || c == '\n';
}

/// Where a line "WARC/1.0" or the like begins at or after `from`.
std::size_t find_record(std::string_view view, std::size_t from) {
  for (std::size_t at = view.find(kMark, from); at != std::string_view::npos; at = view.find(kMark, at + 1)) {
    const bool line_begins = at == 0 || view[at - 1] == '\n';
    const bool versioned = at + 7 < view.size() && view[at + 5] >= '0' && view[at + 5] <= '9' && view[at + 6] == '.';
    if (line_begins && versioned) return at;
  }
  return std::string_view::npos;
}

class WarcReader : public RecordReader {
 public:
  WarcReader(std::unique_ptr<Buffered> bytes, const Context& context) : bytes_(std::move(bytes)), context_(context) {}

  bool next(InputRecord& out, std::string& skipped) override {
    while (!bytes_->peek(1).empty() && is_blank(bytes_->view()[0])) bytes_->take(1);
    out.format = InputFormat::kWarc;
    out.offset = bytes_->offset();
    if (bytes_->view().empty()) return bytes_->failed() ? fail(out) : false;
    if (find_record(bytes_->peek(16), 0) != 0) return pass_garbage(out);
    Headers headers;
    std::size_t size = 0;
    if (!read_headers(bytes_->peek(kMostHeaders), headers, size)) {
      if (bytes_->failed()) return fail(out);
      bytes_->take(kMark.size());  // so that looking for the next record does not find this one
      return pass_garbage(out);
    }
    const Extent extent = find_extent(headers, size);
    const std::string_view record = bytes_->view().substr(0, extent.end);
    out.bytes = record.size();
    out.raw = record;
    if (extent.cut_off || extent.too_large) {
      refuse(extent, out);
    } else if (!passing()) {
      make(headers, record.substr(extent.begin, extent.size), out, skipped);
    }
    bytes_->take(record.size());
    out.bytes += extent.too_large ? skip_large() : 0;
    return true;
  }

 private:
  Extent find_extent(const Headers& headers, std::size_t begin) {
    const std::string_view text = header(headers, "content-length");
    std::size_t length = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), length);
    const bool told = parsed.ec == std::errc() && length <= kLargestRecord;
    Extent extent{begin, length, begin + length};
    if (told && bytes_->peek(begin + length + 16).size() >= begin + length && record_follows(begin + length))
      return extent;
    return search_extent(begin);
  }

  /// The empty lines that end a record; or only line ends, and then a record or the end of the input.
  bool record_follows(std::size_t at) const {
    const std::string_view view = bytes_->view();
    if (view.substr(at).starts_with("\r\n\r\n")) return true;
    while (at < view.size() && is_blank(view[at])) ++at;
    return at == view.size() || view.substr(at).starts_with(kMark.substr(0, std::min(kMark.size(), view.size() - at)));
  }

  /// Up to the next record, or the end.
  Extent search_extent(std::size_t begin) {
    std::size_t looked = begin;
    for (;;) {
      const std::size_t found = find_record(bytes_->view(), looked);
      if (found != std::string_view::npos) return trimmed_extent(begin, found);
      const std::size_t size = bytes_->view().size();
      looked = std::max(begin, size - std::min<std::size_t>(size, 16));
      Extent all{begin, size - begin, size};
      all.too_large = size > kLargestRecord;
      if (all.too_large) return all;
      if (bytes_->fill()) continue;
      all.cut_off = true;
      return all;
    }
  }

  Extent trimmed_extent(std::size_t begin, std::size_t end) const {
    std::size_t block_end = end;
    while (block_end > begin && is_blank(bytes_->view()[block_end - 1])) --block_end;
    return {begin, block_end - begin, end};
  }

  static void refuse(const Extent& extent, InputRecord& out) {
    out.document = Error{Error::Code::kInput,
                         extent.cut_off ? std::string("the record is cut off; fetch the archive again")
                                        : "the record has more than " + std::to_string(kLargestRecord) + " bytes"};
  }

  /// The rest of a record that is too large; the bytes passed.
  std::uint64_t skip_large() {
    const std::uint64_t begin = bytes_->offset();
    for (;;) {
      const std::string_view view = bytes_->view();
      const std::size_t found = find_record(view, 1);
      if (found != std::string_view::npos) return bytes_->take(found), bytes_->offset() - begin;
      bytes_->take(view.size() - std::min<std::size_t>(view.size(), 16));
      if (!bytes_->fill()) return bytes_->take(bytes_->view().size()), bytes_->offset() - begin;
    }
  }

  bool pass_garbage(InputRecord& out) {
    out.bytes = skip_large();
    out.document = Error{Error::Code::kInput, std::to_string(out.bytes) + " bytes belong to no record of the archive"};
    return true;
  }

  bool fail(InputRecord& out) {
    out.raw = bytes_->view();
    out.bytes = out.raw.size();
    bytes_->take(out.raw.size());
    out.document = bytes_->take_failure().error();
    return true;
  }

  void make(const Headers& headers, std::string_view block, InputRecord& out, std::string& skipped) const {
    const std::string type(header(headers, "warc-type"));
    if (type == "response") return make_from_response(headers, block, out, skipped);
    const std::string_view content = header(headers, "content-type");
    if (type == "resource" || type == "conversion")
      return make_from_body(headers, block, media_type(content), charset_of(content), out, skipped);
    skipped = "no page (WARC " + type.substr(0, 20) + ")";
  }

  void make_from_response(const Headers& headers, std::string_view block, InputRecord& out,
                          std::string& skipped) const {
    const Result<HttpResponse> response = read_response(block, kLargestPage);
    if (!response) {
      out.document = response.error();
    } else if (response->status != 200) {
      skipped = "no page (HTTP status " + std::to_string(response->status) + ")";
    } else {
      make_from_body(headers, response->body, response->type, response->charset, out, skipped);
    }
  }

  void make_from_body(const Headers& headers, std::string_view body, const std::string& type,
                      const std::string& charset, InputRecord& out, std::string& skipped) const {
    const bool plain = type == "text/plain";
    if (!plain && !type.empty() && type != "text/html" && type != "application/xhtml+xml") {
      skipped = "no page (" + type.substr(0, 40) + ")";
      return;
    }
    std::string address(header(headers, "warc-target-uri"));
    if (address.starts_with('<') && address.ends_with('>')) address = address.substr(1, address.size() - 2);
    const std::string encoding = context_.options.encoding.empty() ? charset : context_.options.encoding;
    Result<Document> document =
        plain ? plain_document(body, encoding, address) : document_of_page(body, encoding, address);
    if (!document) {
      out.document = document.error();
      return;
    }
    document->retrieved = to_iso_date(header(headers, "warc-date"));
    if (document->text.find_first_not_of(" \t\r\n") == std::string::npos) skipped = "without text";
    out.document = CodedDocument{*std::move(document), {}};
  }

  static Result<Document> plain_document(std::string_view body, const std::string& encoding,
                                         const std::string& address) {
    Document document;
    document.url = to_utf8(address, "");
    document.doc_id = id_of_address(address);
    document.text = to_utf8(body, declared_encoding(encoding));
    return document;
  }

  std::unique_ptr<Buffered> bytes_;
  const Context& context_;
};

}  // namespace

std::unique_ptr<RecordReader> read_warc(std::unique_ptr<Buffered> bytes, const Context& context) {
  return std::make_unique<WarcReader>(std::move(bytes), context);
}

}  // namespace isnad::read
