#include "store/pack.h"

#include <zstd.h>

#include "isnad/json.h"
#include "store/json_samples.h"
#include "store/records.h"
#include "store/samples.h"

namespace isnad::store {
namespace {

constexpr int kLevel = 7;
constexpr std::size_t kLongestKnown = 64 << 10;
constexpr unsigned long long kLargest = 1ULL << 31;

/// Stands before the frame of a record of columns. Frames of JSON, which versions up to 11 wrote, begin otherwise.
constexpr char kColumns = 1;

Error broken() {
  return {Error::Code::kCorrupt, "the stored bytes are damaged: they cannot be unpacked"};
}

bool are_columns(std::string_view packed) {
  return !packed.empty() && packed[0] == kColumns;
}

}  // namespace

struct Packer::Known {
  struct Close {
    void operator()(ZSTD_CDict* dictionary) const { ZSTD_freeCDict(dictionary); }
    void operator()(ZSTD_DDict* dictionary) const { ZSTD_freeDDict(dictionary); }
  };
  explicit Known(std::string_view sample)
      : to_pack(ZSTD_createCDict(sample.data(), sample.size(), kLevel)),
        to_unpack(ZSTD_createDDict(sample.data(), sample.size())) {}

  std::unique_ptr<ZSTD_CDict, Close> to_pack;
  std::unique_ptr<ZSTD_DDict, Close> to_unpack;
};

void Packer::Close::operator()(ZSTD_CCtx_s* context) const {
  ZSTD_freeCCtx(context);
}
void Packer::Close::operator()(ZSTD_DCtx_s* context) const {
  ZSTD_freeDCtx(context);
}

Packer::Packer()
    : compressor_(ZSTD_createCCtx()),
      decompressor_(ZSTD_createDCtx()),
      claims_(std::make_unique<Known>(kClaimSample)),
      incidents_(std::make_unique<Known>(kIncidentSample)) {
  // A damaged frame is noticed by its own checksum, whatever the damage.
  ZSTD_CCtx_setParameter(compressor_.get(), ZSTD_c_checksumFlag, 1);
  ZSTD_CCtx_setParameter(compressor_.get(), ZSTD_c_compressionLevel, kLevel);
  // Which dictionary it is, the table says.
  ZSTD_CCtx_setParameter(compressor_.get(), ZSTD_c_dictIDFlag, 0);
}
Packer::Packer(Packer&&) noexcept = default;
Packer& Packer::operator=(Packer&&) noexcept = default;
Packer::~Packer() = default;

std::string Packer::pack(std::string_view bytes) {
  std::string packed(ZSTD_compressBound(bytes.size()), '\0');
  ZSTD_CCtx_refCDict(compressor_.get(), nullptr);
  packed.resize(ZSTD_compress2(compressor_.get(), packed.data(), packed.size(), bytes.data(), bytes.size()));
  return packed;
}

std::string Packer::pack_claims(const std::vector<Claim>& claims) {
  return pack_record(claims_to_bytes(claims), *claims_);
}

std::string Packer::pack_incident(const Incident& incident) {
  return pack_record(incident_to_bytes(incident), *incidents_);
}

Result<std::string> Packer::unpack(std::string_view packed) {
  return unpack_json(packed, {});
}

Result<std::vector<Claim>> Packer::unpack_claims(std::string_view packed, std::string_view text) {
  if (are_columns(packed)) {
    const Result<std::string> bytes = unpack_record(packed, *claims_);
    return bytes ? claims_from_bytes(*bytes) : bytes.error();
  }
  Result<std::string> json = unpack_json(packed, kJsonSample);
  if (!json) json = unpack_json(packed, std::string(kFirstJsonSample).append(text.substr(0, kLongestKnown)));
  if (!json) return json.error();
  Result<CodedDocument> coded = coded_document_from_json(*json);
  if (!coded) return coded.error();
  return std::move(coded->claims);
}

Result<Incident> Packer::unpack_incident(std::string_view packed) {
  if (are_columns(packed)) {
    const Result<std::string> bytes = unpack_record(packed, *incidents_);
    return bytes ? incident_from_bytes(*bytes) : bytes.error();
  }
  Result<std::string> json = unpack_json(packed, kIncidentJsonSample);
  if (!json) json = unpack_json(packed, kFirstIncidentJsonSample);
  return json ? incident_from_json(*json) : json.error();
}

std::string Packer::pack_record(std::string_view bytes, const Known& known) {
  std::string packed(1 + ZSTD_compressBound(bytes.size()), kColumns);
  ZSTD_CCtx_refCDict(compressor_.get(), known.to_pack.get());
  packed.resize(1 +
                ZSTD_compress2(compressor_.get(), packed.data() + 1, packed.size() - 1, bytes.data(), bytes.size()));
  return packed;
}

Result<std::string> Packer::unpack_record(std::string_view packed, const Known& known) {
  ZSTD_DCtx_refDDict(decompressor_.get(), known.to_unpack.get());
  return read(packed.substr(1));
}

Result<std::string> Packer::unpack_json(std::string_view packed, std::string_view known) {
  ZSTD_DCtx_refPrefix(decompressor_.get(), known.data(), known.size());
  return read(packed);
}

Result<std::string> Packer::read(std::string_view packed) {
  const unsigned long long size = ZSTD_getFrameContentSize(packed.data(), packed.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > kLargest) return broken();
  std::string bytes(size, '\0');
  const std::size_t read =
      ZSTD_decompressDCtx(decompressor_.get(), bytes.data(), bytes.size(), packed.data(), packed.size());
  if (ZSTD_isError(read) || read != size) return broken();
  return bytes;
}

}  // namespace isnad::store
