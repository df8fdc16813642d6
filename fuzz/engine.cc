// The whole way from text to claims, numbers, dates and names: every span quotes the text, every record is valid JSON.
#include "isnad/engine.h"

#include "base/utf8.h"
#include "isnad/json.h"
#include "target.h"

namespace {

// Code points of a text.
class Quotes {
 public:
  explicit Quotes(const std::string& text) : text_(text), index_(text) {}

  void check(const isnad::Quoted& quoted) const {
    const std::size_t begin = index_.byte_of(quoted.start), end = index_.byte_of(quoted.end);
    fuzz::require(quoted.start <= quoted.end && text_.substr(begin, end - begin) == quoted.text,
                  "a span quotes the text");
  }
  template <typename List>
  void check_all(const List& list) const {
    for (const auto& quoted : list) check(quoted);
  }

 private:
  const std::string& text_;
  isnad::CodePointIndex index_;
};

void check(const isnad::CodedDocument& coded) {
  const Quotes quotes(coded.document.text);
  for (const isnad::Claim& claim : coded.claims) {
    quotes.check(claim.trigger);
    quotes.check(claim.sentence);
    quotes.check_all(claim.agent);
    quotes.check_all(claim.target);
    quotes.check_all(claim.place);
    quotes.check_all(claim.time);
    quotes.check_all(claim.means);
    quotes.check_all(claim.casualties);
    quotes.check_all(claim.attribution);
    fuzz::require(claim.confidence >= 0 && claim.confidence <= 1, "confidence lies in [0, 1]");
    fuzz::require(static_cast<bool>(isnad::claim_from_json(isnad::to_json(claim, "d"))), "a claim can be read back");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto engine = isnad::Engine::open({});
  fuzz::require(static_cast<bool>(engine), "the engine opens");
  isnad::Document document;
  document.doc_id = "d";
  document.published = "2016-10-21";
  document.text = isnad::replace_malformed(fuzz::view(data, size));
  const auto coded = (*engine)->code(document);
  fuzz::require(static_cast<bool>(coded), "a valid text is coded");
  check(*coded);
  for (const auto format :
       {isnad::AnalysisFormat::kJson, isnad::AnalysisFormat::kConllu, isnad::AnalysisFormat::kText}) {
    fuzz::require(static_cast<bool>((*engine)->analyze(document, format)), "and analysed");
  }
  return 0;
}
