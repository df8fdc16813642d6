// Records to JSON: one object on one line, the field order of docs/formats/claim.md, every field always present.
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <cmath>

#include "isnad/json.h"
#include "isnad/policy.h"

namespace isnad {
namespace {

/// A type of this namespace, so that `list_field` finds the `write` functions that stand below it.
struct Output : rapidjson::Writer<rapidjson::StringBuffer> {
  using Writer::Writer;
};

void key(Output& out, std::string_view text) {
  out.Key(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

void write(Output& out, std::string_view text) {
  out.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

void field(Output& out, std::string_view name, std::string_view value) {
  key(out, name);
  write(out, value);
}

/// A date: null when there is none.
void date_field(Output& out, std::string_view name, const std::string& value) {
  key(out, name);
  value.empty() ? static_cast<void>(out.Null()) : write(out, value);
}

void bound_field(Output& out, std::string_view name, const std::optional<std::int64_t>& value) {
  key(out, name);
  value ? out.Int64(*value) : out.Null();
}

void boolean_field(Output& out, std::string_view name, bool value) {
  key(out, name);
  out.Bool(value);
}

template <typename List>
void list_field(Output& out, std::string_view name, const List& list) {
  key(out, name);
  out.StartArray();
  for (const auto& item : list) write(out, item);
  out.EndArray();
}

void quoted_fields(Output& out, const Quoted& quoted) {
  field(out, "text", quoted.text);
  key(out, "start");
  out.Uint(quoted.start);
  key(out, "end");
  out.Uint(quoted.end);
}

void write(Output& out, const Quoted& quoted) {
  out.StartObject();
  quoted_fields(out, quoted);
  out.EndObject();
}

void write(Output& out, const Participant& participant) {
  out.StartObject();
  quoted_fields(out, participant);
  field(out, "id", participant.id);
  field(out, "sector", participant.sector);
  out.EndObject();
}

void write(Output& out, const Place& place) {
  out.StartObject();
  quoted_fields(out, place);
  field(out, "id", place.id);
  field(out, "precision", place.precision);
  list_field(out, "candidates", place.candidates);
  out.EndObject();
}

void write(Output& out, const Time& time) {
  out.StartObject();
  quoted_fields(out, time);
  date_field(out, "value", time.value);
  out.EndObject();
}

void write(Output& out, const Casualty& casualty) {
  out.StartObject();
  quoted_fields(out, casualty);
  field(out, "effect", name(casualty.effect));
  bound_field(out, "low", casualty.low);
  bound_field(out, "high", casualty.high);
  field(out, "group", name(casualty.group));
  if (casualty.cumulative) {
    key(out, "cumulative");
    out.Bool(true);
    date_field(out, "as_of", casualty.as_of);
  }
  out.EndObject();
}

void write(Output& out, const Attribution& step) {
  out.StartObject();
  quoted_fields(out, step);
  field(out, "kind", name(step.kind));
  key(out, "named");
  out.Bool(step.named);
  field(out, "id", step.id);
  out.EndObject();
}

/// Three decimals; a value outside [0, 1] or not a number would be a bug upstream and must not break the line.
void fraction_field(Output& out, std::string_view name, double value) {
  key(out, name);
  const double sound = std::isfinite(value) ? std::clamp(value, 0.0, 1.0) : 0.0;
  out.Double(std::round(sound * 1000.0) / 1000.0);
}

void write(Output& out, const Claim& claim, std::string_view doc_id) {
  out.StartObject();
  if (!doc_id.empty()) field(out, "doc_id", doc_id);
  field(out, "claim_id", claim.claim_id);
  field(out, "kind", name(claim.kind));
  key(out, "trigger");
  write(out, claim.trigger);
  list_field(out, "agent", claim.agent);
  list_field(out, "target", claim.target);
  list_field(out, "place", claim.place);
  list_field(out, "time", claim.time);
  list_field(out, "means", claim.means);
  list_field(out, "casualties", claim.casualties);
  field(out, "modality", name(claim.modality));
  list_field(out, "attribution", claim.attribution);
  field(out, "quote", name(claim.quote));
  fraction_field(out, "confidence", claim.confidence);
  field(out, "plover", claim.plover);
  field(out, "plover_mode", claim.plover_mode);
  field(out, "incident", claim.incident);
  field(out, "origin", claim.origin);
  field(out, "channel", claim.channel);
  list_field(out, "rules", claim.rules);
  key(out, "sentence");
  write(out, claim.sentence);
  out.EndObject();
}

void ref_fields(Output& out, const ClaimRef& ref) {
  field(out, "doc_id", ref.doc_id);
  field(out, "claim_id", ref.claim_id);
}

void write(Output& out, const ClaimRef& ref) {
  out.StartObject();
  ref_fields(out, ref);
  out.EndObject();
}

void saying_fields(Output& out, const Saying& saying) {
  ref_fields(out, saying.claim);
  field(out, "outlet", saying.outlet);
  date_field(out, "published", saying.published);
  list_field(out, "attribution", saying.attribution);
  field(out, "modality", name(saying.modality));
  field(out, "origin", saying.origin);
}

void write(Output& out, const TollFigure& figure) {
  out.StartObject();
  saying_fields(out, figure);
  key(out, "casualty");
  write(out, figure.casualty);
  boolean_field(out, "vague", figure.vague);
  field(out, "standing", name(figure.standing));
  key(out, "by");
  figure.by.doc_id.empty() ? static_cast<void>(out.Null()) : write(out, figure.by);
  out.EndObject();
}

void write(Output& out, const Holding& holding, std::string_view incident_id = {}) {
  out.StartObject();
  if (!incident_id.empty()) field(out, "incident_id", incident_id);
  saying_fields(out, holding);
  date_field(out, "day", holding.day);
  field(out, "place_id", holding.place_id);
  field(out, "place", holding.place);
  field(out, "extent", holding.extent);
  fraction_field(out, "share", holding.share);
  field(out, "holder", holding.holder);
  field(out, "words", holding.words);
  field(out, "side", holding.side);
  boolean_field(out, "holds", holding.holds);
  out.EndObject();
}

void write(Output& out, const Stance& stance) {
  out.StartObject();
  saying_fields(out, stance);
  field(out, "stance", stance.stance);
  field(out, "actor", stance.actor);
  field(out, "words", stance.words);
  out.EndObject();
}

void write(Output& out, const Position& position) {
  out.StartObject();
  field(out, "statement", position.statement);
  list_field(out, "claims", position.claims);
  list_field(out, "voices", position.voices);
  key(out, "independent");
  out.Int64(position.independent);
  out.EndObject();
}

void write(Output& out, const Dispute& dispute, std::string_view incident_id = {}) {
  out.StartObject();
  if (!incident_id.empty()) field(out, "incident_id", incident_id);
  field(out, "type", dispute.type);
  field(out, "about", dispute.about);
  field(out, "status", dispute.status);
  fraction_field(out, "weight", dispute.weight);
  list_field(out, "positions", dispute.positions);
  out.EndObject();
}

void write(Output& out, const Origin& origin) {
  out.StartObject();
  field(out, "id", origin.id);
  list_field(out, "claims", origin.claims);
  out.EndObject();
}

void write(Output& out, const Link& link) {
  out.StartObject();
  field(out, "type", link.type);
  field(out, "incident_id", link.incident_id);
  ref_fields(out, link.claim);
  field(out, "other_claim_id", link.other);
  field(out, "cue", link.cue);
  out.EndObject();
}

void write(Output& out, const Incident& incident) {
  out.StartObject();
  field(out, "incident_id", incident.incident_id);
  field(out, "family", incident.family);
  field(out, "kind", name(incident.kind));
  field(out, "place_id", incident.place_id);
  field(out, "place", incident.place);
  date_field(out, "day_first", incident.day_first);
  date_field(out, "day_last", incident.day_last);
  list_field(out, "claims", incident.claims);
  list_field(out, "documents", incident.documents);
  key(out, "independent_origins");
  out.Int64(incident.independent_origins);
  list_field(out, "origins", incident.origins);
  list_field(out, "channels", incident.channels);
  list_field(out, "toll", incident.toll);
  list_field(out, "responsibility", incident.responsibility);
  list_field(out, "control", incident.control);
  list_field(out, "disputes", incident.disputes);
  list_field(out, "links", incident.links);
  out.EndObject();
}

void write(Output& out, const Tally& tally) {
  out.StartObject();
  field(out, "effect", name(tally.effect));
  field(out, "people", tally.people);
  bound_field(out, "low", tally.low);
  bound_field(out, "best", tally.best);
  bound_field(out, "high", tally.high);
  key(out, "origins");
  out.Int64(tally.origins);
  boolean_field(out, "provisional", tally.provisional);
  list_field(out, "claims", tally.claims);
  out.EndObject();
}

void write(Output& out, const LeftOut& left) {
  out.StartObject();
  ref_fields(out, left.claim);
  key(out, "casualty");
  write(out, left.casualty);
  field(out, "reason", left.reason);
  out.EndObject();
}

void write(Output& out, const Count& count) {
  out.StartObject();
  field(out, "policy", name(count.policy));
  field(out, "rule", rule_of(count.policy));
  list_field(out, "tallies", count.tallies);
  list_field(out, "left_out", count.left_out);
  out.EndObject();
}

void write(Output& out, const CodedDocument& coded) {
  const Document& document = coded.document;
  out.StartObject();
  field(out, "doc_id", document.doc_id);
  field(out, "outlet", document.outlet);
  field(out, "url", document.url);
  date_field(out, "published", document.published);
  date_field(out, "retrieved", document.retrieved);
  field(out, "author", document.author);
  field(out, "title", document.title);
  field(out, "text", document.text);
  key(out, "claims");
  out.StartArray();
  for (const Claim& claim : coded.claims) write(out, claim, {});
  out.EndArray();
  out.EndObject();
}

void write(Output& out, const Merge::Reason& reason) {
  out.StartObject();
  field(out, "feature", reason.feature);
  key(out, "score");
  out.Double(std::round(reason.score * 1000) / 1000);
  out.EndObject();
}

void write(Output& out, const Merge& merge, std::string_view incident_id) {
  out.StartObject();
  field(out, "incident_id", incident_id);
  key(out, "across");
  out.Bool(merge.across);
  list_field(out, "left", merge.left);
  list_field(out, "right", merge.right);
  key(out, "score");
  out.Double(std::round(merge.score * 1000) / 1000);
  list_field(out, "reasons", merge.reasons);
  out.EndObject();
}

template <typename... Record>
std::string written(const Record&... record) {
  rapidjson::StringBuffer buffer;
  Output out(buffer);
  write(out, record...);
  return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace

std::string to_json(const Claim& claim, std::string_view doc_id) {
  return written(claim, doc_id);
}
std::string to_json(const CodedDocument& coded) {
  return written(coded);
}
std::string to_json(const Incident& incident) {
  return written(incident);
}
std::string to_json(const Merge& merge, std::string_view incident_id) {
  return written(merge, incident_id);
}
std::string to_json(const Dispute& dispute, std::string_view incident_id) {
  return written(dispute, incident_id);
}
std::string to_json(const Holding& holding, std::string_view incident_id) {
  return written(holding, incident_id);
}
std::string to_json(const Count& count) {
  return written(count);
}

}  // namespace isnad
