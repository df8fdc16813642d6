// The inbox of disputes, and a feed of the latest.
#include <map>

#include "isnad/json.h"
#include "model/day.h"
#include "serve/arguments.h"
#include "serve/endpoints.h"
#include "serve/sayings.h"

namespace isnad::serve {
namespace {

using Sayings = std::map<ClaimRef, Saying>;

/// What the record of an incident says of its claims; those of other kinds are read from the store.
Result<Sayings> sayings_of(const Call& call, const Incident& incident, const Dispute& dispute) {
  Sayings sayings;
  for (const TollFigure& figure : incident.toll) sayings.emplace(figure.claim, figure);
  for (const Stance& stance : incident.responsibility) sayings.emplace(stance.claim, stance);
  for (const Holding& holding : incident.control) sayings.emplace(holding.claim, holding);
  for (const Position& position : dispute.positions) {
    for (const ClaimRef& ref : position.claims) {
      if (sayings.contains(ref)) continue;
      const auto coded = call.store().document(ref.doc_id);
      if (!coded) return coded.error();
      for (const Claim& claim : coded->claims)
        sayings.emplace(ClaimRef{ref.doc_id, claim.claim_id}, saying_of(claim, coded->document));
    }
  }
  return sayings;
}

void write_positions(Json& out, const Dispute& dispute, const Sayings& sayings) {
  out.list("positions");
  for (const Position& position : dispute.positions) {
    out.begin_list();
    for (const ClaimRef& ref : position.claims) {
      const auto found = sayings.find(ref);
      if (found != sayings.end()) write_voice(out, found->second);
    }
    out.end_list();
  }
  out.end_list();
}

/// The dispute is cut out of the incident's JSON by writing an incident that has only it.
std::string dispute_json(const Dispute& dispute) {
  Json json;
  json.begin().field("type", dispute.type).field("about", dispute.about).list("positions");
  for (const Position& position : dispute.positions) {
    json.begin().field("statement", position.statement).list("claims");
    for (const ClaimRef& ref : position.claims)
      json.begin().field("doc_id", ref.doc_id).field("claim_id", ref.claim_id).end();
    json.end_list().list("voices");
    for (const std::string& voice : position.voices) json.value(voice);
    json.end_list().field("independent", position.independent).end();
  }
  return json.end_list().end().text();
}

Status write_item(Json& out, const Call& call, const DisputeRow& row, NameSet& ids) {
  const IncidentRow& at = call.snapshot->rows[row.row];
  const auto incident = call.store().incident(at.id);
  if (!incident) return incident.error();
  if (row.number >= incident->disputes.size()) return {};  // the store has changed since the snapshot
  const Dispute& dispute = incident->disputes[row.number];
  const auto sayings = sayings_of(call, *incident, dispute);
  if (!sayings) return sayings.error();
  out.begin();
  out.raw("incident", [&] {
    Json summary;
    write_summary(summary, *call.snapshot, call.names(), at);
    return summary.text();
  }());
  out.raw("dispute", dispute_json(dispute)).field("rank", row.rank);
  write_positions(out, dispute, *sayings);
  out.end();
  add_ids(ids, *incident);
  return {};
}

/// Disputes that meet the filter, in the order asked for.
std::vector<const DisputeRow*> wanted(const Call& call, const Filter& filter, const std::string& type, bool by_day) {
  const Snapshot& snapshot = *call.snapshot;
  std::vector<bool> inside(snapshot.rows.size(), false);
  for (const std::uint32_t row : select(snapshot, call.names(), filter)) inside[row] = true;
  const std::int64_t number = type.empty() ? -1 : snapshot.dispute_types.find(type);
  std::vector<const DisputeRow*> found;
  for (const DisputeRow& dispute : snapshot.disputes) {
    if (inside[dispute.row] && (type.empty() || dispute.type == number)) found.push_back(&dispute);
  }
  // Rows stand in order of day.
  if (by_day)
    std::stable_sort(found.begin(), found.end(), [](const auto* a, const auto* b) { return a->row < b->row; });
  return found;
}

std::string name_of(const DisputeRow& dispute, const Snapshot& snapshot) {
  return snapshot.rows[dispute.row].id + "~" + std::to_string(dispute.number);
}

/// Behind the dispute that the cursor names; at the beginning when it is no more.
std::size_t begin_of(const std::vector<const DisputeRow*>& found, const Snapshot& snapshot, const std::string& cursor) {
  for (std::size_t i = 0; !cursor.empty() && i < found.size(); ++i) {
    if (name_of(*found[i], snapshot) == cursor) return i + 1;
  }
  return 0;
}

/// Characters that XML cannot hold become U+FFFD.
std::string xml(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' ? out += "\xEF\xBF\xBD" : out += c;
    }
  }
  return out;
}

