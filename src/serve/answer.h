// How endpoints answer: JSON, or a fault with a code and a message.
#pragma once

#include <string>
#include <string_view>

#include "base/json_fields.h"
#include "isnad/result.h"
#include "serve/http.h"

namespace isnad::serve {

inline Response json_answer(const Json& json, int status = 200) {
  Response response;
  response.status = status;
  response.headers.emplace_back("Content-Type", "application/json; charset=utf-8");
  response.body = json.text();
  return response;
}

/// {"error": {"code": ..., "message": ...}}; the code follows from the status.
Response fault(int status, std::string_view message);

/// A failure below: usage errors are the asker's (404), all others the server's.
Response fault(const Error& error);

}  // namespace isnad::serve
