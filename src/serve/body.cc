#include "serve/body.h"

#include <rapidjson/error/en.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "base/utf8.h"

namespace isnad::serve {
namespace {

constexpr unsigned kFlags = rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag;
constexpr std::size_t kDeepest = 64;

/// Values are written by recursion further on.
bool too_deep(std::string_view json) {
  std::size_t depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    if (quoted && json[i] == '\\')
      ++i;
    else if (json[i] == '"')
      quoted = !quoted;
    else if (!quoted && (json[i] == '{' || json[i] == '['))
      ++depth;
    else if (!quoted && (json[i] == '}' || json[i] == ']'))
      --depth;
    if (depth > kDeepest && depth < json.size()) return true;
  }
  return false;
}

std::string text_of(const rapidjson::Value& value) {
  std::string text(value.GetString(), value.GetStringLength());
  // The parser lets a lone low surrogate pass, which has no UTF-8.
  return find_malformed(text) == std::string::npos ? text : replace_malformed(text);
}

std::string json_of(const rapidjson::Value& value) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  value.Accept(writer);
  return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace

Result<Body> Body::parse(std::string_view json) {
  if (too_deep(json)) return Error{Error::Code::kInput, "nested too deeply"};
  Body body;
  body.document_ = std::make_shared<rapidjson::Document>();
  body.document_->Parse<kFlags>(json.data(), json.size());
  if (body.document_->HasParseError()) {
    return Error{Error::Code::kInput, std::string(rapidjson::GetParseError_En(body.document_->GetParseError())) +
                                          " (byte " + std::to_string(body.document_->GetErrorOffset()) + ")"};
  }
  if (!body.document_->IsObject()) return Error{Error::Code::kInput, "must be a JSON object"};
  return body;
}

const rapidjson::Value* Body::find(const char* name) const {
  const rapidjson::Value& object = *document_;
  const auto found = object.FindMember(name);
  return found == object.MemberEnd() || found->value.IsNull() ? nullptr : &found->value;
}

std::string Body::text(const char* name) const {
  const rapidjson::Value* const value = find(name);
  return value != nullptr && value->IsString() ? text_of(*value) : std::string();
}

std::optional<std::int64_t> Body::integer(const char* name) const {
  const rapidjson::Value* const value = find(name);
  return value != nullptr && value->IsInt64() ? std::optional(value->GetInt64()) : std::nullopt;
}

std::vector<std::string> Body::texts(const char* name) const {
  std::vector<std::string> list;
  const rapidjson::Value* const value = find(name);
  if (value == nullptr || !value->IsArray()) return list;
  for (const rapidjson::Value& item : value->GetArray()) {
    if (item.IsString()) list.push_back(text_of(item));
  }
  return list;
}

std::vector<ClaimRef> Body::refs(const char* name) const {
  std::vector<ClaimRef> list;
  const rapidjson::Value* const value = find(name);
  if (value == nullptr || !value->IsArray()) return list;
  for (const rapidjson::Value& item : value->GetArray()) {
    if (!item.IsObject()) continue;
    const auto doc_id = item.FindMember("doc_id"), claim_id = item.FindMember("claim_id");
    const bool whole = doc_id != item.MemberEnd() && claim_id != item.MemberEnd() && doc_id->value.IsString() &&
                       claim_id->value.IsString();
    if (whole) list.push_back({text_of(doc_id->value), text_of(claim_id->value)});
  }
  return list;
}

std::string Body::json(const char* name) const {
  const rapidjson::Value* const value = find(name);
  return value == nullptr ? std::string() : json_of(*value);
}

std::string Body::only(const std::vector<const char*>& names) const {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  writer.StartObject();
  for (const char* const name : names) {
    const rapidjson::Value* const value = find(name);
    if (value == nullptr) continue;
    writer.Key(name);
    value->Accept(writer);
  }
  writer.EndObject();
  return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace isnad::serve
