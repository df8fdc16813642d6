// The table of relatives: what is served is what was trained, and damaged files are refused.
#include "text/relatives.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "base/strings.h"

namespace isnad::text {
namespace {

std::string shipped() {
  std::ifstream file(ISNAD_SOURCE_DIR "/models/relatives.model", std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Relatives, KnowsNothingOfAWordItNeverSaw) {
  const std::string bytes = shipped();
  const auto relatives = Relatives::open(bytes);
  ASSERT_TRUE(relatives) << relatives.error().message;
  EXPECT_GT(relatives->kinds().size(), 30U);
  const WordRelatives found = relatives->lookup(hash_bytes("no such word"));
  EXPECT_EQ(found[0].kind, 0);
  EXPECT_EQ(found[0].likeness, 0);
}

TEST(Relatives, RefusesDamage) {
  std::string bytes = shipped();
  EXPECT_FALSE(Relatives::open(bytes.substr(0, bytes.size() / 2)));
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
  EXPECT_FALSE(Relatives::open(bytes));
  EXPECT_FALSE(Relatives::open(""));
}

}  // namespace
}  // namespace isnad::text
