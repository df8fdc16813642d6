// Resource tables: parsing one, checking it, and compiling it together with the tables that compiling needs.
#include "lexicon/table.h"

#include "lexicon/lexicon.h"
#include "resources.h"
#include "target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace isnad::lexicon;
  auto table = Table::parse("triggers", "triggers.tsv", std::string(fuzz::view(data, size)));
  if (!table) return 0;
  for (std::size_t row = 0; row < table->rows(); ++row) table->where(row);
  Tables tables = fuzz::core_tables();
  tables.insert_or_assign("triggers", *std::move(table));
  check(tables);
  const auto image = compile(tables);
  if (image) fuzz::require(static_cast<bool>(Lexicon::open(*image)), "what compiles can be opened");
  return 0;
}
