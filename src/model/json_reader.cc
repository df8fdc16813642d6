// JSON to records. Input may come from anywhere, so: strict UTF-8, no recursion (nesting costs heap, not stack), and
// every error names the byte offset or the field, e.g. `field "casualties[2].low": must be a whole number or null`.
//
// `Node` pairs a value with its path and with the one error slot of the whole reading: the first failure stays, all
// later getters still return defaults, so the readers below are plain lists of fields.
#include <rapidjson/document.h>
#include <rapidjson/error/en.h>

#include <cmath>
#include <limits>

#include "base/utf8.h"
#include "isnad/json.h"

namespace isnad {
namespace {

using Value = rapidjson::Value;

class Node {
 public:
  Node(const Value* value, std::string path, std::string* error)
      : value_(value), path_(std::move(path)), error_(error) {}

  /// A member; absent and null are the same.
  Node operator[](const char* name) const {
    std::string path = path_.empty() ? name : path_ + "." + name;
    const auto found = value_ && value_->IsObject() ? value_->FindMember(name) : Value::ConstMemberIterator();
    const bool present = value_ && value_->IsObject() && found != value_->MemberEnd() && !found->value.IsNull();
    return {present ? &found->value : nullptr, std::move(path), error_};
  }

  /// Fails unless there is a value.
  Node required() const {
    if (!value_) fail("is missing");
    return *this;
  }

  bool present() const { return value_ != nullptr; }

  Node object() const {
    if (value_ && !value_->IsObject()) fail("must be an object");
    return *this;
  }

  std::string string() const {
    if (!value_) return {};
    if (!value_->IsString()) {
      fail("must be a string");
      return {};
    }
    std::string text(value_->GetString(), value_->GetStringLength());
    // The parser lets a lone low surrogate (DC00 to DFFF) pass, which has no UTF-8.
    if (find_malformed(text) != std::string::npos) fail("has half of a surrogate pair");
    return text;
  }

  bool boolean(bool absent = false) const {
    if (value_ && !value_->IsBool()) fail("must be true or false");
    return value_ && value_->IsBool() ? value_->GetBool() : absent;
  }

  std::uint32_t offset() const {
    if (!value_) return 0;
    if (value_->IsUint()) return value_->GetUint();
    fail("must be a whole number from 0 to 4294967295");
    return 0;
  }

  std::optional<std::int64_t> bound() const {
    if (!value_) return std::nullopt;
    if (value_->IsInt64()) return value_->GetInt64();
    fail("must be a whole number or null");
    return std::nullopt;
  }

  double fraction(double absent) const {
    if (!value_) return absent;
    if (value_->IsNumber() && value_->GetDouble() >= 0 && value_->GetDouble() <= 1) return value_->GetDouble();
    fail("must be a number from 0 to 1");
    return absent;
  }

  template <typename Enum>
  Enum one_of(Enum absent) const {
    const std::string text = string();
    if (!value_) return absent;
    if (const std::optional<Enum> parsed = parse_name<Enum>(text)) return *parsed;
    fail("has the unknown value \"" + text + "\"");
    return absent;
  }

  /// Reads every item of a list with `read`.
  template <typename Read>
  auto list(Read read) const {
    std::vector<decltype(read(*this))> items;
    if (!value_) return items;
    if (!value_->IsArray()) {
      fail("must be a list");
      return items;
    }
    items.reserve(value_->Size());
    for (rapidjson::SizeType i = 0; i < value_->Size(); ++i) {
      items.push_back(read(Node(&(*value_)[i], path_ + "[" + std::to_string(i) + "]", error_)));
    }
    return items;
  }

 private:
  void fail(const std::string& what) const {
    if (error_->empty()) *error_ = path_.empty() ? "the record " + what : "field \"" + path_ + "\": " + what;
  }

