#include "engine/sentences.h"

#include <algorithm>

#include "base/utf8.h"

namespace isnad {
namespace {

/// Each place takes the meaning of the first name in it that has one.
void set_places(const extract::PlaceResolver& places, const text::Analysis& analysis, const CodePointIndex& index,
                CodedDocument& coded) {
  std::vector<extract::PlaceMention> mentions;
  places.resolve(analysis, coded.document.outlet, mentions);
  for (const extract::PlaceMention& mention : mentions) {
    if (mention.rows.empty()) continue;
    const std::uint32_t start = index.code_points_before(analysis.tokens[mention.tokens.first].span.begin);
    const std::uint32_t end = index.code_points_before(analysis.tokens[mention.tokens.last - 1].span.end);
    for (Claim& claim : coded.claims) {
      for (Place& place : claim.place) {
        if (place.id.empty() && place.start < end && start < place.end) place.id = places.id(mention.rows.front());
      }
    }
  }
}

}  // namespace

bool lacks_sentences(const CodedDocument& coded) {
  return !coded.document.text.empty() && !coded.claims.empty() &&
         std::all_of(coded.claims.begin(), coded.claims.end(),
                     [](const Claim& claim) { return claim.sentence.start == claim.sentence.end; });
}

void set_sentences(const text::Analyzer& analyzer, const extract::PlaceResolver& places, text::Analysis& analysis,
                   CodedDocument& coded) {
  const std::string& text = coded.document.text;
  analyzer.analyze(text, analysis);
  const CodePointIndex index(text);
  for (const text::TokenRange& range : analysis.sentences) {
    const std::uint32_t start = index.code_points_before(analysis.tokens[range.first].span.begin);
    const std::uint32_t end = index.code_points_before(analysis.tokens[range.last - 1].span.end);
    for (Claim& claim : coded.claims) {
      if (start > claim.trigger.start || claim.trigger.start >= end) continue;
      const std::size_t first = index.byte_of(start);
      claim.sentence = {text.substr(first, index.byte_of(end) - first), start, end};
    }
  }
  set_places(places, analysis, index, coded);
}

}  // namespace isnad
