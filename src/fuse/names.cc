#include "fuse/names.h"

#include <cstdio>
#include <map>
#include <tuple>

#include "base/strings.h"
#include "isnad/claim.h"

namespace isnad::fuse {

// Two claims of one kind may share a trigger ("dead and injured"): the second is named apart.
Names::Names(const CodedDocument& coded) {
  std::map<std::tuple<Kind, std::uint32_t, std::uint32_t>, std::uint32_t> met;
  for (const Claim& claim : coded.claims)
    repeated_.push_back(met[{claim.kind, claim.trigger.start, claim.trigger.end}]++);
}

std::string Names::name(const CodedDocument& coded, const Claim& claim) const {
  std::uint64_t hash = hash_mix(hash_bytes(coded.document.doc_id), hash_bytes(isnad::name(claim.kind)));
  hash = hash_mix(hash, std::uint64_t{claim.trigger.start} << 32 | claim.trigger.end);
  for (auto i = repeated_[static_cast<std::size_t>(&claim - coded.claims.data())]; i > 0; --i) hash = hash_mix(hash, 1);
  char id[19];
  std::snprintf(id, sizeof id, "i-%016llx", static_cast<unsigned long long>(hash));
  return id;
}

}  // namespace isnad::fuse
