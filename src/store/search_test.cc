// What can be searched for, and how it is limited and paged.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "isnad/store.h"
#include "store/test_place.h"

namespace isnad {
namespace {

/// A store of six documents: two outlets, three places, two days; the terms are given as the engine would.
class SearchTest : public testing::Test {
 protected:
  void SetUp() override {
    path_ = std::filesystem::temp_directory_path() / ("isnad_search_" + std::to_string(getpid()) + ".db");
    place_.emplace(path_.string());
    store_ = *Store::open(place_->where(), Store::Mode::kCreate);
    ASSERT_TRUE(store_->begin_run({}));
    add("a", "red", "2016-10-21", "wfire|fire city", Kind::kAttack, "iq.kirkuk.domiz", "group");
    add("b", "red", "2016-10-22", "fire", Kind::kProtest, "iq.kirkuk", "");
    add("c", "blue", "2016-10-23", "thecity|city fire", Kind::kAttack, "iq.kirkukland", "");
    add("d", "blue", "2016-10-23", "water", Kind::kAttack, "iq", "group");
    ASSERT_TRUE(store_->load_for_fusion());
    ASSERT_TRUE(store_->replace_incidents({incident("i1", "a", true), incident("i2", "c", false)}));
  }
  void TearDown() override {
    store_.reset();
    for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(path_.string() + end);
  }

  void add(const std::string& id, const std::string& outlet, const std::string& day, const std::string& terms,
           Kind kind, const std::string& place, const std::string& actor) {
    NewDocument made;
    made.coded.document.doc_id = id;
    made.coded.document.outlet = outlet;
    made.coded.document.published = day;
    made.coded.document.text = terms;
    made.terms = terms;
    Claim claim;
    claim.claim_id = "c1";
    claim.kind = kind;
    claim.place = {{{"x", 0, 1}, place, "", {}}};
    claim.agent = {{{"x", 0, 1}, actor, ""}};
    claim.attribution = {{{"x", 0, 1}, Voice::kMedia, true, "afp"}};
    made.coded.claims = {claim};
    ASSERT_TRUE(store_->add(made));
  }

  static Incident incident(const std::string& id, const std::string& doc_id, bool disputed) {
    Incident made;
    made.incident_id = id;
    made.family = "violence";
    made.place_id = doc_id == "a" ? "iq.kirkuk.domiz" : "iq.kirkukland";
    made.day_first = made.day_last = doc_id == "a" ? "2016-10-21" : "2016-10-23";
    made.claims = {{doc_id, "c1"}};
    made.documents = {doc_id};
    if (disputed) made.disputes = {{"number", "killed", {{"6", {{doc_id, "c1"}}}}}};
    return made;
  }

  std::string found(const SearchFilter& filter, std::int64_t offset = 0, std::int64_t limit = 10) const {
    const auto hits = store_->search(filter, offset, limit);
    EXPECT_TRUE(hits) << hits.error().message;
    std::string ids;
    for (const SearchHit& hit : *hits) ids += hit.document.doc_id;
    if (offset == 0 && limit == 10) {
      EXPECT_EQ(*store_->count(filter), static_cast<std::int64_t>(ids.size()));
    }
    return ids;
  }

  std::string incidents(const IncidentFilter& filter, std::int64_t offset = 0, std::int64_t limit = 10) const {
    const auto list = store_->summaries(filter, offset, limit);
    EXPECT_TRUE(list) << list.error().message;
    std::string ids;
    for (const IncidentSummary& one : *list) ids += one.incident_id;
    if (offset == 0 && limit == 10) {
      EXPECT_EQ(*store_->count(filter), static_cast<std::int64_t>(list->size()));
    }
    EXPECT_EQ(store_->incidents(filter, offset, limit)->size(), list->size());
    return ids;
  }

  std::unique_ptr<Store> store_;

 private:
  std::filesystem::path path_;
  std::optional<test::Place> place_;
};

TEST_F(SearchTest, FindsWordsInAnyFormNewestFirst) {
  EXPECT_EQ(found({.terms = "fire"}), "cba");
  EXPECT_EQ(found({.terms = "wfire|fire"}), "cba");
  EXPECT_EQ(found({.terms = "fire thecity|city"}), "ca");
  EXPECT_EQ(found({.terms = "nothing"}), "");
  EXPECT_EQ(found({.terms = "fire\" OR \"water"}), "");
  EXPECT_EQ(found({}), "dcba");
}

TEST_F(SearchTest, Pages) {
  EXPECT_EQ(found({.terms = "fire"}, 1, 1), "b");
  EXPECT_EQ(found({.terms = "fire"}, 2, 5), "a");
  EXPECT_EQ(found({.terms = "fire"}, 3, 5), "");
}

TEST_F(SearchTest, TakesPlacesWithTheirParts) {
  EXPECT_EQ(found({.place = "iq.kirkuk"}), "ba") << "not iq.kirkukland";
  EXPECT_EQ(found({.place = "iq"}), "dcba");
  EXPECT_EQ(found({.place = "sy"}), "");
}

TEST_F(SearchTest, AllConditionsHoldOfOneClaim) {
  EXPECT_EQ(found({.kind = "attack"}), "dca");
  EXPECT_EQ(found({.kind = "attack", .actor = "group", .place = "iq.kirkuk"}), "a");
  EXPECT_EQ(found({.kind = "protest", .actor = "group"}), "");
  EXPECT_EQ(found({.speaker = "afp", .day_first = "2016-10-22", .day_last = "2016-10-22"}), "b");
  EXPECT_EQ(found({.outlet = "blue", .speaker = "afp"}), "dc");
  EXPECT_EQ(found({.disputed = true}), "a");
  EXPECT_EQ((*store_->search({.kind = "protest"}, 0, 10))[0].claims, std::vector<std::string>{"c1"});
}

TEST_F(SearchTest, FindsWhatADocumentSaysNow) {
  add("a", "red", "2016-10-21", "water", Kind::kAttack, "iq", "");
  EXPECT_EQ(found({.terms = "fire"}), "cb");
  EXPECT_EQ(found({.terms = "water"}), "da");
}

TEST_F(SearchTest, ListsIncidentsThatMeetAFilter) {
  EXPECT_EQ(incidents({}), "i2i1");
  EXPECT_EQ(incidents({}, 1, 1), "i1");
  EXPECT_EQ(incidents({.terms = "thecity|city"}), "i2i1");
  EXPECT_EQ(incidents({.family = "violence", .place = "iq.kirkuk"}), "i1");
  EXPECT_EQ(incidents({.family = "protest"}), "");
  EXPECT_EQ(incidents({.actor = "group"}), "i1");
  EXPECT_EQ(incidents({.outlet = "blue"}), "i2");
  EXPECT_EQ(incidents({.day_first = "2016-10-22", .day_last = "2016-10-30"}), "i2");
  EXPECT_EQ(incidents({.min_origins = 2}), "");
  EXPECT_EQ(incidents({.disputed = true}), "i1");
}

}  // namespace
}  // namespace isnad
