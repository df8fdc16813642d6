// A resource file: tab-separated rows under a header, with comments; see resources/README.md.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "isnad/result.h"

namespace isnad::lexicon {

/// The rows of one resources/*.tsv file, held as text. Cells are views into the table: it must outlive them.
class Table {
 public:
  /// Parses `content` (UTF-8). `file` names it in messages. Errors: bad UTF-8, no header, a row with a wrong number of
  /// cells.
  static Result<Table> parse(std::string name, std::string file, std::string content);

  const std::string& name() const { return name_; }
  const std::vector<std::string_view>& columns() const { return columns_; }
  std::size_t rows() const { return lines_.size(); }

  /// Index of a column; -1 when the table has none of that name.
  int column(std::string_view name) const;
  std::string_view cell(std::size_t row, int column) const {
    return column < 0 ? std::string_view() : cells_[row * columns_.size() + static_cast<std::size_t>(column)];
  }
  std::string_view cell(std::size_t row, std::string_view name) const { return cell(row, column(name)); }

  /// "resources/places.tsv:17" for messages.
  std::string where(std::size_t row) const { return file_ + ":" + std::to_string(lines_[row]); }

  Table(Table&&) = default;
  Table& operator=(Table&&) = default;
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;

 private:
  Table() = default;

  std::string name_;
  std::string file_;
  std::vector<char> content_;
  std::vector<std::string_view> columns_;
  std::vector<std::string_view> cells_;
  std::vector<std::uint32_t> lines_;
};

/// All tables of a resource folder, by name (the file name without .tsv).
using Tables = std::map<std::string, Table, std::less<>>;

/// Reads every *.tsv of `folder`.
Result<Tables> read_tables(const std::string& folder);

}  // namespace isnad::lexicon
