// Lexicon images: a sound one, damaged as the input says, is refused or can be used.
#include <array>

#include "base/strings.h"
#include "lexicon/image.h"
#include "lexicon/lexicon.h"
#include "resources.h"
#include "target.h"

namespace {

void use(const isnad::lexicon::Lexicon& lexicon) {
  for (int table = 0; table < static_cast<int>(lexicon.table_count()); ++table) {
    lexicon.table_name(table);
    for (std::uint32_t row = 0; row < std::min(lexicon.rows(table), 100U); ++row) lexicon.cell(table, row, "id");
  }
  for (const char* phrase : std::array{"a", "b c", ""}) lexicon.look_up(phrase);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace isnad::lexicon;
  static const std::string sound = *compile(fuzz::core_tables());
  std::string image = sound;
  fuzz::damage(image, data, size, sizeof(ImageHeader), [](std::string_view body) { return isnad::hash_bytes(body); });
  if (const auto lexicon = Lexicon::open(std::move(image))) use(**lexicon);
  return 0;
}
