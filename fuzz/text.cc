// The text layer: any valid text becomes tokens that lie in it, in order, and belong to sentences that cover them.
#include "base/utf8.h"
#include "embedded/embedded.h"
#include "lexicon/lexicon.h"
#include "target.h"
#include "text/analyzer.h"

namespace {

void check(const isnad::text::Analysis& analysis) {
  std::uint32_t end = 0;
  for (const isnad::text::Token& token : analysis.tokens) {
    fuzz::require(token.span.begin >= end && token.span.begin < token.span.end, "tokens follow one another");
    end = token.span.end;
    fuzz::require(token.sentence < analysis.sentences.size(), "each token has a sentence");
    fuzz::require(
        analysis.sentences[token.sentence].contains(static_cast<std::uint32_t>(&token - analysis.tokens.data())),
        "which holds it");
    fuzz::require(token.proclitic_bytes + token.enclitic_bytes <= token.folded_size, "clitics lie inside the word");
  }
  fuzz::require(end <= analysis.text.size(), "tokens lie in the text");
  for (const isnad::text::Match& match : analysis.matches)
    fuzz::require(match.tokens.last <= analysis.tokens.size(), "so do matches");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto lexicon = isnad::lexicon::Lexicon::open_view(isnad::embedded_lexicon());
  static const auto models = isnad::text::Models::open(isnad::embedded_model);
  static const isnad::text::Analyzer analyzer(**lexicon, &*models);
  static isnad::text::Analysis analysis;
  const std::string text = isnad::replace_malformed(fuzz::view(data, size));
  analyzer.analyze(text, analysis);
  check(analysis);
  return 0;
}
