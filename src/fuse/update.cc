#include "fuse/update.h"

#include <algorithm>
#include <tuple>

#include "fuse/fuse.h"
#include "fuse/incident.h"
#include "fuse/origins.h"

namespace isnad::fuse {

Result<FusionUpdate> Update::run(const std::vector<std::int64_t>& gone, std::vector<NewParts> added,
                                 const Decided& decided) {
  added_ = std::move(added);
  for (const std::int64_t document : gone) forget(document);
  for (const NewParts& one : added_) {
    around_.add(one.document, one.coded, one.parts);
    traced_from_.insert(one.document);
    for (const PartRef& ref : around_.parts_of(one.document)) region_.insert(ref);
  }
  for (const std::int64_t incident : touched_) {
    for (const PartRef& ref : around_.members(incident)) region_.insert(ref);
  }
  trace_copies();
  replace_changed(bonds(decided));
  remake_channelled();
  note_documents();
  if (Status read = around_.status(); !read) return read.error();
  if (unfit_) return Error{Error::Code::kCorrupt, "the notes on incidents speak of claims that are not there"};
  out_.replaced.assign(replaced_.begin(), replaced_.end());
  return std::move(out_);
}

void Update::forget(std::int64_t document) {
  FusionUpdate::Gone gone{document, {}};
  std::vector<ReadPart> parts;
  for (const PartRef& ref : around_.parts_of(document)) {
    parts.push_back(around_.part(ref));
    if (around_.incident(ref) != 0) touched_.insert(around_.incident(ref));
  }
  const std::string published = around_.published(document);
  gone.days = findable_days(parts, published);
  around_.forget(document);
  for (const std::int64_t near : around_.once_near(document, published)) traced_from_.insert(near);
  out_.gone.push_back(std::move(gone));
}

/// A document's channel hangs on its copies: whoever has got or lost one is looked at again, with all of its copies.
void Update::trace_copies() {
  std::set<std::int64_t> traced;
  for (const std::int64_t document : traced_from_) {
    if (around_.is_there(document) && !traced.contains(document)) trace_copies_of(document, traced);
  }
}

void Update::trace_copies_of(std::int64_t document, std::set<std::int64_t>& traced) {
  std::vector<const CodedDocument*> heads;
  std::map<const CodedDocument*, std::int64_t> numbers;
  std::vector<std::int64_t> waiting = {document};
  traced.insert(document);
  for (std::size_t next = 0; next < waiting.size(); ++next) {
    heads.push_back(&around_.head(waiting[next]));
    numbers[heads.back()] = waiting[next];
    for (const std::int64_t copy : around_.copies(waiting[next])) {
      if (traced.insert(copy).second) waiting.push_back(copy);
    }
  }
  std::sort(heads.begin(), heads.end(), [](const CodedDocument* a, const CodedDocument* b) {
    return std::tie(a->document.published, a->document.doc_id) < std::tie(b->document.published, b->document.doc_id);
  });
  std::vector<std::string> channels = channels_of(heads);
  for (std::size_t i = 0; i < heads.size(); ++i) {
    const std::int64_t number = numbers.at(heads[i]);
    if (around_.is_new(number) || around_.channel(number) != channels[i]) channels_[number] = std::move(channels[i]);
  }
}

/// All that is decided on is new.
RegionBonds Update::bonds(const Decided& decided) const {
  std::vector<Part> parts;
  std::vector<PartRef> refs;
  for (const NewParts& one : added_) {
    for (const Part& part : one.parts) {
      refs.push_back({one.document, static_cast<std::uint32_t>(&part - one.parts.data())});
      parts.push_back(part);
    }
  }
  const auto document_of = [&](const Part& part) -> const CodedDocument& { return added_[part.document].coded; };
  const Bonds found = decided.bonds(parts, document_of);
  RegionBonds bonds;
  for (const auto& list : found.together) {
    bonds.together.emplace_back();
    for (const std::uint32_t part : list) bonds.together.back().push_back(refs[part]);
  }
  for (const auto& [one, other] : found.apart) bonds.apart.emplace_back(refs[one], refs[other]);
  return bonds;
}

void Update::replace_changed(const RegionBonds& bonds) {
  const std::vector<Makeup> makeups = join_region(region_, bonds, around_);
  replaced_ = touched_;
  for (const Makeup& makeup : makeups) {
    if (is_as_before(makeup)) continue;
    for (const PartRef& ref : makeup.parts) {
      if (around_.incident(ref) != 0) replaced_.insert(around_.incident(ref));
    }
    make(makeup);
  }
}

/// The same parts of the same documents, whose claims go back to the same channels.
bool Update::is_as_before(const Makeup& makeup) {
  const std::int64_t incident = around_.incident(makeup.parts[0]);
  if (incident == 0 || touched_.contains(incident)) return false;
  return makeup.parts == around_.makeup(incident).parts &&
         std::none_of(makeup.parts.begin(), makeup.parts.end(),
                      [&](const PartRef& ref) { return channels_.contains(ref.document); });
}

/// Incidents outside the region some of whose claims go back to another channel.
void Update::remake_channelled() {
  for (const auto& [document, channel] : channels_) {
    for (const PartRef& ref : around_.parts_of(document)) {
      const std::int64_t incident = around_.incident(ref);
      if (!region_.contains(ref) && replaced_.insert(incident).second) make(around_.makeup(incident));
    }
  }
}

void Update::make(const Makeup& makeup) {
  std::vector<Testimony> testimonies;
  for (const PartRef& ref : makeup.parts) {
    CodedDocument& document = coded(ref.document);
    // Parts of one document are one testimony, as where all documents are joined at once.
    if (testimonies.empty() || testimonies.back().document != &document.document)
      testimonies.push_back({&document.document, {}, &ties(ref.document)});
    std::vector<const Claim*>& claims = testimonies.back().claims;
    const std::vector<std::uint32_t>& numbers = around_.part(ref).claims;
    unfit_ = unfit_ || numbers.empty() ||
             std::any_of(numbers.begin(), numbers.end(), [&](std::uint32_t i) { return i >= document.claims.size(); });
    if (unfit_) return;
    for (const std::uint32_t number : numbers) claims.push_back(&document.claims[number]);
    std::sort(claims.begin(), claims.end());
  }
  const std::int64_t named_by = makeup.parts[0].document;
  const CodedDocument& first = coded(named_by);
  out_.incidents.push_back(incident_of(testimonies, knowledge_));
  out_.incidents.back().incident_id =
      names(named_by).name(first, first.claims[around_.part(makeup.parts[0]).claims[0]]);
  out_.notes.push_back({makeup.parts, write_makeup(makeup)});
}

CodedDocument& Update::coded(std::int64_t document) {
  std::unique_ptr<CodedDocument>& kept = coded_[document];
  if (kept) return *kept;
  kept = std::make_unique<CodedDocument>(around_.is_new(document) ? around_.head(document) : memory_.coded(document));
  set_origins(*kept, channel(document), knowledge_);
  return *kept;
}

const Ties& Update::ties(std::int64_t document) {
  const auto found = ties_.find(document);
  return found != ties_.end() ? found->second : ties_[document] = ties_of(coded(document), knowledge_);
}

const Names& Update::names(std::int64_t document) {
  const auto found = names_.find(document);
  return found != names_.end() ? found->second : names_[document] = Names(coded(document));
}

const std::string& Update::channel(std::int64_t document) {
  const auto found = channels_.find(document);
  return found != channels_.end() ? found->second : around_.channel(document);
}

void Update::note_documents() {
  for (const auto& [document, channel] : channels_) {
    if (!around_.is_new(document)) out_.channels.emplace_back(document, channel);
  }
  for (const NewParts& one : added_) {
    out_.documents.push_back({one.document, channel(one.document), write_parts(one.parts, one.coded.claims),
                              findable(one.parts, one.coded, knowledge_)});
  }
}

}  // namespace isnad::fuse
