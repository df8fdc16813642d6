// The sheet of one incident: its record, and what a reader needs beside it.
#include <algorithm>
#include <map>

#include "isnad/decision.h"
#include "isnad/json.h"
#include "isnad/policy.h"
#include "serve/arguments.h"
#include "serve/endpoints.h"
#include "serve/sayings.h"

namespace isnad::serve {
namespace {

using Reports = std::map<std::string, std::vector<Claim>>;

/// The claims of an incident by document.
Result<Reports> reports_of(const Call& call, const std::string& incident_id) {
  Reports reports;
  ClaimFilter filter;
  filter.incident_id = incident_id;
  const Status read = call.store().each_claim(
      filter, [&](const std::string& doc_id, Claim&& claim) { reports[doc_id].push_back(std::move(claim)); });
  if (!read) return read.error();
  return reports;
}

Result<std::vector<Head>> heads_of(const Call& call, const Reports& reports) {
  std::vector<Head> found;
  for (const auto& [doc_id, claims] : reports) {
    auto head = serve::head(call.database(), doc_id);
    if (!head) return head.error();
    found.push_back(*std::move(head));
  }
  std::stable_sort(found.begin(), found.end(), [](const Head& a, const Head& b) { return a.published < b.published; });
  return found;
}

std::vector<ClaimMark> marks_of(const Reports& reports) {
  std::vector<ClaimMark> marks;
  for (const auto& [doc_id, claims] : reports) {
    for (const Claim& claim : claims) marks.push_back({doc_id, claim.kind, claim.trigger.start, claim.trigger.end, 0});
  }
  return marks;
}

/// The channel that the claims of a document came by; empty when it is not known.
std::string channel_of(const Incident& incident, const std::string& doc_id) {
  for (const Origin& channel : incident.channels) {
    for (const ClaimRef& ref : channel.claims) {
      if (ref.doc_id == doc_id) return channel.id;
    }
  }
  return {};
}

/// A text that several outlets share has the id of the first document that has it.
std::string copy_of(const std::string& channel, const std::string& doc_id) {
  constexpr std::string_view kShared = "text:";
  if (!channel.starts_with(kShared) || channel.substr(kShared.size()) == doc_id) return {};
  return channel.substr(kShared.size());
}

void write_reports(Json& out, const Incident& incident, const std::vector<Head>& heads, const Reports& reports) {
  out.list("reports");
  for (const Head& head : heads) {
    out.begin().field("doc_id", head.doc_id).field("outlet", head.outlet).field("url", head.url);
    out.field("published", head.published).field("title", head.title);
    const std::string channel = channel_of(incident, head.doc_id);
    out.nullable("origin", channel).nullable("copy_of", copy_of(channel, head.doc_id)).list("claims");
    for (const Claim& claim : reports.at(head.doc_id)) out.raw(to_json(claim, head.doc_id));
    out.end_list().end();
  }
  out.end_list();
}

void write_control(Json& out, const Incident& incident, const Names& names) {
  out.list("control");
  for (const Holding& holding : incident.control) write_holding(out, holding, names);
  out.end_list();
}

void write_ref(Json& out, std::string_view field, const ClaimRef& ref) {
  out.begin(field).field("doc_id", ref.doc_id).field("claim_id", ref.claim_id).end();
}

void write_merge(Json& out, const Merge& merge) {
  if (merge.left.empty() || merge.right.empty()) return;
  out.begin();
  write_ref(out, "a", merge.left.front());
  write_ref(out, "b", merge.right.front());
  out.field("score", merge.score).list("features");
  for (const Merge::Reason& reason : merge.reasons)
    out.begin().field("name", reason.feature).field("weight", reason.score).end();
  out.end_list().end();
}

/// Joins its documents once more, which is quick for few of them; for many the list stays empty.
Status write_why(Json& out, const Call& call, const Incident& incident) {
  constexpr std::size_t kMostDocuments = 40;
  std::vector<CodedDocument> documents;
  for (const std::string& doc_id : incident.documents) {
    if (incident.documents.size() > kMostDocuments) break;
    auto coded = call.store().document(doc_id);
    if (!coded) return coded.error();
    documents.push_back(*std::move(coded));
  }
  auto merges = call.app.engine().explain(documents, incident.incident_id);
  std::stable_sort(merges.begin(), merges.end(), [](const Merge& a, const Merge& b) { return a.score > b.score; });
  out.list("why");
  for (const Merge& merge : merges) write_merge(out, merge);
  out.end_list();
  return {};
}

}  // namespace

Response incident_sheet(const Call& call) {
  Arguments arguments(call.request);
  const std::string wanted = arguments.text("policy", 100);
  if (const auto wrong = arguments.problem()) return fault(400, *wrong);
  const auto policy = parse_name<Policy>(wanted);
  if (!wanted.empty() && !policy)
    return fault(422, "there is no counting policy \"" + wanted + "\"; /api/v1/meta lists them");
  // An id that is not in use any more leads to what the incident has become.
  const auto incident = call.store().incident(call.id());
  if (!incident) return fault(incident.error());
  const auto row = call.snapshot->by_id.find(incident->incident_id);
  if (row == call.snapshot->by_id.end()) return fault(404, "there is no incident \"" + call.id() + "\" yet");
  const auto reports = reports_of(call, incident->incident_id);
  if (!reports) return fault(reports.error());
  const auto heads = heads_of(call, *reports);
  if (!heads) return fault(heads.error());
  Json json;
  json.begin().raw("incident", to_json(*incident));
  write_point(json, call.names(), call.snapshot->rows[row->second].place);
  policy ? json.raw("counting", to_json(count_toll(*incident, *policy))) : json.field("counting", nullptr);
  write_responsibility(json, *incident, call.names());
  write_control(json, *incident, call.names());
  write_reports(json, *incident, *heads, *reports);
  if (Status written = write_why(json, call, *incident); !written) return fault(written.error());
  json.list("acts");
  if (call.app.review() != nullptr) call.app.review()->write_incident_acts(json, marks_of(*reports));
  json.end_list();
  NameSet ids;
  add_ids(ids, *incident);
  for (const auto& [doc_id, claims] : *reports) {
    for (const Claim& claim : claims) ids.add(claim);
  }
  ids.write(json, call.names());
  return json_answer(json.end());
}

}  // namespace isnad::serve
