// For tests of this layer: the lexicon of the resources, the shipped models, and cases read from tests/data/*.tsv
// (text, tab, what is expected).
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "base/strings.h"
#include "embedded/embedded.h"
#include "lexicon/lexicon.h"
#include "text/analyzer.h"

namespace isnad::extract {

struct TestCase {
  std::vector<std::string> cells;
  std::string where;
};

inline std::vector<TestCase> read_test_cases(const std::string& name) {
  const std::string path = std::string(ISNAD_SOURCE_DIR) + "/tests/data/" + name;
  std::ifstream file(path);
  std::vector<TestCase> cases;
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    if (line.empty() || line[0] == '#') continue;
    TestCase& next = cases.emplace_back();
    for (const std::string_view cell : split(line, '\t')) next.cells.emplace_back(cell);
    next.where = path + ":" + std::to_string(number);
  }
  return cases;
}

/// The lexicon of resources/, compiled once a process.
inline const lexicon::Lexicon& test_lexicon() {
  static const std::unique_ptr<lexicon::Lexicon> lexicon = [] {
    auto tables = lexicon::read_tables(std::string(ISNAD_SOURCE_DIR) + "/resources");
    auto image = lexicon::compile(*tables);
    return std::move(*lexicon::Lexicon::open(std::move(*image)));
  }();
  return *lexicon;
}

/// The shipped models of the text layer.
inline const text::Models& test_models() {
  static const text::Models models = *text::Models::open(embedded_model);
  return models;
}

inline text::Analysis analyze(std::string_view text) {
  static const text::Analyzer analyzer(test_lexicon(), &test_models());
  text::Analysis analysis;
  analyzer.analyze(text, analysis);
  return analysis;
}

/// "12..12", or "12.." without an upper bound.
inline std::string bounds(std::int64_t low, const std::optional<std::int64_t>& high) {
  return std::to_string(low) + ".." + (high ? std::to_string(*high) : std::string());
}

}  // namespace isnad::extract
