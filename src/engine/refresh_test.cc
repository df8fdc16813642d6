// A store that documents came into one by one, in any order, revised and coded again, holds the same incidents as one
// that they came into at once.
#include "isnad/refresh.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "fuse/world_test.h"
#include "isnad/json.h"
#include "store/fusion.h"
#include "store/test_place.h"

namespace isnad {
namespace {

const Engine& engine() {
  static const auto opened = Engine::open({});
  return **opened;
}

class RefreshTest : public testing::Test {
 protected:
  std::unique_ptr<Store> open(const std::string& name) {
    places_.push_back(std::make_unique<test::Place>(folder_.file(name)));
    auto store = Store::open(places_.back()->where(), Store::Mode::kCreate);
    EXPECT_TRUE(store) << store.error().message;
    EXPECT_TRUE((*store)->begin_run({"test", "lexicon", "models", {}}));
    return *std::move(store);
  }

 private:
  test::Folder folder_{"refresh"};
  std::vector<std::unique_ptr<test::Place>> places_;
};

using Documents = std::map<std::string, CodedDocument>;

void add(Store& store, const std::vector<CodedDocument>& documents) {
  std::vector<NewDocument> batch;
  for (const CodedDocument& coded : documents) batch.push_back({coded, "", "", "", false});
  const auto added = store.add(batch);
  ASSERT_TRUE(added) << added.error().message;
}

void refresh(Store& store) {
  const Status done = refresh_incidents(engine(), store);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_FALSE(*store.needs_fusion());
}

/// All that can be asked of incidents: the records, and which claims are of which, with where they come from.
std::string described(const Store& store) {
  std::string all;
  const auto incidents = store.incidents();
  for (const Incident& incident : *incidents) all += to_json(incident) + '\n';
  const Status read = store.each_claim({}, [&](const std::string& doc_id, Claim&& claim) {
    all += doc_id + ' ' + claim.claim_id + ' ' + claim.incident + ' ' + claim.origin + ' ' + claim.channel + '\n';
  });
  EXPECT_TRUE(read);
  const auto findings = store.verify();
  for (const std::string& finding : *findings) {
    if (!finding.starts_with("document")) ADD_FAILURE() << finding;  // made-up claims quote nothing
  }
  return all;
}

TEST_F(RefreshTest, TheOrderAndTheBatchesOfDocumentsDoNotMatter) {
  for (unsigned seed = 1; seed <= 4; ++seed) {
    fuse::MadeUpWorld world(seed);
    std::mt19937 random(seed);
    Documents documents;
    const auto store = open("one_by_one" + std::to_string(seed));
    for (int number = 0; number < 60; ++number) {
      std::vector<CodedDocument> batch;
      for (unsigned i = 1 + static_cast<unsigned>(random() % 3); i > 0; --i) {
        CodedDocument coded = world.report(number * 10 + i);
        // Now and then a report that is there comes again, with other content.
        if (random() % 4 == 0 && !documents.empty()) coded.document.doc_id = documents.begin()->first;
        coded.document.text = "text " + std::to_string(random());
        for (Claim& claim : coded.claims) claim.sentence.text.clear();
        documents[coded.document.doc_id] = coded;
        batch.push_back(std::move(coded));
      }
      add(*store, batch);
      if (random() % 3 != 0) refresh(*store);
    }
    refresh(*store);
    EXPECT_NE(store::outstanding(store->impl())->maker, 0) << "incidents were made from notes";
    const auto at_once = open("at_once" + std::to_string(seed));
    std::vector<CodedDocument> all;
    for (const auto& [doc_id, coded] : documents) all.push_back(coded);
    std::shuffle(all.begin(), all.end(), random);
    add(*at_once, all);
    refresh(*at_once);
    EXPECT_EQ(described(*store), described(*at_once)) << "seed " << seed;
  }
}

TEST_F(RefreshTest, CodingAgainReplacesWhatWasJoined) {
  fuse::MadeUpWorld world(5), other(6);
  const auto store = open("coded_again"), at_once = open("at_once");
  std::vector<CodedDocument> first, second;
  for (int i = 0; i < 30; ++i) first.push_back(world.report(i));
  add(*store, first);
  refresh(*store);
  ASSERT_TRUE(store->begin_run({"test", "another lexicon", "models", {}}));
  for (int i = 0; i < 30; ++i) {
    second.push_back(first[static_cast<std::size_t>(i)]);
    const CodedDocument changed = other.report(i);
    second.back().claims = changed.claims;
    second.back().provenance = changed.provenance;
  }
  for (const CodedDocument& coded : second) {
    add(*store, {coded});
    refresh(*store);
  }
  add(*at_once, second);
  refresh(*at_once);
  EXPECT_EQ(described(*store), described(*at_once));
}

TEST_F(RefreshTest, WhatBecameOfAnIdIsKept) {
  const auto report = [](const std::string& doc_id, const std::string& published) {
    CodedDocument coded;
    coded.document = {doc_id, "outlet " + doc_id, "", published, "", "", "", ""};
    Claim claim;
    claim.claim_id = "c1";
    claim.kind = Kind::kAttack;
    claim.trigger = {"hit", 0, 3};
    claim.agent = {{{"brigade nine", 0, 0}, "", ""}};
    claim.target = {{{"market gate", 0, 0}, "", ""}};
    claim.place = {{{"town", 0, 0}, "xx.town", "", {}}};
    coded.claims = {claim};
    return coded;
  };
  const auto store = open("history");
  for (int i = 0; i < 20; ++i) add(*store, {report("far" + std::to_string(i), "2015-01-01")});
  add(*store, {report("b", "2016-10-21")});
  refresh(*store);
  std::string before, after;
  ASSERT_TRUE(store->each_claim({.doc_id = "b"}, [&](const std::string&, Claim&& claim) { before = claim.incident; }));
  add(*store, {report("a", "2016-10-20")});
  refresh(*store);
  ASSERT_TRUE(store->each_claim({.doc_id = "b"}, [&](const std::string&, Claim&& claim) { after = claim.incident; }));
  EXPECT_NE(before, after) << "an earlier report names the incident";
  const auto history = store->incident_history(before);
  ASSERT_EQ(history->size(), 1U);
  EXPECT_EQ((*history)[0].change, "renamed");
  EXPECT_EQ((*history)[0].now, after);
  EXPECT_EQ(store->incident(before)->incident_id, after);
}

TEST_F(RefreshTest, DamagedNotesAreMadeAgain) {
  fuse::MadeUpWorld world(7);
  const auto store = open("damaged"), at_once = open("at_once");
  std::vector<CodedDocument> documents;
  for (int i = 0; i < 40; ++i) documents.push_back(world.report(i));
  add(*store, std::vector<CodedDocument>(documents.begin(), documents.end() - 5));
  refresh(*store);
  ASSERT_TRUE(store->impl().database->run("UPDATE fusion_document SET parts = ?1", store::Bytes{"\x05\xff"}));
  add(*store, std::vector<CodedDocument>(documents.end() - 5, documents.end()));
  refresh(*store);
  add(*at_once, documents);
  refresh(*at_once);
  EXPECT_EQ(described(*store), described(*at_once));
}

}  // namespace
}  // namespace isnad
