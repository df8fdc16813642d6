// Scoring on claims made up for each rule of the matching.
#include "isnad/score.h"

#include <gtest/gtest.h>

namespace isnad {
namespace {

std::string claim(const std::string& kind, int start, int end, const std::string& more = "") {
  return "{\"kind\":\"" + kind + "\",\"trigger\":{\"text\":\"t\",\"start\":" + std::to_string(start) +
         ",\"end\":" + std::to_string(end) + "}" + more + "}";
}

std::string document(const std::string& claims) {
  return "{\"doc_id\":\"d\",\"text\":\"one two\\nthree four\",\"claims\":[" + claims + "]}";
}

Scores score(const std::string& gold, const std::string& system) {
  Scorer scorer;
  EXPECT_TRUE(scorer.add_gold(document(gold)));
  EXPECT_TRUE(scorer.add_system(document(system)));
  return scorer.score();
}

TEST(Score, PrefersPairsOfOneKindToLargerOverlap) {
  const Scores scores = score(claim("attack", 0, 7), claim("raid", 0, 7) + "," + claim("attack", 6, 7));
  EXPECT_EQ(scores.claim.hits, 1U);
  EXPECT_EQ(scores.trigger.hits, 1U);
  EXPECT_EQ(scores.trigger.system, 2U);
}

TEST(Score, CountsArgumentsOfUnmatchedClaimsAsMissed) {
  const std::string agent = ",\"agent\":[{\"start\":4,\"end\":7}]";
  const Scores scores = score(claim("attack", 0, 3, agent), claim("raid", 0, 3, agent));
  EXPECT_EQ(scores.agent.hits, 0U);
  EXPECT_EQ(scores.agent.gold, 1U);
  EXPECT_EQ(scores.agent.system, 1U);
}

TEST(Score, ComparesDatesWithoutTheHourAndTollsWithTheirBounds) {
  const Scores scores = score(
      claim("attack", 0, 3,
            R"(,"time":[{"value":"2016-10-21TMO"}],"casualties":[{"effect":"killed","low":2,"high":null}])"),
      claim("attack", 0, 3, R"(,"time":[{"value":"2016-10-21"}],"casualties":[{"effect":"killed","low":2,"high":2}])"));
  EXPECT_EQ(scores.time.hits, 1U);
  EXPECT_EQ(scores.casualty.hits, 0U);
}

TEST(Score, ShowsTheWordsAroundAnError) {
  const Scores scores = score(claim("attack", 8, 13), "");
  ASSERT_EQ(scores.errors.size(), 1U);
  EXPECT_TRUE(scores.errors[0].missed);
  EXPECT_EQ(scores.errors[0].context, "[three] four");
}

TEST(Score, RefusesRecordsWithoutAnId) {
  Scorer scorer;
  EXPECT_FALSE(scorer.add_gold("{\"text\":\"x\"}"));
  EXPECT_FALSE(scorer.add_gold("{"));
}

TEST(Score, RoundsFiguresToFourPlaces) {
  const std::string json = to_json(
      score(claim("attack", 0, 3) + "," + claim("attack", 8, 9) + "," + claim("raid", 10, 12), claim("attack", 0, 3)),
      false);
  EXPECT_NE(json.find("\"p\": 1.0,\n  \"r\": 0.3333,\n  \"f1\": 0.5,"), std::string::npos) << json;
}

}  // namespace
}  // namespace isnad
