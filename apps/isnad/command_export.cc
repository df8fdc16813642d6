// isnad export: the claims of a store as JSON Lines or CSV (RFC 4180), and where they come from as PROV or annotations.
#include <map>

#include "command.h"
#include "isnad/evidence.h"
#include "isnad/json.h"
#include "isnad/store.h"
#include "listing.h"
#include "output.h"

namespace isnad::cli {
namespace {

enum class Format { kJsonLines, kCsv, kProv, kAnnotations };

struct Options {
  std::string store, output;
  Format format = Format::kJsonLines;
  bool bom = false;
};

constexpr const char* kHeader =
    "doc_id,outlet,published,url,claim_id,incident,origin,channel,kind,modality,trigger,agent,agent_id,target,target_"
    "id,place,place_"
    "id,"
    "place_precision,time,time_value,means,casualties,attribution,attribution_kind,quote,confidence,plover,plover_mode,"
    "sentence";

/// Quoted only where RFC 4180 asks for it.
std::string cell(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

/// What `take` says of each item, between bars.
template <typename Items, typename Take>
std::string joined(const Items& items, Take take) {
  std::string out;
  for (const auto& item : items) out += (&item == items.data() ? "" : "|") + std::string(take(item));
  return out;
}

template <typename Items>
std::string words(const Items& items) {
  return joined(items, [](const Quoted& quoted) { return quoted.text; });
}

template <typename Items>
std::string ids(const Items& items) {
  return joined(items, [](const auto& item) { return item.id; });
}

std::string confidence(double value) {
  char text[16];
  std::snprintf(text, sizeof text, "%.3f", value);
  return text;
}

std::string row(const Document& document, const Claim& claim) {
  const std::string cells[] = {document.doc_id,
                               document.outlet,
                               document.published,
                               document.url,
                               claim.claim_id,
                               claim.incident,
                               claim.origin,
                               claim.channel,
                               std::string(name(claim.kind)),
                               std::string(name(claim.modality)),
                               claim.trigger.text,
                               words(claim.agent),
                               ids(claim.agent),
                               words(claim.target),
                               ids(claim.target),
                               words(claim.place),
                               ids(claim.place),
                               joined(claim.place, [](const Place& place) { return place.precision; }),
                               words(claim.time),
                               joined(claim.time, [](const Time& time) { return time.value; }),
                               words(claim.means),
                               joined(claim.casualties, figure),
                               words(claim.attribution),
                               joined(claim.attribution, [](const Attribution& step) { return name(step.kind); }),
                               std::string(name(claim.quote)),
                               confidence(claim.confidence),
                               claim.plover,
                               claim.plover_mode,
                               claim.sentence.text};
  std::string line;
  for (const std::string& text : cells) line += (&text == cells ? "" : ",") + cell(text);
  return line + "\r\n";
}

Status write_csv(const Store& store, Output& output) {
  const auto documents = store.documents();
  if (!documents) return documents.error();
  std::map<std::string, const Document*> by_id;
  for (const StoredDocument& stored : *documents) by_id[stored.document.doc_id] = &stored.document;
  output.write(std::string(kHeader) + "\r\n");
  return store.each_claim({}, [&](const std::string& doc_id, Claim&& claim) {
    const auto found = by_id.find(doc_id);
    if (found != by_id.end()) output.write(row(*found->second, claim));
  });
}

Status write_json_lines(const Store& store, Output& output) {
  return store.each_claim(
      {}, [&](const std::string& doc_id, Claim&& claim) { output.write(to_json(claim, doc_id) + '\n'); });
}

/// The current coding of each current document with its claims, as `write` puts it.
template <typename Write>
Status write_codings(const Store& store, Output& output, Write write) {
  const auto codings = store.codings();
  if (!codings) return codings.error();
  for (const Coding& coding : *codings) {
    if (coding.superseded) continue;
    const auto coded = store.document(coding.doc_id);
    if (!coded) return coded.error();
    output.write(write(*coded, coding));
  }
  return {};
}

std::string prov_line(const CodedDocument& coded, const Coding& coding) {
  return to_prov(coded, coding) + '\n';
}

std::string annotation_lines(const CodedDocument& coded, const Coding& coding) {
  std::string lines;
  for (const Claim& claim : coded.claims) lines += to_annotation(coded, claim, coding) + '\n';
  return lines;
}

Status write(const Store& store, Format format, Output& output) {
  switch (format) {
    case Format::kCsv:
      return write_csv(store, output);
    case Format::kProv:
      return write_codings(store, output, prov_line);
    case Format::kAnnotations:
      return write_codings(store, output, annotation_lines);
    default:
      return write_json_lines(store, output);
  }
}

int run(const Options& options) {
  const auto store = open_store(options.store);
  Output output;
  if (!store || !output.redirect(options.output)) return kUsage;
  if (options.bom) output.write("\xEF\xBB\xBF");
  const Status written = write(*store, options.format, output);
  if (!written) complain(written.error().message);
  return output.finish() && written ? kAllWell : kSomeFailed;
}

std::function<int()> set_up(CLI::App& app) {
  auto options = std::make_shared<Options>();
  const std::map<std::string, Format> formats = {{"jsonl", Format::kJsonLines},
                                                 {"csv", Format::kCsv},
                                                 {"prov", Format::kProv},
                                                 {"annotations", Format::kAnnotations}};
  add_store_option(app, options->store);
  app.add_option("--as", options->format,
                 "What to write: jsonl (default), csv and annotations (W3C) have a claim a line, prov (W3C) a document")
      ->type_name("jsonl|csv|prov|annotations")
      ->transform(CLI::CheckedTransformer(formats).description(""));
  app.add_flag("--bom", options->bom,
               "Begin with a byte order mark, for spreadsheets that take UTF-8 for something else");
  app.add_option("-o,--output", options->output, "File to write instead of standard output")->type_name("FILE");
  return [options] { return run(*options); };
}

}  // namespace

extern const Command kExport = {"export", "Write the claims of a store as JSON Lines or CSV, or their provenance",
                                "isnad export events.db --as csv --bom > claims.csv", set_up};

}  // namespace isnad::cli
