#include "engine/score_records.h"

#include <rapidjson/document.h>
#include <rapidjson/error/en.h>

namespace isnad::scoring {
namespace {

using rapidjson::Value;

constexpr const char* kNames[kOrigin] = {"agent", "target", "place", "means", "attribution"};
constexpr std::size_t kDateSize = 10;  // 2016-10-21

const Value* member(const Value& object, const char* name) {
  if (!object.IsObject()) return nullptr;
  const auto found = object.FindMember(name);
  return found == object.MemberEnd() || found->value.IsNull() ? nullptr : &found->value;
}

std::string string_of(const Value& object, const char* name, const char* absent = "") {
  const Value* const value = member(object, name);
  return value != nullptr && value->IsString() ? std::string(value->GetString(), value->GetStringLength()) : absent;
}

std::string bound_of(const Value& object, const char* name) {
  const Value* const value = member(object, name);
  return value != nullptr && value->IsInt64() ? std::to_string(value->GetInt64()) : std::string();
}

Range range_of(const Value& span) {
  const Value* const start = member(span, "start");
  const Value* const end = member(span, "end");
  const bool whole = start != nullptr && end != nullptr && start->IsInt64() && end->IsInt64();
  return whole ? Range{start->GetInt64(), end->GetInt64()} : Range{};
}

template <typename Visit>
void each(const Value& object, const char* name, Visit visit) {
  const Value* const list = member(object, name);
  if (list == nullptr || !list->IsArray()) return;
  for (const Value& item : list->GetArray()) visit(item);
}

void read_spans(const Value& claim, Record& out) {
  for (int field = 0; field < kOrigin; ++field) {
    each(claim, kNames[field], [&](const Value& span) {
      if (member(span, "end") != nullptr) out.spans[static_cast<std::size_t>(field)].push_back(range_of(span));
    });
  }
  const Value* last = nullptr;
  each(claim, "attribution", [&](const Value& step) { last = &step; });
  if (last != nullptr) out.spans[kOrigin].push_back(range_of(*last));
}

Record read_record(const Value& claim) {
  Record out;
  out.kind = string_of(claim, "kind");
  out.modality = string_of(claim, "modality", "asserted");
  if (const Value* const trigger = member(claim, "trigger")) {
    out.trigger = range_of(*trigger);
    out.trigger_text = string_of(*trigger, "text");
  }
  read_spans(claim, out);
  each(claim, "time", [&](const Value& time) {
    const std::string value = string_of(time, "value").substr(0, kDateSize);
    if (!value.empty()) out.dates.push_back(value);
  });
  each(claim, "casualties", [&](const Value& casualty) {
    out.casualties.push_back({string_of(casualty, "effect"), bound_of(casualty, "low"), bound_of(casualty, "high")});
  });
  return out;
}

}  // namespace

Result<Line> read_line(std::string_view json) {
  rapidjson::Document root;
  root.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(json.data(), json.size());
  if (root.HasParseError()) {
    return Error{Error::Code::kInput, "no JSON at byte " + std::to_string(root.GetErrorOffset()) +
                                          " of the record: " + rapidjson::GetParseError_En(root.GetParseError())};
  }
  Line line{string_of(root, "doc_id"), string_of(root, "text"), {}};
  if (line.doc_id.empty()) return Error{Error::Code::kInput, "the record has no doc_id"};
  if (member(root, "claims") == nullptr) {
    if (member(root, "trigger") != nullptr) line.records.push_back(read_record(root));
    return line;
  }
  each(root, "claims", [&](const Value& claim) { line.records.push_back(read_record(claim)); });
  return line;
}

}  // namespace isnad::scoring
