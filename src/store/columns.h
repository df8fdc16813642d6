// Records as columns: values of one sort stand together, which makes them far smaller than JSON when they are packed,
// and quicker to write and read. What a record is made of is said once, by a function that visits its values
// (record_fields.h) and is called with a writer or with a reader.
//
//   number of columns, length of each, columns; of numbers (base/packed.h), or of texts that end on a bar
//
// Columns are only ever added, behind the others: one that a record lacks reads as noughts and empty texts.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/packed.h"

namespace isnad::store {

inline constexpr int kMostColumns = 32;

/// Ends a text. Inside of one another byte, which UTF-8 does not have, stands for it.
inline constexpr char kEnd = '|';
inline constexpr char kNoEnd = '\xFF';

/// 12 of "c12"; 0 where a claim has another name.
std::int64_t claim_number(std::string_view claim_id);

class ColumnWriter {
 public:
  template <std::integral Number>
  void number(int column, const Number& value) {
    at(column).number(static_cast<std::uint64_t>(value));
  }
  void signed_number(int column, std::int64_t value) { at(column).number(zigzag(value)); }
  void bound(int column, const std::optional<std::int64_t>& value) {
    at(column).number(value ? zigzag(*value) + 1 : 0);
  }
  /// From 0 to 1, in thousandths.
  void fraction(int column, double value) {
    number(column, std::isfinite(value) ? std::lround(std::clamp(value, 0.0, 1.0) * 1000) : 0);
  }
  void text(int column, std::string_view value) {
    std::size_t begin = 0;
    for (std::size_t end; (end = value.find(kEnd, begin)) != std::string_view::npos; begin = end + 1) {
      at(column).append(value.substr(begin, end - begin));
      at(column).append({&kNoEnd, 1});
    }
    at(column).append(value.substr(begin));
    at(column).append({&kEnd, 1});
  }
  /// `last` is the last of its values.
  template <typename Enum>
  void one_of(int column, Enum value, Enum /*last*/) {
    number(column, static_cast<unsigned>(value));
  }
  /// The names of claims are c1, c2, ... as a rule: what is written is how far it is from the one before.
  void claim_name(int numbers, int texts, const std::string& claim_id) {
    const std::int64_t claim = claim_number(claim_id);
    number(numbers, claim == 0 ? 0 : zigzag(claim - last_claim_) + 1);
    if (claim == 0) text(texts, claim_id);
    if (claim != 0) last_claim_ = claim;
  }
  template <typename Item, typename Visit>
  void list(int column, const std::vector<Item>& items, Visit visit) {
    number(column, items.size());
    for (const Item& item : items) visit(item);
  }

  std::string take() const;

 private:
  PackedWriter& at(int column) {
    used_ = std::max(used_, column + 1);
    return columns_[static_cast<std::size_t>(column)];
  }

  std::array<PackedWriter, kMostColumns> columns_;
  int used_ = 0;
  std::int64_t last_claim_ = 0;
};

/// Whatever the bytes, values can be read; `failed` says whether they were those of a record.
class ColumnReader {
 public:
  explicit ColumnReader(std::string_view bytes);

  template <std::integral Number>
  void number(int column, Number& value) {
    value = static_cast<Number>(at(column).number());
  }
  std::int64_t signed_number(int column) { return unzigzag(at(column).number()); }
  void bound(int column, std::optional<std::int64_t>& value) {
    const std::uint64_t read = at(column).number();
    value = read == 0 ? std::nullopt : std::optional(unzigzag(read - 1));
  }
  void fraction(int column, double& value) {
    value = static_cast<double>(std::min<std::uint64_t>(at(column).number(), 1000)) / 1000;
  }
  void text(int column, std::string& value) {
    value = at(column).until(kEnd);
    std::replace(value.begin(), value.end(), kNoEnd, kEnd);
  }
  template <typename Enum>
  void one_of(int column, Enum& value, Enum last) {
    const std::uint64_t read = at(column).number();
    read <= static_cast<std::uint64_t>(last) ? static_cast<void>(value = static_cast<Enum>(read)) : fail();
  }
  void claim_name(int numbers, int texts, std::string& claim_id) {
    const std::uint64_t distance = at(numbers).number();
    if (distance == 0) return text(texts, claim_id);
    last_claim_ = static_cast<std::int64_t>(static_cast<std::uint64_t>(last_claim_) +
                                            static_cast<std::uint64_t>(unzigzag(distance - 1)));
    claim_id = "c" + std::to_string(last_claim_);
  }
  template <typename Item, typename Visit>
  void list(int column, std::vector<Item>& items, Visit visit) {
    std::uint64_t size = at(column).number();
    // Each item has a byte at least.
    if (size > left_) fail(), size = 0;
    left_ -= static_cast<std::size_t>(size);
    items.resize(static_cast<std::size_t>(size));
    for (Item& item : items) visit(item);
  }

  void fail() { failed_ = true; }
  bool failed() const;

 private:
  PackedReader& at(int column) { return columns_[static_cast<std::size_t>(column)]; }

  std::vector<PackedReader> columns_;
  std::size_t present_ = 0;
  std::size_t left_ = 0;  // items that there is room for
  bool failed_ = false;
  std::int64_t last_claim_ = 0;
};

}  // namespace isnad::store
