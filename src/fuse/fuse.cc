#include "fuse/fuse.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <tuple>

#include "fuse/incident.h"
#include "fuse/names.h"
#include "fuse/origins.h"
#include "fuse/trail.h"
#include "fuse/update.h"

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

/// The channels, in that order.
std::vector<std::string> trace_origins(std::vector<CodedDocument>& documents, const std::vector<std::uint32_t>& order,
                                       const Knowledge& knowledge) {
  std::vector<const CodedDocument*> ordered;
  for (const std::uint32_t at : order) ordered.push_back(&documents[at]);
  std::vector<std::string> channels = channels_of(ordered);
  for (std::size_t i = 0; i < order.size(); ++i) set_origins(documents[order[i]], channels[i], knowledge);
  return channels;
}

void mark(CodedDocument& coded, const Part& part, const std::string& incident_id) {
  for (const Claim* claim : part.claims)
    coded.claims[static_cast<std::size_t>(claim - coded.claims.data())].incident = incident_id;
}

/// Sentences are compared inside of their document alone, and are much of what its claims take in memory.
void forget_sentences(CodedDocument& coded) {
  for (Claim& claim : coded.claims) std::string().swap(claim.sentence.text);
}

/// Parts of one document, which only people join, are one testimony.
void add_testimony(std::vector<Testimony>& testimonies, const Document& document, const Part& part, const Ties& ties) {
  if (testimonies.empty() || testimonies.back().document != &document) testimonies.push_back({&document, {}, &ties});
  std::vector<const Claim*>& claims = testimonies.back().claims;
  claims.insert(claims.end(), part.claims.begin(), part.claims.end());
  std::sort(claims.begin(), claims.end());
}

/// Notes of the incidents: which parts of which documents, by number, and how they came together.
std::vector<IncidentNote> notes_of(const Joined& joined, const std::vector<PartRef>& refs) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> places(refs.size());  // of each part: incident, position in it
  std::vector<Makeup> makeups(joined.groups.size());
  for (std::uint32_t group = 0; group < joined.groups.size(); ++group) {
    for (const std::uint32_t member : joined.groups[group]) {
      places[member] = {group, static_cast<std::uint32_t>(makeups[group].parts.size())};
      makeups[group].parts.push_back(refs[member]);
    }
  }
  for (const auto& [a, b] : joined.joins)
    makeups[places[a].first].joins.emplace_back(places[a].second, places[b].second);
  std::vector<IncidentNote> notes;
  for (Makeup& makeup : makeups) {
    std::string bytes = write_makeup(makeup);
    notes.push_back({std::move(makeup.parts), std::move(bytes)});
  }
  return notes;
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

std::vector<Part> Fuser::parts_of(std::uint32_t at, CodedDocument& coded, const Decided& decided, Ties* ties) const {
  for (Claim& claim : coded.claims) claim.incident.clear();
  std::vector<Part> parts;
  const std::vector<Mention> mentions = mentions_of(coded, knowledge_);
  for (const auto& group : group(mentions, weights_)) {
    for (const auto& piece : decided.divided(coded, mentions, group))
      parts.push_back(part_of(at, coded.document.published, mentions, piece, knowledge_));
  }
  if (ties != nullptr) *ties = Ties(mentions);
  return parts;
}

std::vector<Incident> Fuser::fuse(std::vector<CodedDocument>& documents, const Decided& decided) const {
  return fuse(documents, decided, nullptr, nullptr);
}

std::vector<Incident> Fuser::fuse(std::vector<CodedDocument>& documents, const std::vector<std::int64_t>& numbers,
                                  FusionNotes& notes, const Decided& decided) const {
  return fuse(documents, decided, &numbers, &notes);
}

std::vector<Incident> Fuser::fuse(std::vector<CodedDocument>& documents, const Decided& decided,
                                  const std::vector<std::int64_t>* numbers, FusionNotes* notes) const {
  const std::vector<std::uint32_t> order = canonical_order(documents);
  const std::vector<std::string> channels = trace_origins(documents, order, knowledge_);
  std::vector<Part> parts;
  std::vector<PartRef> refs;
  std::vector<Ties> ties(order.size());
  for (std::uint32_t at = 0; at < order.size(); ++at) {
    CodedDocument& coded = documents[order[at]];
    std::vector<Part> own = parts_of(at, coded, decided, &ties[at]);
    if (notes != nullptr) {
      const std::int64_t number = (*numbers)[order[at]];
      for (std::uint32_t i = 0; i < own.size(); ++i) refs.push_back({number, i});
      notes->documents.push_back(
          {number, channels[at], write_parts(own, coded.claims), findable(own, coded, knowledge_)});
      forget_sentences(coded);
    }
    std::move(own.begin(), own.end(), std::back_inserter(parts));
  }
  const auto document_of = [&](const Part& part) -> const CodedDocument& { return documents[order[part.document]]; };
  const Joined joined = join_across(parts, knowledge_, nullptr, decided.bonds(parts, document_of));
  if (notes != nullptr) notes->incidents = notes_of(joined, refs);
  return incidents_of(joined, parts, ties, documents, order);
}

std::vector<Incident> Fuser::incidents_of(const Joined& joined, const std::vector<Part>& parts,
                                          const std::vector<Ties>& ties, std::vector<CodedDocument>& documents,
                                          const std::vector<std::uint32_t>& order) const {
  const auto document_of = [&](std::uint32_t part) -> CodedDocument& { return documents[order[parts[part].document]]; };
  std::vector<Names> names;
  for (const std::uint32_t at : order) names.emplace_back(documents[at]);
  std::vector<Incident> incidents;
  for (const std::vector<std::uint32_t>& members : joined.groups) {
    std::vector<Testimony> testimonies;
    for (const std::uint32_t member : members) {
      const Part& part = parts[member];
      add_testimony(testimonies, document_of(member).document, part, ties[part.document]);
    }
    incidents.push_back(incident_of(testimonies, knowledge_));
    const Part& first = parts[members[0]];
    incidents.back().incident_id = names[first.document].name(document_of(members[0]), *first.claims[0]);
    for (const std::uint32_t member : members) {
      mark(document_of(member), parts[member], incidents.back().incident_id);
    }
  }
  return incidents;
}

Result<FusionUpdate> Fuser::update(FusionMemory& memory, const std::vector<std::int64_t>& gone,
                                   std::vector<std::pair<std::int64_t, CodedDocument>> added,
                                   const Decided& decided) const {
  std::vector<NewParts> all;
  all.reserve(added.size());  // parts refer to the claims where they are
  for (auto& [number, coded] : added) {
    all.push_back({number, std::move(coded), {}});
    all.back().parts = parts_of(static_cast<std::uint32_t>(all.size() - 1), all.back().coded, decided, nullptr);
  }
  return Update(knowledge_, memory).run(gone, std::move(all), decided);
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
