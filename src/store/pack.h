// Text and records made small: zstd frames. Records repeat the ids of one another, so samples of them are given to the
// compressor as known beforehand (samples.h); a claim takes some forty bytes.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "isnad/incident.h"
#include "isnad/result.h"

struct ZSTD_CCtx_s;
struct ZSTD_CDict_s;
struct ZSTD_DCtx_s;
struct ZSTD_DDict_s;

namespace isnad::store {

/// Keeps the work space of the compressor. Not for use from several threads at once.
class Packer {
 public:
  Packer();
  Packer(Packer&&) noexcept;
  Packer& operator=(Packer&&) noexcept;
  ~Packer();

  /// `bytes` alone: any zstd decompresses it.
  std::string pack(std::string_view bytes);
  std::string pack_claims(const std::vector<Claim>& claims);
  /// All but its id.
  std::string pack_incident(const Incident& incident);

  /// Errors (kCorrupt): what is given was not packed so, or was damaged since.
  Result<std::string> unpack(std::string_view packed);
  /// `text` is that of the document, which the first versions packed claims with.
  Result<std::vector<Claim>> unpack_claims(std::string_view packed, std::string_view text);
  Result<Incident> unpack_incident(std::string_view packed);

 private:
  /// What is known beforehand of records of one sort, in the form that the compressor works with.
  struct Known;

  std::string pack_record(std::string_view bytes, const Known& known);
  Result<std::string> unpack_record(std::string_view packed, const Known& known);
  Result<std::string> unpack_json(std::string_view packed, std::string_view known);
  Result<std::string> read(std::string_view packed);

  struct Close {
    void operator()(ZSTD_CCtx_s* context) const;
    void operator()(ZSTD_DCtx_s* context) const;
  };
  std::unique_ptr<ZSTD_CCtx_s, Close> compressor_;
  std::unique_ptr<ZSTD_DCtx_s, Close> decompressor_;
  std::unique_ptr<Known> claims_, incidents_;
};

}  // namespace isnad::store
