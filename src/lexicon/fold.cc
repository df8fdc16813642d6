#include "lexicon/fold.h"

#include <unicode/unorm2.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <span>
#include <utility>

#include "base/utf8.h"

namespace isnad::lexicon {
namespace {

constexpr std::pair<std::string_view, CharClass> kClassNames[] = {
    {"letter", CharClass::kLetter},   {"mark", CharClass::kMark},
    {"digit", CharClass::kDigit},     {"stop", CharClass::kStop},
    {"comma", CharClass::kComma},     {"quote_open", CharClass::kQuoteOpen},
    {"quote", CharClass::kQuote},     {"quote_close", CharClass::kQuoteClose},
    {"open", CharClass::kOpen},       {"close", CharClass::kClose},
    {"dash", CharClass::kDash},       {"symbol", CharClass::kSymbol},
    {"space", CharClass::kSpace},     {"line", CharClass::kLine},
    {"control", CharClass::kControl},
};

std::optional<char32_t> parse_code(std::string_view text) {
  std::uint32_t code = 0;
  if (text.size() != 6 || !text.starts_with("U+")) return std::nullopt;
  const auto [end, failed] = std::from_chars(text.data() + 2, text.data() + 6, code, 16);
  if (failed != std::errc{} || end != text.data() + 6) return std::nullopt;
  return code;
}

std::optional<CharClass> parse_class(std::string_view text) {
  const auto* found = std::find_if(std::begin(kClassNames), std::end(kClassNames),
                                   [&](const auto& pair) { return pair.first == text; });
  if (found == std::end(kClassNames)) return std::nullopt;
  return found->second;
}

std::string encode(char32_t code) {
  std::string out;
  append_utf8(out, code);
  return out;
}

}  // namespace

void Fold::set(char32_t code, std::string_view folded, CharClass type) {
  classes_[code] = type;
  Text text{};
  text.size = static_cast<std::uint8_t>(std::min(folded.size(), sizeof text.bytes));
  std::copy_n(folded.data(), text.size, text.bytes);
  index_[code] = static_cast<std::uint16_t>(texts_.size());
  texts_.push_back(text);
}

Status Fold::add_row(const Table& letters, std::size_t row) {
  const auto fail = [&](const char* what) { return Error{Error::Code::kInput, letters.where(row) + ": " + what}; };
  const std::string_view cell = letters.cell(row, "code");
  const std::string_view target = letters.cell(row, "fold");
  const auto first = parse_code(cell.substr(0, 6));
  const auto last = cell.size() == 13 && cell[6] == '-' ? parse_code(cell.substr(7)) : first;
  if (!first || !last || (cell.size() != 6 && cell.size() != 13)) return fail("code is not U+XXXX or U+XXXX-U+XXXX");
  const auto type = parse_class(letters.cell(row, "class"));
  if (!type) return fail("unknown class");
  const auto folded = parse_code(target);
  if (!folded && target != "self" && !target.empty()) return fail("fold is not U+XXXX, self or empty");
  for (char32_t code = *first; code <= *last; ++code) {
    set(code, target.empty() ? std::string() : encode(folded ? *folded : code), *type);
  }
  return {};
}

void Fold::add_latin() {
  for (char32_t code = 'a'; code <= 'z'; ++code) {
    set(code, encode(code), CharClass::kLatin);
    set(code - 'a' + 'A', encode(code), CharClass::kLatin);
  }
  for (char32_t code = 0xC0; code < 0x250; ++code) {
    if (code != 0xD7 && code != 0xF7) classes_[code] = CharClass::kLatin;
  }
}

// Ligatures and positional letters stand for the letters that NFKC gives, folded as those are.
Status Fold::add_presentation_forms() {
  UErrorCode failed = U_ZERO_ERROR;
  const UNormalizer2* nfkc = unorm2_getNFKCInstance(&failed);
  if (U_FAILURE(failed) != 0) return Error{Error::Code::kInternal, "ICU has no NFKC normaliser"};
  const auto add = [&](char16_t code) {
    char16_t out[24];
    UErrorCode error = U_ZERO_ERROR;
    const std::int32_t size = unorm2_normalize(nfkc, &code, 1, out, 24, &error);
    if (U_FAILURE(error) != 0 || size < 1 || out[0] == code || class_of(code) != CharClass::kOther) return;
    std::string folded;
    for (const char16_t letter : std::span(out, static_cast<std::size_t>(size))) append(folded, letter);
    const CharClass type = class_of(out[0]) == CharClass::kSpace ? CharClass::kMark : class_of(out[0]);
    if (folded.size() <= sizeof(Text::bytes)) set(code, type == CharClass::kMark ? "" : folded, type);
  };
  for (char32_t code = 0xFB50; code <= 0xFDFB; ++code) add(static_cast<char16_t>(code));
  for (char32_t code = 0xFE70; code <= 0xFEFC; ++code) add(static_cast<char16_t>(code));
  for (char32_t code = 0xFF01; code <= 0xFF5E; ++code) add(static_cast<char16_t>(code));
  return {};
}

Result<Fold> Fold::build(const Table& letters) {
  Fold fold;
  fold.add_latin();
  for (std::size_t row = 0; row < letters.rows(); ++row) {
    if (Status added = fold.add_row(letters, row); !added) return added.error();
  }
  if (Status added = fold.add_presentation_forms(); !added) return added.error();
  return fold;
}

void Fold::append(std::string& out, char32_t code) const {
  const std::uint16_t at = code < kPlane ? index_[code] : 0;
  if (at == 0) {
    append_utf8(out, code);
  } else {
    out.append(texts_[at].bytes, texts_[at].size);
  }
}

std::string Fold::operator()(std::string_view text) const {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Decoded next = decode_at(text, at);
    append(out, next.code);
    at += next.size;
  }
  return out;
}

std::uint32_t Fold::original_offset(std::string_view original, std::uint32_t folded_bytes) const {
  std::uint32_t made = 0;
  std::size_t at = 0;
  while (at < original.size()) {
    const Decoded next = decode_at(original, at);
    const std::uint16_t index = next.code < kPlane ? index_[next.code] : 0;
    const std::uint32_t size = index == 0 ? next.size : texts_[index].size;
    if (made >= folded_bytes && size > 0) break;
    made += size;
    at += next.size;
  }
  return static_cast<std::uint32_t>(at);
}

}  // namespace isnad::lexicon
