// isnad lexicon: for those who edit the resource tables.
#include <map>

#include "command.h"
#include "isnad/resources.h"
#include "output.h"

namespace isnad::cli {
namespace {

struct Options {
  std::string folder = "resources";
  std::string image;
  std::vector<std::string> words;
  EngineOptions engine;
};

int check(const Options& options) {
  const auto findings = check_resources(options.folder);
  if (!findings) {
    complain(findings.error().message);
    return kUsage;
  }
  Output output;
  for (const std::string& finding : *findings) output.write(finding + "\n");
  complain(findings->empty() ? options.folder + ": all is well"
                             : options.folder + ": " + std::to_string(findings->size()) + " findings");
  return output.finish() && findings->empty() ? kAllWell : kSomeFailed;
}

int build(const Options& options) {
  const auto image = compile_resources(options.folder);
  if (!image) {
    complain(image.error().message);
    return kSomeFailed;
  }
  Output output;
  if (!output.redirect(options.image)) return kSomeFailed;
  output.write(*image);
  return output.finish() ? kAllWell : kSomeFailed;
}

int look_up(const Options& options) {
  const auto engine = open_engine(options.engine);
  if (!engine) return kUsage;
  std::string words;
  for (const std::string& word : options.words) words += (words.empty() ? "" : " ") + word;
  const auto rows = engine->look_up(words);
  if (!rows) {
    complain(rows.error().message);
    return kUsage;
  }
  Output output;
  for (const LexiconRow& row : *rows) {
    output.write(row.words + "\t" + row.table + "\t" + row.id);
    for (const auto& [column, cell] : row.cells) output.write("\t" + column + "=" + cell);
    output.write("\n");
  }
  if (rows->empty()) complain("no row of the lexicon matches \"" + words + "\"");
  return output.finish() && !rows->empty() ? kAllWell : kSomeFailed;
}

std::function<int()> set_up(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.require_subcommand(1);
  CLI::App* const check_app = app.add_subcommand("check", "Check the tables of a folder; prints the findings");
  check_app->add_option("folder", options->folder, "Folder of *.tsv tables (default: resources)")->type_name("DIR");
  CLI::App* const build_app = app.add_subcommand("build", "Compile the tables of a folder into a file for --lexicon");
  build_app->add_option("folder", options->folder, "Folder of *.tsv tables")->type_name("DIR")->required();
  build_app->add_option("-o,--output", options->image, "File to write; - is standard output")
      ->type_name("FILE")
      ->required();
  CLI::App* const lookup_app = app.add_subcommand("lookup", "Show the rows that match words, as they would in a text");
  lookup_app->add_option("word", options->words, "Words")->required();
  add_engine_options(*lookup_app, options->engine);
  return [=] {
    return check_app->parsed() ? check(*options) : build_app->parsed() ? build(*options) : look_up(*options);
  };
}

}  // namespace

extern const Command kLexicon = {
    "lexicon", "Check, compile or search the language resources",
    "isnad lexicon build resources -o mine.lexicon && isnad code --lexicon mine.lexicon report.txt", set_up};

}  // namespace isnad::cli
