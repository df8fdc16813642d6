// What grouping reads from the lexicon: places inside places, words without article.
#include "fuse/knowledge.h"

#include <gtest/gtest.h>

#include "fuse/shipped_test.h"
#include "fuse/trainer.h"

namespace isnad::fuse {
namespace {

Words words_of(std::string_view text) {
  Words words;
  knowledge().add_words(words, text);
  return words;
}

TEST(Knowledge, PlacesLieInPlaces) {
  EXPECT_EQ(knowledge().compare_places("iq", "iq"), Relation::kEqual);
  EXPECT_EQ(knowledge().compare_places("ad.andorra_la_vella", "ad"), Relation::kShared);
  EXPECT_EQ(knowledge().compare_places("ad", "ad.andorra_la_vella"), Relation::kShared);
  EXPECT_EQ(knowledge().compare_places("ad", "ae"), Relation::kDiffers);
  EXPECT_EQ(knowledge().compare_places("ad", ""), Relation::kUnknown);
  EXPECT_EQ(knowledge().compare_places("made.up", "made.up"), Relation::kEqual);
}

TEST(Knowledge, EveryKindHasAFamily) {
  for (int kind = 0; kind < kKindCount; ++kind)
    EXPECT_FALSE(knowledge().family(static_cast<Kind>(kind)).empty()) << kind;
  EXPECT_TRUE(knowledge().is_statement(Kind::kAccuse));
}

TEST(Knowledge, WordsCompareAsSets) {
  EXPECT_EQ(compare(words_of("Police, station"), words_of("station police")), Relation::kEqual);
  EXPECT_EQ(compare(words_of("police station"), words_of("fire station")), Relation::kShared);
  EXPECT_EQ(compare(words_of("police"), words_of("army")), Relation::kDiffers);
  EXPECT_EQ(compare(words_of("of"), words_of("army")), Relation::kUnknown) << "short words say nothing";
}

TEST(FusionTrainer, LearnsWhatJoins) {
  CodedDocument coded{{"d", "", "", "", "", "", "", ""}, {}};
  for (int i = 0; i < 40; ++i) {
    Claim claim;
    claim.claim_id = "c" + std::to_string(i);
    claim.trigger = {"hit", static_cast<std::uint32_t>(i * 10), static_cast<std::uint32_t>(i * 10 + 3)};
    claim.place = {{{i % 2 == 0 ? "kirkuk" : "beirut", 0, 6}, "", "", {}}};
    claim.incident = i % 2 == 0 ? "i1" : "i2";
    coded.claims.push_back(claim);
  }
  const auto ignore = [](int, double) {};
  FusionTrainer trainer(knowledge()), again(knowledge());
  trainer.add(coded);
  again.add(coded);
  const std::string table = trainer.train(ignore);
  EXPECT_EQ(table, again.train(ignore));
  EXPECT_NE(table.find("\nplace.differs\t-"), std::string::npos);
  EXPECT_NE(table.find("\nplace.equal\t"), std::string::npos);
  EXPECT_EQ(table.find("\nplace.equal\t-"), std::string::npos);
  EXPECT_NE(table.find("over 780 pairs of claims in 1 annotated"), std::string::npos);
}

}  // namespace
}  // namespace isnad::fuse
