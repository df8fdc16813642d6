// Text and records made small: zstd frames. Records repeat the field names and ids of one another, so samples of them
// are given to the compressor as known beforehand (samples.h); a claim takes some seventy bytes.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "isnad/result.h"

struct ZSTD_CCtx_s;
struct ZSTD_DCtx_s;

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
  /// A record as JSON.
  std::string pack_record(std::string_view json);

  /// An incident as JSON.
  std::string pack_incident(std::string_view json);

  /// Errors (kCorrupt): what is given was not packed so, or was damaged since.
  Result<std::string> unpack(std::string_view packed);
  /// `text` is that of the document, which earlier versions packed a record with.
  Result<std::string> unpack_record(std::string_view packed, std::string_view text);
  Result<std::string> unpack_incident(std::string_view packed);

 private:
  std::string pack_with(std::string_view bytes, std::string_view known);
  Result<std::string> unpack_with(std::string_view packed, std::string_view known);

  struct Close {
    void operator()(ZSTD_CCtx_s* context) const;
    void operator()(ZSTD_DCtx_s* context) const;
  };
  std::unique_ptr<ZSTD_CCtx_s, Close> compressor_;
  std::unique_ptr<ZSTD_DCtx_s, Close> decompressor_;
  std::string known_;
};

}  // namespace isnad::store
