#include "fuse/surroundings.h"

#include <algorithm>
#include <limits>
#include <tuple>

#include "fuse/blocking.h"
#include "fuse/copies.h"
#include "model/day.h"

namespace isnad::fuse {
namespace {

TextPrint print_of(const CodedDocument& head) {
  return {&head.provenance, day_number(head.document.published)};
}

bool share_band(const CodedDocument& a, const CodedDocument& b) {
  const std::vector<std::uint64_t> one = band_keys(a.provenance), other = band_keys(b.provenance);
  if (one.size() != other.size()) return false;
  for (std::size_t i = 0; i < one.size(); ++i) {
    if (one[i] == other[i]) return true;
  }
  return false;
}

}  // namespace

void Surroundings::forget(std::int64_t document) {
  forgotten_.insert(document);
}

void Surroundings::add(std::int64_t number, const CodedDocument& coded, const std::vector<Part>& parts) {
  Seen seen;
  seen.doc_id = coded.document.doc_id;
  seen.published = coded.document.published;
  seen.coded = &coded;
  for (const Part& part : parts) {
    seen.parts.push_back({part, {}});
    for (const Claim* claim : part.claims)
      seen.parts.back().claims.push_back(static_cast<std::uint32_t>(claim - coded.claims.data()));
    seen.parts.back().part.document = numbered_;
  }
  ++numbered_;
  seen.incidents.resize(parts.size());
  seen.keys.resize(parts.size());
  for (auto& [day, found_by] : findable(parts, coded, knowledge_))
    new_days_[day].push_back({number, std::move(found_by)});
  seen_[number] = std::move(seen);
}

Surroundings::Seen& Surroundings::document(std::int64_t number) {
  const auto [at, is_new] = seen_.try_emplace(number);
  if (is_new) read(number, at->second);
  return at->second;
}

/// Places are views into the bytes, which stay where they are from here on.
void Surroundings::read(std::int64_t number, Seen& seen) {
  FusionMemory::Known known = memory_.document(number);
  seen.doc_id = std::move(known.doc_id);
  seen.published = std::move(known.published);
  seen.channel = std::move(known.channel);
  seen.bytes = std::move(known.parts);
  auto parts = read_parts(seen.bytes, knowledge_);
  if (!parts || parts->size() != known.incidents.size()) {
    damaged_ = true;
    return;
  }
  seen.parts = *std::move(parts);
  for (ReadPart& read : seen.parts) read.part.document = numbered_;
  ++numbered_;
  seen.incidents = std::move(known.incidents);
  seen.keys.resize(seen.parts.size());
}

std::vector<PartRef> Surroundings::parts_of(std::int64_t number) {
  std::vector<PartRef> refs;
  for (std::uint32_t i = 0; i < document(number).parts.size(); ++i) refs.push_back({number, i});
  return refs;
}

const Makeup& Surroundings::makeup(std::int64_t incident) {
  const auto found = makeups_.find(incident);
  if (found != makeups_.end()) return found->second;
  auto read = read_makeup(memory_.incident(incident));
  Makeup makeup = read ? *std::move(read) : Makeup();
  const auto is_there = [&](const PartRef& ref) {
    return forgotten_.contains(ref.document) || ref.part < document(ref.document).parts.size();
  };
  if (!read || !std::all_of(makeup.parts.begin(), makeup.parts.end(), is_there)) {
    damaged_ = true;
    makeup = {};
  }
  return makeups_.emplace(incident, std::move(makeup)).first->second;
}

std::vector<PartRef> Surroundings::members(std::int64_t incident) {
  std::vector<PartRef> parts = makeup(incident).parts;
  std::erase_if(parts, [&](const PartRef& ref) { return forgotten_.contains(ref.document); });
  return parts;
}

bool Surroundings::before(const PartRef& a, const PartRef& b) {
  const Seen &one = document(a.document), &other = document(b.document);
  return std::tie(one.published, one.doc_id, a.part) < std::tie(other.published, other.doc_id, b.part);
}

void Surroundings::sort(std::vector<PartRef>& parts) {
  std::sort(parts.begin(), parts.end(), [&](const PartRef& a, const PartRef& b) { return before(a, b); });
}

double Surroundings::value(const PartRef& a, const PartRef& b) {
  const bool ordered = before(a, b);
  const Part &first = part(ordered ? a : b).part, &second = part(ordered ? b : a).part;
  return scale_(scale_.values(first, second));
}

const std::vector<std::uint64_t>& Surroundings::keys(const PartRef& ref) {
  Seen& seen = document(ref.document);
  std::vector<std::uint64_t>& keys = seen.keys[ref.part];
  if (keys.empty()) keys = block_keys(seen.parts[ref.part].part, knowledge_);
  return keys;
}

void Surroundings::load(std::int32_t day_first, std::int32_t day_last) {
  for (std::int32_t first = day_first; first <= day_last; ++first) {
    if (days_.contains(first)) continue;
    std::int32_t last = first;
    while (last < day_last && !days_.contains(last + 1)) ++last;
    for (std::int32_t day = first; day <= last; ++day) days_[day];
    memory_.each(first, last, [&](std::int32_t day, std::int64_t document, std::string_view found_by) {
      days_[day].push_back({document, std::string(found_by)});
    });
    first = last;
  }
}

template <typename Visit>
void Surroundings::each_row(std::int32_t day_first, std::int32_t day_last, Visit visit) {
  load(day_first, day_last);
  for (auto at = days_.lower_bound(day_first); at != days_.end() && at->first <= day_last; ++at) {
    for (const Row& row : at->second) {
      if (!forgotten_.contains(row.document)) visit(row.document, row.found_by);
    }
  }
  for (auto at = new_days_.lower_bound(day_first); at != new_days_.end() && at->first <= day_last; ++at) {
    for (const Row& row : at->second) visit(row.document, row.found_by);
  }
}

const std::vector<Surroundings::Neighbour>& Surroundings::neighbours(const PartRef& ref) {
  const auto found = neighbours_.find(ref);
  if (found != neighbours_.end()) return found->second;
  const PartSearch search(part(ref).part, knowledge_);
  std::set<std::int64_t> met;
  for (const std::int32_t day : block_days(part(ref).part)) {
    each_row(day - kDaysNear, day + kDaysNear, [&](std::int64_t number, std::string_view found_by) {
      if (number != ref.document && search.meets(found_by)) met.insert(number);
    });
  }
  std::vector<Neighbour> near;
  for (const std::int64_t number : met) {
    for (const PartRef& other : parts_of(number)) {
      if (!share_block(part(ref).part, keys(ref), part(other).part, keys(other))) continue;
      const double speaks_for = value(ref, other);
      if (speaks_for > 0) near.push_back({other, speaks_for});
    }
  }
  return neighbours_.emplace(ref, std::move(near)).first->second;
}

const CodedDocument& Surroundings::head(std::int64_t number) {
  if (const CodedDocument* coded = document(number).coded) return *coded;
  const auto found = heads_.find(number);
  return found != heads_.end() ? found->second : heads_.emplace(number, memory_.head(number)).first->second;
}

/// A text without day may be a copy of any other.
std::set<std::int64_t> Surroundings::near_texts(const CopySearch& search, std::int32_t day) {
  std::set<std::int64_t> met;
  const auto meet = [&](std::int64_t number, std::string_view found_by) {
    if (search.meets(found_by)) met.insert(number);
  };
  if (day != kUndated) {
    each_row(day - kCopyDays, day + kCopyDays, meet);
    each_row(kUndated, kUndated, meet);
    return met;
  }
  constexpr std::int32_t kEver = std::numeric_limits<std::int32_t>::max();
  memory_.each(-kEver, kEver, [&](std::int32_t, std::int64_t document, std::string_view found_by) {
    if (!forgotten_.contains(document)) meet(document, found_by);
  });
  for (const auto& [at, rows] : new_days_) {
    for (const Row& row : rows) meet(row.document, row.found_by);
  }
  return met;
}

std::vector<std::int64_t> Surroundings::copies(std::int64_t number) {
  std::vector<std::int64_t> copies;
  const CodedDocument& own = head(number);
  if (own.provenance.sketch.empty()) return copies;
  const CopySearch search(findable_text(own.provenance));
  for (const std::int64_t other : near_texts(search, publication_day(own.document.published))) {
    if (other == number || !share_band(own, head(other))) continue;
    if (are_copies(print_of(own), print_of(head(other)))) copies.push_back(other);
  }
  return copies;
}

std::vector<std::int64_t> Surroundings::once_near(std::int64_t forgotten, std::string_view published) {
  const std::int32_t day = publication_day(published);
  load(day, day);
  std::set<std::int64_t> met;
  for (const Row& row : days_[day]) {
    if (row.document == forgotten) met = near_texts(CopySearch(row.found_by), day);
  }
  return {met.begin(), met.end()};
}

Status Surroundings::status() const {
  if (Status read = memory_.status(); !read) return read;
  if (!damaged_) return {};
  return Error{Error::Code::kCorrupt, "the notes on how incidents came together are damaged"};
}

}  // namespace isnad::fuse
