// Resource tables, the normalisation of the project's own letters, and images: what compiles, what is found, what is
// refused.
#include "lexicon/lexicon.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "base/utf8.h"

namespace isnad::lexicon {
namespace {

Table table(const std::string& name, const std::string& content) {
  Result<Table> parsed = Table::parse(name, name + ".tsv", content);
  if (!parsed) ADD_FAILURE() << parsed.error().message;
  return *std::move(parsed);
}

Table letters() {
  std::ifstream in(ISNAD_SOURCE_DIR "/resources/letters.tsv", std::ios::binary);
  return table("letters", std::string(std::istreambuf_iterator<char>(in), {}));
}

// Tables in Latin letters: nouns take -s in the plural.
Tables tables(const std::string& weapons) {
  Tables out;
  out.emplace("letters", letters());
  out.emplace("inflection", table("inflection",
                                  "class\tending\tcut\tinitial\tsuffix\tnumber\tgender\tsource\tnote\n"
                                  "noun\tany\t0\t\t\ts\t\town\t\n"
                                  "noun\tany\t0\t\ts\tp\t\town\t\n"
                                  "noun\ty\t1\t\ties\tp\t\town\t\n"));
  out.emplace("weapons", table("weapons", "id\tforms\tsource\tnote\n" + weapons));
  return out;
}

std::string text_of(std::initializer_list<char32_t> codes) {
  std::string out;
  for (const char32_t code : codes) append_utf8(out, code);
  return out;
}

std::string error_of(const std::string& content) {
  const auto parsed = Table::parse("t", "t.tsv", content);
  return parsed ? "" : parsed.error().message;
}

TEST(Table, SkipsCommentsAndKnowsItsLines) {
  const Table parsed = table("t", "# about\nid\tforms\n\n# more\na\tx|y\r\nb\t\n");
  ASSERT_EQ(parsed.rows(), 2U);
  EXPECT_EQ(parsed.cell(0, "forms"), "x|y");
  EXPECT_EQ(parsed.cell(1, "forms"), "");
  EXPECT_EQ(parsed.cell(1, "none"), "");
  EXPECT_EQ(parsed.where(1), "t.tsv:6");
}

TEST(Table, SaysWhatIsWrongAndWhere) {
  EXPECT_EQ(error_of("# only a comment\n"), "t.tsv: no header row");
  EXPECT_EQ(error_of("id\tforms\na\n"), "t.tsv:2: 1 cells where the header has 2");
  EXPECT_EQ(error_of("id\n\xFF\n").substr(0, 25), "t.tsv: byte 3 is not UTF-");
}

TEST(Fold, MakesOneOfManySpellings) {
  const auto fold = Fold::build(letters());
  ASSERT_TRUE(static_cast<bool>(fold));
  const std::string alef = text_of({0x627});
  for (const char32_t code : {0x622, 0x623, 0x625}) EXPECT_EQ((*fold)(text_of({code})), alef);
  EXPECT_EQ((*fold)(text_of({0x649})), (*fold)(text_of({0x64A})));               // alef maqsura, ya
  EXPECT_EQ((*fold)(text_of({0x629})), (*fold)(text_of({0x647})));               // ta marbuta, ha
  EXPECT_EQ((*fold)(text_of({0x628, 0x64E, 0x640, 0x200F})), text_of({0x628}));  // vowel mark, tatweel, bidi control
  EXPECT_EQ((*fold)(text_of({0x661, 0x6F2})), "12");                             // Arabic and Persian digits
  EXPECT_EQ((*fold)("AbC"), "abc");
}

TEST(Fold, IsAFixedPoint) {
  const auto fold = Fold::build(letters());
  ASSERT_TRUE(static_cast<bool>(fold));
  for (char32_t code = 1; code < 0x10000; ++code) {
    if (code >= 0xD800 && code < 0xE000) continue;
    const std::string once = (*fold)(text_of({code}));
    ASSERT_EQ((*fold)(once), once) << "U+" << std::hex << static_cast<unsigned>(code);
  }
}

TEST(Lexicon, FindsInflectedFormsAndPhrases) {
  const auto image = compile(tables("w.bomb\tbomb|car bomb\town\t\nw.battery\tbattery\town\t\n"));
  ASSERT_TRUE(static_cast<bool>(image)) << image.error().message;
  const auto lexicon = Lexicon::open(*image);
  ASSERT_TRUE(static_cast<bool>(lexicon)) << lexicon.error().message;
  const auto id_of = [&](std::string_view phrase) {
    const auto found = (*lexicon)->look_up(phrase);
    return found.empty() ? std::string() : std::string(found.front().id);
  };
  EXPECT_EQ(id_of("bomb"), "w.bomb");
  EXPECT_EQ(id_of("Bombs"), "w.bomb");
  EXPECT_EQ(id_of("car bombs"), "w.bomb");
  EXPECT_EQ(id_of("batteries"), "w.battery");
  EXPECT_EQ(id_of("batterys"), "");
  EXPECT_EQ(id_of("car"), "");
}

TEST(Lexicon, SameTablesSameImage) {
  const std::string rows = "w.a\ta|b c\town\t\n";
  EXPECT_EQ(*compile(tables(rows)), *compile(tables(rows)));
}

TEST(Lexicon, RefusesDamagedImages) {
  const std::string image = *compile(tables("w.a\ta\town\t\n"));
  const auto message = [](std::string bytes) {
    const auto opened = Lexicon::open(std::move(bytes));
    return opened ? std::string() : opened.error().message;
  };
  EXPECT_EQ(message(image), "");
  EXPECT_NE(message("").find("too short"), std::string::npos);
  EXPECT_NE(message(image.substr(0, image.size() - 1)).find("truncated"), std::string::npos);
  std::string changed = image;
  changed.back() = static_cast<char>(changed.back() ^ 1);
  EXPECT_NE(message(changed).find("checksum"), std::string::npos);
  changed = image;
  changed.front() = 'X';
  EXPECT_NE(message(changed).find("not a lexicon image"), std::string::npos);
}

TEST(Lexicon, CheckNamesEveryFinding) {
  const auto findings = check(tables("w.a\ta\town\t\nw.a\tb\town\t\nw.c\tc\t\t\n"));
  std::string all;
  for (const std::string& finding : findings) all += finding + '\n';
  EXPECT_NE(all.find("weapons.tsv:3"), std::string::npos) << all;  // the id stands already
  EXPECT_NE(all.find("weapons.tsv:4"), std::string::npos) << all;  // no source
}

}  // namespace
}  // namespace isnad::lexicon
