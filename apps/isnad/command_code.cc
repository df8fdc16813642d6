// isnad code: documents in, claims out.
#include <map>

#include "command.h"
#include "documents.h"
#include "isnad/json.h"
#include "listing.h"

namespace isnad::cli {
namespace {

enum class Format { kJsonLines, kDocuments, kText };

struct Options {
  InputOptions input;
  EngineOptions engine;
  unsigned threads = 1;
  Format format = Format::kJsonLines;
};

std::string claim_lines(const CodedDocument& coded) {
  std::string out;
  for (const Claim& claim : coded.claims) out += to_json(claim, coded.document.doc_id) + '\n';
  return out;
}

std::string written(const CodedDocument& coded, Format format) {
  switch (format) {
    case Format::kDocuments:
      return to_json(coded) + '\n';
    case Format::kText:
      return listing(coded);
    default:
      return claim_lines(coded);
  }
}

int run(const Options& options) {
  const auto engine = open_engine(options.engine);
  if (!engine) return kUsage;
  return write_each(options.input, options.threads, [&](Document&& document, const Sink& write) -> Status {
    const auto coded = engine->code(std::move(document));
    if (!coded) return coded.error();
    write(written(*coded, options.format));
    return {};
  });
}

std::function<int()> set_up(CLI::App& app) {
  auto options = std::make_shared<Options>();
  const std::map<std::string, Format> formats = {
      {"jsonl", Format::kJsonLines}, {"docs", Format::kDocuments}, {"text", Format::kText}};
  add_input_options(app, options->input);
  add_format_option(app, options->format, formats);
  add_confidence_option(app, options->engine);
  add_engine_options(app, options->engine);
  add_threads_option(app, options->threads);
  return [options] { return run(*options); };
}

}  // namespace

extern const Command kCode = {"code", "Read documents and write their claims",
                              "isnad code --format text --published 2016-10-21 report.txt", set_up};

}  // namespace isnad::cli
