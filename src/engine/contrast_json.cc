// A comparison of two reports as JSON (docs/formats/contrast.md).
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>

#include "isnad/contrast.h"
#include "isnad/json.h"

namespace isnad {
namespace {

using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

void field(Writer& out, const char* name, const std::string& value) {
  out.Key(name);
  out.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
}

void write_claim(Writer& out, const CodedDocument& coded, const std::string& claim_id) {
  const auto found = std::find_if(coded.claims.begin(), coded.claims.end(),
                                  [&](const Claim& claim) { return claim.claim_id == claim_id; });
  if (found == coded.claims.end()) return;
  const std::string json = to_json(*found, coded.document.doc_id);
  out.RawValue(json.data(), json.size(), rapidjson::kObjectType);
}

void write_claims(Writer& out, const char* name, const CodedDocument& coded, const std::vector<std::string>& ids) {
  out.Key(name);
  out.StartArray();
  for (const std::string& id : ids) write_claim(out, coded, id);
  out.EndArray();
}

}  // namespace

std::string to_json(const Contrast& contrast, const std::string& id) {
  rapidjson::StringBuffer buffer;
  Writer out(buffer);
  out.StartObject();
  if (!id.empty()) field(out, "id", id);
  out.Key("contradictions");
  out.StartArray();
  for (const Contradiction& found : contrast.contradictions) {
    out.StartObject();
    field(out, "type", found.type);
    field(out, "about", found.about);
    field(out, "a", found.a);
    field(out, "b", found.b);
    out.EndObject();
  }
  out.EndArray();
  out.Key("both");
  out.StartArray();
  for (const auto& [a, b] : contrast.both) {
    out.StartObject();
    out.Key("a");
    write_claim(out, contrast.a, a);
    out.Key("b");
    write_claim(out, contrast.b, b);
    out.EndObject();
  }
  out.EndArray();
  write_claims(out, "only_a", contrast.a, contrast.only_a);
  write_claims(out, "only_b", contrast.b, contrast.only_b);
  out.EndObject();
  return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace isnad
