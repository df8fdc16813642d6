// Reviewing: acts, the queue, agreement, gold.
#include <set>

#include "isnad/decision.h"
#include "isnad/json.h"
#include "serve/arguments.h"
#include "serve/body.h"
#include "serve/decisions.h"
#include "serve/endpoints.h"

namespace isnad::serve {
namespace {

const std::vector<const char*> kMembers = {"action",    "doc_id",      "claim_id", "field", "value",
                                           "incidents", "incident_id", "claims",   "act",   "note"};

/// What is wrong with an act, as an answer; a status of 200 means nothing is.
Response fine() {
  return {};
}

const Claim* find(const CodedDocument& coded, const std::string& claim_id) {
  for (const Claim& claim : coded.claims) {
    if (claim.claim_id == claim_id) return &claim;
  }
  return nullptr;
}

/// Acts on a claim or a document.
Response prepare_for_document(const Call& call, const Body& body, Act& act) {
  act.doc_id = body.text("doc_id");
  const auto coded = call.store().document(act.doc_id);
  if (!coded) return fault(coded.error());
  const auto head = serve::head(call.database(), act.doc_id);
  if (!head) return fault(head.error());
  act.sha256 = head->sha256;
  if (act.action == "done") return fine();
  if (act.action == "add") {
    const auto claim = added(body.json("value"), coded->document.text);
    if (!claim) return fault(422, claim.error().message);
    act.claim = to_json(*claim, {});
    return fine();
  }
  act.claim_id = body.text("claim_id");
  const Claim* const claim = find(*coded, act.claim_id);
  if (claim == nullptr) return fault(404, "document " + act.doc_id + " has no claim \"" + act.claim_id + "\"");
  act.claim = to_json(*claim, {});
  if (act.action != "correct") return fine();
  const auto better = corrected(*claim, body.text("field"), body.json("value"), coded->document.text);
  return better ? fine() : fault(422, better.error().message);
}

/// The marks of those of `refs`, whose documents are read.
Result<std::vector<ClaimMark>> marks_of(const Call& call, const std::set<ClaimRef>& refs) {
  std::vector<ClaimMark> marks;
  CodedDocument coded;
  for (const ClaimRef& ref : refs) {
    if (coded.document.doc_id != ref.doc_id) {
      auto read = call.store().document(ref.doc_id);
      if (!read) return read.error();
      coded = *std::move(read);
    }
    const Claim* const claim = find(coded, ref.claim_id);
    if (claim != nullptr) marks.push_back(mark_of(coded, static_cast<std::size_t>(claim - coded.claims.data())));
  }
  return marks;
}

/// Writes down which claims the decision is about, for ids of incidents change. Each of `sides` is one incident.
Response keep_decision(const Call& call, const std::vector<std::set<ClaimRef>>& sides, Act& act) {
  isnad::Decision decision;
  for (const std::set<ClaimRef>& side : sides) {
    auto marks = marks_of(call, side);
    if (!marks) return fault(marks.error());
    decision.sides.push_back(*std::move(marks));
  }
  act.claim = to_json(decision);
  return fine();
}

Response prepare_merge(const Call& call, const Body& body, Act& act) {
  const std::vector<std::string> ids = body.texts("incidents");
  const std::set<std::string> different(ids.begin(), ids.end());
  if (different.size() < 2) return fault(422, "`incidents` must hold two different ids or more");
  std::set<ClaimRef> members;
  for (const std::string& id : different) {
    if (!call.snapshot->by_id.contains(id)) return fault(404, "there is no incident \"" + id + "\"");
    const auto incident = call.store().incident(id);
    if (!incident) return fault(incident.error());
    members.insert(incident->claims.begin(), incident->claims.end());
  }
  act.incident_id = ids.front();
  return keep_decision(call, {members}, act);
}

Response prepare_split(const Call& call, const Body& body, Act& act) {
  act.incident_id = body.text("incident_id");
  if (!call.snapshot->by_id.contains(act.incident_id))
    return fault(404, "there is no incident \"" + act.incident_id + "\"");
  const auto incident = call.store().incident(act.incident_id);
  if (!incident) return fault(incident.error());
  std::set<ClaimRef> rest(incident->claims.begin(), incident->claims.end());
  const std::vector<ClaimRef> refs = body.refs("claims");
  const std::set<ClaimRef> apart(refs.begin(), refs.end());
  for (const ClaimRef& ref : apart) {
    if (rest.erase(ref) == 0) return fault(422, "claim " + ref.doc_id + ":" + ref.claim_id + " is not in it");
  }
  if (apart.empty() || rest.empty()) return fault(422, "`claims` must hold some of its claims, not none and not all");
  return keep_decision(call, {rest, apart}, act);
}

Response prepare_undo(const Call& call, const Body& body, Act& act) {
  act.undoes = body.integer("act").value_or(0);
  const auto list = call.app.review()->list({{}, {}, {}, act.undoes + 1, 1});
  if (!list) return fault(list.error());
  if (list->empty() || list->front().id != act.undoes || act.undoes <= 0) return fault(404, "there is no such act");
  const Act& old = list->front();
  if (old.action == "undo") return fault(422, "an undoing cannot be undone: act again");
  if (old.undone) return fault(409, "that act was undone already");
  if (old.author != call.caller.user && call.caller.role != Role::kAdmin)
    return fault(403, "only " + old.author + " or an admin can undo that act");
  act.doc_id = old.doc_id;
  act.sha256 = old.sha256;
  act.claim_id = old.claim_id;
  act.incident_id = old.incident_id;
  return fine();
}

Response prepare(const Call& call, const Body& body, Act& act) {
  for (const char* const action : {"accept", "correct", "reject", "add", "done"}) {
    if (act.action == action) return prepare_for_document(call, body, act);
  }
  if (act.action == "merge") return prepare_merge(call, body, act);
  if (act.action == "split") return prepare_split(call, body, act);
  if (act.action == "undo") return prepare_undo(call, body, act);
  return fault(422, "there is no action \"" + act.action + "\"");
}

using ByDocument = std::map<std::string, std::vector<Act>>;

/// The acts that stand, by document.
Result<ByDocument> acts_by_document(Review& review, const std::string& author) {
  const auto acts = review.standing({author, {}, {}, 0, -1});
  if (!acts) return acts.error();
  ByDocument by_document;
  for (const Act& act : *acts) {
    if (!act.doc_id.empty()) by_document[act.doc_id].push_back(act);
  }
  return by_document;
}

/// A share, or null where nothing was counted.
std::optional<double> share(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? std::nullopt : std::optional(static_cast<double>(part) / static_cast<double>(whole));
}

void write_agreement(Json& out, const Agreement& found) {
  out.field("documents", found.documents).field("claims", found.decision.total());
  out.begin("decision").field("agreed", found.decision.agreed()).field("kappa", found.decision.kappa()).end();
  out.list("fields");
  for (const auto& [field, table] : found.fields) {
    out.begin().field("field", field).field("agreed", table.agreed());
    out.field("kappa", is_closed(field) ? table.kappa() : std::nullopt).end();
  }
  out.end_list().begin("detection");
  out.field("precision", share(found.both, found.both + found.only_b));
  out.field("recall", share(found.both, found.both + found.only_a));
  out.field("f1", share(2 * found.both, 2 * found.both + found.only_a + found.only_b)).end();
}

}  // namespace

Response acts(const Call& call) {
  Arguments arguments(call.request);
  ActFilter filter;
  filter.author = arguments.text("author");
  filter.doc_id = arguments.text("doc_id");
  filter.incident_id = arguments.text("incident_id");
  filter.limit = arguments.limit();
  filter.before = arguments.position();
  if (const auto wrong = arguments.problem()) return fault(400, *wrong);
  const auto found = call.app.review()->list(filter);
  const auto total = call.app.review()->count(filter);
  if (!found) return fault(found.error());
  if (!total) return fault(total.error());
  Json json;
  json.begin().list("items");
  for (const Act& act : *found) write(json, act);
  const bool full = static_cast<std::int64_t>(found->size()) == filter.limit;
  json.end_list().nullable("next", full ? std::to_string(found->back().id) : "").field("total", *total);
  return json_answer(json.end());
}

/// Incidents that were decided on are made again before the answer, where that is soon done.
void settle(const Call& call, const Act& act) {
  constexpr std::chrono::seconds kPatience{5};
  if (act.incident_id.empty() || !call.app.joiner()->settle(kPatience)) return;
  call.app.shelf().catch_up(kPatience);
}

Response act(const Call& call) {
  const auto body = Body::parse(call.request.body);
  if (!body) return fault(400, "body: " + body.error().message);
  Act act;
  act.author = call.caller.user;
  act.action = body->text("action");
  act.body = body->only(kMembers);
  if (body->text("note").size() > 8000) return fault(422, "`note` is too long");
  if (Response wrong = prepare(call, *body, act); wrong.status != 200) return wrong;
  const auto added = call.app.review()->add(std::move(act));
  if (!added)
    return added.error().code == Error::Code::kUsage ? fault(409, added.error().message) : fault(added.error());
  settle(call, *added);
  Json json;
  write(json, *added);
  return json_answer(json, 201);
}

Response queue(const Call& call) {
  Arguments arguments(call.request);
  const auto limit = arguments.limit(), skip = arguments.position();
  if (const auto wrong = arguments.problem()) return fault(400, *wrong);
  const auto all = call.app.review()->queue(call.caller.user);
  if (!all) return fault(all.error());
  const auto begin = std::min<std::size_t>(static_cast<std::size_t>(skip), all->size());
  const auto end = std::min(all->size(), begin + static_cast<std::size_t>(limit));
  Json json;
  json.begin().list("items");
  for (std::size_t i = begin; i < end; ++i) {
    const QueueItem& item = (*all)[i];
    json.begin().field("doc_id", item.doc_id).field("outlet", item.outlet).field("published", item.published);
    json.field("title", item.title).field("claims", item.claims).field("reviewed", item.reviewed);
    json.field("least", static_cast<double>(item.least) / 1000).end();
  }
  json.end_list().nullable("next", end < all->size() ? std::to_string(end) : "").field("total", all->size());
  return json_answer(json.end());
}

Response agreement(const Call& call) {
  Arguments arguments(call.request);
  const std::string a = arguments.text("a"), b = arguments.text("b");
  if (const auto wrong = arguments.problem()) return fault(400, *wrong);
  if (a.empty() || b.empty()) return fault(400, "parameters \"a\" and \"b\" must name two coders");
  const auto of_a = acts_by_document(*call.app.review(), a), of_b = acts_by_document(*call.app.review(), b);
  if (!of_a) return fault(of_a.error());
  if (!of_b) return fault(of_b.error());
  Agreement found;
  for (const auto& [doc_id, acts] : *of_a) {
    const auto other = of_b->find(doc_id);
    const auto coded = call.store().document(doc_id);
    const auto head = serve::head(call.database(), doc_id);
    if (other == of_b->end() || !coded || !head) continue;
    const Decisions first = decisions(acts, doc_id, head->sha256, coded->document.text);
    const Decisions second = decisions(other->second, doc_id, head->sha256, coded->document.text);
    found.add(first, second, first.whole(coded->claims) && second.whole(coded->claims));
  }
  Json json;
  json.begin().field("a", a).field("b", b);
  write_agreement(json, found);
  return json_answer(json.end());
}

Response gold(const Call& call) {
  Arguments arguments(call.request);
  const std::string author = arguments.text("author");
  if (const auto wrong = arguments.problem()) return fault(400, *wrong);
  const auto by_document = acts_by_document(*call.app.review(), author);
  if (!by_document) return fault(by_document.error());
  Response response;
  response.headers.emplace_back("Content-Type", "application/x-ndjson; charset=utf-8");
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"gold.jsonl\"");
  for (const auto& [doc_id, acts] : *by_document) {
    auto coded = call.store().document(doc_id);
    const auto head = serve::head(call.database(), doc_id);
    if (!coded || !head) continue;  // taken out of the store since
    const Decisions made = decisions(acts, doc_id, head->sha256, coded->document.text);
    if (!made.whole(coded->claims)) continue;
    coded->claims = made.gold();
    response.body += to_json(*coded) + "\n";
  }
  return response;
}

}  // namespace isnad::serve
