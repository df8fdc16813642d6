#include "store/pack.h"

#include <zstd.h>

namespace isnad::store {
namespace {

constexpr int kLevel = 7;
constexpr std::size_t kLongestKnown = 64 << 10;
constexpr unsigned long long kLargest = 1ULL << 31;

// Records look like this. It is part of the format: what was packed with it can only be unpacked with it.
constexpr std::string_view kSample =
    R"({"doc_id":"","outlet":"","url":"","published":null,"retrieved":null,"author":"","title":"","text":"","claims":[)"
    R"({"claim_id":"c1","kind":"casualty","trigger":{"text":"","start":1,"end":2},"agent":[{"text":"","start":1,"end":2,)"
    R"("id":"","sector":"UAF"}],"target":[{"text":"","start":1,"end":2,"id":"","sector":""}],"place":[{"text":"",)"
    R"("start":1,"end":2,"id":"","precision":"city","candidates":[]}],"time":[{"text":"","start":1,"end":2,"value":)"
    R"("2016-10-21"}],"means":[],"casualties":[{"text":"","start":1,"end":2,"effect":"killed","low":1,"high":1,"group":)"
    R"("unspecified"}],"modality":"asserted","attribution":[{"text":"","start":1,"end":2,"kind":"official","named":true,)"
    R"("id":""}],"quote":"indirect","confidence":0.99,"plover":"ASSAULT","plover_mode":"","incident":"","rules":[)"
    R"("model.trigger","model.report","model.voice"],"sentence":{"text":"","start":1,"end":2}},)"
    R"({"claim_id":"c2","kind":"attack","trigger":{"text":"","start":1,"end":2},"agent":[],"target":[],"place":[],"time":[],)"
    R"("means":[],"casualties":[],"modality":"asserted","attribution":[],"quote":"none","confidence":0.9,"plover":"")"
    R"(,"plover_mode":"","incident":"","rules":["model.trigger"],"sentence":{"text":"","start":1,"end":2}},)";

// The same for incidents.
constexpr std::string_view kIncidentSample =
    R"({"incident_id":"i-","family":"protest","kind":"protest","place_id":"","place":"","day_first":null,"day_last":null,)"
    R"("claims":[{"doc_id":"","claim_id":"c1"}],"documents":[""],"independent_origins":2,"origins":[{"id":"agency.",)"
    R"("claims":[{"doc_id":"","claim_id":"c3"}]}],"channels":[{"id":"text:","claims":[{"doc_id":"","claim_id":"c2"}]}],)"
    R"("toll":[{"doc_id":"","claim_id":"c2","outlet":"","published":"","attribution":[],"modality":"asserted",)"
    R"("origin":"outlet:"}],"responsibility":[],"control":[],"disputes":[{"type":"number","about":"killed","positions":[]}]})"
    R"({"incident_id":"i-","family":"coercion","kind":"arrest","place_id":"iq.","place":"","day_first":"2016-10-21",)"
    R"("day_last":"2016-10-21","claims":[{"doc_id":"","claim_id":"c1"}],"documents":[""],"independent_origins":1,)"
    R"("origins":[{"id":"outlet:","claims":[{"doc_id":"","claim_id":"c1"}]}],"channels":[{"id":"outlet:","claims":[)"
    R"({"doc_id":"","claim_id":"c1"}]}],"toll":[],"responsibility":[],"control":[],"disputes":[]})";

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

std::string Packer::pack_record(std::string_view json, std::string_view text) {
  return pack_with(json, known_.assign(kSample).append(text.substr(0, kLongestKnown)));
}

std::string Packer::pack_incident(std::string_view json) {
  return pack_with(json, kIncidentSample);
}

Result<std::string> Packer::unpack(std::string_view packed) {
  return unpack_with(packed, {});
}

Result<std::string> Packer::unpack_record(std::string_view packed, std::string_view text) {
  return unpack_with(packed, known_.assign(kSample).append(text.substr(0, kLongestKnown)));
}

Result<std::string> Packer::unpack_incident(std::string_view packed) {
  return unpack_with(packed, kIncidentSample);
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
