// The few resource tables without which nothing compiles.
#pragma once

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "lexicon/table.h"
#include "target.h"

namespace fuzz {

inline isnad::lexicon::Tables core_tables() {
  isnad::lexicon::Tables tables;
  for (const char* name : std::array{"letters", "inflection", "clitics", "kinds"}) {
    const std::string file = std::string(ISNAD_SOURCE_DIR "/resources/") + name + ".tsv";
    std::ifstream in(file, std::ios::binary);
    static const auto read = [](std::istream& from) {
      return std::string(std::istreambuf_iterator<char>(from), std::istreambuf_iterator<char>());
    };
    auto table = isnad::lexicon::Table::parse(name, file, read(in));
    require(static_cast<bool>(table), "the resources of the project can be read");
    tables.insert_or_assign(name, *std::move(table));
  }
  return tables;
}

/// Sets bytes of `file` as the input says (four bytes a change: where in three, and what), then puts right the size
/// and checksum of its header, which would otherwise stop nearly every input. Both stand alike in lexicons and models.
template <typename Checksum>
void damage(std::string& file, const std::uint8_t* data, std::size_t size, std::size_t header,
            const Checksum& checksum) {
  for (std::size_t i = 0; i + 3 < size; i += 4) {
    const std::size_t at = (data[i] | data[i + 1] << 8 | data[i + 2] << 16) % file.size();
    if (at >= 24) file[at] = static_cast<char>(data[i + 3]);
  }
  if (size % 4 == 1 && file.size() > header) file.resize(header + data[size - 1] * (file.size() - header) / 256);
  const std::uint64_t length = file.size(), sum = checksum(std::string_view(file).substr(header));
  file.replace(8, sizeof length, reinterpret_cast<const char*>(&length), sizeof length);
  file.replace(16, sizeof sum, reinterpret_cast<const char*>(&sum), sizeof sum);
}

}  // namespace fuzz
