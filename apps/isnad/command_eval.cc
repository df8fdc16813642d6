// isnad eval: how well the claims agree with gold claims.
#include <fstream>
#include <iostream>

#include "command.h"
#include "isnad/json.h"
#include "isnad/score.h"
#include "output.h"

namespace isnad::cli {
namespace {

struct Options {
  std::vector<std::string> gold;
  std::string system;
  bool by_kind = false;
  std::size_t errors = 0;
  EngineOptions engine;
};

// Gives every line that is not blank to `use`; complains, with file and line, and gives false when that or the file
// fails.
bool each_line(const std::string& path, const std::function<Status(const std::string&)>& use) {
  std::ifstream file;
  if (path != "-") file.open(path);
  std::istream& lines = path == "-" ? std::cin : file;
  bool good = static_cast<bool>(lines);
  if (!good) complain(path + ": cannot be opened");
  std::size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    const Status used = use(line);
    if (used) continue;
    complain(path + ":" + std::to_string(number) + ": " + used.error().message);
    good = false;
  }
  return good;
}

// Codes the text of a gold document and adds what it finds as the system's answer.
Status answer(const Engine& engine, const std::string& line, Scorer& scorer) {
  Result<Document> document = document_from_json(line);
  if (!document) return document.error();
  const Result<CodedDocument> coded = engine.code(*std::move(document));
  return coded ? scorer.add_system(to_json(*coded)) : Status(coded.error());
}

void print_errors(const Scores& scores, std::size_t count) {
  for (std::size_t i = 0; i < std::min(count, scores.errors.size()); ++i) {
    const Disagreement& error = scores.errors[i];
    std::cerr << (error.missed ? "missed\t" : "spurious\t") << error.doc_id << '\t' << error.kind << '\t'
              << error.trigger << '\t' << error.context << '\n';
  }
}

int run(const Options& options) {
  const bool codes = options.system.empty();
  const std::unique_ptr<Engine> engine = codes ? open_engine(options.engine) : nullptr;
  if (codes && !engine) return kUsage;
  Scorer scorer;
  bool good = true;
  for (const std::string& path : options.gold) {
    good &= each_line(path, [&](const std::string& line) {
      const Status added = scorer.add_gold(line);
      return added && codes ? answer(*engine, line, scorer) : added;
    });
  }
  if (!codes) good &= each_line(options.system, [&](const std::string& line) { return scorer.add_system(line); });
  const Scores scores = scorer.score();
  Output output;
  output.write(to_json(scores, options.by_kind));
  print_errors(scores, options.errors);
  return output.finish() && good ? kAllWell : kSomeFailed;
}

std::function<int()> set_up(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("gold", options->gold, "JSON Lines of documents with their gold claims")
      ->type_name("FILE")
      ->required();
  app.add_option("--system", options->system, "Claims or documents to score; else the gold texts are coded")
      ->type_name("FILE");
  app.add_flag("--by-kind", options->by_kind, "Add the figures of each kind");
  app.add_option("--errors", options->errors, "Print the first N misses and false alarms to standard error")
      ->type_name("N");
  add_confidence_option(app, options->engine);
  add_engine_options(app, options->engine);
  return [options] { return run(*options); };
}

}  // namespace

extern const Command kEval = {"eval", "Score claims against gold claims", "isnad eval --by-kind --errors 20 gold.jsonl",
                              set_up};

}  // namespace isnad::cli
