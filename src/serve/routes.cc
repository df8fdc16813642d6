// The endpoints below /api/v1, in the order of docs/api/openapi.yaml.
#include "base/strings.h"
#include "serve/endpoints.h"

namespace isnad::serve {
namespace {

constexpr Route kRoutes[] = {
    {"GET", "meta", Role::kReader, meta},
    {"GET", "incidents", Role::kReader, incidents},
    {"GET", "map", Role::kReader, map},
    {"GET", "timeline", Role::kReader, timeline},
    {"GET", "facets", Role::kReader, facets},
    {"GET", "suggest", Role::kReader, suggest},
    {"GET", "incidents/*", Role::kReader, incident_sheet},
    {"GET", "documents", Role::kReader, documents},
    {"GET", "documents/*", Role::kReader, document},
    {"GET", "claims/*", Role::kReader, claim},
    {"GET", "disputes", Role::kReader, disputes},
    {"GET", "disputes.atom", Role::kReader, dispute_feed},
    {"GET", "places/*", Role::kReader, place},
    {"GET", "sources", Role::kReader, sources},
    {"GET", "sources/*", Role::kReader, source},
    {"GET", "changes", Role::kReader, changes},
    {"GET", "exports", Role::kReader, exports},
    {"GET", "exports/*", Role::kReader, export_file},
    {"POST", "code", Role::kReader, code},
    {"GET", "session", Role::kReader, session},
    {"POST", "session", Role::kReader, sign_in},
    {"DELETE", "session", Role::kReader, sign_out},
    {"GET", "review/acts", Role::kReviewer, acts},
    {"POST", "review/acts", Role::kReviewer, act},
    {"GET", "review/queue", Role::kReviewer, queue},
    {"GET", "review/agreement", Role::kReviewer, agreement},
    {"GET", "review/gold", Role::kReviewer, gold},
};

bool matches(const std::vector<std::string>& path, std::string_view pattern) {
  const auto parts = split(pattern, '/');
  if (path.size() != parts.size() + 2 || path[0] != "api" || path[1] != "v1") return false;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i] != "*" && parts[i] != path[i + 2]) return false;
  }
  return true;
}

}  // namespace

const Route* find_route(const Request& request, bool& known) {
  const std::string_view method = request.method == "HEAD" ? std::string_view("GET") : request.method;
  for (const Route& route : kRoutes) {
    if (!matches(request.path, route.path)) continue;
    known = true;
    if (route.method == method) return &route;
  }
  return nullptr;
}

}  // namespace isnad::serve
