// The shipped model finds the names of tests/data/entity_names.tsv; training reads tests/data/joined_sentences.tsv
// aright.
#include "extract/entity.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "base/strings.h"
#include "embedded/embedded.h"
#include "extract/entity_trainer.h"

namespace isnad::extract {
namespace {

// Calls `use` with the cells of each row of a table in tests/data.
template <typename Use>
void for_each_row(const char* name, std::size_t columns, const Use& use) {
  std::ifstream file(std::string(ISNAD_SOURCE_DIR "/tests/data/") + name);
  bool header = true;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    const auto cells = split(line, '\t');
    ASSERT_EQ(cells.size(), columns) << line;
    if (!header) use(cells);
    header = false;
  }
  EXPECT_FALSE(header) << name << " is missing";
}

class EntityTest : public testing::Test {
 protected:
  EntityTest()
      : lexicon_(*lexicon::Lexicon::open_view(embedded_lexicon())),
        models_(*text::Models::open(embedded_model)),
        analyzer_(*lexicon_, &models_) {}

  std::unique_ptr<lexicon::Lexicon> lexicon_;
  text::Models models_;
  text::Analyzer analyzer_;
  text::Analysis analysis_;
};

TEST_F(EntityTest, FindsNames) {
  const auto finder = EntityFinder::open(*lexicon_, analyzer_, embedded_model("names"));
  ASSERT_TRUE(finder) << finder.error().message;
  for_each_row("entity_names.tsv", 3, [&](const std::vector<std::string_view>& cells) {
    std::vector<Entity> entities;
    analyzer_.analyze(cells[1], analysis_);
    finder->find(analysis_, "", entities);
    const auto wanted = split_words(cells[2], '|');
    ASSERT_EQ(entities.size(), wanted.size()) << cells[0];
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      const Span span = entities[i].span;
      const auto parts = split(wanted[i], '=');
      EXPECT_EQ(cells[1].substr(span.begin, span.size()), parts[0]) << cells[0];
      EXPECT_EQ(name(entities[i].type), parts[1]) << cells[0];
      if (parts.size() > 2) {
        EXPECT_EQ(entities[i].id, parts[2]) << cells[0];
      }
    }
  });
}

TEST_F(EntityTest, NoTextNoNames) {
  const auto finder = EntityFinder::open(*lexicon_, analyzer_, embedded_model("names"));
  ASSERT_TRUE(finder);
  std::vector<Entity> entities(1);
  analyzer_.analyze("", analysis_);
  finder->find(analysis_, "", entities);
  EXPECT_TRUE(entities.empty());
}

TEST_F(EntityTest, RefusesOtherModels) {
  EXPECT_FALSE(EntityFinder::open(*lexicon_, analyzer_, ""));
  const auto other = EntityFinder::open(*lexicon_, analyzer_, embedded_model("segmenter"));
  ASSERT_FALSE(other);
  EXPECT_NE(other.error().message.find("isnad train names"), std::string::npos);
}

TEST_F(EntityTest, JoinsCliticsToTheirWords) {
  const SentenceJoiner joiner(*lexicon_);
  for_each_row("joined_sentences.tsv", 4, [&](const std::vector<std::string_view>& cells) {
    TaggedSentence sentence;
    for (const std::string_view token : split(cells[0], ' ')) sentence.tokens.emplace_back(token);
    for (const std::string_view tag : split(cells[1], ' ')) sentence.tags.emplace_back(tag);
    ASSERT_EQ(sentence.tokens.size(), sentence.tags.size()) << cells[0];
    std::vector<Span> spans;
    const std::string text = joiner.join(sentence, spans);
    EXPECT_EQ(text, cells[2]);
    analyzer_.analyze(text, analysis_);
    const auto tags = project_tags(sentence, spans, analysis_);
    std::string names;
    for (std::uint32_t token = 0; token < tags.size(); ++token) {
      if (tags[token] % 2 == 0) continue;
      std::uint32_t last = token + 1;
      while (last < tags.size() && tags[last] == tags[token] + 1) ++last;
      const Span span = analysis_.span({token, last});
      if (!names.empty()) names += '|';
      names += text.substr(span.begin, span.size());
      names += '=';
      names += name(static_cast<EntityType>((tags[token] - 1) / 2));
    }
    EXPECT_EQ(names, cells[3]);
  });
}

TEST_F(EntityTest, TrainingIsDeterministicAndRefusesMalformedLines) {
  const auto trained = [&] {
    EntityTrainer trainer(*lexicon_, analyzer_);
    for (const char* line : {"Kofi\tB-PERS", "Annan\tI-PERS", "spoke\tO", "", "in\tO", "London\tB-LOC"}) {
      EXPECT_TRUE(trainer.add_line(line));
    }
    EXPECT_FALSE(trainer.add_line("one cell"));
    return *trainer.train({});
  };
  EXPECT_EQ(trained(), trained());
}

}  // namespace
}  // namespace isnad::extract
