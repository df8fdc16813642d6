// Documents with their claims, and what made a claim.
#include "isnad/json.h"
#include "serve/arguments.h"
#include "serve/endpoints.h"
#include "serve/search.h"

namespace isnad::serve {
namespace {

void write_head_fields(Json& out, const Head& head) {
  out.field("doc_id", head.doc_id).field("outlet", head.outlet).field("url", head.url);
  out.field("published", head.published).field("title", head.title);
}

std::string cursor_after(const Head& head) {
  return head.published + "~" + head.doc_id;
}

/// False when it is no cursor of a page of documents.
bool set_cursor(DocumentFilter& filter, const std::string& text) {
  if (text.empty()) return true;
  const std::size_t tilde = text.find('~');
  if (tilde == std::string::npos) return false;
  filter.published = text.substr(0, tilde);
  filter.doc_id = text.substr(tilde + 1);
  return !filter.doc_id.empty();
}

void write_rule(Json& out, const Names& names, const std::string& id) {
  const RowRef row = names.rule(id);
  const lexicon::Lexicon& lexicon = names.lexicon();
  out.begin().field("id", id).field("table", row.table < 0 ? "" : lexicon.table_name(row.table)).begin("cells");
  for (int column = 0; row.table >= 0 && column < lexicon.columns(row.table); ++column) {
    const std::string_view cell = lexicon.cell(row.table, row.row, column);
    if (!cell.empty()) out.field(lexicon.column_name(row.table, column), cell);
  }
  out.end().end();
}

}  // namespace

Response documents(const Call& call) {
  Arguments arguments(call.request);
  DocumentFilter filter;
  filter.outlet = arguments.text("outlet");
  const std::string words = arguments.text("q", 200);
  filter.limit = arguments.limit();
  const bool known_cursor = set_cursor(filter, arguments.text("cursor", 2000));
  if (const auto wrong = arguments.problem()) return fault(400, *wrong);
  if (!known_cursor) return fault(400, "parameter \"cursor\" must be the `next` of an earlier answer");
  if (!words.empty()) {
    auto terms = terms_of(call, words);
    if (!terms) return fault(terms.error());
    filter.terms = *std::move(terms);
  }
  const auto found = heads(call.database(), filter);
  const auto total = count_documents(call.database(), filter);
  if (!found) return fault(found.error());
  if (!total) return fault(total.error());
  Json json;
  json.begin().list("items");
  for (const Head& head : *found) {
    json.begin();
    write_head_fields(json, head);
    json.field("revision", head.revision).field("claims", head.claims).end();
  }
  const bool full = static_cast<std::int64_t>(found->size()) == filter.limit;
  json.end_list().nullable("next", full ? cursor_after(found->back()) : "").field("total", *total);
  return json_answer(json.end());
}

Response document(const Call& call) {
  Arguments arguments(call.request);
  if (const auto wrong = arguments.problem()) return fault(400, *wrong);
  const auto head = serve::head(call.database(), call.id());
  if (!head) return fault(head.error());
  const auto coded = call.store().document(call.id());
  if (!coded) return fault(coded.error());
  Json json;
  json.begin();
  write_head_fields(json, *head);
  json.field("text", coded->document.text).field("sha256", head->sha256).field("revision", head->revision);
  json.list("claims");
  NameSet ids;
  for (const Claim& claim : coded->claims) {
    json.raw(to_json(claim, call.id()));
    ids.add(claim);
  }
  json.end_list().list("reviews");
  if (call.caller.role >= Role::kReviewer) call.app.review()->write_document_acts(json, call.id());
  json.end_list();
  ids.write(json, call.names());
  return json_answer(json.end());
}

Response claim(const Call& call) {
  Arguments arguments(call.request);
  if (const auto wrong = arguments.problem()) return fault(400, *wrong);
  const std::size_t colon = call.id().rfind(':');
  if (colon == std::string::npos) return fault(404, "claims are called DOC_ID:CLAIM_ID");
  const auto coded = call.store().document(call.id().substr(0, colon));
  if (!coded) return fault(coded.error());
  const auto head = serve::head(call.database(), coded->document.doc_id);
  if (!head) return fault(head.error());
  const std::string claim_id = call.id().substr(colon + 1);
  for (const Claim& claim : coded->claims) {
    if (claim.claim_id != claim_id) continue;
    Json json;
    json.begin().raw("claim", to_json(claim, head->doc_id)).begin("document");
    write_head_fields(json, *head);
    json.end().field("engine", head->engine).field("lexicon", head->lexicon).list("rules");
    for (const std::string& rule : claim.rules) write_rule(json, call.names(), rule);
    json.end_list();
    NameSet ids;
    ids.add(claim);
    ids.write(json, call.names());
    return json_answer(json.end());
  }
  return fault(404, "document " + head->doc_id + " has no claim " + claim_id);
}

}  // namespace isnad::serve
