#include "fuse/ladder.h"

#include <gtest/gtest.h>

#include <memory>

#include "fuse/dispute.h"
#include "fuse/shipped_test.h"
#include "isnad/json.h"
#include "isnad/policy.h"

namespace isnad::fuse {
namespace {

/// Reports of one incident, made figure by figure.
class Tolls : public testing::Test {
 protected:
  /// A report that speaks through `voice` ("" for itself).
  void report(const std::string& hour, const std::string& voice = {}, Voice kind = Voice::kOfficial) {
    auto coded = std::make_unique<CodedDocument>();
    coded->document.doc_id = "d" + std::to_string(reports_.size() + 1);
    coded->document.outlet = "outlet " + coded->document.doc_id;
    coded->document.published = "2016-10-2" + hour + ":00Z";
    coded->claims.reserve(16);
    reports_.push_back(std::move(coded));
    voice_ = voice;
    kind_ = kind;
  }
  Claim& figure(std::int64_t low, std::optional<std::int64_t> high, Group group = Group::kUnspecified,
                Effect effect = Effect::kKilled) {
    CodedDocument& coded = *reports_.back();
    Claim claim;
    claim.kind = Kind::kCasualty;
    claim.claim_id = "c" + std::to_string(coded.claims.size() + 1);
    claim.sentence.start = static_cast<std::uint32_t>(coded.claims.size() * 100);
    claim.casualties = {{{"dead", claim.sentence.start, claim.sentence.start + 4}, effect, low, high, group}};
    if (!voice_.empty()) claim.attribution = {{{voice_, 0, 1}, kind_, true, voice_}};
    coded.claims.push_back(claim);
    return coded.claims.back();
  }
  Incident incident() {
    std::vector<Testimony> testimonies;
    for (const auto& coded : reports_) {
      testimonies.push_back({&coded->document, {}});
      for (const Claim& claim : coded->claims) testimonies.back().claims.push_back(&claim);
    }
    const std::vector<Spoken> said = spoken_of(testimonies, knowledge());
    const std::vector<Rung> ladder = ladder_of(said, knowledge());
    Incident made;
    made.incident_id = "i";
    made.kind = Kind::kAttack;
    for (const Rung& rung : ladder) made.toll.push_back(rung.figure);
    made.disputes = disputes_of(said, ladder, made, knowledge());
    return made;
  }
  std::vector<Standing> standings() {
    std::vector<Standing> all;
    for (const TollFigure& figure : incident().toll) all.push_back(figure.standing);
    return all;
  }

