// Outlets and speakers: what each says, how often alone, corrected, contradicted.
#include <charconv>
#include <map>
#include <set>
#include <span>

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

/// Index of the first statement behind the cursor; none when it is no cursor.
std::optional<std::size_t> statement_behind(const std::vector<SourceClaim>& claims, const std::string& cursor) {
  if (cursor.empty()) return 0;
  const std::size_t tilde = cursor.find('~');
  std::int64_t row = 0;
  const char* const end = cursor.data() + cursor.size();
  if (tilde == std::string::npos) return std::nullopt;
  const auto [stop, error] = std::from_chars(cursor.data() + tilde + 1, end, row);
  if (error != std::errc() || stop != end || row <= 0) return std::nullopt;
  const std::pair given(cursor.substr(0, tilde), row);
  const auto at = std::partition_point(claims.begin(), claims.end(), [&](const SourceClaim& claim) {
    return std::pair(claim.published, claim.row) >= given;
  });
  return static_cast<std::size_t>(at - claims.begin());
}

/// Claims are read a document at a time.
Status write_statements(Json& out, const Call& call, std::span<const SourceClaim> list,
                        const std::set<ClaimRef>& contested, NameSet& ids) {
  std::map<std::string, std::vector<Claim>> read;
  out.list("statements");
  for (const SourceClaim& at : list) {
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

/// Everything that a source says, and what is counted of it.
struct SourceView {
  std::vector<SourceClaim> claims;  // those published last first
  std::int64_t documents = 0, incidents = 0, alone = 0, corrected = 0;
  Counts kinds, outlets;
  Contested contested;
};

namespace {

/// How often each value occurs.
template <typename Of>
Counts counts_of(const std::vector<SourceClaim>& claims, Of of) {
  std::map<std::string, std::int64_t> counts;
  for (const SourceClaim& claim : claims) ++counts[of(claim)];
  return commonest({counts.begin(), counts.end()});
}

/// An incident of which every claim is the source's is told by it alone; of a disputed one the record is read.
void count_incidents(const Call& call, SourceView& view) {
  std::map<std::string, std::set<ClaimRef>> by_incident;
  for (const SourceClaim& claim : view.claims) {
    if (!claim.incident_id.empty()) by_incident[claim.incident_id].insert({claim.doc_id, claim.claim_id});
  }
  view.incidents = static_cast<std::int64_t>(by_incident.size());
  for (const auto& [id, mine] : by_incident) {
    const auto found = call.snapshot->by_id.find(id);
    if (found == call.snapshot->by_id.end()) continue;  // it has come since
    const IncidentRow& row = call.snapshot->rows[found->second];
    view.alone += row.claims == mine.size() ? 1 : 0;
    if (row.disputes == 0) continue;
    const auto incident = call.store().incident(id);
    if (incident) add_contested(*incident, mine, view.contested);  // else it was replaced since
  }
}

Result<std::shared_ptr<const SourceView>> view_of(const Call& call, const Source& source) {
  if (auto known = call.snapshot->views.get(id_of(source))) return known;
  auto claims = source_claims(call.database(), source);
  if (!claims) return claims.error();
  auto view = std::make_shared<SourceView>();
  view->claims = *std::move(claims);
  std::map<std::int64_t, bool> documents;
  for (const SourceClaim& claim : view->claims) documents[claim.document] = claim.corrected;
  for (const auto& [row, corrected] : documents) view->corrected += corrected ? 1 : 0;
  view->documents = static_cast<std::int64_t>(documents.size());
  std::erase_if(view->claims, [](const SourceClaim& claim) { return claim.row == 0; });
  view->kinds = counts_of(view->claims, [](const SourceClaim& claim) { return claim.kind; });
  view->outlets = counts_of(view->claims, [](const SourceClaim& claim) { return claim.outlet; });
  count_incidents(call, *view);
  call.snapshot->views.put(id_of(source), view);
  return std::shared_ptr<const SourceView>(view);
}

}  // namespace

Response sources(const Call& call) {
  Arguments arguments(call.request);
  const std::size_t type = arguments.choice("type", {"", "outlet", "speaker"});
  const std::string folded = folded_terms(call, arguments.text("q", 100));
  const std::string cursor = arguments.text("cursor", 2000);
  const auto limit = static_cast<std::size_t>(arguments.limit());
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
  const auto limit = static_cast<std::size_t>(arguments.limit());
  const std::string cursor = arguments.text("cursor");
  if (const auto wrong = arguments.problem()) return fault(400, *wrong);
  const auto source = source_of(call.id());
  if (!source) return fault(404, "sources are called outlet:NAME or speaker:ID");
  const auto found = view_of(call, *source);
  if (!found) return fault(found.error());
  const SourceView& view = **found;
  if (view.documents == 0) return fault(404, "the store has no source \"" + call.id() + "\"");
  const auto begin = statement_behind(view.claims, cursor);
  if (!begin) return fault(400, "parameter \"cursor\" must be the `next` of an earlier answer");
  const auto page = std::span(view.claims).subspan(*begin, std::min(limit, view.claims.size() - *begin));
  Json json;
  NameSet ids;
  json.begin();
  Json summary;
  const auto claims = static_cast<std::int64_t>(view.claims.size());
  write_source_summary(summary, call.names(), {*source, claims, view.documents});
  json.raw("source", summary.text()).field("incidents", view.incidents).field("alone", view.alone);
  json.field("corrected", view.corrected);
  json.field("contradicted", view.contested.disputes);
  write_counts(json, "kinds", view.kinds);
  write_counts(json, "outlets", view.outlets);
  if (Status written = write_statements(json, call, page, view.contested.claims, ids); !written)
    return fault(written.error());
  const bool more = *begin + page.size() < view.claims.size();
  json.nullable("next", more ? page.back().published + "~" + std::to_string(page.back().row) : "");
  ids.write(json, call.names());
  return json_answer(json.end());
}

}  // namespace isnad::serve
