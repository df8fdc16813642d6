#include "read/json_splitter.h"

#include <gtest/gtest.h>

namespace isnad::read {
namespace {

// The records that are found when the bytes come `chunk` at a time; strays are marked with an exclamation mark.
std::vector<std::string> split(const std::string& json, std::size_t chunk = 1) {
  JsonSplitter splitter([](std::string_view name) { return name == "text"; });
  std::vector<std::string> found;
  const auto note = [&](const JsonSplitter::Found& one) {
    found.push_back((one.stray ? "!" : "") + json.substr(one.begin, one.end - one.begin));
  };
  for (std::size_t at = 0; at < json.size();) {
    std::size_t used = 0;
    if (const auto one = splitter.feed(std::string_view(json).substr(at, chunk), used)) note(*one);
    at += used;
  }
  if (const auto one = splitter.finish()) note(*one);
  return found;
}

using List = std::vector<std::string>;

TEST(JsonSplitter, FindsRecordsAloneInARowAndInArrays) {
  EXPECT_EQ(split(R"({"text":"a"})"), (List{R"({"text":"a"})"}));
  EXPECT_EQ(split("{\"a\":1} {\"b\":[{}]}\n{\"c\":2}"), (List{"{\"a\":1}", "{\"b\":[{}]}", "{\"c\":2}"}));
  EXPECT_EQ(split(R"([{"a":"]}"},{"b":{"c":[1]}}])"), (List{R"({"a":"]}"})", R"({"b":{"c":[1]}})"}));
  EXPECT_EQ(split(R"({"a":"\"}"})"), (List{R"({"a":"\"}"})"}));
}

TEST(JsonSplitter, FindsRecordsInWhatWrapsThem) {
  EXPECT_EQ(split(R"({"status":"ok","articles":[{"a":1},{"b":2}],"n":2})"), (List{R"({"a":1})", R"({"b":2})"}));
  EXPECT_EQ(split(R"({"chats":{"list":[{"name":"x","messages":[{"a":1}]},{"name":"y","messages":[{"b":2}]}]}})"),
            (List{R"({"a":1})", R"({"b":2})"}));
}

TEST(JsonSplitter, LeavesListsOfARecordAlone) {
  const std::string record = R"({"text":"a","items":[{"b":1}]})";
  EXPECT_EQ(split(record), (List{record}));
  const std::string numbers = R"({"items":[1,{"b":1}],"text":"a"})";
  EXPECT_EQ(split(numbers), (List{numbers}));
}

TEST(JsonSplitter, RemembersWhatTheRecordsStandIn) {
  JsonSplitter splitter([](std::string_view) { return false; });
  std::size_t used = 0;
  splitter.feed(R"({"name":"\u0642","id":17,"messages":[{"id":1}]})", used);
  EXPECT_EQ(splitter.wrapper_name(), R"(\u0642)");
  EXPECT_EQ(splitter.wrapper_id(), "17");
}

TEST(JsonSplitter, TellsWhatIsNoRecord) {
  EXPECT_EQ(split("[1,\"x\",{\"a\":1},null]"), (List{"!1", "!\"x\"", "{\"a\":1}", "!null"}));
  EXPECT_EQ(split("abc {\"a\":1}"), (List{"!abc ", "{\"a\":1}"}));
}

TEST(JsonSplitter, LosesOneRecordToAMissingMark) {
  EXPECT_EQ(split("[{\"a\":\"x},\n{\"b\":1}]"), (List{"{\"a\":\"x},\n", "{\"b\":1}"}));
  EXPECT_EQ(split("[{\"a\":\"x\n},\n{\"b\":1}]"), (List{"{\"a\":\"x\n}", "{\"b\":1}"}));
  EXPECT_EQ(split("[{\"a\":1,\n{\"b\":1}]"), (List{"{\"a\":1,\n", "{\"b\":1}"}));
}

TEST(JsonSplitter, GivesWhatIsNotClosed) {
  EXPECT_EQ(split("[{\"a\":1},{\"b\":"), (List{"{\"a\":1}", "!{\"b\":"}));
  EXPECT_EQ(split("[{\"a\":1}"), (List{"{\"a\":1}", "!"}));
}

TEST(JsonSplitter, ChunksMakeNoDifference) {
  const std::string json = R"([{"a":"\\\""},7,{"messages":[{"b":2}]}, {"text":"c","data":[{}]}])";
  for (const std::size_t chunk : {2, 3, 5, 100}) EXPECT_EQ(split(json, chunk), split(json, 1)) << chunk;
}

}  // namespace
}  // namespace isnad::read
