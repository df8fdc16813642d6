// The JSON body of a request. Nesting costs heap, not stack, and values of another type read as absent.
#pragma once

#include <rapidjson/document.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "isnad/incident.h"
#include "isnad/result.h"

namespace isnad::serve {

class Body {
 public:
  /// Errors: no JSON object, or not UTF-8.
  static Result<Body> parse(std::string_view json);

  std::string text(const char* name) const;
  std::optional<std::int64_t> integer(const char* name) const;
  std::vector<std::string> texts(const char* name) const;
  std::vector<ClaimRef> refs(const char* name) const;
  /// The value as JSON; empty when there is none.
  std::string json(const char* name) const;
  /// The members whose names are among `names`, as one JSON object.
  std::string only(const std::vector<const char*>& names) const;

 private:
  const rapidjson::Value* find(const char* name) const;
  std::shared_ptr<rapidjson::Document> document_;
};

}  // namespace isnad::serve
