// W3C PROV: raw bytes - text - coding - claims, each naming what it was made from and by whom.
#include "base/json_fields.h"
#include "export/ids.h"
#include "isnad/evidence.h"

namespace isnad {
namespace {

using exports::escaped;

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
  out.begin("entity");
  if (!ids.raw.empty()) {
    out.begin(ids.raw).field("prov:type", "isnad:RawBytes").unless_empty("isnad:sha256", coding.raw_sha256);
    out.unless_empty("isnad:source", coding.source).end();
  }
  out.begin(ids.document).field("prov:type", "isnad:Document").unless_empty("isnad:doc_id", document.doc_id);
  out.unless_empty("isnad:sha256", coding.sha256)
      .unless_empty("prov:location", document.url)
      .unless_empty("prov:label", document.title);
  out.unless_empty("isnad:published", document.published).end();
  for (const Claim& claim : coded.claims) {
    out.begin(ids.claim(claim)).field("prov:type", "isnad:Claim").field("isnad:kind", name(claim.kind));
    out.unless_empty("prov:value", claim.trigger.text).field("isnad:start", claim.trigger.start);
    out.field("isnad:end", claim.trigger.end).list("isnad:rules");
    for (const std::string& rule : claim.rules) out.value(rule);
    out.end_list().end();
  }
  out.end();
}

void write_makers(Json& out, const CodedDocument& coded, const Coding& coding, const Ids& ids) {
  out.begin("activity").begin(ids.coding).field("prov:type", "isnad:Coding");
  out.unless_empty("prov:startTime", coding.run.started).end().end();
  out.begin("agent").begin(ids.engine).field("prov:type", "prov:SoftwareAgent");
  out.unless_empty("isnad:version", coding.run.engine).unless_empty("isnad:lexicon", coding.run.lexicon);
  out.unless_empty("isnad:models", coding.run.models).end();
  if (!ids.outlet.empty()) {
    out.begin(ids.outlet).field("prov:type", "prov:Organization");
    out.unless_empty("prov:label", coded.document.outlet).end();
  }
  out.end();
}

/// One relation of a sort: `_:name: {"prov:FIRST": a, "prov:SECOND": b}`.
void write_pair(Json& out, std::string_view id, std::string_view first, std::string_view a, std::string_view second,
                std::string_view b) {
  out.begin(id).unless_empty(first, a).unless_empty(second, b).end();
}

void write_relations(Json& out, const CodedDocument& coded, const Ids& ids) {
  out.begin("used");
  write_pair(out, "_:u1", "prov:activity", ids.coding, "prov:entity", ids.document);
  out.end().begin("wasAssociatedWith");
  write_pair(out, "_:a1", "prov:activity", ids.coding, "prov:agent", ids.engine);
  out.end().begin("wasGeneratedBy");
  for (const Claim& claim : coded.claims)
    write_pair(out, "_:g" + claim.claim_id, "prov:entity", ids.claim(claim), "prov:activity", ids.coding);
  out.end().begin("wasDerivedFrom");
  if (!ids.raw.empty()) write_pair(out, "_:d", "prov:generatedEntity", ids.document, "prov:usedEntity", ids.raw);
  for (const Claim& claim : coded.claims)
    write_pair(out, "_:d" + claim.claim_id, "prov:generatedEntity", ids.claim(claim), "prov:usedEntity", ids.document);
  out.end();
  if (ids.outlet.empty()) return;
  out.begin("wasAttributedTo");
  write_pair(out, "_:t1", "prov:entity", ids.document, "prov:agent", ids.outlet);
  out.end();
}

}  // namespace

std::string to_prov(const CodedDocument& coded, const Coding& coding) {
  const Ids ids = ids_of(coded.document, coding);
  Json out;
  out.begin().begin("prefix").field("prov", "http://www.w3.org/ns/prov#").field("isnad", "urn:isnad:").end();
  write_entities(out, coded, coding, ids);
  write_makers(out, coded, coding, ids);
  write_relations(out, coded, ids);
  return out.end().text();
}

}  // namespace isnad
