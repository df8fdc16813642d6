// JSON of the records: what is written is read back, and every refusal names its field or byte.
#include "isnad/json.h"

#include <gtest/gtest.h>

namespace isnad {
namespace {

Claim full_claim() {
  Claim claim;
  claim.claim_id = "c1";
  claim.kind = Kind::kCasualty;
  claim.trigger = {"killed", 3, 9};
  claim.agent = {{{"x \"y\"\n", 10, 12}, "islamic_state", "REB"}};
  claim.target = {{{"men", 13, 16}, "", ""}};
  claim.place = {{{"Kirkuk", 20, 26}, "iq.kirkuk", "city", {"iq.kirkuk_governorate"}}};
  claim.time = {{{"Friday", 30, 36}, "2016-10-21TMO"}, {{"then", 40, 44}, ""}};
  claim.means = {{{"belts", 50, 55}, "", ""}};
  claim.casualties = {{{"12 men", 60, 66}, Effect::kInjured, 12, std::nullopt, Group::kPolice, true},
                      {{"2", 67, 68}, Effect::kKilled, 2, 2, Group::kCivilian, false}};
  claim.modality = Modality::kSuspected;
  claim.attribution = {{{"AFP", 70, 73}, Voice::kMedia, true, "afp"}};
  claim.quote = Quote::kDirect;
  claim.confidence = 0.9304;
  claim.plover = "ASSAULT";
  claim.plover_mode = "aerial";
  claim.incident = "i7";
  claim.rules = {"a.b", "c"};
  claim.sentence = {"the sentence", 0, 80};
  return claim;
}

std::string error_of(std::string_view json) {
  const Result<Claim> read = claim_from_json(json);
  return read ? "" : read.error().message;
}

TEST(Json, WritesEveryFieldInOrder) {
  const std::string json = to_json(full_claim(), "d1");
  EXPECT_EQ(json.find("{\"doc_id\":\"d1\",\"claim_id\":\"c1\",\"kind\":\"casualty\",\"trigger\":{\"text\":\"killed\","
                      "\"start\":3,\"end\":9}"),
            0U);
  EXPECT_NE(json.find("\"confidence\":0.93,"), std::string::npos);
  EXPECT_NE(json.find("\"low\":12,\"high\":null,\"group\":\"police\",\"cumulative\":true,\"as_of\":null}"),
            std::string::npos);
  EXPECT_NE(json.find("\"high\":2,\"group\":\"civilian\"}"), std::string::npos);
  EXPECT_NE(json.find("\"end\":44,\"value\":null}"), std::string::npos);
  EXPECT_EQ(json.find('\n'), std::string::npos);
}

TEST(Json, LeavesOutAnEmptyDocId) {
  EXPECT_EQ(to_json(full_claim(), "").find("doc_id"), std::string::npos);
}

TEST(Json, ReadsBackWhatItWrote) {
  const std::string json = to_json(full_claim(), "");
  const Result<Claim> read = claim_from_json(json);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(to_json(*read, ""), json);
  EXPECT_EQ(read->agent[0].text, "x \"y\"\n");
  EXPECT_TRUE(read->casualties[0].cumulative);
  EXPECT_FALSE(read->casualties[0].high);
}

TEST(Json, RoundTripsDocumentsAndIncidents) {
  CodedDocument coded{{"d1", "o", "u", "", "2016-10-22", "a", "t", "text"}, {full_claim()}};
  const Result<CodedDocument> document = coded_document_from_json(to_json(coded));
  ASSERT_TRUE(document) << document.error().message;
  EXPECT_EQ(to_json(*document), to_json(coded));
  Incident incident;
  incident.incident_id = "i1";
  incident.day_first = "2016-10-21";
  incident.claims = {{"d1", "c1"}};
  incident.documents = {"d1"};
  const Saying saying{{"d1", "c1"}, "o", "2016-10-21", full_claim().attribution, Modality::kDenied, "health.irq"};
  incident.toll = {{saying, full_claim().casualties[0], true, Standing::kSuperseded, {"d2", "c3"}}};
  incident.responsibility = {{saying, "blamed", "grp.is", "they"}};
  incident.control = {{saying, "2016-10-21", "iq.kirkuk", "k", "half", 0.5, "grp.is", "they", "armed", false}};
  incident.disputes = {{"number", "killed", {{"killed 2", {{"d1", "c1"}}, {"health.irq"}, 1}}, "superseded", 0.5}};
  incident.links = {{"trial_of", {"d1", "c1"}, "c2", "link.charge", "i2"}};
  const Result<Incident> read = incident_from_json(to_json(incident));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(to_json(*read), to_json(incident));
}

TEST(Json, AcceptsAMinimalClaimAndIgnoresUnknownFields) {
  const Result<Claim> read = claim_from_json(
      R"({"claim_id":"c1","kind":"attack","trigger":{"text":"a","start":0,"end":1},"new":[1],"incident":null})");
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->incident, "");
  EXPECT_EQ(read->confidence, 1.0);
}

TEST(Json, ReadsAZeroHoweverItIsWritten) {
  for (const char* zero : {"0", "0.0", "-0e100", "0e200", "0.00e-300"}) {
    const Result<Claim> read =
        claim_from_json(R"({"claim_id":"c1","kind":"attack","trigger":{"text":"a","start":0,"end":1},"confidence":)" +
                        std::string(zero) + "}");
    ASSERT_TRUE(read) << zero << ": " << read.error().message;
    EXPECT_EQ(read->confidence, 0.0) << zero;
  }
}

TEST(Json, AcceptsADocumentWithoutDate) {
  EXPECT_TRUE(document_from_json(R"({"text":"a","published":null})"));
  EXPECT_TRUE(document_from_json(R"({"text":""})"));
}

TEST(Json, NamesTheFieldThatIsWrong) {
  EXPECT_EQ(error_of(R"({"kind":"attack"})"), "field \"claim_id\": is missing");
  EXPECT_EQ(error_of(R"({"claim_id":"c","kind":"war","trigger":{}})"), "field \"kind\": has the unknown value \"war\"");
  EXPECT_EQ(error_of(R"({"claim_id":"c","kind":"raid","trigger":{"start":-1}})"),
            "field \"trigger.start\": must be a whole number from 0 to 4294967295");
  EXPECT_EQ(error_of(R"({"claim_id":"c","kind":"raid","trigger":{},"casualties":[{"effect":"killed","low":1.5}]})"),
            "field \"casualties[0].low\": must be a whole number or null");
  EXPECT_EQ(error_of(R"({"claim_id":"c","kind":"raid","trigger":{},"agent":{}})"), "field \"agent\": must be a list");
  EXPECT_EQ(error_of(R"({"claim_id":"c","kind":"raid","trigger":{},"agent":["x"]})"),
            "field \"agent[0]\": must be an object");
  EXPECT_EQ(error_of("[]"), "the record must be an object: {\"text\": ...}");
  EXPECT_EQ(document_from_json("{}").error().message, "field \"text\": is missing");
  EXPECT_EQ(document_from_json(R"({"text":"\udc00"})").error().message, "field \"text\": has half of a surrogate pair");
}

TEST(Json, NamesTheByteOffsetOfBadSyntax) {
  EXPECT_NE(error_of("{\"a\":1,}").find("at byte 7"), std::string::npos);
  EXPECT_NE(error_of("").find("at byte 0"), std::string::npos);
  EXPECT_NE(error_of("{\"a\":\"\xff\"}").find("not valid JSON at byte"), std::string::npos);
  EXPECT_NE(error_of("{\"a\":\"\\ud800\"}").find("not valid JSON at byte"), std::string::npos);
}

TEST(Json, DeepNestingIsHarmless) {
  const std::string open(4 << 20, '[');
  EXPECT_FALSE(document_from_json("{\"text\":\"a\",\"x\":" + open));
  EXPECT_TRUE(document_from_json("{\"text\":\"a\",\"x\":" + open + std::string(open.size(), ']') + "}"));
}

}  // namespace
}  // namespace isnad
