// Decisions about incidents: marks of claims, and their JSON.
#include "isnad/decision.h"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <optional>

namespace isnad {
namespace {

using rapidjson::Value;

bool alike(const Claim& a, const Claim& b) {
  return a.kind == b.kind && a.trigger.start == b.trigger.start && a.trigger.end == b.trigger.end;
}

const Value* member(const Value& object, const char* name) {
  const auto found = object.FindMember(name);
  return found == object.MemberEnd() ? nullptr : &found->value;
}

bool read_number(const Value& object, const char* name, std::uint32_t& into) {
  const Value* const value = member(object, name);
  if (value == nullptr || !value->IsUint()) return false;
  into = value->GetUint();
  return true;
}

std::optional<ClaimMark> mark_from(const Value& value) {
  if (!value.IsObject()) return std::nullopt;
  const Value *const doc_id = member(value, "doc_id"), *const kind = member(value, "kind");
  if (doc_id == nullptr || kind == nullptr || !doc_id->IsString() || !kind->IsString()) return std::nullopt;
  const auto known = parse_name<Kind>(std::string_view(kind->GetString(), kind->GetStringLength()));
  ClaimMark mark{{doc_id->GetString(), doc_id->GetStringLength()}, known.value_or(Kind::kAttack)};
  const bool numbers = read_number(value, "start", mark.start) && read_number(value, "end", mark.end) &&
                       read_number(value, "twin", mark.twin);
  return known && numbers ? std::optional(std::move(mark)) : std::nullopt;
}

}  // namespace

ClaimMark mark_of(const CodedDocument& coded, std::size_t index) {
  const Claim& claim = coded.claims[index];
  const auto before = std::count_if(coded.claims.begin(), coded.claims.begin() + static_cast<std::ptrdiff_t>(index),
                                    [&](const Claim& other) { return alike(other, claim); });
  return {coded.document.doc_id, claim.kind, claim.trigger.start, claim.trigger.end,
          static_cast<std::uint32_t>(before)};
}

std::string to_json(const Decision& decision) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> out(buffer);
  const auto text = [&](std::string_view words) {
    out.String(words.data(), static_cast<rapidjson::SizeType>(words.size()));
  };
  out.StartObject();
  out.Key("sides");
  out.StartArray();
  for (const auto& side : decision.sides) {
    out.StartArray();
    for (const ClaimMark& mark : side) {
      out.StartObject();
      out.Key("doc_id"), text(mark.doc_id);
      out.Key("kind"), text(name(mark.kind));
      out.Key("start"), out.Uint(mark.start);
      out.Key("end"), out.Uint(mark.end);
      out.Key("twin"), out.Uint(mark.twin);
      out.EndObject();
    }
    out.EndArray();
  }
  out.EndArray();
  out.EndObject();
  return {buffer.GetString(), buffer.GetSize()};
}

Result<Decision> decision_from_json(std::string_view json) {
  const Error wrong{Error::Code::kInput, "a decision must be an object with `sides`, lists of marks of claims"};
  rapidjson::Document document;
  document.Parse<rapidjson::kParseIterativeFlag>(json.data(), json.size());
  if (document.HasParseError() || !document.IsObject()) return wrong;
  const Value* const sides = member(document, "sides");
  if (sides == nullptr || !sides->IsArray()) return wrong;
  Decision decision;
  for (const Value& side : sides->GetArray()) {
    if (!side.IsArray()) return wrong;
    decision.sides.emplace_back();
    for (const Value& item : side.GetArray()) {
      auto mark = mark_from(item);
      if (!mark) return wrong;
      decision.sides.back().push_back(*std::move(mark));
    }
  }
  return decision;
}

}  // namespace isnad
