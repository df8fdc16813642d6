#include "store/pack.h"

#include <zstd.h>

#include "store/samples.h"

namespace isnad::store {
namespace {

constexpr int kLevel = 7;
constexpr std::size_t kLongestKnown = 64 << 10;
constexpr unsigned long long kLargest = 1ULL << 31;

Error broken() {
  return {Error::Code::kCorrupt, "the stored bytes are damaged: they cannot be unpacked"};
}

}  // namespace

void Packer::Close::operator()(ZSTD_CCtx_s* context) const {
  ZSTD_freeCCtx(context);
}
void Packer::Close::operator()(ZSTD_DCtx_s* context) const {
  ZSTD_freeDCtx(context);
}

Packer::Packer() : compressor_(ZSTD_createCCtx()), decompressor_(ZSTD_createDCtx()) {
  // A damaged frame is noticed by its own checksum, whatever the damage.
  ZSTD_CCtx_setParameter(compressor_.get(), ZSTD_c_checksumFlag, 1);
  ZSTD_CCtx_setParameter(compressor_.get(), ZSTD_c_compressionLevel, kLevel);
}
Packer::Packer(Packer&&) noexcept = default;
Packer& Packer::operator=(Packer&&) noexcept = default;
Packer::~Packer() = default;

std::string Packer::pack(std::string_view bytes) {
  return pack_with(bytes, {});
}

std::string Packer::pack_record(std::string_view json) {
  return pack_with(json, kSample);
}

std::string Packer::pack_incident(std::string_view json) {
  return pack_with(json, kIncidentSample);
}

Result<std::string> Packer::unpack(std::string_view packed) {
  return unpack_with(packed, {});
}

Result<std::string> Packer::unpack_record(std::string_view packed, std::string_view text) {
  Result<std::string> json = unpack_with(packed, kSample);
  return json ? json : unpack_with(packed, known_.assign(kFirstSample).append(text.substr(0, kLongestKnown)));
}

Result<std::string> Packer::unpack_incident(std::string_view packed) {
  Result<std::string> json = unpack_with(packed, kIncidentSample);
  return json ? json : unpack_with(packed, kFirstIncidentSample);
}

std::string Packer::pack_with(std::string_view bytes, std::string_view known) {
  std::string packed(ZSTD_compressBound(bytes.size()), '\0');
  ZSTD_CCtx_refPrefix(compressor_.get(), known.data(), known.size());
  packed.resize(ZSTD_compress2(compressor_.get(), packed.data(), packed.size(), bytes.data(), bytes.size()));
  return packed;
}

Result<std::string> Packer::unpack_with(std::string_view packed, std::string_view known) {
  const unsigned long long size = ZSTD_getFrameContentSize(packed.data(), packed.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > kLargest) return broken();
  std::string bytes(size, '\0');
  ZSTD_DCtx_refPrefix(decompressor_.get(), known.data(), known.size());
  const std::size_t read =
      ZSTD_decompressDCtx(decompressor_.get(), bytes.data(), bytes.size(), packed.data(), packed.size());
  if (ZSTD_isError(read) || read != size) return broken();
  return bytes;
}

}  // namespace isnad::store