 private:
  std::vector<std::unique_ptr<CodedDocument>> reports_;
  std::string voice_;
  Voice kind_ = Voice::kOfficial;
};

TEST_F(Tolls, ALaterOfficialTollSupersedesAndIsNoDispute) {
  report("1T08:00", "police.irq");
  figure(12, 12);
  report("1T09:00", "police.irq");
  figure(16, 16);
  EXPECT_EQ(standings(), (std::vector{Standing::kSuperseded, Standing::kCurrent}));
  EXPECT_EQ(incident().toll[0].by, (ClaimRef{"d2", "c1"}));
  EXPECT_TRUE(incident().disputes.empty());
}

TEST_F(Tolls, AVoiceThatLowersItsFigureCorrectsItself) {
  report("1T08:00", "police.irq");
  figure(16, 16);
  report("1T09:00", "police.irq");
  figure(12, 12);
  EXPECT_EQ(standings(), (std::vector{Standing::kSuperseded, Standing::kCurrent}));
  EXPECT_TRUE(incident().disputes.empty());
}

TEST_F(Tolls, TheBodyRepeatsItsHeadline) {
  report("1T08:00");
  figure(46, 46);
  figure(46, 46, Group::kPolice);
  EXPECT_EQ(standings(), (std::vector{Standing::kCurrent, Standing::kRepeated}));
}

TEST_F(Tolls, APartOfATotalIsNoDispute) {
  report("1T08:00", "ministry.a");
  figure(28, 28, Group::kCivilian);
  report("1T08:30", "ministry.b");
  figure(54, 54);
  figure(28, 28, Group::kCivilian);
  EXPECT_EQ(standings(), (std::vector{Standing::kCurrent, Standing::kCurrent, Standing::kPart}));
  EXPECT_TRUE(incident().disputes.empty());
}

TEST_F(Tolls, GroupsMayNotExceedATotal) {
  report("1T08:00", "ministry.a");
  figure(6, 6, Group::kPolice);
  figure(5, 5, Group::kCivilian);
  report("1T08:30", "ministry.b");
  figure(11, 11);
  EXPECT_TRUE(incident().disputes.empty()) << "they add up";
  report("1T08:45", "ministry.c");
  figure(8, 8);
  const Incident made = incident();
  ASSERT_EQ(made.disputes.size(), 1U);
  EXPECT_EQ(made.disputes[0].type, "number");
}

TEST_F(Tolls, ADisputeThatLaterFiguresSettleIsSuperseded) {
  report("1T08:00", "ministry.a");
  figure(6, 6);
  report("1T09:00", "ministry.b");
  figure(9, 9);
  ASSERT_EQ(incident().disputes.size(), 1U);
  EXPECT_EQ(incident().disputes[0].status, "open");
  const double open = incident().disputes[0].weight;
  report("1T20:00", "ministry.a");
  figure(9, 9);
  ASSERT_EQ(incident().disputes.size(), 1U);
  EXPECT_EQ(incident().disputes[0].status, "superseded");
  EXPECT_LT(incident().disputes[0].weight, open);
}

TEST_F(Tolls, TheSameDeadCannotBeCiviliansAndFighters) {
  report("1T08:00", "ministry.a");
  figure(7, 7, Group::kMilitant);
  report("1T09:00", "grp.is", Voice::kGroup);
  figure(7, 7, Group::kCivilian);
  ASSERT_EQ(incident().disputes.size(), 1U);
  EXPECT_EQ(incident().disputes[0].type, "identity");
  EXPECT_EQ(incident().disputes[0].about, "killed 7..7");
}

// ---- policies

class Policies : public Tolls {
 protected:
  void SetUp() override {
    report("1T08:00", "police.irq");
    figure(4, 4, Group::kPolice);
    figure(7, 7, Group::kMilitant);
    report("1T09:00", "hospital", Voice::kMedical);
    figure(9, std::nullopt);
    report("2T10:00", "health.irq");
    figure(35, 35);
    figure(120, 120, Group::kUnspecified, Effect::kInjured);
    report("2T11:00", "agency.afp", Voice::kMedia);
    figure(40, 40);
    report("2T12:00", "grp.is", Voice::kGroup);
    figure(101, std::nullopt, Group::kPolice);
  }
};

TEST_F(Policies, EveryFigureIsCountedOrLeftOutWithAReason) {
  const Incident made = incident();
  for (int i = 0; i < kPolicyCount; ++i) {
    const Count count = count_toll(made, static_cast<Policy>(i));
    std::size_t claims = count.left_out.size();
    for (const Tally& tally : count.tallies) claims += tally.claims.size();
    EXPECT_EQ(claims, made.toll.size()) << name(count.policy);
    for (const LeftOut& left : count.left_out) EXPECT_NE(left.reason, "");
    EXPECT_FALSE(rule_of(count.policy).empty());
    EXPECT_EQ(parse_name<Policy>(name(count.policy)), count.policy);
    EXPECT_EQ(to_json(count).substr(0, 11), "{\"policy\":\"");
  }
}

TEST_F(Policies, AcledTakesTheLowestThatStands) {
  const Count count = count_toll(incident(), Policy::kAcledConservative);
  ASSERT_EQ(count.tallies.size(), 1U);
  EXPECT_EQ(count.tallies[0].low, 35);
  EXPECT_EQ(count.tallies[0].high, 35);
}

TEST_F(Policies, AcledCountsTensAsTen) {
  report("2T12:30", "witnesses", Voice::kWitness);
  figure(20, std::nullopt);
  Incident made = incident();
  made.toll.back().vague = true;
  EXPECT_EQ(count_toll(made, Policy::kAcledConservative).tallies.at(0).low, 10);
}

TEST_F(Policies, GedGivesARangeAndABest) {
  const Count count = count_toll(incident(), Policy::kGedLowBestHigh);
  ASSERT_EQ(count.tallies.size(), 1U);
  EXPECT_EQ(count.tallies[0].low, 35);
  EXPECT_EQ(count.tallies[0].best, 35);
  EXPECT_EQ(count.tallies[0].high, 40);
}

TEST_F(Policies, IbcGivesLeastAndMostAndAsksForTwoOrigins) {
  const Count count = count_toll(incident(), Policy::kIbcMinMax);
  ASSERT_EQ(count.tallies.size(), 2U);
  EXPECT_EQ(count.tallies[0].low, 35);
  EXPECT_EQ(count.tallies[0].high, 40);
  EXPECT_FALSE(count.tallies[0].provisional);
  EXPECT_EQ(count.tallies[1].effect, Effect::kInjured);
  EXPECT_TRUE(count.tallies[1].provisional);
}

TEST_F(Policies, OfficialHearsOfficialsAlone) {
  for (const Tally& tally : count_toll(incident(), Policy::kOfficial).tallies) {
    for (const ClaimRef& ref : tally.claims) EXPECT_TRUE(ref.doc_id == "d1" || ref.doc_id == "d3") << ref.doc_id;
  }
}

TEST(Policy, NothingCountsAsNothing) {
  for (int i = 0; i < kPolicyCount; ++i) EXPECT_TRUE(count_toll({}, static_cast<Policy>(i)).tallies.empty());
}

}  // namespace
}  // namespace isnad::fuse
