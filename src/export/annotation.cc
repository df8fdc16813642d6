// W3C Web Annotation: the claim is the body, the words of its trigger are the target.
#include "base/json_fields.h"
#include "base/utf8.h"
#include "export/ids.h"
#include "isnad/evidence.h"
#include "isnad/json.h"

namespace isnad {
namespace {

using exports::escaped;

constexpr std::size_t kAround = 32;  // code points of context on either side

bool continues(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

std::size_t byte_of(std::string_view text, std::size_t code_point) {
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    if (!continues(text[at]) && code_point-- == 0) break;
  }
  return at;
}

std::string_view before(std::string_view text, std::size_t at) {
  std::size_t begin = at;
  for (std::size_t left = kAround; left > 0 && begin > 0; --left) {
    do {
      --begin;
    } while (begin > 0 && continues(text[begin]));
  }
  return text.substr(begin, at - begin);
}

std::string_view after(std::string_view text, std::size_t at) {
  return text.substr(at, byte_of(text.substr(at), kAround));
}

void write_selectors(Json& out, std::string_view text, const Quoted& words) {
  const std::size_t begin = byte_of(text, words.start), end = begin + words.text.size();
  out.list("selector");
  out.begin().field("type", "TextPositionSelector").field("start", words.start).field("end", words.end).end();
  out.begin().field("type", "TextQuoteSelector").unless_empty("exact", words.text);
  if (end <= text.size()) out.unless_empty("prefix", before(text, begin)).unless_empty("suffix", after(text, end));
  out.end().end_list();
}

}  // namespace

std::string to_annotation(const CodedDocument& coded, const Claim& claim, const Coding& coding) {
  const Document& document = coded.document;
  const std::string name_of = "urn:isnad:document/" + escaped(document.doc_id) + "/" + std::to_string(coding.revision);
  Json out;
  out.begin().field("@context", "http://www.w3.org/ns/anno.jsonld");
  out.field("id", name_of + "/" + escaped(claim.claim_id)).field("type", "Annotation");
  out.unless_empty("created", coding.run.started).begin("generator").field("type", "Software");
  out.field("name", "isnad " + coding.run.engine).unless_empty("isnad:lexicon", coding.run.lexicon);
  out.unless_empty("isnad:models", coding.run.models).end();
  out.list("body").begin().field("type", "TextualBody").field("purpose", "classifying");
  out.field("value", name(claim.kind)).end().begin().field("type", "Dataset").field("purpose", "describing");
  out.field("format", "application/json").raw("value", to_json(claim, document.doc_id)).end().end_list();
  out.begin("target").field("source", document.url.empty() ? name_of : document.url);
  out.unless_empty("isnad:sha256", coding.sha256);
  write_selectors(out, document.text, claim.trigger);
  return out.end().end().text();
}

}  // namespace isnad
