#include "fuse/note.h"

#include <algorithm>
#include <map>

#include "base/packed.h"
#include "fuse/blocking.h"
#include "fuse/copies.h"
#include "model/day.h"

namespace isnad::fuse {
namespace {

static_assert(kKindCount <= 64, "kinds are written as the bits of one number");

constexpr std::uint64_t kDated = 1, kLead = 2, kHasDay = 4;

void write_part(PackedWriter& writer, const Part& part, const Claim* claims) {
  std::uint64_t kinds = 0;
  for (std::size_t kind = 0; kind < part.kinds.size(); ++kind) kinds |= std::uint64_t{part.kinds[kind]} << kind;
  writer.number((part.dated ? kDated : 0) | (part.lead ? kLead : 0) | (part.day_first ? kHasDay : 0));
  writer.number(kinds);
  if (part.day_first) {
    writer.number(zigzag(*part.day_first));
    writer.number(static_cast<std::uint64_t>(*part.day_last - *part.day_first));
  }
  writer.number(part.claims.size());
  for (const Claim* claim : part.claims) writer.number(static_cast<std::uint64_t>(claim - claims));
  writer.number(part.places.size());
  for (const std::string_view place : part.places) writer.text(place);
  writer.hashes(part.tolls);
  writer.hashes(part.words);
}

ReadPart read_part(PackedReader& reader, const Knowledge& knowledge) {
  ReadPart read;
  Part& part = read.part;
  const std::uint64_t flags = reader.number();
  const std::uint64_t kinds = reader.number();
  for (std::size_t kind = 0; kind < part.kinds.size(); ++kind) part.kinds[kind] = (kinds >> kind & 1) != 0;
  part.dated = (flags & kDated) != 0;
  part.lead = (flags & kLead) != 0;
  if ((flags & kHasDay) != 0) {
    part.day_first = static_cast<std::int32_t>(unzigzag(reader.number()));
    part.day_last = *part.day_first + static_cast<std::int32_t>(reader.number());
  }
  read.claims.resize(reader.count(1));
  for (std::uint32_t& claim : read.claims) claim = static_cast<std::uint32_t>(reader.number());
  part.places.resize(reader.count(1));
  for (std::string_view& place : part.places) place = reader.text();
  part.tolls = reader.hashes();
  part.words = reader.hashes();
  part.length = length_of(part.words, knowledge);
  return read;
}

std::string codes_bytes(const std::vector<std::uint32_t>& codes, const Provenance* provenance) {
  PackedWriter writer;
  writer.number(codes.size());
  for (const std::uint32_t code : codes) writer.fixed(code, 4);
  if (provenance != nullptr) {
    for (const std::uint64_t key : band_keys(*provenance)) writer.fixed(key >> 48, 2);
  }
  return writer.take();
}

/// The two lists that `codes_bytes` wrote.
std::pair<std::string_view, std::string_view> lists_of(std::string_view bytes) {
  PackedReader reader(bytes);
  const std::size_t size = 4 * reader.count(4);
  std::size_t prefix = 1;
  while (prefix < bytes.size() && (static_cast<unsigned char>(bytes[prefix - 1]) & 0x80) != 0) ++prefix;
  bytes.remove_prefix(std::min(prefix, bytes.size()));
  return {bytes.substr(0, size), bytes.substr(std::min(size, bytes.size()))};
}

std::uint32_t code_at(const char* bytes) {
  const auto byte = [bytes](int i) { return std::uint32_t{static_cast<unsigned char>(bytes[i])}; };
  return byte(0) | byte(1) << 8 | byte(2) << 16 | byte(3) << 24;
}

}  // namespace

std::string write_parts(const std::vector<Part>& parts, const std::vector<Claim>& claims) {
  PackedWriter writer;
  writer.number(parts.size());
  for (const Part& part : parts) write_part(writer, part, claims.data());
  return writer.take();
}

std::optional<std::vector<ReadPart>> read_parts(std::string_view bytes, const Knowledge& knowledge) {
  PackedReader reader(bytes);
  std::vector<ReadPart> parts(reader.count(1));
  for (ReadPart& part : parts) part = read_part(reader, knowledge);
  return reader.done() ? std::optional(std::move(parts)) : std::nullopt;
}

std::string write_makeup(const Makeup& makeup) {
  PackedWriter writer;
  writer.number(makeup.parts.size());
  for (const PartRef& ref : makeup.parts) {
    writer.number(static_cast<std::uint64_t>(ref.document));
    writer.number(ref.part);
  }
  for (const auto& [one, other] : makeup.joins) {
    writer.number(one);
    writer.number(other);
  }
  return writer.take();
}

std::optional<Makeup> read_makeup(std::string_view bytes) {
  PackedReader reader(bytes);
  Makeup makeup;
  makeup.parts.resize(reader.count(2));
  for (PartRef& ref : makeup.parts) {
    ref.document = static_cast<std::int64_t>(reader.number());
    ref.part = static_cast<std::uint32_t>(reader.number());
  }
  bool valid = !makeup.parts.empty();
  for (std::size_t i = 1; i < makeup.parts.size(); ++i) {
    const auto one = static_cast<std::uint32_t>(reader.number()), other = static_cast<std::uint32_t>(reader.number());
    valid = valid && one < makeup.parts.size() && other < makeup.parts.size();
    makeup.joins.emplace_back(one, other);
  }
  return valid && reader.done() ? std::optional(std::move(makeup)) : std::nullopt;
}

std::int32_t publication_day(std::string_view published) {
  return day_number(published).value_or(kUndated);
}

std::vector<std::pair<std::int32_t, std::string>> findable(const std::vector<Part>& parts, const CodedDocument& coded,
                                                           const Knowledge& knowledge) {
  std::map<std::int32_t, std::vector<std::uint32_t>> codes;
  const std::int32_t published = publication_day(coded.document.published);
  if (!coded.provenance.sketch.empty()) codes[published];
  for (const Part& part : parts) {
    const std::vector<std::uint32_t> own = block_codes(part, knowledge);
    for (const std::int32_t day : block_days(part)) codes[day].insert(codes[day].end(), own.begin(), own.end());
  }
  std::vector<std::pair<std::int32_t, std::string>> days;
  for (auto& [day, list] : codes) {
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
    days.emplace_back(day, codes_bytes(list, day == published ? &coded.provenance : nullptr));
  }
  return days;
}

std::vector<std::int32_t> findable_days(const std::vector<ReadPart>& parts, std::string_view published) {
  std::vector<std::int32_t> days = {publication_day(published)};
  for (const ReadPart& read : parts) {
    for (const std::int32_t day : block_days(read.part)) days.push_back(day);
  }
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  return days;
}

std::string findable_text(const Provenance& provenance) {
  return codes_bytes({}, &provenance);
}

PartSearch::PartSearch(const Part& part, const Knowledge& knowledge) : codes_(block_codes(part, knowledge)) {
  for (const std::uint32_t code : codes_) first_.set(code % first_.size());
}

bool PartSearch::meets(std::string_view found_by) const {
  const std::string_view codes = lists_of(found_by).first;
  int met = 0;
  for (std::size_t at = 0; at < codes.size() && met < 2; at += 4) {
    const std::uint32_t code = code_at(codes.data() + at);
    if (!first_.test(code % first_.size()) || !std::binary_search(codes_.begin(), codes_.end(), code)) continue;
    met += 1 + static_cast<int>(code & 1);
  }
  return met >= 2;
}

CopySearch::CopySearch(std::string_view found_by) : bands_(lists_of(found_by).second) {}

bool CopySearch::meets(std::string_view found_by) const {
  const std::string_view bands = lists_of(found_by).second;
  if (bands.size() != bands_.size()) return false;
  for (std::size_t at = 0; at + 1 < bands.size(); at += 2) {
    if (bands[at] == bands_[at] && bands[at + 1] == bands_[at + 1]) return true;
  }
  return false;
}

}  // namespace isnad::fuse
