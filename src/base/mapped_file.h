// A file read in place: its pages are shared between processes and loaded when they are touched.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "isnad/result.h"

namespace isnad {

/// The bytes live as long as the object. The file must not be cut short meanwhile.
class MappedFile {
 public:
  /// Errors (kIo): no such file, not readable.
  static Result<std::unique_ptr<MappedFile>> open(const std::string& path);
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  std::string_view bytes() const { return bytes_; }

 private:
  explicit MappedFile(std::string_view bytes) : bytes_(bytes) {}
  std::string_view bytes_;
};

}  // namespace isnad