  const Value* value_;
  std::string path_;
  std::string* error_;
};

std::string read_string(const Node& node) {
  return node.string();
}

Quoted read_quoted(const Node& node) {
  node.object();
  return {node["text"].string(), node["start"].offset(), node["end"].offset()};
}

Participant read_participant(const Node& node) {
  return {read_quoted(node), node["id"].string(), node["sector"].string()};
}

Place read_place(const Node& node) {
  return {read_quoted(node), node["id"].string(), node["precision"].string(), node["candidates"].list(read_string)};
}

Time read_time(const Node& node) {
  return {read_quoted(node), node["value"].string()};
}

Casualty read_casualty(const Node& node) {
  return {read_quoted(node),     node["effect"].required().one_of(Effect::kKilled), node["low"].bound(),
          node["high"].bound(),  node["group"].one_of(Group::kUnspecified),         node["cumulative"].boolean(),
          node["as_of"].string()};
}

Attribution read_step(const Node& node) {
  return {read_quoted(node), node["kind"].one_of(Voice::kUnknown), node["named"].boolean(), node["id"].string()};
}

Claim read_claim(const Node& node) {
  node.object();
  Claim claim;
  claim.claim_id = node["claim_id"].required().string();
  claim.kind = node["kind"].required().one_of(Kind::kAttack);
  claim.trigger = read_quoted(node["trigger"].required());
  claim.agent = node["agent"].list(read_participant);
  claim.target = node["target"].list(read_participant);
  claim.place = node["place"].list(read_place);
  claim.time = node["time"].list(read_time);
  claim.means = node["means"].list(read_participant);
  claim.casualties = node["casualties"].list(read_casualty);
  claim.modality = node["modality"].one_of(Modality::kAsserted);
  claim.attribution = node["attribution"].list(read_step);
  claim.quote = node["quote"].one_of(Quote::kNone);
  claim.confidence = node["confidence"].fraction(1.0);
  claim.plover = node["plover"].string();
  claim.plover_mode = node["plover_mode"].string();
  claim.incident = node["incident"].string();
  claim.origin = node["origin"].string();
  claim.channel = node["channel"].string();
  claim.rules = node["rules"].list(read_string);
  claim.sentence = read_quoted(node["sentence"]);
  return claim;
}

Document read_document(const Node& node) {
  node.object();
  Document document;
  document.doc_id = node["doc_id"].string();
  document.outlet = node["outlet"].string();
  document.url = node["url"].string();
  document.published = node["published"].string();
  document.retrieved = node["retrieved"].string();
  document.author = node["author"].string();
  document.title = node["title"].string();
  document.text = node["text"].required().string();
  return document;
}

CodedDocument read_coded(const Node& node) {
  return {read_document(node), node["claims"].list(read_claim), {}};
}

ClaimRef read_ref(const Node& node) {
  return {node["doc_id"].required().string(), node["claim_id"].required().string()};
}

void read_saying(const Node& node, Saying& saying) {
  saying.claim = read_ref(node);
  saying.outlet = node["outlet"].string();
  saying.published = node["published"].string();
  saying.attribution = node["attribution"].list(read_step);
  saying.modality = node["modality"].one_of(Modality::kAsserted);
  saying.origin = node["origin"].string();
}

TollFigure read_figure(const Node& node) {
  TollFigure figure;
  read_saying(node, figure);
  figure.casualty = read_casualty(node["casualty"].required());
  figure.vague = node["vague"].boolean();
  figure.standing = node["standing"].one_of(Standing::kCurrent);
  if (node["by"].present()) figure.by = read_ref(node["by"]);
  return figure;
}

Holding read_holding(const Node& node) {
  Holding holding;
  read_saying(node, holding);
  holding.day = node["day"].string();
  holding.place_id = node["place_id"].string();
  holding.place = node["place"].string();
  holding.extent = node["extent"].string();
  holding.share = node["share"].fraction(1.0);
  holding.holder = node["holder"].string();
  holding.words = node["words"].string();
  holding.side = node["side"].string();
  holding.holds = node["holds"].boolean(true);
  return holding;
}

Stance read_stance(const Node& node) {
  Stance stance;
  read_saying(node, stance);
  stance.stance = node["stance"].string();
  stance.actor = node["actor"].string();
  stance.words = node["words"].string();
  return stance;
}

Position read_position(const Node& node) {
  return {node["statement"].string(), node["claims"].list(read_ref), node["voices"].list(read_string),
          node["independent"].bound().value_or(0)};
}

Dispute read_dispute(const Node& node) {
  Dispute dispute{node["type"].required().string(), node["about"].string(), node["positions"].list(read_position)};
  if (node["status"].present()) dispute.status = node["status"].string();
  dispute.weight = node["weight"].fraction(0);
  return dispute;
}

Link read_link(const Node& node) {
  return {node["type"].required().string(), read_ref(node), node["other_claim_id"].required().string(),
          node["cue"].string(), node["incident_id"].string()};
}

Origin read_origin(const Node& node) {
  return {node["id"].required().string(), node["claims"].list(read_ref)};
}

Incident read_incident(const Node& node) {
  node.object();
  Incident incident;
  incident.incident_id = node["incident_id"].required().string();
  incident.family = node["family"].string();
  incident.kind = node["kind"].required().one_of(Kind::kAttack);
  incident.place_id = node["place_id"].string();
  incident.place = node["place"].string();
  incident.day_first = node["day_first"].string();
  incident.day_last = node["day_last"].string();
  incident.claims = node["claims"].list(read_ref);
  incident.documents = node["documents"].list(read_string);
  incident.independent_origins = node["independent_origins"].bound().value_or(0);
  incident.origins = node["origins"].list(read_origin);
  incident.channels = node["channels"].list(read_origin);
  incident.toll = node["toll"].list(read_figure);
  incident.responsibility = node["responsibility"].list(read_stance);
  incident.control = node["control"].list(read_holding);
  incident.disputes = node["disputes"].list(read_dispute);
  incident.links = node["links"].list(read_link);
  return incident;
}

Error syntax_error(const rapidjson::Document& parsed) {
  return {Error::Code::kInput, "not valid JSON at byte " + std::to_string(parsed.GetErrorOffset()) + ": " +
                                   rapidjson::GetParseError_En(parsed.GetParseError())};
}

template <typename Read>
auto read_record(std::string_view json, Read read) -> Result<decltype(read(std::declval<Node>()))> {
  // Without kParseFullPrecisionFlag, with which RapidJSON reads 0e200 as another number than 0. Numbers of three
  // decimals are exact without it.
  constexpr unsigned kFlags = rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag;
  rapidjson::Document parsed;
  parsed.Parse<kFlags>(json.data(), json.size());
  if (parsed.HasParseError()) return syntax_error(parsed);
  if (!parsed.IsObject()) return Error{Error::Code::kInput, "the record must be an object: {\"text\": ...}"};
  std::string error;
  auto record = read(Node(&parsed, "", &error));
  if (!error.empty()) return Error{Error::Code::kInput, std::move(error)};
  return record;
}

}  // namespace

Result<Claim> claim_from_json(std::string_view json) {
  return read_record(json, read_claim);
}
Result<Document> document_from_json(std::string_view json) {
  return read_record(json, read_document);
}
Result<CodedDocument> coded_document_from_json(std::string_view json) {
  return read_record(json, read_coded);
}
Result<Incident> incident_from_json(std::string_view json) {
  return read_record(json, read_incident);
}

}  // namespace isnad
