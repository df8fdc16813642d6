// W3C PROV: raw bytes - text - coding - claims, each naming what it was made from and by whom.
#include "export/ids.h"
#include "export/json.h"
#include "isnad/evidence.h"

namespace isnad {
namespace {

using exports::escaped;
using exports::Json;

/// The names of one document's things, in the prefix `isnad:`.
struct Ids {
  std::string document, raw, coding, engine, outlet;

  std::string claim(const Claim& claim) const { return coding + "/" + escaped(claim.claim_id); }
};

Ids ids_of(const Document& document, const Coding& coding) {
  const std::string revision = escaped(document.doc_id) + "/" + std::to_string(coding.revision);
  return {"isnad:document/" + revision, coding.raw_sha256.empty() ? "" : "isnad:raw/" + coding.raw_sha256,
          "isnad:coding/" + revision + "/" + escaped(coding.run.started), "isnad:engine/" + escaped(coding.run.engine),
          document.outlet.empty() ? "" : "isnad:outlet/" + escaped(document.outlet)};
}

void write_entities(Json& out, const CodedDocument& coded, const Coding& coding, const Ids& ids) {
  const Document& document = coded.document;
  out.key("entity").begin();
  if (!ids.raw.empty()) {
    out.key(ids.raw).begin().field("prov:type", "isnad:RawBytes").field("isnad:sha256", coding.raw_sha256);
    out.field("isnad:source", coding.source).end();
  }
  out.key(ids.document).begin().field("prov:type", "isnad:Document").field("isnad:doc_id", document.doc_id);
  out.field("isnad:sha256", coding.sha256).field("prov:location", document.url).field("prov:label", document.title);
  out.field("isnad:published", document.published).end();
  for (const Claim& claim : coded.claims) {
    out.key(ids.claim(claim)).begin().field("prov:type", "isnad:Claim").field("isnad:kind", name(claim.kind));
    out.field("prov:value", claim.trigger.text).key("isnad:start").number(claim.trigger.start);
    out.key("isnad:end").number(claim.trigger.end).key("isnad:rules").begin_list();
    for (const std::string& rule : claim.rules) out.text(rule);
    out.end_list().end();
  }
  out.end();
}

void write_makers(Json& out, const CodedDocument& coded, const Coding& coding, const Ids& ids) {
  out.key("activity").begin().key(ids.coding).begin().field("prov:type", "isnad:Coding");
  out.field("prov:startTime", coding.run.started).end().end();
  out.key("agent").begin().key(ids.engine).begin().field("prov:type", "prov:SoftwareAgent");
  out.field("isnad:version", coding.run.engine).field("isnad:lexicon", coding.run.lexicon);
  out.field("isnad:models", coding.run.models).end();
  if (!ids.outlet.empty()) {
    out.key(ids.outlet).begin().field("prov:type", "prov:Organization");
    out.field("prov:label", coded.document.outlet).end();
  }
  out.end();
}

/// One relation of a sort: `_:name: {"prov:FIRST": a, "prov:SECOND": b}`.
void write_pair(Json& out, std::string_view id, std::string_view first, std::string_view a, std::string_view second,
                std::string_view b) {
  out.key(id).begin().field(first, a).field(second, b).end();
}

void write_relations(Json& out, const CodedDocument& coded, const Ids& ids) {
  out.key("used").begin();
  write_pair(out, "_:u1", "prov:activity", ids.coding, "prov:entity", ids.document);
  out.end().key("wasAssociatedWith").begin();
  write_pair(out, "_:a1", "prov:activity", ids.coding, "prov:agent", ids.engine);
  out.end().key("wasGeneratedBy").begin();
  for (const Claim& claim : coded.claims)
    write_pair(out, "_:g" + claim.claim_id, "prov:entity", ids.claim(claim), "prov:activity", ids.coding);
  out.end().key("wasDerivedFrom").begin();
  if (!ids.raw.empty()) write_pair(out, "_:d", "prov:generatedEntity", ids.document, "prov:usedEntity", ids.raw);
  for (const Claim& claim : coded.claims)
    write_pair(out, "_:d" + claim.claim_id, "prov:generatedEntity", ids.claim(claim), "prov:usedEntity", ids.document);
  out.end();
  if (ids.outlet.empty()) return;
  out.key("wasAttributedTo").begin();
  write_pair(out, "_:t1", "prov:entity", ids.document, "prov:agent", ids.outlet);
  out.end();
}

}  // namespace

std::string to_prov(const CodedDocument& coded, const Coding& coding) {
  const Ids ids = ids_of(coded.document, coding);
  Json out;
  out.begin().key("prefix").begin().field("prov", "http://www.w3.org/ns/prov#").field("isnad", "urn:isnad:").end();
  write_entities(out, coded, coding, ids);
  write_makers(out, coded, coding, ids);
  write_relations(out, coded, ids);
  return out.end().str();
}

}  // namespace isnad
