// Dates of exports, feeds and pages: what is read is a date of ISO 8601, and reading it again changes nothing.
#include "read/date.h"

#include "base/iso_date.h"
#include "target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string iso = isnad::read::to_iso_date(fuzz::view(data, size));
  if (iso.empty()) return 0;
  fuzz::require(isnad::is_iso_date(iso), "a date is ISO 8601");
  fuzz::require(isnad::read::to_iso_date(iso) == iso, "and stays as it is");
  return 0;
}
