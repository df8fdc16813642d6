// Outlets and speakers: what each says, how often alone, corrected, contradicted.
#include <charconv>
#include <map>
#include <set>

#include "isnad/json.h"
#include "serve/arguments.h"
#include "serve/endpoints.h"
#include "serve/search.h"

namespace isnad::serve {
namespace {

std::string id_of(const Source& source) {
  return (source.outlet ? "outlet:" : "speaker:") + source.id;
}

std::optional<Source> source_of(std::string_view id) {
  for (const auto& [prefix, outlet] : {std::pair(std::string_view("outlet:"), true), {"speaker:", false}}) {
    if (id.starts_with(prefix) && id.size() > prefix.size())
      return Source{outlet, std::string(id.substr(prefix.size()))};
  }
  return std::nullopt;
}

std::string_view label(const Names& names, const Source& source, std::string_view column) {
  const std::string_view known = source.outlet ? std::string_view() : names.cell(names.actor(source.id), column);
  return known.empty() ? std::string_view(source.id) : known;
}

void write_source_summary(Json& out, const Names& names, const SourceCount& count) {
  out.begin().field("source_id", id_of(count.source)).field("type", count.source.outlet ? "outlet" : "speaker");
  out.field("ar", label(names, count.source, "name_ar")).field("en", label(names, count.source, "name_en"));
  out.field("claims", count.claims).field("documents", count.documents).end();
}

/// In how many disputes claims of the source take a position, and which claims those are.
struct Contested {
  std::int64_t disputes = 0;
  std::set<ClaimRef> claims;
};

void add_contested(const Incident& incident, const std::set<ClaimRef>& mine, Contested& into) {
  for (const Dispute& dispute : incident.disputes) {
    bool takes_part = false;
    for (const Position& position : dispute.positions) {
      for (const ClaimRef& ref : position.claims) {
        if (!mine.contains(ref)) continue;
        into.claims.insert(ref);
        takes_part = true;
      }
    }
    into.disputes += takes_part ? 1 : 0;
  }
}

Contested contested(const Call& call, const std::vector<DisputedClaim>& list) {
  std::map<std::string, std::set<ClaimRef>> by_incident;
  for (const DisputedClaim& claim : list) by_incident[claim.incident_id].insert({claim.doc_id, claim.claim_id});
  Contested found;
  for (const auto& [id, mine] : by_incident) {
    const auto incident = call.store().incident(id);
    if (incident) add_contested(*incident, mine, found);  // else it was replaced since
  }
  return found;
}

struct StatementCursor {
  std::string published;
  std::int64_t row = 0;
};

std::optional<StatementCursor> statement_cursor(const std::string& text) {
  StatementCursor cursor;
  if (text.empty()) return cursor;
  const std::size_t tilde = text.find('~');
  const char* const end = text.data() + text.size();
  if (tilde == std::string::npos) return std::nullopt;
  cursor.published = text.substr(0, tilde);
  const auto [stop, error] = std::from_chars(text.data() + tilde + 1, end, cursor.row);
  return error == std::errc() && stop == end && cursor.row > 0 ? std::optional(cursor) : std::nullopt;
}

/// Claims are read a document at a time.
Status write_statements(Json& out, const Call& call, const std::vector<SaidAt>& list,
                        const std::set<ClaimRef>& contested, NameSet& ids) {
  std::map<std::string, std::vector<Claim>> read;
  out.list("statements");
  for (const SaidAt& at : list) {
    if (!read.contains(at.doc_id)) {
      auto coded = call.store().document(at.doc_id);
      if (!coded) return coded.error();
      read[at.doc_id] = std::move(coded->claims);
    }
    for (const Claim& claim : read[at.doc_id]) {
      if (claim.claim_id != at.claim_id) continue;
      ids.add(claim);
      out.begin().raw("claim", to_json(claim, at.doc_id)).field("outlet", at.outlet).field("published", at.published);
      out.field("contradicted", contested.contains({at.doc_id, at.claim_id})).end();
    }
  }
  out.end_list();
  return {};
}

}  // namespace

Response sources(const Call& call) {
  Arguments arguments(call.request);
  const std::size_t type = arguments.choice("type", {"", "outlet", "speaker"});
  const std::string folded = folded_terms(call, arguments.text("q", 100));
  const std::string cursor = arguments.text("cursor", 2000);
  const auto limit = static_cast<std::size_t>(arguments.integer("limit", 1, 200, 50));
  if (const auto wrong = arguments.problem()) return fault(400, *wrong);
  const auto& fold = call.names().lexicon().fold();
  std::vector<const SourceCount*> found;
  for (const SourceCount& count : call.snapshot->sources) {
    const bool wanted = type == 0 || (type == 1) == count.source.outlet;
    if (wanted && (folded.empty() || fold(label(call.names(), count.source, "name_ar")).starts_with(folded) ||
                   fold(label(call.names(), count.source, "name_en")).starts_with(folded))) {
      found.push_back(&count);
    }
  }
  std::size_t begin = 0;
  for (std::size_t i = 0; i < found.size() && !cursor.empty(); ++i) {
    if (id_of(found[i]->source) == cursor) begin = i + 1;
  }
  const std::size_t end = std::min(found.size(), begin + limit);
  Json json;
  json.begin().list("items");
  for (std::size_t i = begin; i < end; ++i) write_source_summary(json, call.names(), *found[i]);
  json.end_list().nullable("next", end < found.size() ? id_of(found[end - 1]->source) : "");
  return json_answer(json.field("total", found.size()).end());
}

Response source(const Call& call) {
  Arguments arguments(call.request);
  const auto limit = arguments.integer("limit", 1, 200, 50);
  const auto cursor = statement_cursor(arguments.text("cursor"));
  if (const auto wrong = arguments.problem()) return fault(400, *wrong);
  if (!cursor) return fault(400, "parameter \"cursor\" must be the `next` of an earlier answer");
  const auto source = source_of(call.id());
  if (!source) return fault(404, "sources are called outlet:NAME or speaker:ID");
  const auto numbers = source_numbers(call.database(), *source);
  if (!numbers) return fault(numbers.error());
  if (numbers->documents == 0) return fault(404, "the store has no source \"" + call.id() + "\"");
  const auto disputed = disputed_claims(call.database(), *source);
  const auto list = said(call.database(), *source, cursor->published, cursor->row, limit);
  if (!disputed) return fault(disputed.error());
  if (!list) return fault(list.error());
  const Contested refs = contested(call, *disputed);
  Json json;
  NameSet ids;
  json.begin();
  Json summary;
  write_source_summary(summary, call.names(), {*source, numbers->claims, numbers->documents});
  json.raw("source", summary.text()).field("incidents", numbers->incidents).field("alone", numbers->alone);
  json.field("corrected", numbers->corrected);
  json.field("contradicted", refs.disputes);
  write_counts(json, "kinds", numbers->kinds);
  write_counts(json, "outlets", numbers->outlets);
  if (Status written = write_statements(json, call, *list, refs.claims, ids); !written) return fault(written.error());
  const bool full = static_cast<std::int64_t>(list->size()) == limit;
  json.nullable("next", full ? list->back().published + "~" + std::to_string(list->back().row) : "");
  ids.write(json, call.names());
  return json_answer(json.end());
}

}  // namespace isnad::serve
