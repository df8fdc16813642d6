#include "fuse/fuse.h"

#include <algorithm>
#include <cstdio>
#include <numeric>
#include <tuple>

#include "base/strings.h"
#include "fuse/incident.h"
#include "fuse/origins.h"
#include "fuse/trail.h"

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

/// Names an incident after its earliest claim: `i-` and sixteen hexadecimal digits. Two claims of one kind may share a
/// trigger ("dead and injured"): the second is named apart.
std::string name_of(const CodedDocument& coded, const Claim& claim) {
  const auto alike = [&](const Claim& other) {
    return other.kind == claim.kind && other.trigger.start == claim.trigger.start &&
           other.trigger.end == claim.trigger.end;
  };
  const auto before = std::count_if(coded.claims.data(), &claim, alike);
  std::uint64_t hash = hash_mix(hash_bytes(coded.document.doc_id), hash_bytes(isnad::name(claim.kind)));
  hash = hash_mix(hash, std::uint64_t{claim.trigger.start} << 32 | claim.trigger.end);
  for (auto i = before; i > 0; --i) hash = hash_mix(hash, 1);
  char id[19];
  std::snprintf(id, sizeof id, "i-%016llx", static_cast<unsigned long long>(hash));
  return id;
}

void mark(CodedDocument& coded, const Part& part, const std::string& incident_id) {
  for (const Claim* claim : part.claims)
    coded.claims[static_cast<std::size_t>(claim - coded.claims.data())].incident = incident_id;
}

}  // namespace

Result<std::unique_ptr<Fuser>> Fuser::build(const lexicon::Lexicon& lexicon) {
  Result<Knowledge> knowledge = Knowledge::load(lexicon);
  if (!knowledge) return knowledge.error();
  std::vector<std::string> known = PairFeatures(*knowledge).names();
  for (std::size_t i = 0; i < kAcrossCount; ++i) known.emplace_back(across_name(i));
  for (const auto& [id, weight] : knowledge->weights()) {
    if (std::find(known.begin(), known.end(), id) != known.end()) continue;
    return Error{Error::Code::kCorrupt,
                 "lexicon: fusion: nothing that is compared is called \"" + std::string(id) + "\""};
  }
  return std::unique_ptr<Fuser>(new Fuser(*std::move(knowledge)));
}

std::vector<Part> Fuser::parts_of(std::uint32_t at, CodedDocument& coded) const {
  for (Claim& claim : coded.claims) claim.incident.clear();
  std::vector<Part> parts;
  const std::vector<Mention> mentions = mentions_of(coded, knowledge_);
  for (const auto& group : group(mentions, weights_)) {
    parts.push_back(part_of(at, coded.document.published, mentions, group, knowledge_));
  }
  return parts;
}

std::vector<Incident> Fuser::fuse(std::vector<CodedDocument>& documents) const {
  const std::vector<std::uint32_t> order = canonical_order(documents);
  trace_origins(documents, order, knowledge_);
  std::vector<Part> parts;
  for (std::uint32_t at = 0; at < order.size(); ++at) {
    for (Part& part : parts_of(at, documents[order[at]])) parts.push_back(std::move(part));
  }
  std::vector<Incident> incidents;
  for (const std::vector<std::uint32_t>& members : join_across(parts, knowledge_)) {
    std::vector<Testimony> testimonies;
    for (const std::uint32_t member : members) {
      testimonies.push_back({&documents[order[parts[member].document]].document, parts[member].claims});
    }
    incidents.push_back(incident_of(testimonies, knowledge_));
    const Part& first = parts[members[0]];
    incidents.back().incident_id = name_of(documents[order[first.document]], *first.claims[0]);
    for (const std::uint32_t member : members) {
      mark(documents[order[parts[member].document]], parts[member], incidents.back().incident_id);
    }
  }
  return incidents;
}

std::vector<Merge> Fuser::explain(const std::vector<CodedDocument>& documents, std::string_view incident_id) const {
  const std::vector<std::uint32_t> order = canonical_order(documents);
  Trail trail(weights_, knowledge_);
  std::vector<Part> parts;
  for (std::uint32_t at = 0; at < order.size(); ++at) {
    const CodedDocument& coded = documents[order[at]];
    const std::vector<Mention> mentions = mentions_of(coded, knowledge_);
    for (const auto& group : group(mentions, weights_, trail.within(coded.document, mentions, incident_id))) {
      if (mentions[group[0]].claim->incident != incident_id) continue;
      parts.push_back(part_of(at, coded.document.published, mentions, group, knowledge_));
    }
  }
  const auto document_of = [&](const Part& part) { return documents[order[part.document]].document.doc_id; };
  join_across(parts, knowledge_, trail.across(parts, document_of));
  return trail.take();
}

}  // namespace isnad::fuse
