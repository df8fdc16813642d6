// What was added since, and files to take away.
#include <charconv>

#include "isnad/json.h"
#include "serve/arguments.h"
#include "serve/endpoints.h"
#include "serve/profile.h"

namespace isnad::serve {
namespace {

/// How far a follower has come: row numbers of documents and of acts.
struct Progress {
  std::int64_t document = 0, act = 0;
};

std::optional<Progress> position_of(const std::string& text) {
  Progress position;
  if (text.empty()) return position;
  const char* const end = text.data() + text.size();
  const auto first = std::from_chars(text.data(), end, position.document);
  if (first.ec != std::errc() || first.ptr == end || *first.ptr != '-') return std::nullopt;
  const auto second = std::from_chars(first.ptr + 1, end, position.act);
  if (second.ec != std::errc() || second.ptr != end) return std::nullopt;
  return position;
}

Status write_document(Json& out, const Call& call, const Head& head) {
  const auto incidents = incidents_of(call.database(), head.row);
  if (!incidents) return incidents.error();
  out.begin().field("type", "document").field("at", head.coded_at).field("doc_id", head.doc_id);
  out.field("revision", head.revision).list("incidents");
  for (const std::string& id : *incidents) out.value(id);
  out.end_list().field("act", nullptr).end();
  return {};
}

void write_act(Json& out, const Call& call, const Act& act) {
  out.begin().field("type", "review").field("at", act.at).nullable("doc_id", act.doc_id).field("revision", nullptr);
  out.list("incidents").end_list();
  if (call.caller.role >= Role::kReviewer) {
    Json json;
    write(json, act);
    out.raw("act", json.text());
  } else {
    out.field("act", nullptr);
  }
  out.end();
}

struct File {
  std::string_view name, type, description;
  Role role;
  std::string_view profile;
};

constexpr File kFiles[] = {
    {"claims.jsonl", "application/x-ndjson", "claims, one a line; words of unnamed people and sentences left out",
     Role::kReader, "public"},
    {"claims.jsonl", "application/x-ndjson", "claims, one a line", Role::kReviewer, "full"},
    {"incidents.jsonl", "application/x-ndjson", "incidents, one a line; words of unnamed people left out",
     Role::kReader, "public"},
    {"incidents.jsonl", "application/x-ndjson", "incidents, one a line", Role::kReviewer, "full"},
};

/// Lines are made while they are sent: a store may be larger than memory.
Response claim_lines(const Call& call, bool full) {
  Response response;
  response.headers.emplace_back("Content-Type", "application/x-ndjson; charset=utf-8");
  Store* const store = &call.store();
  response.stream = [store, full](const Sink& sink) {
    std::string piece;
    bool heard = true;
    const Status read = store->each_claim({}, [&](const std::string& doc_id, Claim&& claim) {
      if (!heard) return;
      if (!full) hold_back(claim);
      piece += to_json(claim, doc_id) + "\n";
      if (piece.size() < (64U << 10)) return;
      heard = sink(piece);
      piece.clear();
    });
    return read && heard && sink(piece);
  };
  return response;
}

Response incident_lines(const Call& call, bool full) {
  Response response;
  response.headers.emplace_back("Content-Type", "application/x-ndjson; charset=utf-8");
  Store* const store = &call.store();
  response.stream = [store, full, &names = call.names(), snapshot = call.snapshot](const Sink& sink) {
    for (const IncidentRow& row : snapshot->rows) {
      auto incident = store->incident(row.id);
      if (!incident) continue;
      if (!full) hold_back(*incident, names);
      if (!sink(to_json(*incident) + "\n")) return false;
    }
    return true;
  };
  return response;
}

}  // namespace

Response changes(const Call& call) {
  Arguments arguments(call.request);
  const auto since = position_of(arguments.text("since", 100));
  const auto limit = arguments.limit();
  if (const auto wrong = arguments.problem()) return fault(400, *wrong);
  if (!since) return fault(400, "parameter \"since\" must be the `last` of an earlier answer");
  Progress last = *since;
  const auto documents = heads_after(call.database(), since->document, limit);
  if (!documents) return fault(documents.error());
  Json json;
  json.begin().list("items");
  for (const Head& head : *documents) {
    if (Status written = write_document(json, call, head); !written) return fault(written.error());
    last.document = head.row;
  }
  std::vector<Act> acts;
  const auto room = limit - static_cast<std::int64_t>(documents->size());
  if (call.app.review() != nullptr && room > 0) acts = call.app.review()->after(since->act, room);
  for (const Act& act : acts) {
    write_act(json, call, act);
    last.act = act.id;
  }
  const bool more = room == static_cast<std::int64_t>(acts.size());
  json.end_list().field("last", std::to_string(last.document) + "-" + std::to_string(last.act)).field("more", more);
  return json_answer(json.end());
}

Response exports(const Call& call) {
  Arguments arguments(call.request);
  if (const auto wrong = arguments.problem()) return fault(400, *wrong);
  Json json;
  json.begin().list("items");
  for (const File& file : kFiles) {
    if (call.caller.role < file.role) continue;
    const std::string href = "/api/v1/exports/" + std::string(file.name) + "?profile=" + std::string(file.profile);
    json.begin().field("name", file.name).field("href", href).field("media_type", file.type);
    json.field("profile", file.profile).field("description", file.description).end();
  }
  json.end_list();
  return json_answer(json.end());
}

Response export_file(const Call& call) {
  Arguments arguments(call.request);
  const bool full = arguments.choice("profile", {"public", "full"}) == 1;
  if (const auto wrong = arguments.problem()) return fault(400, *wrong);
  for (const File& file : kFiles) {
    if (file.name != call.id() || (file.profile == "full") != full) continue;
    if (call.caller.role < file.role)
      return fault(call.caller.user.empty() ? 401 : 403, "profile full needs the role reviewer");
    return file.name == "claims.jsonl" ? claim_lines(call, full) : incident_lines(call, full);
  }
  return fault(404, "there is no such export; /api/v1/exports lists them");
}

}  // namespace isnad::serve
