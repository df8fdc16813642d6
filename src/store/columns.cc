#include "store/columns.h"

namespace isnad::store {

std::int64_t claim_number(std::string_view claim_id) {
  constexpr std::size_t kLongest = 10;
  if (claim_id.size() < 2 || claim_id.size() > kLongest || claim_id[0] != 'c' || claim_id[1] == '0') return 0;
  std::int64_t number = 0;
  for (const char c : claim_id.substr(1)) {
    if (c < '0' || c > '9') return 0;
    number = number * 10 + (c - '0');
  }
  return number;
}

std::string ColumnWriter::take() const {
  PackedWriter whole;
  whole.number(static_cast<std::uint64_t>(used_));
  for (int column = 0; column < used_; ++column)
    whole.number(columns_[static_cast<std::size_t>(column)].bytes().size());
  for (int column = 0; column < used_; ++column) whole.append(columns_[static_cast<std::size_t>(column)].bytes());
  return whole.take();
}

ColumnReader::ColumnReader(std::string_view bytes) : columns_(kMostColumns, PackedReader({})), left_(bytes.size()) {
  PackedReader whole(bytes);
  std::vector<std::size_t> sizes(whole.count(1));
  for (std::size_t& size : sizes) size = static_cast<std::size_t>(whole.number());
  for (std::size_t column = 0; column < sizes.size(); ++column) {
    const PackedReader read(whole.bytes(sizes[column]));
    if (column < columns_.size()) columns_[column] = read;
  }
  present_ = std::min(sizes.size(), columns_.size());
  failed_ = !whole.done();
}

bool ColumnReader::failed() const {
  const auto end = columns_.begin() + static_cast<std::ptrdiff_t>(present_);
  return failed_ || std::any_of(columns_.begin(), end, [](const PackedReader& in) { return in.failed(); });
}

}  // namespace isnad::store
