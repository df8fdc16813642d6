#include "fuse/origins.h"

#include <gtest/gtest.h>

#include "fuse/shipped_test.h"

namespace isnad::fuse {
namespace {

CodedDocument document(const std::string& id, std::vector<std::string> credits = {}, std::uint32_t text = 0) {
  CodedDocument coded{{id, "paper " + id, "", "2016-10-21", "", "", "", ""}, {Claim{}}, {}};
  coded.claims[0].claim_id = "c1";
  coded.provenance.credits = std::move(credits);
  if (text > 0) coded.provenance = {100, std::vector<std::uint32_t>(64, text), coded.provenance.credits};
  return coded;
}

Attribution step(const std::string& words, Voice kind, bool named, const std::string& id = "") {
  return {{words, 0, 0}, kind, named, id};
}

/// The claims of all documents after their origins were set.
std::vector<const Claim*> traced(std::vector<CodedDocument>& documents) {
  std::vector<const CodedDocument*> pointers;
  for (const CodedDocument& coded : documents) pointers.push_back(&coded);
  const std::vector<std::string> channels = channels_of(pointers);
  std::vector<const Claim*> claims;
  for (std::size_t i = 0; i < documents.size(); ++i) {
    set_origins(documents[i], channels[i], knowledge());
    for (const Claim& claim : documents[i].claims) claims.push_back(&claim);
  }
  return claims;
}

TEST(Origins, FiveOutletsWithOneTextAreOneVoice) {
  std::vector<CodedDocument> documents;
  for (const char* id : {"a", "b", "c", "d", "e"}) documents.push_back(document(id, {}, 7));
  const auto claims = traced(documents);
  EXPECT_EQ(claims[4]->channel, "text:a");
  EXPECT_EQ(claims[4]->origin, "text:a");
  EXPECT_EQ(count_independent(claims), 1);
}

TEST(Origins, ACreditInOneCopyCreditsAll) {
  std::vector<CodedDocument> documents = {document("a", {}, 7), document("b", {"agency.afp"}, 7), document("c")};
  const auto claims = traced(documents);
  EXPECT_EQ(claims[0]->channel, "agency.afp");
  EXPECT_EQ(claims[2]->channel, "outlet:paper c");
  EXPECT_EQ(count_independent(claims), 2);
}

TEST(Origins, OneMinistryInFiveTextsIsOneVoice) {
  std::vector<CodedDocument> documents;
  for (const char* id : {"a", "b", "c", "d", "e"}) {
    documents.push_back(document(id));
    documents.back().claims[0].attribution = {step("ministry", Voice::kOfficial, true, "health.irq")};
  }
  const auto claims = traced(documents);
  EXPECT_EQ(claims[3]->origin, "health.irq");
  EXPECT_EQ(claims[3]->channel, "outlet:paper d");
  EXPECT_EQ(count_independent(claims), 1);
  documents[4].claims.push_back(Claim{});
  EXPECT_EQ(count_independent(traced(documents)), 2) << "one of them also speaks for itself";
}

TEST(Origins, ARelayIsFollowedToTheAgency) {
  std::vector<CodedDocument> documents = {document("a"), document("b", {"agency.reuters"})};
  documents[0].claims[0].attribution = {step("Reuters", Voice::kMedia, true, "agency.reuters"),
                                        step("a source", Voice::kOfficial, false)};
  const auto claims = traced(documents);
  EXPECT_EQ(claims[0]->channel, "agency.reuters");
  EXPECT_EQ(claims[0]->origin, "agency.reuters") << "an unnamed source is known to the agency alone";
  EXPECT_EQ(count_independent(claims), 1);
}

TEST(Origins, UnnamedSourcesOfTwoOutletsAreTwo) {
  std::vector<CodedDocument> documents = {document("a"), document("b")};
  for (CodedDocument& coded : documents) coded.claims[0].attribution = {step("a source", Voice::kOfficial, false)};
  EXPECT_EQ(count_independent(traced(documents)), 2);
}

TEST(Origins, OneOutletIsOneVoiceHoweverOftenItWrites) {
  std::vector<CodedDocument> documents = {document("a"), document("b"), document("c", {}, 7), document("d", {}, 7)};
  for (CodedDocument& coded : documents) coded.document.outlet = "paper";
  EXPECT_EQ(count_independent(traced(documents)), 1);
  documents[0].document.outlet = documents[1].document.outlet = "";
  const auto claims = traced(documents);
  EXPECT_EQ(claims[0]->channel, "document:a");
  EXPECT_EQ(claims[3]->channel, "outlet:paper");
}

TEST(Origins, VoicesAndTextsArePairedSoThatMostAreIndependent) {
  std::vector<Claim> claims(4);
  const char* pairs[4][2] = {{"x", "1"}, {"x", "2"}, {"y", "1"}, {"z", "1"}};
  std::vector<const Claim*> pointers;
  for (std::size_t i = 0; i < claims.size(); ++i) {
    claims[i].origin = pairs[i][0];
    claims[i].channel = pairs[i][1];
    pointers.push_back(&claims[i]);
  }
  EXPECT_EQ(count_independent(pointers), 2);
  EXPECT_EQ(count_independent(std::vector<const Claim*>{}), 0);
}

}  // namespace
}  // namespace isnad::fuse
