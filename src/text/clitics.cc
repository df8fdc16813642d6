#include "text/clitics.h"

namespace isnad::text {
namespace {

constexpr std::uint32_t kLetter = 2;  // folded bytes of a one-letter proclitic
constexpr std::uint16_t kOuter = kWa | kFa | kQuestion;
constexpr std::uint16_t kInner = kBa | kLa | kKa | kFuture;

}  // namespace

Parts parts_of(const Analyzer& analyzer, const Analysis& analysis, const Token& token) {
  Parts parts;
  std::uint32_t begin = token.span.begin, folded = 0;
  const auto cut_at = [&](std::uint32_t at) {
    const std::uint32_t end = analyzer.original_offset(analysis, token, at);
    if (end <= begin || end >= token.span.end) return;
    parts.add({begin, end});
    begin = end;
  };
  for (const std::uint16_t bits : {kOuter, kInner}) {
    if ((token.clitics & bits) != 0 && folded + kLetter <= token.proclitic_bytes) cut_at(folded += kLetter);
  }
  if (token.enclitic_bytes > 0) cut_at(token.folded_size - std::uint32_t{token.enclitic_bytes});
  parts.add({begin, token.span.end});
  return parts;
}

}  // namespace isnad::text
