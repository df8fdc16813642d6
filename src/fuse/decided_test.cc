#include "fuse/decided.h"

#include <gtest/gtest.h>

namespace isnad::fuse {
namespace {

/// A document of three claims; claims are named by where their triggers begin.
class DecidedTest : public testing::Test {
 protected:
  DecidedTest() {
    coded_.document.doc_id = "a";
    coded_.claims.resize(3);
    for (std::uint32_t i = 0; i < 3; ++i) coded_.claims[i].trigger = {"x", i, i + 1};
    for (const Claim& claim : coded_.claims) {
      mentions_.emplace_back();
      mentions_.back().claim = &claim;
    }
  }

  static ClaimMark mark(std::uint32_t at) { return {"a", Claim().kind, at, at + 1, 0}; }
  std::vector<std::vector<std::size_t>> divided(const std::vector<Decision>& decisions) const {
    return Decided(decisions).divided(coded_, mentions_, {0, 1, 2});
  }

  CodedDocument coded_;
  std::vector<Mention> mentions_;
};

using Pieces = std::vector<std::vector<std::size_t>>;

TEST_F(DecidedTest, NothingIsDividedWithoutADecision) {
  EXPECT_EQ(divided({}), (Pieces{{0, 1, 2}}));
  EXPECT_EQ(divided({{{{mark(0), mark(1)}}}}), (Pieces{{0, 1, 2}}));
}

TEST_F(DecidedTest, ASplitDividesAndTheRestStaysWithTheFirst) {
  EXPECT_EQ(divided({{{{mark(0)}, {mark(1)}}}}), (Pieces{{0, 2}, {1}}));
}

TEST_F(DecidedTest, TheLaterDecisionHolds) {
  const Decision split{{{mark(0)}, {mark(1)}}}, merge{{{mark(0), mark(1)}}};
  EXPECT_EQ(divided({split, merge}), (Pieces{{0, 1, 2}}));
  EXPECT_EQ(divided({merge, split}), (Pieces{{0, 2}, {1}}));
}

TEST_F(DecidedTest, WhatIsApartStaysSoThroughAThird) {
  const Decision split{{{mark(0)}, {mark(1)}}};
  const Decision first{{{mark(0), mark(2)}}}, second{{{mark(1), mark(2)}}};
  EXPECT_EQ(divided({second, first, split}), (Pieces{{0, 2}, {1}}));
}

TEST_F(DecidedTest, BondsNameParts) {
  std::vector<Part> parts(2);
  parts[0].claims = {&coded_.claims[0], &coded_.claims[2]};
  parts[1].claims = {&coded_.claims[1]};
  const auto document_of = [&](const Part&) -> const CodedDocument& { return coded_; };
  const Bonds apart = Decided({{{{mark(0)}, {mark(1)}}}}).bonds(parts, document_of);
  EXPECT_EQ(apart.apart, (std::vector<std::pair<std::uint32_t, std::uint32_t>>{{0, 1}}));
  const Bonds together = Decided({{{{mark(0), mark(1)}}}}).bonds(parts, document_of);
  EXPECT_EQ(together.together, (std::vector<std::vector<std::uint32_t>>{{0, 1}}));
}

}  // namespace
}  // namespace isnad::fuse
