// The store: nothing is lost or doubled, whatever comes twice, breaks or is killed half-way.
#include "isnad/store.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "isnad/json.h"
#include "store/schema.h"
#include "store/sqlite.h"
#include "store/test_place.h"

namespace isnad {
namespace {

namespace fs = std::filesystem;
using Added = Store::Added;

class StoreTest : public testing::Test {
 protected:
  /// A file, whatever database the tests are about.
  std::string path(const char* name = "a.db") const { return folder_.file(name); }
  /// Where the store of the test is.
  const std::string& where() const { return place_.where(); }

  std::unique_ptr<Store> open(Store::Mode mode = Store::Mode::kCreate) const {
    Result<std::unique_ptr<Store>> opened = Store::open(where(), mode);
    EXPECT_TRUE(opened) << opened.error().message;
    EXPECT_EQ(static_cast<bool>((*opened)->begin_run({"0.1.0", "abc", "m", {}})), true);
    return *std::move(opened);
  }

 private:
  test::Folder folder_{"store"};
  test::Place place_{path()};
};

using StoreFileTest = StoreTest;

Claim claim(const std::string& id, Kind kind) {
  Claim made;
  made.claim_id = id;
  made.kind = kind;
  made.trigger = {"hit", 0, 3};
  made.place = {{{"Kirkuk", 7, 13}, "iq.kirkuk", "city", {}}};
  made.agent = {{{"gunmen", 14, 20}, "gunmen", "INS"}};
  made.attribution = {{{"AFP", 21, 24}, Voice::kMedia, true, "afp"}};
  made.casualties = {{{"six", 25, 28}, Effect::kKilled, 6, std::nullopt, Group::kPolice, false}};
  return made;
}

CodedDocument document(const std::string& id, const std::string& text = "text") {
  CodedDocument made;
  made.document = {id, "outlet", "url", "2016-10-21", "2016-10-22T01:00:00Z", "author", "title", text};
  made.claims = {claim("c1", Kind::kAttack), claim("c2", Kind::kCasualty)};
  return made;
}

Incident incident_over(const std::string& id, const std::string& doc_id) {
  Incident incident;
  incident.incident_id = id;
  incident.family = "violence";
  incident.day_first = "2016-10-21";
  incident.claims = {{doc_id, "c1"}, {doc_id, "c2"}};
  incident.documents = {doc_id};
  incident.disputes = {{"number", "killed", {{"6", {{doc_id, "c2"}}, {}, 1}, {"9", {{doc_id, "c2"}}, {}, 1}}}};
  return incident;
}

Added added(Store& store, const CodedDocument& coded) {
  const Result<Added> result = store.add(NewDocument{coded, "", "in.jsonl:1", "raw bytes", true});
  EXPECT_TRUE(result) << result.error().message;
  return *result;
}

void raw_sql(const std::string& path, const std::string& sql) {
  auto database = store::Database::open(path, store::Database::Mode::kCreate);
  const Status done = (*database)->execute(sql);
  ASSERT_TRUE(done) << done.error().message;
}

std::string open_error(const std::string& path, Store::Mode mode) {
  const Result<std::unique_ptr<Store>> opened = Store::open(path, mode);
  return opened ? "" : opened.error().message;
}

TEST_F(StoreTest, GivesBackWhatWasStored) {
  {
    const auto store = open();
    EXPECT_EQ(added(*store, document("d1")), Added::kNew);
  }
  const auto store = open(Store::Mode::kRead);
  const Result<CodedDocument> read = store->document("d1");
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(to_json(*read), to_json(document("d1")));
  EXPECT_FALSE(store->document("d2"));
}

TEST_F(StoreTest, TheSameDocumentTwiceChangesNothing) {
  const auto store = open();
  EXPECT_EQ(added(*store, document("d1")), Added::kNew);
  EXPECT_EQ(added(*store, document("d1")), Added::kUnchanged);
  EXPECT_EQ(store->counts()->documents, 1);
  EXPECT_EQ(store->counts()->claims, 2);
}

TEST_F(StoreTest, OtherContentIsARevisionThatKeepsTheOld) {
  const auto store = open();
  added(*store, document("d1"));
  EXPECT_EQ(added(*store, document("d1", "corrected")), Added::kRevised);
  EXPECT_EQ(store->counts()->documents, 1);
  EXPECT_EQ(store->counts()->superseded, 1);
  EXPECT_EQ(store->counts()->claims, 2);
  const auto all = store->documents(true);
  ASSERT_EQ(all->size(), 2U);
  EXPECT_TRUE((*all)[0].superseded);
  EXPECT_EQ((*all)[0].claims, 2);
  EXPECT_EQ((*all)[1].revision, 2);
  EXPECT_EQ(store->document("d1")->document.text, "corrected");
}

TEST_F(StoreTest, AnotherLexiconRecodesAndKeepsTheOldCoding) {
  const auto store = open();
  added(*store, document("d1"));
  ASSERT_TRUE(store->begin_run({"0.1.0", "def", "m", {}}));
  CodedDocument coded = document("d1");
  coded.claims.pop_back();
  EXPECT_EQ(added(*store, coded), Added::kRecoded);
  EXPECT_EQ(added(*store, coded), Added::kUnchanged);
  EXPECT_EQ(store->counts()->claims, 1);
  EXPECT_EQ(store->counts()->superseded, 0);
  const auto codings = store->codings("d1");
  ASSERT_EQ(codings->size(), 2U);
  EXPECT_TRUE((*codings)[0].superseded);
  EXPECT_EQ((*codings)[0].claims, 2);
  EXPECT_EQ((*codings)[0].run.lexicon, "abc");
  EXPECT_FALSE((*codings)[1].superseded);
  EXPECT_EQ((*codings)[1].run.lexicon, "def");
}

TEST_F(StoreTest, KeepsClaimsOfAVeryLongDocument) {
  const auto store = open();
  CodedDocument coded = document("long");
  coded.claims.clear();
  for (int i = 1; i <= 3000; ++i) coded.claims.push_back(claim("c" + std::to_string(i), Kind::kAttack));
  added(*store, coded);
  EXPECT_EQ(to_json(*store->document("long")), to_json(coded));
}

TEST_F(StoreTest, ARepeatedRunLeavesNoTrace) {
  { added(*open(), document("d1")); }
  { EXPECT_EQ(added(*open(), document("d1")), Added::kUnchanged); }
  EXPECT_EQ(
      *store::Database::open(where(), store::Database::Mode::kRead).operator*()->integer("SELECT count(*) FROM run"),
      1);
}

TEST_F(StoreTest, ABatchIsStoredWholeOrNotAtAll) {
  const auto store = open();
  CodedDocument broken = document("d2");
  broken.claims[1].claim_id = "c1";
  const std::vector<NewDocument> batch = {{document("d1"), "", "", "", false}, {broken, "", "", "", false}};
  const auto result = store->add(batch);
  ASSERT_FALSE(result);
  EXPECT_EQ(store->counts()->documents, 0);
  EXPECT_FALSE(*store->needs_fusion());
}

TEST_F(StoreTest, FollowsTheIdsOfIncidents) {
  const auto store = open();
  ASSERT_TRUE(store->add(NewDocument{document("a"), "", "", "", false}));
  ASSERT_TRUE(store->add(NewDocument{document("b"), "", "", "", false}));
  ASSERT_TRUE(store->replace_incidents({incident_over("i-1", "a"), incident_over("i-2", "b")}));
  EXPECT_TRUE(store->incident_history("i-1")->empty());

  Incident both = incident_over("i-1", "a");
  both.claims.insert(both.claims.end(), {{"b", "c1"}, {"b", "c2"}});
  ASSERT_TRUE(store->replace_incidents({both}));
  EXPECT_EQ(store->incident("i-2")->incident_id, "i-1");
  const auto merged = store->incident_history("i-1");
  ASSERT_EQ(merged->size(), 1U);
  EXPECT_EQ((*merged)[0].was, "i-2");
  EXPECT_EQ((*merged)[0].change, "merged");
  EXPECT_EQ((*merged)[0].claims, 2);

  both.incident_id = "i-0";
  ASSERT_TRUE(store->replace_incidents({both}));
  EXPECT_EQ(store->incident("i-2")->incident_id, "i-0") << "by two steps";
  EXPECT_EQ(store->incident_history("i-0")->front().change, "renamed");

  ASSERT_TRUE(store->replace_incidents({incident_over("i-8", "a"), incident_over("i-9", "b")}));
  EXPECT_EQ(store->incident_history("i-8")->front().change, "split");
  const auto split = store->incident("i-0");
  ASSERT_FALSE(split);
  EXPECT_NE(split.error().message.find("was split into i-8, i-9"), std::string::npos) << split.error().message;
  EXPECT_FALSE(store->incident("i-7"));
}

TEST_F(StoreTest, KnowsWhenIncidentsAreOld) {
  const auto store = open();
  EXPECT_FALSE(*store->needs_fusion());
  added(*store, document("d1"));
  EXPECT_TRUE(*store->needs_fusion());
  ASSERT_TRUE(store->load_for_fusion());
  added(*store, document("d2"));
  ASSERT_TRUE(store->replace_incidents({}));
  EXPECT_TRUE(*store->needs_fusion()) << "d2 came after loading";
  ASSERT_TRUE(store->load_for_fusion());
  ASSERT_TRUE(store->replace_incidents({}));
  EXPECT_FALSE(*store->needs_fusion());
  added(*store, document("d2"));
  EXPECT_FALSE(*store->needs_fusion()) << "nothing changed";
}

TEST_F(StoreTest, ReplacesIncidentsAndMarksClaims) {
  const auto store = open();
  added(*store, document("d1"));
  ASSERT_TRUE(store->replace_incidents({incident_over("old", "d1")}));
  const Status replaced = store->replace_incidents({incident_over("i-77", "d1"), incident_over("i-78", "d2")});
  ASSERT_TRUE(replaced) << replaced.error().message;
  EXPECT_EQ(store->incidents()->size(), 2U);
  EXPECT_EQ(to_json(*store->incident("i-77")), to_json(incident_over("i-77", "d1")));
  EXPECT_FALSE(store->incident("i-7")) << "two begin so";
  EXPECT_EQ(store->incident("old")->incident_id, "i-77") << "what it has become";
  int visited = 0;
  const ClaimFilter filter{
      .doc_id = {}, .incident_id = "i-77", .kind = "casualty", .day_first = "2016-10-21", .day_last = "2016-10-21"};
  ASSERT_TRUE(store->each_claim(filter, [&](const std::string& doc_id, Claim&& found) {
    ++visited;
    EXPECT_EQ(doc_id, "d1");
    EXPECT_EQ(found.incident, "i-77");
  }));
  EXPECT_EQ(visited, 1);
  const auto loaded = store->load_for_fusion();
  ASSERT_EQ(loaded->size(), 1U);
  EXPECT_EQ((*loaded)[0].claims[0].incident, "");
}

TEST_F(StoreTest, KeepsBrokenRecordsOnce) {
  const auto store = open();
  const Quarantined record{"in.jsonl", "line 3", "not JSON", "jsonl", std::string("\xff\0x", 3), 0};
  ASSERT_TRUE(store->quarantine(record));
  ASSERT_TRUE(store->quarantine(record));
  const auto kept = store->quarantined();
  ASSERT_EQ(kept->size(), 1U);
  EXPECT_EQ((*kept)[0].raw, record.raw);
  EXPECT_EQ((*kept)[0].reason, "not JSON");
}

TEST_F(StoreFileTest, RefusesAFileOfBeforeTheFirstRelease) {
  raw_sql(path(), "PRAGMA application_id = " + std::to_string(store::kApplicationId) +
                      "; CREATE TABLE x(y); PRAGMA user_version = 2");
  EXPECT_NE(open_error(path(), Store::Mode::kWrite).find("of before the first release"), std::string::npos);
}

TEST_F(StoreFileTest, SaysWhyAFileCannotBeOpened) {
  EXPECT_NE(open_error(path("none.db"), Store::Mode::kRead).find("cannot be opened"), std::string::npos);
  EXPECT_NE(open_error(path("none.db"), Store::Mode::kWrite).find("cannot be opened"), std::string::npos);
  std::ofstream(path("text.db")) << std::string(5000, 'x');
  EXPECT_NE(open_error(path("text.db"), Store::Mode::kCreate).find("no SQLite database"), std::string::npos);
  std::ofstream(path("empty.db")).flush();
  EXPECT_NE(open_error(path("empty.db"), Store::Mode::kRead).find("is empty"), std::string::npos);
  raw_sql(path("other.db"), "CREATE TABLE x(y)");
  EXPECT_NE(open_error(path("other.db"), Store::Mode::kCreate).find("another program"), std::string::npos);
  raw_sql(path("newer.db"), "PRAGMA application_id = " + std::to_string(store::kApplicationId) +
                                "; CREATE TABLE x(y); PRAGMA user_version = 99");
  EXPECT_NE(open_error(path("newer.db"), Store::Mode::kCreate).find("use a newer isnad"), std::string::npos);
}

TEST_F(StoreTest, SaysThatItIsReadOnly) {
  open();
  const auto store = open(Store::Mode::kRead);
  const Status written = store->quarantine({});
  ASSERT_FALSE(written);
  EXPECT_NE(written.error().message.find("read-only"), std::string::npos);
}

TEST_F(StoreFileTest, SaysThatTheDiskIsFull) {
  auto database = store::Database::open(path(), store::Database::Mode::kCreate);
  ASSERT_TRUE(store::migrate(**database, store::newest_version()));
  ASSERT_TRUE((*database)->execute("PRAGMA max_page_count = 60"));
  const std::string large(1 << 20, 'x');
  const Status written =
      (*database)->run("INSERT INTO quarantine VALUES (1, '', '', '', '', ?1, '')", store::Bytes{large});
  ASSERT_FALSE(written);
  EXPECT_NE(written.error().message.find("no space left"), std::string::npos);
}

TEST_F(StoreTest, NeedsARunAndDocIds) {
  const auto fresh = Store::open(where(), Store::Mode::kCreate);
  EXPECT_FALSE((*fresh)->add(NewDocument{document("d1"), "", "", "", false}));
  ASSERT_TRUE((*fresh)->begin_run({}));
  EXPECT_FALSE((*fresh)->add(NewDocument{document(""), "", "", "", false}));
}

/// Adds d0, d1, ... without end, and tells through `pipe` each time that one is committed.
[[noreturn]] void add_until_killed(Store& store, int pipe) {
  for (int i = 0;; ++i) {
    if (!store.add(NewDocument{document("d" + std::to_string(i)), "", "", "", false})) _exit(1);
    if (write(pipe, "x", 1) != 1) _exit(1);
  }
}

/// Kills a child in the midst of adding; returns how many documents it had said to be committed.
int kill_while_adding(const std::string& path, int after) {
  int ends[2];
  if (pipe(ends) != 0) return -1;
  const pid_t child = fork();
  if (child == 0) {
    auto store = Store::open(path, Store::Mode::kCreate);
    if (!store || !(*store)->begin_run({"0.1.0", "abc", "m", {}})) _exit(1);
    add_until_killed(**store, ends[1]);
  }
  close(ends[1]);
  int told = 0;
  char byte;
  while (told < after && read(ends[0], &byte, 1) == 1) ++told;
  kill(child, SIGKILL);
  while (read(ends[0], &byte, 1) == 1) ++told;
  close(ends[0]);
  waitpid(child, nullptr, 0);
  return told;
}

TEST_F(StoreTest, AKilledWriterLosesAndDoublesNothing) {
  for (const int after : {1, 7, 20}) {
    const int told = kill_while_adding(where(), after);
    ASSERT_GE(told, after);
    const auto store = open();
    // A server may still be committing for one who is dead; the next writer waits for that.
    EXPECT_EQ(added(*store, document("d0")), Added::kUnchanged);
    const Store::Counts counts = *store->counts();
    EXPECT_GE(counts.documents, told);
    EXPECT_EQ(counts.claims, 2 * counts.documents);
    EXPECT_TRUE(*store->needs_fusion());
    for (int i = 0; i < told; ++i) EXPECT_EQ(added(*store, document("d" + std::to_string(i))), Added::kUnchanged);
    EXPECT_EQ(store->counts()->documents, counts.documents);
    ASSERT_TRUE(store->load_for_fusion());
    ASSERT_TRUE(store->replace_incidents({incident_over("i", "d0")}));
    EXPECT_FALSE(*store->needs_fusion());
  }
}

}  // namespace
}  // namespace isnad
