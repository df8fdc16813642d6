#include "lexicon/table.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "base/strings.h"
#include "base/utf8.h"

namespace isnad::lexicon {

Result<Table> Table::parse(std::string name, std::string file, std::string content) {
  Table table;
  table.name_ = std::move(name);
  table.file_ = std::move(file);
  table.content_.assign(content.begin(), content.end());
  const std::string_view all(table.content_.data(), table.content_.size());
  if (const std::size_t bad = find_malformed(all); bad != std::string_view::npos) {
    return Error{Error::Code::kInput,
                 table.file_ + ": byte " + std::to_string(bad) + " is not UTF-8; save the file as UTF-8"};
  }
  std::uint32_t number = 0;
  for (std::string_view line : split(all, '\n')) {
    ++number;
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (line.empty() || line.front() == '#') continue;
    const std::vector<std::string_view> cells = split(line, '\t');
    if (table.columns_.empty()) {
      table.columns_ = cells;
      continue;
    }
    if (cells.size() != table.columns_.size()) {
      return Error{Error::Code::kInput, table.file_ + ":" + std::to_string(number) + ": " +
                                            std::to_string(cells.size()) + " cells where the header has " +
                                            std::to_string(table.columns_.size())};
    }
    table.cells_.insert(table.cells_.end(), cells.begin(), cells.end());
    table.lines_.push_back(number);
  }
  if (table.columns_.empty()) return Error{Error::Code::kInput, table.file_ + ": no header row"};
  return table;
}

int Table::column(std::string_view name) const {
  const auto found = std::find(columns_.begin(), columns_.end(), name);
  return found == columns_.end() ? -1 : static_cast<int>(found - columns_.begin());
}

Result<Tables> read_tables(const std::string& folder) {
  std::error_code failed;
  Tables tables;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failed)) {
    if (entry.path().extension() != ".tsv") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    std::string content{std::istreambuf_iterator<char>(in), {}};
    if (!in) return Error{Error::Code::kIo, entry.path().string() + ": cannot be read"};
    const std::string name = entry.path().stem().string();
    Result<Table> table = Table::parse(name, "resources/" + entry.path().filename().string(), std::move(content));
    if (!table) return table.error();
    tables.emplace(name, *std::move(table));
  }
  if (failed) return Error{Error::Code::kIo, folder + ": " + failed.message()};
  if (tables.empty()) return Error{Error::Code::kIo, folder + ": holds no .tsv file; give the resources folder"};
  return tables;
}

}  // namespace isnad::lexicon
