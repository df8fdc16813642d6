// isnad analyze: what the layers below the claims found.
#include <map>

#include "command.h"
#include "documents.h"

namespace isnad::cli {
namespace {

struct Options {
  InputOptions input;
  EngineOptions engine;
  unsigned threads = 1;
  AnalysisFormat format = AnalysisFormat::kJson;
  AnalysisLayers layers = AnalysisLayers::kAll;
};

int run(const Options& options) {
  const auto engine = open_engine(options.engine);
  if (!engine) return kUsage;
  return write_each(options.input, options.threads, [&](Document&& document, const Sink& write) {
    Status done = engine->analyze(std::move(document), options.format, options.layers, write);
    if (done && options.format == AnalysisFormat::kJson) write("\n");
    return done;
  });
}

std::function<int()> set_up(CLI::App& app) {
  auto options = std::make_shared<Options>();
  const std::map<std::string, AnalysisFormat> formats = {
      {"json", AnalysisFormat::kJson}, {"conllu", AnalysisFormat::kConllu}, {"text", AnalysisFormat::kText}};
  add_input_options(app, options->input);
  add_format_option(app, options->format, formats);
  const std::map<std::string, AnalysisLayers> layers = {{"all", AnalysisLayers::kAll},
                                                        {"words", AnalysisLayers::kWords}};
  app.add_option("--layers", options->layers,
                 "words: only sentences, clitics, tags, lemmas and grammar, which is faster (default: all)")
      ->type_name("all|words")
      ->transform(CLI::CheckedTransformer(layers).description(""));
  add_engine_options(app, options->engine);
  add_threads_option(app, options->threads);
  return [options] { return run(*options); };
}

}  // namespace

extern const Command kAnalyze = {
    "analyze", "Show what lies below the claims: sentences, words and their clitics, names, numbers, times",
    "isnad analyze --format conllu examples/reports/kirkuk.jsonl", set_up};

}  // namespace isnad::cli