std::string day_or_epoch(std::int32_t day) {
  return (day == kNoDay ? "1970-01-01" : day_text(day)) + "T00:00:00Z";
}

std::string entry(const Call& call, const DisputeRow& dispute, const std::string& base) {
  const Snapshot& snapshot = *call.snapshot;
  const IncidentRow& row = snapshot.rows[dispute.row];
  const std::string& type = snapshot.dispute_types.texts()[dispute.type];
  std::string out = "<entry><id>urn:isnad:dispute:" + xml(encoded(name_of(dispute, snapshot))) + "</id>";
  out += "<title>" + xml(type + ": " + std::string(name(row.kind)) + ", " + row.place_words) + "</title>";
  out += "<updated>" + day_or_epoch(row.last) + "</updated>";
  out += "<link href=\"" + xml(base + "/#/incident/" + encoded(row.id)) + "\"/>";
  const auto incident = call.store().incident(row.id);
  out += "<content type=\"text\">";
  if (incident && dispute.number < incident->disputes.size()) {
    for (const Position& position : incident->disputes[dispute.number].positions) {
      out += xml(position.statement) + " (";
      for (const std::string& voice : position.voices)
        out += xml((&voice == position.voices.data() ? "" : ", ") + voice);
      out += ")\n";
    }
  }
  return out + "</content></entry>\n";
}

}  // namespace

Response disputes(const Call& call) {
  Arguments arguments(call.request);
  Filter filter;
  filter.place = arguments.text("place");
  filter.from = arguments.day("from");
  filter.to = arguments.day("to");
  filter.disputed = true;
  const std::string type = arguments.text("type"), cursor = arguments.text("cursor");
  const bool by_day = arguments.choice("sort", {"rank", "-day"}) == 1;
  const auto limit = static_cast<std::size_t>(arguments.limit());
  if (const auto wrong = arguments.problem()) return fault(400, *wrong);
  const auto found = wanted(call, filter, type, by_day);
  const std::size_t begin = begin_of(found, *call.snapshot, cursor), end = std::min(found.size(), begin + limit);
  Json json;
  NameSet ids;
  json.begin().list("items");
  for (std::size_t i = begin; i < end; ++i) {
    if (Status written = write_item(json, call, *found[i], ids); !written) return fault(written.error());
  }
  json.end_list().nullable("next", end < found.size() ? name_of(*found[end - 1], *call.snapshot) : "");
  json.field("total", found.size());
  ids.write(json, call.names());
  return json_answer(json.end());
}

Response dispute_feed(const Call& call) {
  Arguments arguments(call.request);
  if (const auto wrong = arguments.problem()) return fault(400, *wrong);
  constexpr std::size_t kEntries = 50;
  Filter filter;
  filter.disputed = true;
  auto found = wanted(call, filter, "", true);
  found.resize(std::min(found.size(), kEntries));
  const std::string base = "http://" + std::string(call.request.header("host").value_or("localhost"));
  const std::string self = base + "/api/v1/disputes.atom";
  std::string feed = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n";
  feed += "<id>" + xml(self) + "</id><title>isnad: disputes</title><author><name>isnad</name></author>";
  feed += "<link rel=\"self\" href=\"" + xml(self) + "\"/><updated>" +
          day_or_epoch(found.empty() ? kNoDay : call.snapshot->rows[found.front()->row].last) + "</updated>\n";
  for (const DisputeRow* dispute : found) feed += entry(call, *dispute, base);
  Response response;
  response.headers.emplace_back("Content-Type", "application/atom+xml; charset=utf-8");
  response.body = feed + "</feed>\n";
  return response;
}

}  // namespace isnad::serve
