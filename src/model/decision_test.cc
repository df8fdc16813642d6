// Decisions about incidents as JSON, and the marks of claims.
#include "isnad/decision.h"

#include <gtest/gtest.h>

namespace isnad {
namespace {

TEST(Decision, IsReadAsItWasWritten) {
  const Decision decision{{{{"a \"1\"", Kind::kBombing, 3, 9, 0}, {"b", Kind::kCasualty, 0, 4, 1}}, {{"c"}}}};
  const Result<Decision> read = decision_from_json(to_json(decision));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->sides, decision.sides);
}

TEST(Decision, RefusesWhatIsNone) {
  for (const char* json :
       {"", "[]", "{}", "{\"sides\":1}", "{\"sides\":[{}]}", "{\"sides\":[[{\"doc_id\":\"a\"}]]}",
        "{\"sides\":[[{\"doc_id\":\"a\",\"kind\":\"party\",\"start\":0,\"end\":1,\"twin\":0}]]}",
        "{\"sides\":[[{\"doc_id\":\"a\",\"kind\":\"bombing\",\"start\":-1,\"end\":1,\"twin\":0}]]}"}) {
    EXPECT_FALSE(decision_from_json(json)) << json;
  }
}

TEST(Decision, TellsTwinsApart) {
  CodedDocument coded;
  coded.document.doc_id = "a";
  coded.claims.resize(3);
  coded.claims[1].kind = Kind::kCasualty;
  EXPECT_EQ(mark_of(coded, 0).twin, 0U);
  EXPECT_EQ(mark_of(coded, 1).twin, 0U);
  EXPECT_EQ(mark_of(coded, 2).twin, 1U);
}

}  // namespace
}  // namespace isnad
