// JSON records: what can be read is written so that it reads the same again.
#include "isnad/json.h"

#include "target.h"

namespace {

template <typename Read, typename Write>
void round_trip(std::string_view json, const Read& read, const Write& write) {
  const auto record = read(json);
  if (!record) {
    fuzz::require(!record.error().message.empty(), "an error says what is wrong");
    return;
  }
  const std::string written = write(*record);
  const auto again = read(written);
  fuzz::require(static_cast<bool>(again), "what was written can be read");
  fuzz::require(write(*again) == written, "and reads the same");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view json = fuzz::view(data, size);
  round_trip(json, isnad::claim_from_json, [](const isnad::Claim& claim) { return isnad::to_json(claim, "d"); });
  round_trip(json, isnad::coded_document_from_json,
             [](const isnad::CodedDocument& coded) { return isnad::to_json(coded); });
  const auto document = isnad::document_from_json(json);
  (void)document;
  return 0;
}
