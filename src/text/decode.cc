// ICU converts by way of UTF-16. Its converters stop at a malformed sequence, so that we learn where it stands.
#include "text/decode.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>

#include <algorithm>
#include <utility>

#include "base/utf8.h"

namespace isnad::text {
namespace {

constexpr std::size_t kUnits = 4096;  // UTF-16 units converted at a time

bool is_first_surrogate(UChar unit) {
  return (unit & 0xFC00) == 0xD800;
}

// Appends whole code points; gives how many units at the end (0 or 1) wait for their second half.
std::size_t append_units(const UChar* units, std::size_t count, std::string& out) {
  for (std::size_t i = 0; i < count; ++i) {
    char32_t code = units[i];
    if (is_first_surrogate(units[i])) {
      if (i + 1 == count) return 1;
      code = 0x10000 + ((code - 0xD800) << 10) + (units[++i] - 0xDC00U);
    }
    append_utf8(out, code);
  }
  return 0;
}

}  // namespace

ByteOrderMark find_byte_order_mark(std::string_view head) {
  using namespace std::string_view_literals;
  constexpr std::pair<std::string_view, std::string_view> kMarks[] = {
      {"\xEF\xBB\xBF"sv, "UTF-8"}, {"\xFF\xFE\x00\x00"sv, "UTF-32LE"}, {"\x00\x00\xFE\xFF"sv, "UTF-32BE"},
      {"\xFF\xFE"sv, "UTF-16LE"},  {"\xFE\xFF"sv, "UTF-16BE"},
  };
  for (const auto& [mark, encoding] : kMarks) {
    if (head.substr(0, mark.size()) == mark) return {encoding, mark.size()};
  }
  return {};
}

bool is_utf8_name(std::string_view encoding) {
  return encoding.empty() || ucnv_compareNames(std::string(encoding).c_str(), "UTF-8") == 0;
}

Result<Decoder> Decoder::open(const std::string& encoding) {
  UErrorCode status = U_ZERO_ERROR;
  Decoder decoder;
  decoder.converter_ = ucnv_open(encoding.c_str(), &status);
  if (U_FAILURE(status)) {
    return Error{Error::Code::kUsage,
                 "no encoding is named \"" + encoding + "\"; known are e.g. windows-1256, ISO-8859-6, UTF-16LE"};
  }
  ucnv_setToUCallBack(decoder.converter_, UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  return decoder;
}

Decoder::~Decoder() {
  if (converter_ != nullptr) ucnv_close(converter_);
}

Decoder::Decoder(Decoder&& other) noexcept {
  *this = std::move(other);
}

Decoder& Decoder::operator=(Decoder&& other) noexcept {
  std::swap(converter_, other.converter_);
  read_ = other.read_;
  made_ = other.made_;
  malformed_ = std::move(other.malformed_);
  return *this;
}

void Decoder::decode(std::string_view bytes, bool last, std::string& out) {
  const char* at = bytes.data();
  const char* const end = at + bytes.size();
  const std::size_t begin = out.size();
  UChar units[kUnits];
  std::size_t waiting = 0;
  for (bool more = true; more;) {
    UErrorCode status = U_ZERO_ERROR;
    UChar* made = units + waiting;
    ucnv_toUnicode(converter_, &made, units + kUnits, &at, end, nullptr, last ? 1 : 0, &status);
    waiting = append_units(units, static_cast<std::size_t>(made - units), out);
    if (waiting > 0) units[0] = made[-1];
    more = U_FAILURE(status);
    if (more && status != U_BUFFER_OVERFLOW_ERROR)
      note_malformed(read_ + static_cast<std::uint64_t>(at - bytes.data()), out, begin);
  }
  read_ += bytes.size();
  made_ += out.size() - begin;
}

void Decoder::note_malformed(std::uint64_t source, std::string& out, std::size_t begin) {
  char bytes[16];
  std::int8_t size = sizeof bytes;
  UErrorCode status = U_ZERO_ERROR;
  ucnv_getInvalidChars(converter_, bytes, &size, &status);
  const auto skipped = static_cast<std::uint64_t>(U_SUCCESS(status) ? size : 1);
  malformed_.push_back({made_ + (out.size() - begin), source - std::min(source, skipped)});
  append_utf8(out, kReplacement);
}

void Decoder::forget_before(std::uint64_t output) {
  std::erase_if(malformed_, [output](const Malformed& m) { return m.output < output; });
}

}  // namespace isnad::text
