#include "learn/model_file.h"

#include "base/strings.h"

namespace isnad::learn {
namespace {

constexpr std::uint64_t kMagic = 0x4C444D44414E5349ULL;  // "ISNADMDL" in memory
constexpr std::size_t kAlign = 8;

struct Header {
  std::uint64_t magic;
  std::uint64_t size;      // of the whole file
  std::uint64_t checksum;  // of all that follows the header
  char kind[8];
  std::uint32_t version;
  std::uint32_t sections;
};

struct Extent {
  std::uint64_t begin, size;
};

std::size_t padded(std::size_t size) {
  return (size + kAlign - 1) / kAlign * kAlign;
}

}  // namespace

Error ModelFile::damaged(std::string_view kind, std::string_view what) {
  return {Error::Code::kCorrupt, std::string(kind) + " model: " + std::string(what) +
                                     "; install it again, or train it again with `isnad train`"};
}

Result<ModelFile> ModelFile::open(std::string_view bytes, std::string_view kind, std::uint32_t version,
                                  std::size_t sections) {
  Header header{};
  if (bytes.size() < sizeof header) return damaged(kind, "too short");
  if (reinterpret_cast<std::uintptr_t>(bytes.data()) % kAlign != 0) return damaged(kind, "not aligned in memory");
  std::memcpy(&header, bytes.data(), sizeof header);
  if (header.magic != kMagic) return damaged(kind, "not a model file");
  if (std::string_view(header.kind, strnlen(header.kind, sizeof header.kind)) != kind)
    return damaged(kind, "the file holds another kind of model");
  if (header.version != version) {
    return damaged(kind,
                   "version " + std::to_string(header.version) + " where " + std::to_string(version) + " is needed");
  }
  if (header.size != bytes.size()) return damaged(kind, "truncated");
  if (header.checksum != hash_bytes(bytes.substr(sizeof header))) return damaged(kind, "checksum does not match");
  if (header.sections != sections || bytes.size() < sizeof header + sections * sizeof(Extent))
    return damaged(kind, "sections missing");
  ModelFile file;
  for (std::size_t i = 0; i < sections; ++i) {
    Extent extent{};
    std::memcpy(&extent, bytes.data() + sizeof header + i * sizeof extent, sizeof extent);
    const bool inside = extent.begin <= bytes.size() && extent.size <= bytes.size() - extent.begin;
    if (!inside || extent.begin % kAlign != 0) return damaged(kind, "a section lies outside the file");
    file.sections_[i] = bytes.substr(extent.begin, extent.size);
  }
  return file;
}

std::string ModelWriter::finish(std::string_view kind, std::uint32_t version) const {
  std::string body(sections_.size() * sizeof(Extent), '\0');
  for (std::size_t i = 0; i < sections_.size(); ++i) {
    const Extent extent{sizeof(Header) + body.size(), sections_[i].size()};
    std::memcpy(body.data() + i * sizeof extent, &extent, sizeof extent);
    body += sections_[i];
    body.resize(padded(body.size()), '\0');
  }
  Header header{kMagic,           sizeof(Header) + body.size(),
                hash_bytes(body), {},
                version,          static_cast<std::uint32_t>(sections_.size())};
  std::memcpy(header.kind, kind.data(), std::min(kind.size(), sizeof header.kind));
  return std::string(reinterpret_cast<const char*>(&header), sizeof header) + body;
}

}  // namespace isnad::learn
