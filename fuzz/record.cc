// Records of a store: any bytes are refused or read, and what was read comes back the same once it is written.
#include "isnad/json.h"
#include "store/records.h"
#include "target.h"

namespace {

std::string json_of(const std::vector<isnad::Claim>& claims) {
  isnad::CodedDocument coded;
  coded.claims = claims;
  return to_json(coded);
}

void try_claims(std::string_view bytes) {
  const auto claims = isnad::store::claims_from_bytes(bytes);
  if (!claims) return;
  const auto again = isnad::store::claims_from_bytes(isnad::store::claims_to_bytes(*claims));
  fuzz::require(again && json_of(*again) == json_of(*claims), "claims are the same when they are written and read");
}

void try_incident(std::string_view bytes) {
  const auto incident = isnad::store::incident_from_bytes(bytes);
  if (!incident) return;
  const auto again = isnad::store::incident_from_bytes(isnad::store::incident_to_bytes(*incident));
  fuzz::require(again && to_json(*again) == to_json(*incident), "an incident is the same when it is written and read");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try_claims(fuzz::view(data, size));
  try_incident(fuzz::view(data, size));
  return 0;
}
