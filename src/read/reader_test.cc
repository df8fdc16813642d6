// The reader's records: places, sizes, raw bytes, options.
#include "isnad/reader.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace isnad {
namespace {

class ReaderTest : public testing::Test {
 protected:
  ReaderTest()
      : folder_(testing::TempDir() + "isnad_reader_" + testing::UnitTest::GetInstance()->current_test_info()->name()) {
    std::filesystem::create_directories(folder_);
  }
  ~ReaderTest() override { std::filesystem::remove_all(folder_); }

  std::string write(const std::string& name, const std::string& content) const {
    std::ofstream(folder_ + "/" + name, std::ios::binary) << content;
    return folder_ + "/" + name;
  }

  static std::vector<InputRecord> read(std::vector<std::string> inputs, ReaderOptions options = {}) {
    auto reader = Reader::open(std::move(inputs), std::move(options));
    EXPECT_TRUE(reader);
    std::vector<InputRecord> records;
    for (InputRecord record; (*reader)->next(record);) records.push_back(std::move(record));
    return records;
  }

  std::string folder_;
};

TEST_F(ReaderTest, TellsWhereEachRecordStood) {
  const std::string path = write("a.jsonl", "{\"doc_id\":\"1\",\"text\":\"x\"}\n\n{\"doc_id\":\"2\",\"text\":\"y\"}\n");
  const auto records = read({path});
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[1].source, path);
  EXPECT_EQ(records[1].line, 3U);
  EXPECT_EQ(records[1].where(), path + ":3");
  EXPECT_EQ(records[1].bytes, 26U);
  EXPECT_EQ(records[1].document->document.doc_id, "2");
}

TEST_F(ReaderTest, KeepsTheBytesOfABrokenRecord) {
  const auto records = read({write("a.jsonl", "{\"doc_id\": \"1\", \"text\": \"\xFF\"}\r\n{}\n")});
  ASSERT_EQ(records.size(), 2U);
  ASSERT_FALSE(records[0].document);
  EXPECT_EQ(records[0].raw, "{\"doc_id\": \"1\", \"text\": \"\xFF\"}");
  EXPECT_NE(records[0].document.error().message.find("byte 25 "), std::string::npos);
  EXPECT_FALSE(records[1].document);
}

// "ok" or "broken" for each record, with the ids.
std::string outline(const std::vector<InputRecord>& records) {
  std::string line;
  for (const InputRecord& record : records)
    line += record.document ? record.document->document.doc_id + " " : "broken ";
  return line;
}

TEST_F(ReaderTest, ARecordWhoseBracketIsLostDoesNotTakeTheOthersWithIt) {
  const auto record = [](const std::string& id, const std::string& tags) {
    return "{\"doc_id\": \"" + id + "\", \"tags\": " + tags + ", \"text\": \"x\"}";
  };
  const std::string lost = "[{\"a\": 1}, {\"b\": [2";
  const std::string list = "[" + record("1", "[]") + ",\n" + record("2", lost) + ",\n" + record("3", "[{}]") + ",\n " +
                           record("4", lost) + "\n, " + record("5", "[]") + "]";
  EXPECT_EQ(outline(read({write("a.json", list)})), "1 broken 3 broken 5 ");
  EXPECT_EQ(outline(read({write("b.json", "{\"n\": 5, \"articles\":\n" + list + "}\n")})), "1 broken 3 broken 5 ");
  const std::string row = record("1", "[\n{\"doc\": 1},\n{\"doc\": 2}]") + "\n" + record("2", lost) + "\n\n" +
                          record("3", "[{}]") + "\n" + record("4", lost);
  EXPECT_EQ(outline(read({write("c.json", row)})), "1 broken 3 broken ");
}

TEST_F(ReaderTest, CountsOffsetsFromTheBeginningOfTheFile) {
  const auto records = read({write("a.jsonl", "\xEF\xBB\xBF{\"doc_id\": \"1\", \"text\": \"x\"}\n\xFE\n")});
  ASSERT_EQ(records.size(), 2U);
  EXPECT_TRUE(records[0].document);
  EXPECT_NE(records[1].document.error().message.find("byte 32 "), std::string::npos);
}

TEST_F(ReaderTest, ReadsClaimsOnlyWhenAsked) {
  const std::string line =
      R"({"doc_id":"1","text":"abc","claims":[{"claim_id":"c1","kind":"attack","trigger":{"text":"abc","start":0,"end":3}}]})";
  const std::string path = write("a.jsonl", line);
  ReaderOptions options;
  EXPECT_TRUE(read({path}, options)[0].document->claims.empty());
  options.claims = true;
  EXPECT_EQ(read({path}, options)[0].document->claims.size(), 1U);
}

TEST_F(ReaderTest, ReadsLinesLongerThanAChunk) {
  const std::string text(300000, '1');
  const auto records =
      read({write("a.jsonl", "{\"doc_id\":\"1\",\"text\":\"" + text + "\"}\n{\"doc_id\":\"2\",\"text\":\"y\"}")});
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[0].document->document.text, text);
}

TEST_F(ReaderTest, GoesOnBehindARecord) {
  const std::string first = write("a.jsonl", "{\"text\":\"1\"}\n{\"text\":\n{\"text\":\"3\"}\n");
  const std::string second = write("b.json", "[{\"text\":\"4\"},{\"text\":\"5\"}]");
  ReaderOptions options;
  options.after = {first, 2};
  const auto rest = read({folder_}, options);
  ASSERT_EQ(rest.size(), 3U);
  EXPECT_EQ(rest[0].document->document.text, "3");
  EXPECT_EQ(rest[0].record, 3U);
  EXPECT_EQ(rest[0].where(), first + ":3");
  EXPECT_EQ(rest[2].document->document.text, "5");
  options.after = {second, 2};
  EXPECT_TRUE(read({folder_}, options).empty());
  options.after = {"elsewhere", 1};
  ASSERT_EQ(read({folder_}, options).size(), 1U);
  EXPECT_FALSE(read({folder_}, options)[0].document);
}

TEST_F(ReaderTest, ReadsBytesAndWhatWasPutAside) {
  ReaderOptions options;
  options.format = InputFormat::kCsv;
  const auto broken = read({write("a.csv", "id,text\n1,a\n2,b,c\n")}, options)[1];
  ASSERT_FALSE(broken.document);
  options.format = broken.format;
  auto again = Reader::open_bytes("quarantine", broken.raw, options);
  InputRecord record;
  ASSERT_TRUE((*again)->next(record));
  EXPECT_EQ(record.document.error().message, broken.document.error().message);
  options.map = {"text=id"};
  again = Reader::open_bytes("quarantine", "id\n12\n", options);
  ASSERT_TRUE((*again)->next(record));
  EXPECT_EQ(record.document->document.text, "12");
  EXPECT_EQ(record.source, "quarantine");
}

TEST_F(ReaderTest, RefusesUnknownEncodingsAndDates) {
  ReaderOptions encoding, date;
  encoding.encoding = "klingon";
  date.published = "2016-02-30";
  EXPECT_FALSE(Reader::open({}, encoding));
  EXPECT_FALSE(Reader::open({}, date));
}

}  // namespace
}  // namespace isnad
