#include "health.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <cstdio>
#include <fstream>

#include "command.h"

namespace isnad::cli {
namespace {

using Json = rapidjson::Writer<rapidjson::StringBuffer>;

void field(Json& out, const char* name, const std::string& value) {
  out.Key(name);
  out.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
}

void field(Json& out, const char* name, std::uint64_t value) {
  out.Key(name);
  out.Uint64(value);
}

void write(Json& out, const char* name, const Tally& tally) {
  out.Key(name);
  out.StartObject();
  field(out, "new", tally.count(Store::Added::kNew));
  field(out, "revised", tally.count(Store::Added::kRevised));
  field(out, "coded_again", tally.count(Store::Added::kRecoded));
  field(out, "unchanged", tally.count(Store::Added::kUnchanged));
  field(out, "refused", tally.refused);
  out.EndObject();
}

void write(Json& out, const SourceHealth& health) {
  out.StartObject();
  field(out, "source", health.source);
  out.Key("ok");
  out.Bool(health.error.empty());
  field(out, "error", health.error);
  field(out, "failures", health.failures);
  field(out, "last_success", health.last_success);
  field(out, "next_look", health.next_look);
  out.EndObject();
}

}  // namespace

std::uint64_t Health::failing() const {
  return static_cast<std::uint64_t>(
      std::count_if(sources.begin(), sources.end(), [](const SourceHealth& one) { return !one.error.empty(); }));
}

std::string Health::line() const {
  const std::uint64_t well = sources.size() - failing();
  return "round " + std::to_string(round) + ": " + std::to_string(well) + " of " + std::to_string(sources.size()) +
         " sources well; " + round_tally.text() + ", " + std::to_string(skipped) + " skipped; the store " +
         (error.empty() ? "holds " + std::to_string(store.documents) + " documents, " + std::to_string(store.claims) +
                              " claims, " + std::to_string(store.incidents) + " incidents"
                        : "failed");
}

std::string Health::json() const {
  rapidjson::StringBuffer buffer;
  Json out(buffer);
  out.StartObject();
  field(out, "at", at);
  field(out, "round", round);
  out.Key("ok");
  out.Bool(error.empty() && failing() == 0);
  field(out, "error", error);
  write(out, "round_documents", round_tally);
  write(out, "documents", tally);
  out.Key("store");
  out.StartObject();
  field(out, "documents", static_cast<std::uint64_t>(store.documents));
  field(out, "claims", static_cast<std::uint64_t>(store.claims));
  field(out, "incidents", static_cast<std::uint64_t>(store.incidents));
  field(out, "quarantined", static_cast<std::uint64_t>(store.quarantined));
  out.EndObject();
  out.Key("sources");
  out.StartArray();
  for (const SourceHealth& one : sources) write(out, one);
  out.EndArray();
  out.EndObject();
  return std::string(buffer.GetString(), buffer.GetSize()) + '\n';
}

bool write_health(const std::string& path, const Health& health) {
  const std::string fresh = path + ".new";
  std::ofstream file(fresh, std::ios::binary | std::ios::trunc);
  file << health.json();
  file.close();
  if (file && std::rename(fresh.c_str(), path.c_str()) == 0) return true;
  complain("cannot write " + path + ": give another path for --health");
  return false;
}

}  // namespace isnad::cli
