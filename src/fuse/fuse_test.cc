#include "fuse/fuse.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "fuse/shipped_test.h"
#include "isnad/json.h"

namespace isnad::fuse {
namespace {

/// A claim in the making: `say(Kind::kAttack).by("gunmen").at("kirkuk").claim`. Every claim stands 100 characters on.
struct Say {
  Claim claim;
  Say&& by(const std::string& who, const std::string& id = {}) && {
    claim.agent.push_back({{who, 0, 0}, id, ""});
    return std::move(*this);
  }
  Say&& to(const std::string& whom, const std::string& id = {}) && {
    claim.target.push_back({{whom, 0, 0}, id, ""});
    return std::move(*this);
  }
  Say&& at(const std::string& where, const std::string& id = {}) && {
    claim.place.push_back({{where, 0, 0}, id, "", {}});
    return std::move(*this);
  }
  Say&& on(const std::string& day) && {
    claim.time.push_back({{day, 0, 0}, day});
    return std::move(*this);
  }
  Say&& killed(std::int64_t low, bool so_far = false) && {
    claim.casualties.push_back({{"dead", 0, 0}, Effect::kKilled, low, low, Group::kCivilian, so_far});
    return std::move(*this);
  }
  Say&& said_by(const std::string& voice) && {
    claim.attribution.push_back({{voice, 0, 0}, Voice::kOfficial, true, ""});
    return std::move(*this);
  }
  Say&& as(Modality modality) && {
    claim.modality = modality;
    return std::move(*this);
  }
};

Say say(Kind kind) {
  Say made;
  made.claim.kind = kind;
  made.claim.trigger.text = name(kind);
  return made;
}

CodedDocument report(const std::string& id, const std::string& published, std::vector<Say> sayings) {
  CodedDocument coded{{id, "outlet of " + id, "", published, "", "", "", ""}, {}};
  std::uint32_t at = 0;
  for (Say& saying : sayings) {
    saying.claim.claim_id = "c" + std::to_string(coded.claims.size() + 1);
    saying.claim.trigger.start = at;
    saying.claim.trigger.end = at + 5;
    at += 100;
    coded.claims.push_back(std::move(saying.claim));
  }
  return coded;
}

std::vector<CodedDocument> two_attacks() {
  return {
      report(
          "a", "2016-10-21T08:00:00Z",
          {say(Kind::kAttack).by("gunmen belts").to("police station").at("kirkuk domiz", "iq.kirkuk").on("2016-10-21"),
           say(Kind::kCasualty).to("police station").at("kirkuk domiz", "iq.kirkuk").killed(6)}),
      report(
          "b", "2016-10-21T09:00:00Z",
          {say(Kind::kAttack).by("gunmen belts").to("police station").at("kirkuk domiz", "iq.kirkuk").on("2016-10-21"),
           say(Kind::kCasualty).to("police station").at("kirkuk domiz", "iq.kirkuk").killed(6)}),
      report("c", "2016-10-21T09:30:00Z",
             {say(Kind::kProtest).by("teachers union").at("beirut square", "lb.beirut").on("2016-10-21")})};
}

std::vector<Dispute> disputes(std::vector<CodedDocument> documents) {
  const std::vector<Incident> incidents = fuser().fuse(documents);
  EXPECT_EQ(incidents.size(), 1U);
  return incidents.empty() ? std::vector<Dispute>() : incidents[0].disputes;
}

TEST(Fuse, JoinsReportsOfOneIncidentAndKeepsOthersApart) {
  std::vector<CodedDocument> documents = two_attacks();
  const std::vector<Incident> incidents = fuser().fuse(documents);
  ASSERT_EQ(incidents.size(), 2U);
  EXPECT_EQ(incidents[0].documents, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(incidents[0].kind, Kind::kAttack);
  EXPECT_EQ(incidents[0].family, "violence");
  EXPECT_EQ(incidents[0].place_id, "iq.kirkuk");
  EXPECT_EQ(incidents[0].day_first, "2016-10-21");
  EXPECT_EQ(incidents[0].claims.size(), 4U);
  EXPECT_EQ(incidents[0].toll.size(), 2U);
  EXPECT_EQ(incidents[0].toll[1].outlet, "outlet of b");
  EXPECT_EQ(incidents[1].documents, std::vector<std::string>{"c"});
  EXPECT_EQ(documents[0].claims[1].incident, incidents[0].incident_id);
  EXPECT_EQ(documents[2].claims[0].incident, incidents[1].incident_id);
}

TEST(Fuse, OtherDaysAreOtherIncidents) {
  std::vector<CodedDocument> documents = two_attacks();
  documents[1].document.published = "2016-11-05";
  for (Claim& claim : documents[1].claims) {
    if (!claim.time.empty()) claim.time[0].value = "2016-11-05";
  }
  EXPECT_EQ(fuser().fuse(documents).size(), 3U);
}

TEST(Fuse, HypotheticalClaimsHaveNoIncident) {
  std::vector<CodedDocument> documents = {report("a", "2016-10-21", {say(Kind::kAttack).as(Modality::kHypothetical)})};
  documents[0].claims[0].incident = "left over";
  EXPECT_TRUE(fuser().fuse(documents).empty());
  EXPECT_EQ(documents[0].claims[0].incident, "");
}

TEST(Fuse, NothingGivesNothing) {
  std::vector<CodedDocument> documents;
  EXPECT_TRUE(fuser().fuse(documents).empty());
  documents = {report("a", "", {})};
  EXPECT_TRUE(fuser().fuse(documents).empty());
}

TEST(Fuse, CountsHowManyVoicesAreIndependent) {
  std::vector<CodedDocument> documents = two_attacks();
  std::vector<Incident> incidents = fuser().fuse(documents);
  EXPECT_EQ(incidents[0].independent_origins, 2);
  EXPECT_EQ(incidents[1].independent_origins, 1);
  for (CodedDocument& coded : documents) coded.provenance.credits = {"agency.afp"};
  incidents = fuser().fuse(documents);
  EXPECT_EQ(incidents[0].independent_origins, 1);
  ASSERT_EQ(incidents[0].origins.size(), 1U);
  EXPECT_EQ(incidents[0].origins[0].id, "agency.afp");
  EXPECT_EQ(incidents[0].origins[0].claims.size(), 4U);
  EXPECT_EQ(documents[1].claims[0].channel, "agency.afp");
}

TEST(Fuse, ClaimsOfOneTriggerMayBeTwoIncidentsWithTwoNames) {
  CodedDocument coded =
      report("a", "2016-10-21",
             {say(Kind::kCasualty).to("tourists").at("mosul", "iq.mosul").on("2016-10-01").killed(9),
              say(Kind::kCasualty).to("soldiers").at("tokyo", "jp.tokyo").on("2015-03-20").killed(4)});
  for (Claim& claim : coded.claims) claim.trigger = {"dead", 900, 904};
  std::vector<CodedDocument> documents = {coded};
  std::set<std::string> names;
  for (const Incident& incident : fuser().fuse(documents)) names.insert(incident.incident_id);
  EXPECT_EQ(names.size(), 2U);
}

/// Reports that overlap in many ways, from a fixed seed.
std::vector<CodedDocument> many_reports(int count) {
  std::mt19937 random(7);
  const auto pick = [&](int n) { return std::to_string(random() % static_cast<unsigned>(n)); };
  std::vector<CodedDocument> documents;
  for (int i = 0; i < count; ++i) {
    std::vector<Say> sayings;
    for (int j = 0; j < 6; ++j) {
      Say saying = say(static_cast<Kind>(random() % kKindCount))
                       .by("actor" + pick(20))
                       .at("town" + pick(30))
                       .to("target" + pick(40));
      if (random() % 3 == 0) saying.claim.casualties = say(Kind::kCasualty).killed(random() % 20).claim.casualties;
      if (random() % 5 == 0) saying.claim.modality = Modality::kDenied;
      if (random() % 4 == 0)
        saying.claim.attribution = say(Kind::kCasualty).said_by("voice" + pick(5)).claim.attribution;
      sayings.push_back(std::move(saying));
    }
    documents.push_back(report("d" + std::to_string(i), "2016-10-1" + pick(10), std::move(sayings)));
  }
  return documents;
}

std::string described(const std::vector<Incident>& incidents) {
  std::string all;
  for (const Incident& incident : incidents) all += to_json(incident) + '\n';
  return all;
}

TEST(Fuse, TheOrderOfDocumentsDoesNotMatter) {
  std::vector<CodedDocument> documents = many_reports(60);
  const std::string expected = described(fuser().fuse(documents));
  std::mt19937 random(1);
  for (int round = 0; round < 5; ++round) {
    std::shuffle(documents.begin(), documents.end(), random);
    EXPECT_EQ(described(fuser().fuse(documents)), expected);
  }
}

TEST(Fuse, EveryOtherClaimHasExactlyOneIncident) {
  std::vector<CodedDocument> documents = many_reports(60);
  std::set<ClaimRef> seen;
  std::set<std::string> names;
  for (const Incident& incident : fuser().fuse(documents)) {
    EXPECT_TRUE(names.insert(incident.incident_id).second);
    for (const ClaimRef& ref : incident.claims) EXPECT_TRUE(seen.insert(ref).second);
  }
  EXPECT_EQ(seen.size(), 60U * 6);
}

TEST(Fuse, AChronicleOfThousandsOfClaimsIsGrouped) {
  std::vector<Say> sayings;
  for (int i = 0; i < 3000; ++i) sayings.push_back(say(Kind::kShelling).at("town" + std::to_string(i % 50)));
  std::vector<CodedDocument> documents = {report("chronicle", "2016-10-21", std::move(sayings))};
  EXPECT_FALSE(fuser().fuse(documents).empty());
}

std::vector<CodedDocument> with_second_toll(std::int64_t killed, const std::string& published, bool so_far = false) {
  std::vector<CodedDocument> documents = two_attacks();
  documents.pop_back();
  documents[1].document.published = published;
  documents[1].claims[1].casualties[0].low = documents[1].claims[1].casualties[0].high = killed;
  documents[1].claims[1].casualties[0].cumulative = so_far;
  return documents;
}

TEST(Dispute, FiguresOfOneTimeByTwoVoices) {
  const std::vector<Dispute> found = disputes(with_second_toll(9, "2016-10-21T09:00:00Z"));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].type, "number");
  EXPECT_EQ(found[0].about, "killed (civilian)");
  ASSERT_EQ(found[0].positions.size(), 2U);
  EXPECT_EQ(found[0].positions[0].statement, "killed 6..6 civilian");
  EXPECT_EQ(found[0].positions[1].claims, (std::vector<ClaimRef>{{"b", "c2"}}));
}

TEST(Dispute, AnUpdatedTollIsNone) {
  EXPECT_TRUE(disputes(with_second_toll(9, "2016-10-21T18:00:00Z")).empty());
  EXPECT_TRUE(disputes(with_second_toll(9, "2016-10-21T09:00:00Z", true)).empty());
  EXPECT_TRUE(disputes(with_second_toll(6, "2016-10-21T09:00:00Z")).empty());
  EXPECT_EQ(disputes(with_second_toll(2, "2016-10-21T18:00:00Z")).size(), 1U) << "a toll does not fall";
}

TEST(Dispute, OneVoiceCorrectsItself) {
  std::vector<CodedDocument> documents = with_second_toll(9, "2016-10-21T09:00:00Z");
  for (CodedDocument& coded : documents) {
    for (Claim& claim : coded.claims)
      claim.attribution = say(Kind::kCasualty).said_by("health ministry").claim.attribution;
  }
  EXPECT_TRUE(disputes(documents).empty());
}

TEST(Dispute, TwoVoicesThroughOneAgencyAreNotIndependent) {
  std::vector<CodedDocument> documents = with_second_toll(9, "2016-10-21T08:30:00Z");
  documents.push_back(documents[1]);
  documents[2].document.doc_id = "d";
  documents[2].document.outlet = "outlet of d";
  documents[1].claims[1].attribution = say(Kind::kCasualty).said_by("health ministry").claim.attribution;
  documents[2].claims[1].attribution = say(Kind::kCasualty).said_by("the red crescent").claim.attribution;
  std::vector<Dispute> found = disputes(documents);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].positions[1].independent, 2);
  for (const std::size_t at : {1U, 2U}) documents[at].provenance.credits = {"agency.afp"};
  found = disputes(documents);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].positions[1].voices.size(), 2U);
  EXPECT_EQ(found[0].positions[1].independent, 1);
}

