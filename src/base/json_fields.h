// Writing JSON field by field, over the records' own JSON.
//
//   Json json;
//   json.begin().field("total", 3).list("items");
//   for (...) json.raw(to_json(claim, doc_id));
//   json.end_list().end();
#pragma once

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace isnad {

class Json {
 public:
  Json() : out_(buffer_) {}

  Json& begin() { return out_.StartObject(), *this; }
  Json& begin(std::string_view name) { return key(name), begin(); }
  Json& end() { return out_.EndObject(), *this; }
  Json& begin_list() { return out_.StartArray(), *this; }
  Json& list(std::string_view name) { return key(name), begin_list(); }
  Json& end_list() { return out_.EndArray(), *this; }

  Json& value(std::string_view text) { return out_.String(text.data(), size(text)), *this; }
  Json& value(const std::string& text) { return value(std::string_view(text)); }
  Json& value(const char* text) { return value(std::string_view(text)); }
  Json& value(bool truth) { return out_.Bool(truth), *this; }
  Json& value(double number) { return out_.Double(number), *this; }
  template <std::integral Number>
  Json& value(Number number) {
    return out_.Int64(static_cast<std::int64_t>(number)), *this;
  }
  Json& value(std::nullptr_t) { return out_.Null(), *this; }
  template <typename T>
  Json& value(const std::optional<T>& maybe) {
    return maybe ? value(*maybe) : value(nullptr);
  }

  template <typename T>
  Json& field(std::string_view name, const T& content) {
    return key(name), value(content);
  }
  /// Null when the text is empty.
  Json& nullable(std::string_view name, std::string_view text) {
    return key(name), text.empty() ? value(nullptr) : value(text);
  }
  /// Left out when the text is empty.
  Json& unless_empty(std::string_view name, std::string_view text) { return text.empty() ? *this : field(name, text); }
  /// JSON that is complete in itself.
  Json& raw(std::string_view json) { return out_.RawValue(json.data(), json.size(), rapidjson::kObjectType), *this; }
  Json& raw(std::string_view name, std::string_view json) { return key(name), raw(json); }

  std::string text() const { return {buffer_.GetString(), buffer_.GetSize()}; }

 private:
  static rapidjson::SizeType size(std::string_view text) { return static_cast<rapidjson::SizeType>(text.size()); }
  void key(std::string_view name) { out_.Key(name.data(), size(name)); }

  rapidjson::StringBuffer buffer_;
  rapidjson::Writer<rapidjson::StringBuffer> out_;
};

}  // namespace isnad
