// The frame that all trained models share: a checked header and sections that are served in place.
//
//   magic u64 | size u64 | checksum u64 | kind 8 letters | version u32 | sections u32 | {begin u64, size u64} ... |
//   sections
//
// A file that is cut short, changed, of another kind or of another version is refused when it is opened; nothing is
// copied, so a model that was mapped into memory costs its pages only. Sections begin at multiples of eight bytes;
// numbers are little endian.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "isnad/result.h"

namespace isnad::learn {

class ModelFile {
 public:
  /// `bytes` must stay where they are, aligned to 8. `kind` has at most 8 letters.
  static Result<ModelFile> open(std::string_view bytes, std::string_view kind, std::uint32_t version,
                                std::size_t sections);

  std::string_view section(std::size_t index) const { return sections_[index]; }

  /// A section as records; bytes that do not fill a whole one are left out.
  template <typename T>
  std::span<const T> records(std::size_t index) const {
    static_assert(std::is_trivially_copyable_v<T> && alignof(T) <= 8);
    return {reinterpret_cast<const T*>(sections_[index].data()), sections_[index].size() / sizeof(T)};
  }

  /// What an opener of one kind of model says of a file whose frame is sound and whose content is not.
  static Error damaged(std::string_view kind, std::string_view what);

  static constexpr std::size_t kMaxSections = 8;

 private:
  std::array<std::string_view, kMaxSections> sections_;
};

class ModelWriter {
 public:
  void add(std::string_view bytes) { sections_.emplace_back(bytes); }
  template <typename T>
  void add_records(const std::vector<T>& records) {
    static_assert(std::is_trivially_copyable_v<T>);
    sections_.emplace_back(reinterpret_cast<const char*>(records.data()), records.size() * sizeof(T));
  }
  std::string finish(std::string_view kind, std::uint32_t version) const;

 private:
  std::vector<std::string> sections_;
};

}  // namespace isnad::learn
