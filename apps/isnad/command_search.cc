// isnad search: documents of a store by their words, and by what their claims say.
#include "command.h"
#include "isnad/json.h"
#include "isnad/store.h"
#include "listing.h"
#include "output.h"

namespace isnad::cli {
namespace {

struct Options {
  std::string store;
  std::vector<std::string> words;
  SearchFilter filter;
  EngineOptions engine;
  std::int64_t limit = 20, offset = 0;
  bool json = false;
};

/// The document without its text, with the claims that were found in it.
Result<CodedDocument> found_in(const Store& store, const SearchHit& hit) {
  CodedDocument found;
  found.document = hit.document;
  if (hit.claims.empty()) return found;
  ClaimFilter filter;
  filter.doc_id = hit.document.doc_id;
  const Status read = store.each_claim(filter, [&](const std::string&, Claim&& claim) {
    const std::size_t next = found.claims.size();
    if (next < hit.claims.size() && claim.claim_id == hit.claims[next]) found.claims.push_back(std::move(claim));
  });
  if (!read) return read.error();
  return found;
}

/// The document in a line, and below it the sentences of the claims.
std::string text_lines(const CodedDocument& found) {
  const Document& document = found.document;
  std::string out = document.doc_id;
  for (const std::string* field : {&document.published, &document.outlet, &document.title}) {
    if (!field->empty()) out += "  " + *field;
  }
  out += '\n';
  for (const Claim& claim : found.claims)
    out += "  " + claim.claim_id + " " + std::string(name(claim.kind)) + "  " + marked_sentence(claim) + "\n";
  return out;
}

Status write_hits(const Store& store, const Options& options, Output& output) {
  const auto hits = store.search(options.filter, options.offset, options.limit);
  if (!hits) return hits.error();
  for (const SearchHit& hit : *hits) {
    const Result<CodedDocument> found = found_in(store, hit);
    if (!found) return found.error();
    output.write(options.json ? to_json(*found) + '\n' : text_lines(*found));
  }
  const auto count = store.count(options.filter);
  if (!count) return count.error();
  complain(std::to_string(hits->size()) + " of " + std::to_string(*count) + " documents");
  return {};
}

int run(Options& options) {
  std::string words;
  for (const std::string& word : options.words) words += (words.empty() ? "" : " ") + word;
  const auto store = open_store(options.store);
  if (!store) return kUsage;
  if (!words.empty()) {
    const auto engine = open_engine(options.engine);
    if (!engine) return kUsage;
    options.filter.terms = engine->terms(words);
    if (options.filter.terms.empty()) {
      complain("\"" + words + "\" holds no word to look for");
      return kUsage;
    }
  }
  Output output;
  const Status written = write_hits(*store, options, output);
  if (!written) complain(written.error().message);
  return output.finish() && written ? kAllWell : kSomeFailed;
}

std::string check_day(const std::string& day) {
  return day.size() == 10 && day[4] == '-' && day[7] == '-' ? "" : "\"" + day + "\" is no day such as 2016-10-21";
}

void add_filter_options(CLI::App& app, SearchFilter& filter) {
  app.add_option("--kind", filter.kind, "Only documents with a claim of this kind, e.g. attack")
      ->type_name("KIND")
      ->check(
          [](const std::string& kind) { return parse_name<Kind>(kind) ? "" : "there is no kind \"" + kind + "\""; });
  app.add_option("--actor", filter.actor, "With a claim that this actor takes part in; an id of actors.tsv")
      ->type_name("ID");
  app.add_option("--place", filter.place, "With a claim at this place or in a part of it; an id of places.tsv")
      ->type_name("ID");
  app.add_option("--speaker", filter.speaker, "With a claim that this voice passes on; an id of actors.tsv")
      ->type_name("ID");
  app.add_option("--since", filter.day_first, "With a claim of an event on this day or later")
      ->type_name("DAY")
      ->check(check_day);
  app.add_option("--until", filter.day_last, "With a claim of an event on this day or earlier")
      ->type_name("DAY")
      ->check(check_day);
  app.add_flag("--disputed", filter.disputed, "With a claim of an incident on which sources disagree");
  app.add_option("--outlet", filter.outlet, "Only documents of this outlet")->type_name("NAME");
}

std::function<int()> set_up(CLI::App& app) {
  auto options = std::make_shared<Options>();
  add_store_option(app, options->store);
  app.add_option("words", options->words,
                 "Words that must all be in title or text, in any spelling and behind any clitic")
      ->type_name("WORD");
  add_filter_options(app, options->filter);
  app.add_option("--limit", options->limit, "Documents to show (default 20), those published last first")
      ->type_name("N")
      ->check(CLI::NonNegativeNumber);
  app.add_option("--offset", options->offset, "Documents to pass over first")
      ->type_name("N")
      ->check(CLI::NonNegativeNumber);
  app.add_flag("--json", options->json,
               "Write documents as JSON, one a line, with the claims that were found but without text");
  add_engine_options(app, options->engine);
  return [options] { return run(*options); };
}

}  // namespace

extern const Command kSearch = {"search", "Find documents of a store by their words and by what their claims say",
                                "isnad search events.db Kirkuk --kind attack --since 2016-10-21", set_up};

}  // namespace isnad::cli
