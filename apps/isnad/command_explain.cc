// isnad explain: one stored claim with the words it came from and the rules and models that made it.
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
  std::string database, claim;
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

// The claim called "DOC_ID:CLAIM_ID" and its document.
Result<CodedDocument> find(const Options& options) {
  const std::size_t colon = options.claim.rfind(':');
  if (colon == std::string::npos) {
    return Error{Error::Code::kUsage,
                 "\"" + options.claim + "\" names no claim; claims are called DOC_ID:CLAIM_ID, e.g. kirkuk-01:c2"};
  }
  const auto store = Store::open(options.database, Store::Mode::kRead);
  if (!store) return store.error();
  Result<CodedDocument> document = (*store)->document(options.claim.substr(0, colon));
  if (!document) return document.error();
  const std::string id = options.claim.substr(colon + 1);
  std::erase_if(document->claims, [&](const Claim& claim) { return claim.claim_id != id; });
  if (!document->claims.empty()) return document;
  return Error{Error::Code::kUsage, "document " + document->document.doc_id + " has no claim " + id};
}

int run(const Options& options) {
  const auto found = find(options);
  if (!found) {
    complain(found.error().message);
    return kUsage;
  }
  const Claim& claim = found->claims.front();
  Output output;
  output.write(options.format == Format::kJson ? to_json(claim, found->document.doc_id) + "\n"
                                               : explanation(found->document, claim));
  return output.finish() ? kAllWell : kSomeFailed;
}

std::function<int()> set_up(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("database", options->database, "Store made by isnad ingest")->type_name("DB")->required();
  app.add_option("claim", options->claim, "The claim: DOC_ID:CLAIM_ID")->type_name("CLAIM")->required();
  add_format_option(app, options->format, {{"text", Format::kText}, {"json", Format::kJson}});
  return [options] { return run(*options); };
}

}  // namespace

extern const Command kExplain = {"explain", "Show the words, rules and models behind a stored claim",
                                 "isnad explain events.db kirkuk-01:c2", set_up};

}  // namespace isnad::cli
