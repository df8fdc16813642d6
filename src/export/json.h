// Writing JSON field by field.
#pragma once

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace isnad::exports {

class Json {
 public:
  Json() : writer_(buffer_) {}
  Json& begin() { return writer_.StartObject(), *this; }
  Json& end() { return writer_.EndObject(), *this; }
  Json& begin_list() { return writer_.StartArray(), *this; }
  Json& end_list() { return writer_.EndArray(), *this; }
  Json& key(std::string_view name) {
    return writer_.Key(name.data(), static_cast<rapidjson::SizeType>(name.size())), *this;
  }
  Json& text(std::string_view value) {
    return writer_.String(value.data(), static_cast<rapidjson::SizeType>(value.size())), *this;
  }
  Json& number(std::uint64_t value) { return writer_.Uint64(value), *this; }
  /// A field that is left out when it is empty.
  Json& field(std::string_view name, std::string_view value) { return value.empty() ? *this : key(name).text(value); }
  /// JSON that is written already.
  Json& raw(std::string_view json) { return writer_.RawValue(json.data(), json.size(), rapidjson::kObjectType), *this; }
  std::string str() const { return {buffer_.GetString(), buffer_.GetSize()}; }

 private:
  rapidjson::StringBuffer buffer_;
  rapidjson::Writer<rapidjson::StringBuffer> writer_;
};

}  // namespace isnad::exports
