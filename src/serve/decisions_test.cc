// Agreement, and what acts make of claims.
#include "serve/decisions.h"

#include <gtest/gtest.h>

#include "isnad/json.h"

namespace isnad::serve {
namespace {

constexpr std::string_view kText = "gunmen attacked the town, six were killed";

Claim claim() {
  Claim made;
  made.claim_id = "c1";
  made.trigger = {"attacked", 7, 15};
  return made;
}

Act act(const std::string& action, const std::string& body) {
  Act made;
  made.action = action;
  made.doc_id = "d";
  made.sha256 = "s";
  made.body = body;
  made.claim = to_json(claim(), {});
  return made;
}

TEST(Kappa, IsThatOfTheTextbook) {
  Confusion table;  // 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no
  for (int i = 0; i < 20; ++i) table.add("yes", "yes");
  for (int i = 0; i < 5; ++i) table.add("yes", "no");
  for (int i = 0; i < 10; ++i) table.add("no", "yes");
  for (int i = 0; i < 15; ++i) table.add("no", "no");
  EXPECT_DOUBLE_EQ(*table.agreed(), 0.7);
  EXPECT_NEAR(*table.kappa(), 0.4, 1e-12);
}

TEST(Kappa, IsNotDefinedWhereNothingCanDiffer) {
  Confusion table;
  EXPECT_FALSE(table.agreed());
  EXPECT_FALSE(table.kappa());
  table.add("yes", "yes");
  EXPECT_EQ(table.agreed(), 1);
  EXPECT_FALSE(table.kappa());
}

TEST(Corrected, TakesWordsFromTheText) {
  const auto better = corrected(claim(), "agent", R"([{"start": 0, "end": 6, "text": "lies"}])", kText);
  ASSERT_TRUE(better) << better.error().message;
  EXPECT_EQ(better->agent.at(0).text, "gunmen");
  EXPECT_FALSE(corrected(claim(), "agent", R"([{"start": 0, "end": 99}])", kText));
  EXPECT_FALSE(corrected(claim(), "agent", R"([{"start": 3, "end": 3}])", kText));
  EXPECT_FALSE(corrected(claim(), "kind", R"("party")", kText));
  EXPECT_FALSE(corrected(claim(), "claim_id", R"("c2")", kText));
  EXPECT_FALSE(corrected(claim(), "kind", "", kText));
}

TEST(Decisions, AreTheSumOfActs) {
  const std::vector<Act> acts = {
      act("reject", R"({})"),
      act("correct", R"({"field": "modality", "value": "suspected"})"),
      act("add", R"({"value": {"kind": "casualty", "trigger": {"start": 35, "end": 41}}})"),
  };
  const Decisions made = decisions(acts, "d", "s", kText);
  EXPECT_TRUE(made.whole({claim()}));
  const std::vector<Claim> gold = made.gold();
  ASSERT_EQ(gold.size(), 2U);
  EXPECT_EQ(gold[0].modality, Modality::kSuspected);
  EXPECT_EQ(gold[1].trigger.text, "killed");
  EXPECT_EQ(gold[1].claim_id, "c2");
  EXPECT_TRUE(decisions(acts, "d", "other text", kText).claims.empty());
}

TEST(Decisions, WithoutClaimsNeedsToBeSaidDone) {
  EXPECT_FALSE(Decisions().whole({}));
  EXPECT_TRUE(decisions({act("done", "{}")}, "d", "s", kText).whole({}));
}

TEST(Agreement, CountsWhatEachFound) {
  const Decisions one = decisions({act("accept", "{}")}, "d", "s", kText);
  const Decisions other = decisions({act("reject", "{}")}, "d", "s", kText);
  Agreement found;
  found.add(one, one, true);
  found.add(one, other, true);
  EXPECT_EQ(found.documents, 2);
  EXPECT_EQ(found.both, 1);
  EXPECT_EQ(found.only_a, 1);
  EXPECT_EQ(found.decision.agreed(), 0.5);
}

}  // namespace
}  // namespace isnad::serve
