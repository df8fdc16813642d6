// Records as columns: nothing gets lost, whatever stands in them, and what versions up to 11 wrote is still read.
#include "store/records.h"

#include <gtest/gtest.h>
#include <zstd.h>

#include "isnad/json.h"
#include "store/json_samples.h"
#include "store/pack.h"

namespace isnad::store {
namespace {

Quoted quoted(const std::string& text, std::uint32_t start, std::uint32_t end) {
  return {text, start, end};
}

/// A claim of which each field holds something; `at` is where its sentence stands.
Claim full_claim(const std::string& id, std::uint32_t at) {
  Claim claim;
  claim.claim_id = id;
  claim.kind = Kind::kDisaster;
  claim.trigger = quoted("a|b\xC3\xA9\n", at + 7, at + 9);
  claim.agent = {{quoted("", at + 1, at + 3), "grp.is", "REB"}, {quoted("x", at, at + 1), "", ""}};
  claim.target = {{quoted("", 2, 3), "gen.police", "COP"}};
  claim.place = {{quoted("", 4, 900), "iq.kirkuk", "city", {"iq", "sy.a"}}};
  claim.time = {{quoted("", 1, 2), "2016-10-21TMO"}, {quoted("", 3, 3), ""}};
  claim.means = {{quoted("|", 9, 4), "car", "|"}};
  claim.casualties = {
      {quoted("", at + 20, at + 24), Effect::kRescued, -3, 1LL << 40, Group::kMixed, true, "2016-10-20"},
      {quoted("", at + 2, at + 4), Effect::kKilled, 6, std::nullopt, Group::kPolice, false, ""}};
  claim.modality = Modality::kHypothetical;
  claim.attribution = {{quoted("", at, at + 2), Voice::kExpert, true, "afp"}};
  claim.quote = Quote::kDirect;
  claim.confidence = 0.123;
  claim.plover = "ASSAULT";
  claim.plover_mode = "explosives";
  claim.rules = {"bombing.tfjyr.n", "model.trigger"};
  claim.sentence = quoted("", at, at + 80);
  return claim;
}

CodedDocument coded(std::vector<Claim> claims) {
  CodedDocument made;
  made.claims = std::move(claims);
  return made;
}

Saying full_saying() {
  Saying saying;
  saying.claim = {"d2", "c7"};
  saying.outlet = "outlet";
  saying.published = "2016-10-21";
  saying.attribution = {{quoted("AFP", 3, 6), Voice::kMedia, true, "afp"}};
  saying.modality = Modality::kDenied;
  saying.origin = "agency.afp";
  return saying;
}

Incident full_incident() {
  Incident incident;
  incident.family = "violence";
  incident.kind = Kind::kBombing;
  incident.place_id = "iq.kirkuk";
  incident.place = "a|b";
  incident.day_first = "2016-10-21";
  incident.claims = {{"d1", "c12"}, {"d1", "c3"}, {"d2", "c7"}, {"d3", "other"}, {"unlisted", "c1"}};
  incident.documents = {"d1", "d2", "d3"};
  incident.independent_origins = 2;
  incident.origins = {{"agency.afp", {{"d2", "c7"}}}, {"outlet:x", {{"d1", "c3"}, {"d1", "c12"}}}};
  incident.channels = {{"outlet:x", {{"elsewhere", "c9"}}}};
  TollFigure figure;
  static_cast<Saying&>(figure) = full_saying();
  figure.casualty = {quoted("six", 1, 4), Effect::kInjured, 6, 7, Group::kCivilian, true, "2016-10-20"};
  figure.vague = true;
  figure.standing = Standing::kUnasserted;
  figure.by = {"d1", "c3"};
  incident.toll = {figure, figure};
  incident.toll[1].by = {};
  Stance stance;
  static_cast<Saying&>(stance) = full_saying();
  stance.stance = "claimed", stance.actor = "grp.is", stance.words = "they";
  incident.responsibility = {stance};
  Holding holding;
  static_cast<Saying&>(holding) = full_saying();
  holding.day = "2016-10-22", holding.place_id = "iq", holding.place = "there", holding.extent = "half";
  holding.share = 0.5, holding.holder = "grp.is", holding.words = "they", holding.side = "armed", holding.holds = false;
  incident.control = {holding};
  incident.disputes = {{"number", "killed", {{"6", {{"d2", "c7"}}, {"afp", "x"}, 2}}, "superseded", 0.75}};
  incident.links = {{"part_of", {"d1", "c3"}, "c9", "site"}};
  return incident;
}

TEST(Records, ClaimsComeBackWhole) {
  const CodedDocument made = coded({full_claim("c1", 0), full_claim("c2", 100), full_claim("c1025", 90),
                                    full_claim("c007", 5), full_claim("", 5), full_claim("c3", 6), Claim()});
  const Result<std::vector<Claim>> read = claims_from_bytes(claims_to_bytes(made.claims));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(to_json(coded(*read)), to_json(made));
}

TEST(Records, AnIncidentComesBackWhole) {
  Incident doubled = full_incident();
  doubled.documents.insert(doubled.documents.begin(), "d1");
  doubled.claims.insert(doubled.claims.begin(), {"d2", "c7"});
  for (const Incident& made : {full_incident(), doubled, Incident()}) {
    const Result<Incident> read = incident_from_bytes(incident_to_bytes(made));
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(to_json(*read), to_json(made));
  }
}

TEST(Records, CutShortTheyAreRefused) {
  const std::string claims = claims_to_bytes({full_claim("c1", 0)}), incident = incident_to_bytes(full_incident());
  for (std::size_t size = 0; size < claims.size(); ++size)
    EXPECT_FALSE(claims_from_bytes(claims.substr(0, size))) << size;
  for (std::size_t size = 0; size < incident.size(); ++size)
    EXPECT_FALSE(incident_from_bytes(incident.substr(0, size))) << size;
}

TEST(Records, EnumerationsKeepTheirNumbers) {
  EXPECT_EQ(name(static_cast<Kind>(16)), "take_control");
  EXPECT_EQ(name(static_cast<Kind>(37)), "disaster");
  EXPECT_EQ(name(static_cast<Modality>(4)), "called_for");
  EXPECT_EQ(name(static_cast<Effect>(5)), "displaced");
  EXPECT_EQ(name(static_cast<Group>(5)), "official");
  EXPECT_EQ(name(static_cast<Voice>(5)), "medical");
  EXPECT_EQ(name(static_cast<Quote>(1)), "indirect");
  EXPECT_EQ(name(static_cast<Standing>(3)), "superseded");
}

std::string packed_json(const std::string& json, std::string_view known) {
  ZSTD_CCtx* const context = ZSTD_createCCtx();
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
  ZSTD_CCtx_refPrefix(context, known.data(), known.size());
  std::string packed(ZSTD_compressBound(json.size()), '\0');
  packed.resize(ZSTD_compress2(context, packed.data(), packed.size(), json.data(), json.size()));
  ZSTD_freeCCtx(context);
  return packed;
}

TEST(Records, WhatEarlierVersionsPackedIsRead) {
  Packer packer;
  const CodedDocument made = coded({full_claim("c1", 0)});
  const std::string text = "the text of the document";
  for (const std::string& known : {std::string(kJsonSample), std::string(kFirstJsonSample) + text}) {
    const Result<std::vector<Claim>> read = packer.unpack_claims(packed_json(to_json(made), known), text);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(to_json(coded(*read)), to_json(made));
  }
  for (const std::string_view known : {kIncidentJsonSample, kFirstIncidentJsonSample}) {
    const Result<Incident> read = packer.unpack_incident(packed_json(to_json(full_incident()), known));
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(to_json(*read), to_json(full_incident()));
  }
}

TEST(Records, PackedAndUnpacked) {
  Packer packer;
  const std::string claims = packer.pack_claims({full_claim("c1", 0)});
  EXPECT_TRUE(packer.unpack_claims(claims, ""));
  EXPECT_FALSE(packer.unpack_incident(claims));
  const Result<Incident> incident = packer.unpack_incident(packer.pack_incident(full_incident()));
  ASSERT_TRUE(incident);
  EXPECT_EQ(to_json(*incident), to_json(full_incident()));
  std::string damaged = claims;
  damaged[damaged.size() / 2] = static_cast<char>(damaged[damaged.size() / 2] ^ 1);
  EXPECT_FALSE(packer.unpack_claims(damaged, ""));
}

}  // namespace
}  // namespace isnad::store
