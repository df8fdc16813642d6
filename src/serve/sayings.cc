#include "serve/sayings.h"

#include <map>
#include <vector>

namespace isnad::serve {
namespace {

void write_step(Json& out, const Attribution& step) {
  out.begin().field("text", step.text).field("start", step.start).field("end", step.end);
  out.field("kind", name(step.kind)).field("named", step.named).field("id", step.id).end();
}

void write_voice_fields(Json& out, const Saying& saying) {
  out.field("doc_id", saying.claim.doc_id).field("claim_id", saying.claim.claim_id);
  out.field("outlet", saying.outlet).nullable("published", saying.published).list("attribution");
  for (const Attribution& step : saying.attribution) write_step(out, step);
  out.end_list().field("modality", name(saying.modality)).field("origin", saying.origin);
}

/// Records name an actor by id, or by folded words where it has none.
std::string_view known_id(const Names& names, std::string_view actor) {
  return names.actor(actor).table < 0 ? std::string_view() : actor;
}

void add_voice(NameSet& ids, const Saying& saying) {
  for (const Attribution& step : saying.attribution) ids.add(step.id);
}

}  // namespace

void write_voice(Json& out, const Saying& saying) {
  out.begin();
  write_voice_fields(out, saying);
  out.end();
}

Saying saying_of(const Claim& claim, const Document& document) {
  return {
      {document.doc_id, claim.claim_id}, document.outlet, document.published, claim.attribution, claim.modality, {}};
}

void write_holding(Json& out, const Holding& holding, const Names& names) {
  out.begin().nullable("day", holding.day).field("place_id", holding.place_id).field("place", holding.place);
  out.field("actor_id", known_id(names, holding.holder)).field("actor", holding.words);
  out.field("extent", holding.extent).field("share", holding.share).field("side", holding.side);
  out.field("holds", holding.holds).begin("voice");
  write_voice_fields(out, holding);
  out.end().end();
}

void write_responsibility(Json& out, const Incident& incident, const Names& names) {
  std::map<std::pair<std::string, std::string>, std::size_t> places;
  std::vector<std::vector<const Stance*>> groups;
  for (const Stance& stance : incident.responsibility) {
    const auto [at, fresh] = places.emplace(std::pair(stance.stance, stance.actor), groups.size());
    if (fresh) groups.emplace_back();
    groups[at->second].push_back(&stance);
  }
  out.list("responsibility");
  for (const auto& group : groups) {
    const Stance& first = *group.front();
    out.begin().field("actor_id", known_id(names, first.actor)).field("actor", first.words);
    out.field("stance", first.stance).list("voices");
    for (const Stance* stance : group) write_voice(out, *stance);
    out.end_list().end();
  }
  out.end_list();
}

void add_ids(NameSet& ids, const Incident& incident) {
  ids.add(incident.place_id);
  for (const TollFigure& figure : incident.toll) add_voice(ids, figure);
  for (const Stance& stance : incident.responsibility) {
    ids.add(stance.actor);
    add_voice(ids, stance);
  }
  for (const Holding& holding : incident.control) {
    ids.add(holding.holder);
    ids.add(holding.place_id);
    add_voice(ids, holding);
  }
  for (const Dispute& dispute : incident.disputes) {
    for (const Position& position : dispute.positions) {
      for (const std::string& voice : position.voices) ids.add(voice);
    }
  }
}

}  // namespace isnad::serve
