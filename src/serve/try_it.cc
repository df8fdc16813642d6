// Claims of a text that somebody pastes; nothing of it is kept.
#include "isnad/json.h"
#include "serve/endpoints.h"

namespace isnad::serve {
namespace {

constexpr std::size_t kLongest = 100'000;

}  // namespace

Response code(const Call& call) {
  if (!call.app.coding().allows(call.request.peer)) {
    Response response = fault(429, "too many texts at once: wait a few seconds");
    response.headers.emplace_back("Retry-After", "3");
    return response;
  }
  const auto document = document_from_json(call.request.body);
  if (!document) return fault(400, "body: " + document.error().message);
  if (document->text.size() > kLongest)
    return fault(413, "the text has more than " + std::to_string(kLongest) + " bytes: code it with `isnad code`");
  const auto coded = call.app.engine().code(*document);
  if (!coded) return fault(422, coded.error().message);
  Json json;
  NameSet ids;
  json.begin().field("text", coded->document.text).list("claims");
  for (const Claim& claim : coded->claims) {
    json.raw(to_json(claim, coded->document.doc_id));
    ids.add(claim);
  }
  json.end_list();
  ids.write(json, call.names());
  return json_answer(json.end());
}

}  // namespace isnad::serve
