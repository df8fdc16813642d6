// isnad fuse: documents with claims in, the same with the incidents of all of them out.
#include <map>

#include "command.h"
#include "isnad/json.h"
#include "output.h"

namespace isnad::cli {
namespace {

enum class Format { kDocuments, kJsonLines, kIncidents };

struct Options {
  InputOptions input;
  EngineOptions engine;
  Format format = Format::kDocuments;
};

/// All documents of the input; false when some could not be read.
bool read_all(Reader& reader, std::vector<CodedDocument>& documents) {
  bool all = true;
  const auto refuse = [&](const InputRecord& record, const std::string& why) {
    complain(record.where() + ": " + why);
    all = false;
  };
  for (InputRecord record; reader.next(record); record = {}) {
    if (!record.document) {
      refuse(record, record.document.error().message);
    } else if (record.document->document.doc_id.empty()) {
      refuse(record, "the document has no doc_id; code it with `isnad code --format docs` first");
    } else {
      documents.push_back(*std::move(record.document));
    }
  }
  return all;
}

void write_document(Output& output, const CodedDocument& coded, Format format) {
  if (format == Format::kDocuments) {
    output.write(to_json(coded) + '\n');
    return;
  }
  for (const Claim& claim : coded.claims) output.write(to_json(claim, coded.document.doc_id) + '\n');
}

int run(const Options& options) {
  const auto engine = open_engine(options.engine);
  const auto reader = engine ? open_reader(options.input) : nullptr;
  if (!reader) return kUsage;
  std::vector<CodedDocument> documents;
  const bool all = read_all(*reader, documents);
  const std::vector<Incident> incidents = engine->fuse(documents);
  Output output;
  if (options.format == Format::kIncidents) {
    for (const Incident& incident : incidents) output.write(to_json(incident) + '\n');
  } else {
    for (const CodedDocument& coded : documents) write_document(output, coded, options.format);
  }
  return output.finish() && all ? kAllWell : kSomeFailed;
}

std::function<int()> set_up(CLI::App& app) {
  auto options = std::make_shared<Options>();
  options->input.reader.claims = true;
  const std::map<std::string, Format> formats = {
      {"docs", Format::kDocuments}, {"jsonl", Format::kJsonLines}, {"incidents", Format::kIncidents}};
  add_input_options(app, options->input);
  add_format_option(app, options->format, formats);
  add_engine_options(app, options->engine);
  return [options] { return run(*options); };
}

}  // namespace

extern const Command kFuse = {"fuse", "Join the claims of many documents into incidents",
                              "isnad code --format docs reports/ | isnad fuse --format incidents -", set_up};

}  // namespace isnad::cli
