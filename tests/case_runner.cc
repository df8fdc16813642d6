// Runs the language cases: case_runner [--update] KNOWN_GAPS FILE.case...
//
// A missed expectation is printed as file:line with the case's text, what was expected and what was found. Cases that
// are known to be missed stand in KNOWN_GAPS, one "file: name" a line; they do not fail the run, but one of them that
// is met does: it has to be taken off the list. The last line is "N passed, N failed, N known gaps". With --update,
// KNOWN_GAPS is written anew from what is missed now: read its difference before you commit it.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <set>
#include <sstream>

#include "case_runner_check.h"

namespace cases {
namespace {

using isnad::Result;

Result<std::string> read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return isnad::Error{isnad::Error::Code::kIo, path + ": cannot be read"};
  std::ostringstream content;
  content << in.rdbuf();
  return content.str();
}

// The tally, and the list of gaps that it is held against.
class Run {
 public:
  explicit Run(std::set<std::string> gaps) : gaps_(std::move(gaps)) {}

  void file(const isnad::Engine& engine, const std::string& path) {
    const std::string file = std::filesystem::path(path).filename().string();
    const Result<std::string> content = read_file(path);
    const auto cases = content ? parse_cases(path, *content) : Result<std::vector<Case>>(content.error());
    if (!cases) return fail(cases.error().message);
    for (const Case& item : *cases) one(engine, item, file + ": " + item.name);
  }

  const std::vector<std::string>& missed() const { return missed_; }

  int finish() {
    for (const std::string& name : gaps_) fail("known gap \"" + name + "\": there is no such case");
    std::cout << passed_ << " passed, " << failed_ << " failed, " << known_ << " known gaps\n";
    return failed_ == 0 ? 0 : 1;
  }

 private:
  void one(const isnad::Engine& engine, const Case& item, const std::string& name) {
    const bool gap = gaps_.erase(name) > 0;
    const Result<std::vector<Miss>> misses = run_case(engine, item);
    if (!misses) return fail(item.file + ": " + item.name + ": " + misses.error().message);
    if (gap && misses->empty())
      return fail(item.file + ": " + item.name + ": is met now: take it off the list of known gaps");
    if (!misses->empty()) missed_.push_back(name);
    if (misses->empty()) {
      ++passed_;
    } else if (gap) {
      ++known_;
    } else {
      fail(report(item, *misses));
    }
  }

  static std::string report(const Case& item, const std::vector<Miss>& misses) {
    std::string out;
    for (const Miss& miss : misses) {
      out += item.file + ":" + std::to_string(miss.line) + ": " + item.name + "\n    text:     " + item.document.text +
             "\n    expected: " + miss.expected + "\n    actual:   " + miss.actual + '\n';
    }
    return out;
  }

  void fail(const std::string& message) {
    ++failed_;
    std::cout << message << '\n';
  }

  std::set<std::string> gaps_;
  std::vector<std::string> missed_;
  int passed_ = 0, failed_ = 0, known_ = 0;
};

std::set<std::string> read_gaps(const std::string& content) {
  std::set<std::string> gaps;
  std::istringstream lines(content);
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty() && line.front() != '#') gaps.insert(line);
  }
  return gaps;
}

void write_gaps(const std::string& path, const std::vector<std::string>& missed) {
  std::ofstream out(path, std::ios::binary);
  out << "# Cases that isnad is known to miss, one \"file: name\" a line. A case on this list that is met must be "
         "taken off it.\n";
  for (const std::string& name : missed) out << name << '\n';
}

}  // namespace

Result<std::vector<Miss>> run_case(const isnad::Engine& engine, const Case& item) {
  const auto coded = engine.code(item.document);
  if (!coded) return coded.error();
  const auto analysis = engine.analyze(item.document, isnad::AnalysisFormat::kJson);
  if (!analysis) return analysis.error();
  std::vector<Miss> misses = check_claims(item.expectations, coded->claims);
  const auto below = check_analysis(item.expectations, item.document.text, *analysis);
  if (!below) return below.error();
  misses.insert(misses.end(), below->begin(), below->end());
  return misses;
}

}  // namespace cases

int main(int count, char** arguments) {
  const bool update = count > 1 && std::string_view(arguments[1]) == "--update";
  const int first = update ? 2 : 1;
  if (count < first + 2) {
    std::cerr << "usage: case_runner [--update] KNOWN_GAPS FILE.case...\n";
    return 2;
  }
  const auto gaps = cases::read_file(arguments[first]);
  const auto engine = isnad::Engine::open({});
  if (!gaps || !engine) {
    std::cerr << (gaps ? engine.error().message : gaps.error().message) << '\n';
    return 2;
  }
  cases::Run run(cases::read_gaps(*gaps));
  for (int i = first + 1; i < count; ++i) run.file(**engine, arguments[i]);
  if (update) cases::write_gaps(arguments[first], run.missed());
  return run.finish();
}
