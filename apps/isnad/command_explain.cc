// isnad explain: one stored claim with the words it came from and the rules and models that made it; or one incident,
// with each joining of its claims and what spoke for it.
#include <map>

#include "command.h"
#include "isnad/json.h"
#include "isnad/store.h"
#include "listing.h"
#include "output.h"

namespace isnad::cli {
namespace {

enum class Format { kText, kJson };

struct Options {
  std::string database, what;
  Format format = Format::kText;
};

std::string padded(std::string text) {
  text.resize(std::max<std::size_t>(text.size() + 1, 13), ' ');
  return text;
}

// "agent        WORDS  [12, 18)  islamic_state"
std::string line(const char* what, const Quoted& words, const std::string& meaning) {
  const std::string span = "  [" + std::to_string(words.start) + ", " + std::to_string(words.end) + ")";
  return padded(what) + words.text + span + (meaning.empty() ? "" : "  " + meaning) + "\n";
}

std::string meaning(const Participant& participant) {
  return participant.id + (participant.sector.empty() ? "" : " (" + participant.sector + ")");
}

std::string meaning(const Place& place) {
  std::string out =
      place.id.empty() ? "unresolved" : place.id + (place.precision.empty() ? "" : " (" + place.precision + ")");
  for (const std::string& other : place.candidates) out += ", or " + other;
  return out;
}

std::string meaning(const Time& time) {
  return time.value.empty() ? "unresolved" : time.value;
}
std::string meaning(const Casualty& casualty) {
  return figure(casualty);
}

std::string meaning(const Attribution& step) {
  return std::string(name(step.kind)) + (step.named ? ", named" : ", unnamed") +
         (step.id.empty() ? "" : ", " + step.id);
}

template <typename Items>
std::string lines(const char* what, const Items& items) {
  std::string out;
  for (const auto& item : items) out += line(what, item, meaning(item));
  return out;
}

std::string explanation(const Document& document, const Claim& claim) {
  std::string out = padded("claim") + document.doc_id + ":" + claim.claim_id + "\n";
  out += padded("document") + document.outlet + "  " + document.published + "  " + document.url + "\n";
  out += padded("sentence") + marked_sentence(claim) + "\n";
  const std::string plover = claim.plover + (claim.plover_mode.empty() ? "" : "/" + claim.plover_mode);
  out += line("event", claim.trigger, std::string(name(claim.kind)) + (plover.empty() ? "" : ", PLOVER " + plover));
  out += lines("agent", claim.agent) + lines("target", claim.target) + lines("means", claim.means);
  out += lines("place", claim.place) + lines("time", claim.time) + lines("toll", claim.casualties);
  out += lines("voice", claim.attribution);
  out += padded("modality") + std::string(name(claim.modality)) + ", " + std::string(name(claim.quote)) + " speech\n";
  out += padded("confidence") + std::to_string(claim.confidence).substr(0, 4) + "\n";
  if (!claim.incident.empty()) out += padded("incident") + claim.incident + "\n";
  for (const std::string& rule : claim.rules) out += padded("made by") + rule + "\n";
  return out;
}

/// An incident with its documents, whole.
struct Whole {
  Incident incident;
  std::vector<CodedDocument> documents;
};

std::string claims_of(const std::vector<ClaimRef>& refs) {
  std::string out;
  for (const ClaimRef& ref : refs) out += (out.empty() ? "" : ", ") + ref.doc_id + ":" + ref.claim_id;
  return out;
}

std::string two_decimals(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%+.2f", value);
  return text;
}

std::string explanation(const Whole& whole, const std::vector<Merge>& merges) {
  const Incident& incident = whole.incident;
  std::string out = padded("incident") + incident.incident_id + "\n";
  out += padded("claims") + claims_of(incident.claims) + "\n";
  if (merges.empty()) out += padded("joined") + "nothing: it is of one claim\n";
  for (const Merge& merge : merges) {
    out += "\n" + padded("joined") + two_decimals(merge.score) +
           (merge.across ? "  across documents" : "  inside a document");
    out += "\n" + padded("") + claims_of(merge.left) + "\n" + padded("  with") + claims_of(merge.right) + "\n";
    for (const Merge::Reason& reason : merge.reasons)
      out += padded("") + two_decimals(reason.score) + "  " + reason.feature + "\n";
  }
  return out;
}

// The claim called "DOC_ID:CLAIM_ID" and its document.
Result<std::string> explain_claim(const Store& store, const Options& options, std::size_t colon) {
  Result<CodedDocument> document = store.document(options.what.substr(0, colon));
  if (!document) return document.error();
  const std::string id = options.what.substr(colon + 1);
  std::erase_if(document->claims, [&](const Claim& claim) { return claim.claim_id != id; });
  if (document->claims.empty())
    return Error{Error::Code::kUsage, "document " + document->document.doc_id + " has no claim " + id};
  const Claim& claim = document->claims.front();
  return options.format == Format::kJson ? to_json(claim, document->document.doc_id) + "\n"
                                         : explanation(document->document, claim);
}

Result<Whole> whole_incident(const Store& store, const std::string& id) {
  Result<Incident> incident = store.incident(id);
  if (!incident) return incident.error();
  Whole whole{*std::move(incident), {}};
  for (const std::string& doc_id : whole.incident.documents) {
    Result<CodedDocument> document = store.document(doc_id);
    if (!document) return document.error();
    whole.documents.push_back(*std::move(document));
  }
  return whole;
}

Result<std::string> explain_incident(const Store& store, const Options& options) {
  const Result<Whole> whole = whole_incident(store, options.what);
  if (!whole) return whole.error();
  const auto engine = Engine::open({});
  if (!engine) return engine.error();
  const std::string& id = whole->incident.incident_id;
  const std::vector<Merge> merges = (*engine)->explain(whole->documents, id);
  if (options.format == Format::kText) return explanation(*whole, merges);
  std::string lines;
  for (const Merge& merge : merges) lines += to_json(merge, id) + "\n";
  return lines;
}

Result<std::string> explain(const Options& options) {
  const auto store = Store::open(options.database, Store::Mode::kRead);
  if (!store) return store.error();
  const std::size_t colon = options.what.rfind(':');
  return colon == std::string::npos ? explain_incident(**store, options) : explain_claim(**store, options, colon);
}

int run(const Options& options) {
  const auto explained = explain(options);
  if (!explained) {
    complain(explained.error().message);
    return kUsage;
  }
  Output output;
  output.write(*explained);
  return output.finish() ? kAllWell : kSomeFailed;
}

std::function<int()> set_up(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("database", options->database, "Store made by isnad ingest")->type_name("DB")->required();
  app.add_option("what", options->what, "A claim, DOC_ID:CLAIM_ID, or an incident: its id, or the beginning of it")
      ->type_name("CLAIM|INCIDENT")
      ->required();
  add_format_option(app, options->format, {{"text", Format::kText}, {"json", Format::kJson}});
  return [options] { return run(*options); };
}

}  // namespace

extern const Command kExplain = {"explain", "Show what made a stored claim, or what joined the claims of an incident",
                                 "isnad explain events.db kirkuk-01:c2", set_up};

}  // namespace isnad::cli
