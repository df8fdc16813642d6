// The readers, one target a format (ISNAD_FUZZ_FORMAT; "auto" is packed input and the telling of formats): whatever
// comes, each record is a document of valid UTF-8 or an error that says something, and reading on behind a record gives
// the rest.
#include <vector>

#include "base/iso_date.h"
#include "base/utf8.h"
#include "isnad/reader.h"
#include "target.h"

namespace {

using isnad::InputRecord;

constexpr std::size_t kMostRecords = 4096;  // four bytes of zstd may stand for 128 KiB of lines

struct Seen {
  std::uint64_t record;
  std::string text;  // of the document, or the error
};

void check(const InputRecord& record) {
  if (!record.document) {
    fuzz::require(!record.document.error().message.empty(), "an error says what is wrong");
    return;
  }
  const isnad::Document& document = record.document->document;
  for (const std::string* field : {&document.doc_id, &document.outlet, &document.url, &document.published,
                                   &document.retrieved, &document.author, &document.title, &document.text}) {
    fuzz::require(isnad::find_malformed(*field) == std::string_view::npos, "fields are valid UTF-8");
  }
  fuzz::require(document.published.empty() || isnad::is_iso_date(document.published), "dates are ISO 8601");
}

bool is_packed(std::string_view bytes) {
  return bytes.starts_with("\x1f\x8b") || bytes.starts_with("\x28\xb5\x2f\xfd") || bytes.starts_with("\xfd\x37zXZ");
}

std::vector<Seen> read(std::string_view bytes, isnad::ReaderOptions options, std::size_t most) {
  auto reader = isnad::Reader::open_bytes("x", std::string(bytes), std::move(options));
  fuzz::require(static_cast<bool>(reader), "the options are sound");
  std::vector<Seen> seen;
  for (InputRecord record; seen.size() < most && (*reader)->next(record);) {
    check(record);
    fuzz::require(!record.where().empty(), "a record stands somewhere");
    fuzz::require(seen.empty() || record.record > seen.back().record, "records are counted");
    fuzz::require(seen.size() <= bytes.size() || is_packed(bytes), "no more records than bytes");
    seen.push_back({record.record, record.document ? record.document->document.text : record.document.error().message});
  }
  return seen;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::view(data, size);
  isnad::ReaderOptions options;
  options.format = *isnad::input_format_of(ISNAD_FUZZ_FORMAT);
  const std::vector<Seen> all = read(bytes, options, kMostRecords);
  if (all.size() < 2) return 0;
  const std::size_t half = all.size() / 2;
  options.after = {"x", all[half - 1].record};
  const std::vector<Seen> rest = read(bytes, options, all.size() - half);
  fuzz::require(rest.size() == all.size() - half, "reading goes on behind a record");
  for (std::size_t i = 0; i < rest.size(); ++i)
    fuzz::require(rest[i].text == all[half + i].text, "with the records that follow");
  return 0;
}
