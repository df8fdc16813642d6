// The shipped models divide words as people do; the words are in tests/data/segments.tsv.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "base/strings.h"
#include "text/analyzer.h"
#include "text/clitics.h"

namespace isnad::text {
namespace {

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Resources and models as they are in the sources.
class ShippedText : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    const std::string root = ISNAD_SOURCE_DIR;
    const auto tables = lexicon::read_tables(root + "/resources");
    ASSERT_TRUE(tables) << tables.error().message;
    auto image = lexicon::compile(*tables);
    ASSERT_TRUE(image) << image.error().message;
    auto opened = lexicon::Lexicon::open(*std::move(image));
    ASSERT_TRUE(opened) << opened.error().message;
    lexicon_ = (*std::move(opened)).release();
    for (const char* name : {"classes", "stems", "segmenter", "tagger", "lemmas"})
      (*files_)[name] = read_file(root + "/models/" + name + ".model");
  }

  static Result<Models> open_models() {
    return Models::open([](std::string_view name) {
      const auto found = files_->find(name);
      return found == files_->end() ? std::string_view() : std::string_view(found->second);
    });
  }

  static std::string divide(const Analyzer& analyzer, const std::string& word) {
    Analysis analysis;
    analyzer.analyze(word, analysis);
    std::string parts;
    for (const Token& token : analysis.tokens) {
      for (const Span part : parts_of(analyzer, analysis, token)) {
        parts += (parts.empty() ? "" : " ") + word.substr(part.begin, part.size());
      }
    }
    return parts;
  }

  static inline const lexicon::Lexicon* lexicon_ = nullptr;
  static inline auto* files_ = new std::map<std::string, std::string, std::less<>>;
};

TEST_F(ShippedText, DividesWordsAsPeopleDo) {
  const auto models = open_models();
  ASSERT_TRUE(models) << models.error().message;
  ASSERT_TRUE(models->segmenter.has_value());
  const Analyzer analyzer(*lexicon_, &*models);
  std::ifstream cases(std::string(ISNAD_SOURCE_DIR) + "/tests/data/segments.tsv");
  int count = 0;
  for (std::string line; std::getline(cases, line); ++count) {
    const auto cells = split(line, '\t');
    ASSERT_EQ(cells.size(), 2U) << line;
    EXPECT_EQ(divide(analyzer, std::string(cells[0])), cells[1]);
  }
  EXPECT_GT(count, 20);
}

TEST_F(ShippedText, GivesTagsAndLemmas) {
  const auto models = open_models();
  ASSERT_TRUE(models) << models.error().message;
  const Analyzer analyzer(*lexicon_, &*models);
  std::ifstream cases(std::string(ISNAD_SOURCE_DIR) + "/tests/data/tags.tsv");
  std::string text;
  std::vector<std::string> wanted;
  const auto compare = [&] {
    Analysis analysis;
    analyzer.analyze(text, analysis);
    ASSERT_EQ(analysis.tokens.size(), wanted.size());
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      const Token& token = analysis.tokens[i];
      std::string found(analysis.original(token));
      found.append("\t").append(kTagNames[static_cast<std::size_t>(token.tag)]).append("\t");
      EXPECT_EQ(found + lemma_of(analyzer, *models, analysis, token), wanted[i]);
    }
    text.clear();
    wanted.clear();
  };
  for (std::string line; std::getline(cases, line);) {
    if (line.empty()) {
      compare();
      continue;
    }
    text.append(text.empty() ? "" : " ").append(line.substr(0, line.find('\t')));
    wanted.push_back(line);
  }
  compare();
}

TEST_F(ShippedText, OneMemoServesSeveralAnalysers) {
  const auto models = open_models();
  const Analyzer with(*lexicon_, &*models), without(*lexicon_);
  Analysis shared, fresh;
  const std::string text = read_file(std::string(ISNAD_SOURCE_DIR) + "/tests/data/segments.tsv");
  for (const Analyzer* analyzer : {&with, &without, &with}) {
    analyzer->analyze(text, shared);
    fresh = {};
    analyzer->analyze(text, fresh);
    ASSERT_EQ(shared.tokens.size(), fresh.tokens.size());
    for (std::size_t i = 0; i < fresh.tokens.size(); ++i) EXPECT_EQ(shared.tokens[i].clitics, fresh.tokens[i].clitics);
  }
}

TEST_F(ShippedText, RankerNeedsItsCompanions) {
  const auto models = Models::open([](std::string_view name) {
    return name == "segmenter" ? std::string_view(files_->at("segmenter")) : std::string_view();
  });
  ASSERT_FALSE(models);
  EXPECT_NE(models.error().message.find("classes.model and stems.model"), std::string::npos);
}

TEST_F(ShippedText, RefusesDamagedLemmas) {
  const std::string& bytes = files_->at("lemmas");
  for (std::size_t at = 0; at < bytes.size(); at += 200003) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x21);
    EXPECT_FALSE(Lemmas::open(damaged)) << "byte " << at;
  }
}

TEST_F(ShippedText, RefusesDamagedStems) {
  const std::string& bytes = files_->at("stems");
  for (std::size_t at = 0; at < bytes.size(); at += 50021) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x21);
    EXPECT_FALSE(Stems::open(damaged)) << "byte " << at;
  }
  EXPECT_FALSE(Stems::open(bytes.substr(0, 1000)));
}

}  // namespace
}  // namespace isnad::text
