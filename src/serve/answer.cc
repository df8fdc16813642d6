#include "serve/answer.h"

namespace isnad::serve {
namespace {

std::string_view code_of(int status) {
  switch (status) {
    case 400:
      return "bad_request";
    case 401:
      return "unauthorized";
    case 403:
      return "forbidden";
    case 404:
      return "not_found";
    case 405:
      return "method_not_allowed";
    case 409:
      return "conflict";
    case 413:
      return "too_large";
    case 415:
      return "unsupported_type";
    case 421:
      return "wrong_host";
    case 422:
      return "impossible";
    case 429:
      return "too_many";
    case 503:
      return "busy";
    default:
      return "internal";
  }
}

}  // namespace

Response fault(int status, std::string_view message) {
  Json json;
  json.begin().begin("error").field("code", code_of(status)).field("message", message).end().end();
  return json_answer(json, status);
}

Response fault(const Error& error) {
  switch (error.code) {
    case Error::Code::kUsage:
      return fault(404, error.message);
    case Error::Code::kInput:
      return fault(422, error.message);
    default:
      return fault(500, "the store cannot be read: " + error.message);
  }
}

}  // namespace isnad::serve
