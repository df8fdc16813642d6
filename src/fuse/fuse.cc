#include "fuse/fuse.h"

#include <algorithm>
#include <cstdio>
#include <numeric>
#include <tuple>
#include <unordered_set>

#include "base/strings.h"
#include "fuse/across.h"
#include "fuse/incident.h"
#include "fuse/origins.h"

namespace isnad::fuse {
namespace {

/// Positions of the documents in the order of publication, which everything below goes by.
std::vector<std::uint32_t> canonical_order(const std::vector<CodedDocument>& documents) {
  std::vector<std::uint32_t> order(documents.size());
  std::iota(order.begin(), order.end(), 0U);
  const auto key = [&](std::uint32_t i) {
    return std::tie(documents[i].document.published, documents[i].document.doc_id);
  };
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
  return order;
}

void trace_origins(std::vector<CodedDocument>& documents, const std::vector<std::uint32_t>& order,
                   const Knowledge& knowledge) {
  std::vector<const CodedDocument*> ordered;
  for (const std::uint32_t at : order) ordered.push_back(&documents[at]);
  const std::vector<std::string> channels = channels_of(ordered);
  for (std::size_t i = 0; i < order.size(); ++i) set_origins(documents[order[i]], channels[i], knowledge);
}

/// Names an incident after its earliest claim: `i-` and sixteen hexadecimal digits.
class Namer {
 public:
  std::string name(const Document& document, const Claim& claim) {
    std::uint64_t hash = hash_mix(hash_bytes(document.doc_id), hash_bytes(isnad::name(claim.kind)));
    hash = hash_mix(hash, std::uint64_t{claim.trigger.start} << 32 | claim.trigger.end);
    // Two claims of one kind may share a trigger ("dead and injured"): the second is named apart.
    while (!used_.insert(hash).second) hash = hash_mix(hash, 1);
    char id[19];
    std::snprintf(id, sizeof id, "i-%016llx", static_cast<unsigned long long>(hash));
    return id;
  }

 private:
  std::unordered_set<std::uint64_t> used_;
};

void mark(CodedDocument& coded, const Part& part, const std::string& incident_id) {
  for (const Claim* claim : part.claims)
    coded.claims[static_cast<std::size_t>(claim - coded.claims.data())].incident = incident_id;
}

}  // namespace

Result<std::unique_ptr<Fuser>> Fuser::build(const lexicon::Lexicon& lexicon) {
  Result<Knowledge> knowledge = Knowledge::load(lexicon);
  if (!knowledge) return knowledge.error();
  const PairFeatures features(*knowledge);
  const std::vector<std::string>& known = features.names();
  for (const auto& [id, weight] : knowledge->weights()) {
    if (std::find(known.begin(), known.end(), id) != known.end()) continue;
    return Error{Error::Code::kCorrupt,
                 "lexicon: fusion: no pair of claims has the feature \"" + std::string(id) + "\""};
  }
  return std::unique_ptr<Fuser>(new Fuser(*std::move(knowledge)));
}

std::vector<Incident> Fuser::fuse(std::vector<CodedDocument>& documents) const {
  const std::vector<std::uint32_t> order = canonical_order(documents);
  trace_origins(documents, order, knowledge_);
  std::vector<Part> parts;
  for (std::uint32_t at = 0; at < order.size(); ++at) {
    CodedDocument& coded = documents[order[at]];
    for (Claim& claim : coded.claims) claim.incident.clear();
    const std::vector<Mention> mentions = mentions_of(coded, knowledge_);
    for (const auto& group : group(mentions, weights_)) {
      parts.push_back(part_of(at, coded.document.published, mentions, group, knowledge_));
    }
  }
  std::vector<Incident> incidents;
  Namer namer;
  for (const std::vector<std::uint32_t>& members : join_across(parts, knowledge_)) {
    std::vector<Testimony> testimonies;
    for (const std::uint32_t member : members) {
      testimonies.push_back({&documents[order[parts[member].document]].document, parts[member].claims});
    }
    incidents.push_back(incident_of(testimonies, knowledge_));
    incidents.back().incident_id = namer.name(*testimonies[0].document, *testimonies[0].claims[0]);
    for (const std::uint32_t member : members) {
      mark(documents[order[parts[member].document]], parts[member], incidents.back().incident_id);
    }
  }
  return incidents;
}

}  // namespace isnad::fuse
