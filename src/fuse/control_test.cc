#include "fuse/control.h"

#include <gtest/gtest.h>

#include "fuse/fuse.h"
#include "fuse/shipped_test.h"

namespace isnad::fuse {
namespace {

/// A word of the extents table, so that no Arabic stands here.
std::string extent_word(std::string_view english) {
  const int table = shipped_lexicon().table("extents");
  for (std::uint32_t row = 0; row < shipped_lexicon().rows(table); ++row) {
    const std::string_view forms = shipped_lexicon().cell(table, row, "forms");
    if (shipped_lexicon().cell(table, row, "english") == english) return std::string(forms.substr(0, forms.find('|')));
  }
  return {};
}

Holding holding(const std::string& origin, const std::string& holder, const std::string& side,
                const std::string& place_id = "iq.kirkuk.kirkuk", const std::string& extent = {}) {
  Holding made;
  made.origin = origin;
  made.holder = holder;
  made.side = side;
  made.place_id = place_id;
  made.day = "2016-10-21";
  const Lore::Extent found = knowledge().lore().extent_of(extent_word(extent) + " town");
  made.extent = found.name;
  made.share = found.share;
  return made;
}

TEST(Control, TwoSidesCannotHoldMoreThanThereIs) {
  const Holding army = holding("a", "army.irq", "state");
  EXPECT_TRUE(contradict(army, holding("b", "grp.is", "armed"), knowledge()));
  EXPECT_TRUE(contradict(army, holding("b", "grp.is", "armed", army.place_id, "half"), knowledge()));
  const Holding half = holding("a", "army.irq", "state", army.place_id, "half");
  EXPECT_FALSE(contradict(half, holding("b", "grp.is", "armed", army.place_id, "half"), knowledge()));
  EXPECT_TRUE(contradict(half, holding("b", "grp.is", "armed", army.place_id, "most"), knowledge()));
}

TEST(Control, APlaceInsideAnotherIsAPartOfIt) {
  const Holding group = holding("b", "grp.is", "armed");
  EXPECT_TRUE(contradict(holding("a", "army.irq", "state", "iq.kirkuk"), group, knowledge()));
  EXPECT_FALSE(contradict(holding("a", "army.irq", "state", "iq.kirkuk", "half"), group, knowledge()));
  EXPECT_FALSE(contradict(holding("a", "army.irq", "state", "iq.baghdad"), group, knowledge()));
}

TEST(Control, NobodyInParticularIsOfASide) {
  const Holding fighters = holding("a", "gen.fighters", "armed");
  EXPECT_FALSE(contradict(fighters, holding("b", "grp.is", "armed"), knowledge()));
  EXPECT_TRUE(contradict(fighters, holding("b", "gen.security_forces", "state"), knowledge()));
  EXPECT_TRUE(contradict(fighters, holding("b", "a spokesman", "state"), knowledge()));
  EXPECT_FALSE(contradict(fighters, holding("b", "a spokesman", ""), knowledge()));
}

TEST(Control, OtherDaysAndOneOriginAreNoDispute) {
  const Holding army = holding("a", "army.irq", "state");
  Holding group = holding("b", "grp.is", "armed");
  group.day = "2016-10-22";
  EXPECT_FALSE(contradict(army, group, knowledge()));
  EXPECT_FALSE(contradict(army, holding("a", "grp.is", "armed"), knowledge()));
}

TEST(Control, TheWholeIsNotAPart) {
  const Holding whole = holding("a", "grp.is", "armed", "iq.kirkuk.kirkuk", "all");
  EXPECT_TRUE(contradict(whole, holding("b", "grp.is", "armed", whole.place_id, "half"), knowledge()));
  EXPECT_FALSE(contradict(whole, holding("b", "grp.is", "armed"), knowledge())) << "nothing said of how much";
}

/// A report whose claims stand each in a sentence of its own.
class ControlOf : public testing::Test {
 protected:
  Claim& add(Kind kind, const std::string& id) {
    Claim claim;
    claim.claim_id = id;
    claim.kind = kind;
    const auto at = static_cast<std::uint32_t>(coded_.claims.size() * 100);
    claim.sentence.start = at;
    claim.sentence.end = at + 90;
    claim.trigger.start = at + 10;
    coded_.claims.push_back(claim);
    return coded_.claims.back();
  }
  std::vector<Holding> holdings() {
    Testimony testimony{&coded_.document, {}};
    for (const Claim& claim : coded_.claims) testimony.claims.push_back(&claim);
    Incident incident;
    incident.place_id = "iq.kirkuk.kirkuk";
    incident.place = "kirkuk";
    return holdings_of(spoken_of({testimony}, knowledge()), incident, knowledge());
  }
  CodedDocument coded_{{"d", "outlet", "", "2016-10-21", "", "", "", ""}, {}};
};

TEST_F(ControlOf, AnOfficialWhoNamesNoHolderSpeaksForHisSide) {
  add(Kind::kTakeControl, "c1").attribution = {{{"spokesman", 0, 9}, Voice::kOfficial, false, ""}};
  const std::vector<Holding> found = holdings();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].place_id, "iq.kirkuk.kirkuk");
  EXPECT_EQ(found[0].holder, "spokesman");
  EXPECT_EQ(found[0].side, "state");
  EXPECT_EQ(statement_of(found[0], knowledge()), "held by forces of the state");
}

TEST_F(ControlOf, AGroupThatSpeaksOfFightersMeansItsOwn) {
  Claim& claim = add(Kind::kTakeControl, "c1");
  claim.attribution = {{{"the group", 0, 9}, Voice::kGroup, true, "grp.is"}};
  claim.agent = {{{"its fighters", 0, 9}, "gen.fighters", "UAF"}};
  claim.target = {{{extent_word("half") + " town", 0, 9}, "", ""}};
  const std::vector<Holding> found = holdings();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(statement_of(found[0], knowledge()), "half held by grp.is");
}

TEST_F(ControlOf, ABareDenialPointsBackToAnotherVoice) {
  Claim& claim = add(Kind::kTakeControl, "c1");
  claim.attribution = {{{"the group", 0, 9}, Voice::kGroup, true, "grp.is"}};
  claim.agent = {{{"the group", 0, 9}, "grp.is", "REB"}};
  Claim& denial = add(Kind::kDeny, "c2");
  denial.rules = {"deny.nfa.v"};
  denial.agent = {{{"police", 0, 9}, "gen.police", "COP"}};
  std::vector<Holding> found = holdings();
  ASSERT_EQ(found.size(), 2U);
  EXPECT_FALSE(found[1].holds);
  EXPECT_EQ(found[1].claim.claim_id, "c2");
  EXPECT_EQ(found[1].attribution.back().kind, Voice::kOfficial);
  EXPECT_TRUE(contradict(found[0], found[1], knowledge()));
  coded_.claims[1].rules = {"deny.rfd.v"};
  EXPECT_EQ(holdings().size(), 1U) << "a refusal denies no fact";
}

TEST_F(ControlOf, LeavingIsNoLongerHolding) {
  add(Kind::kWithdrawal, "c1").agent = {{{"the army", 0, 9}, "army.irq", "MIL"}};
  const std::vector<Holding> found = holdings();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(statement_of(found[0], knowledge()), "not held by army.irq");
}

}  // namespace
}  // namespace isnad::fuse
