// The options and messages that the commands share.
#include <cstdio>
#include <thread>

#include "command.h"

namespace isnad::cli {

void add_input_options(CLI::App& app, InputOptions& options) {
  app.add_option("input", options.inputs,
                 "Texts, JSON, CSV, HTML pages, WARC archives, RSS and Atom feeds, also packed with gzip, zstd or xz; "
                 "folders of them; patterns such as \"2016-*.jsonl\"; - is standard input (default)")
      ->type_name("FILE|DIR|-");
  const std::map<std::string, InputFormat> formats = {{"auto", InputFormat::kAuto},       {"text", InputFormat::kText},
                                                      {"jsonl", InputFormat::kJsonLines}, {"json", InputFormat::kJson},
                                                      {"csv", InputFormat::kCsv},         {"html", InputFormat::kHtml},
                                                      {"warc", InputFormat::kWarc},       {"feed", InputFormat::kFeed}};
  app.add_option("--from", options.reader.format, "Format of the inputs; else by extension, else by their first bytes")
      ->type_name("FORMAT")
      ->transform(CLI::CheckedTransformer(formats).description("auto|text|jsonl|json|csv|html|warc|feed"));
  app.add_option(
         "--map", options.reader.map,
         "A name that JSON members or CSV columns have for a field, e.g. text=body or published=meta.date; fields "
         "are doc_id, outlet, url, published, retrieved, author, title, text, html")
      ->type_name("FIELD=NAME")
      ->allow_extra_args(false);
  app.add_option("--published", options.reader.published, "Date of documents that carry none, e.g. 2016-10-21")
      ->type_name("DATE");
  app.add_option("--outlet", options.reader.outlet, "Outlet of documents that carry none")->type_name("NAME");
  app.add_option("--encoding", options.reader.encoding,
                 "Encoding of the inputs, e.g. windows-1256; else as they declare, else detected")
      ->type_name("NAME");
  app.add_flag("--lossy", options.reader.lossy,
               "Replace malformed bytes by U+FFFD instead of rejecting their document");
  app.add_flag("--any-language", options.reader.any_language, "Do not skip documents in other languages than Arabic");
}

void add_store_option(CLI::App& app, std::string& path) {
  app.add_option("db", path, "Store that `isnad ingest` made")->type_name("DB")->required();
}

void add_engine_options(CLI::App& app, EngineOptions& options) {
  app.add_option("--lexicon", options.lexicon, "Compiled lexicon to use instead of the built-in one")
      ->type_name("FILE");
  app.add_option("--models", options.models, "Folder of *.model files to use instead of the built-in ones")
      ->type_name("DIR");
}

void add_confidence_option(CLI::App& app, EngineOptions& options) {
  app.add_option("--min-confidence", options.min_confidence, "Leave out claims of less confidence")
      ->type_name("0..1")
      ->check(CLI::Range(0.0, 1.0));
}

void add_threads_option(CLI::App& app, unsigned& threads) {
  threads = std::max(1U, std::thread::hardware_concurrency());
  app.add_option("--threads", threads, "Worker threads (default: one for each core); the output does not depend on it")
      ->type_name("N")
      ->check(CLI::Range(1U, 1024U));
}

void complain(std::string_view message) {
  const std::string line = "isnad: " + std::string(message) + "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);
}

std::unique_ptr<Reader> open_reader(const InputOptions& options) {
  auto reader = Reader::open(options.inputs, options.reader);
  if (reader) return *std::move(reader);
  complain(reader.error().message);
  return nullptr;
}

void tell_skipped(const Reader& reader) {
  std::uint64_t total = 0;
  std::string reasons;
  for (const auto& [reason, count] : reader.skipped()) {
    total += count;
    reasons += (reasons.empty() ? "" : ", ") + std::to_string(count) + " " + reason;
  }
  if (total > 0) complain(std::to_string(total) + (total == 1 ? " record" : " records") + " skipped: " + reasons);
}

std::unique_ptr<Store> open_store(const std::string& path) {
  auto store = Store::open(path, Store::Mode::kRead);
  if (!store) {
    complain(store.error().message);
    return nullptr;
  }
  const auto old = (*store)->needs_fusion();
  if (old && *old) complain((*store)->name() + ": an ingest was interrupted, incidents are out of date; run it again");
  return *std::move(store);
}

std::unique_ptr<Engine> open_engine(const EngineOptions& options) {
  auto engine = Engine::open(options);
  if (engine) return *std::move(engine);
  complain(engine.error().message);
  return nullptr;
}

}  // namespace isnad::cli