TEST(Dispute, WhoDidIt) {
  std::vector<CodedDocument> documents = two_attacks();
  documents.pop_back();
  documents[0].claims[0].agent[0].id = "army.irq";
  documents[1].claims[0].agent[0].id = "airforce.irq";
  EXPECT_TRUE(disputes(documents).empty()) << "arms of one state";
  documents[1].claims[0].agent[0].id = "gen.gunmen";
  documents[0].claims[0].agent[0].id = "grp.is";
  EXPECT_TRUE(disputes(documents).empty()) << "the gunmen may be the group's";
  documents[0].claims[0].agent[0].id = "army.irq";
  documents[1].claims[0].agent[0].id = "grp.is";
  const std::vector<Dispute> found = disputes(documents);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].type, "responsibility");
  EXPECT_EQ(found[0].about, "attack");
  EXPECT_EQ(found[0].positions[0].statement, "agent army.irq");
}

TEST(Dispute, WhoDeniesIt) {
  std::vector<CodedDocument> documents = two_attacks();
  documents.pop_back();
  documents[1].claims[0].modality = Modality::kDenied;
  const std::vector<Dispute> found = disputes(documents);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].type, "responsibility");
  EXPECT_EQ(found[0].positions[1].statement, "not agent gunmen belts");
}

TEST(Dispute, WhetherItHappened) {
  std::vector<CodedDocument> documents = two_attacks();
  documents.pop_back();
  documents[1].claims[0].modality = Modality::kDenied;
  documents[1].claims[0].agent.clear();
  const std::vector<Dispute> found = disputes(documents);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].type, "occurrence");
  EXPECT_EQ(found[0].positions[1].statement, "no attack");
}

TEST(Dispute, WhoHoldsThePlace) {
  std::vector<CodedDocument> documents = two_attacks();
  documents.pop_back();
  for (CodedDocument& coded : documents) {
    coded.claims.resize(1);
    coded.claims[0].kind = Kind::kTakeControl;
  }
  documents[0].claims[0].agent[0].id = "army.irq";
  documents[1].claims[0].agent[0].id = "grp.is";
  const std::vector<Dispute> found = disputes(documents);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].type, "control");
  EXPECT_EQ(found[0].about, "iq.kirkuk 2016-10-21");
}

}  // namespace
}  // namespace isnad::fuse
