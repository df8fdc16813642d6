#include "fuse/origins.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "fuse/copies.h"
#include "model/day.h"

namespace isnad::fuse {
namespace {

using Documents = std::vector<const CodedDocument*>;

/// The agency that most of the documents credit; of equals the first by id. Empty when none credits one.
std::string credited(const Documents& copies) {
  std::map<std::string, int> votes;
  for (const CodedDocument* copy : copies) {
    for (const std::string& agency : copy->provenance.credits) ++votes[agency];
  }
  const auto most =
      std::max_element(votes.begin(), votes.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == votes.end() ? std::string() : most->first;
}

std::string outlet_channel(const Document& document) {
  return document.outlet.empty() ? "document:" + document.doc_id : "outlet:" + document.outlet;
}

/// The channel of documents that are copies of one text, in order of publication.
std::string channel_of(const Documents& copies) {
  if (std::string agency = credited(copies); !agency.empty()) return agency;
  const Document& first = copies[0]->document;
  const bool one_outlet = std::all_of(copies.begin(), copies.end(), [&](const CodedDocument* copy) {
    return copy->document.outlet == first.outlet && (!first.outlet.empty() || copies.size() == 1);
  });
  return one_outlet ? outlet_channel(first) : "text:" + first.doc_id;
}

std::string id_of(const Attribution& step, const Knowledge& knowledge) {
  return step.id.empty() ? "voice:" + knowledge.folded(step.text) : step.id;
}

/// The claim's own relay: the last agency or outlet of its attribution that is named.
void set_origin(Claim& claim, const std::string& channel, const Knowledge& knowledge) {
  claim.channel = channel;
  for (const Attribution& step : claim.attribution) {
    if (step.kind == Voice::kMedia && step.named) claim.channel = id_of(step, knowledge);
  }
  const auto named = std::find_if(claim.attribution.rbegin(), claim.attribution.rend(),
                                  [](const Attribution& step) { return step.named; });
  claim.origin = named == claim.attribution.rend() ? claim.channel : id_of(*named, knowledge);
}

/// A largest set of pairs of origin and channel of which no two share one: bipartite matching by augmenting paths.
class Matching {
 public:
  explicit Matching(const std::set<Route>& routes) {
    for (const auto& [origin, channel] : routes) channels_[origin].push_back(channel);
  }
  std::int64_t size() {
    std::int64_t found = 0;
    for (const auto& [origin, channels] : channels_) {
      std::set<std::string> tried;
      found += augment(origin, tried) ? 1 : 0;
    }
    return found;
  }

 private:
  /// Gives `origin` a channel; whoever had it looks for another. Iterative: a path may be as long as the incident is
  /// large.
  bool augment(const std::string& origin, std::set<std::string>& tried) {
    std::map<std::string, std::string> reached_from;  // channel -> the origin that came to it
    std::vector<std::string> waiting = {origin};
    for (std::size_t next = 0; next < waiting.size(); ++next) {
      for (const std::string& channel : channels_.at(waiting[next])) {
        if (!tried.insert(channel).second) continue;
        reached_from[channel] = waiting[next];
        const auto owner = owner_.find(channel);
        if (owner == owner_.end()) return take(channel, origin, reached_from);
        waiting.push_back(owner->second);
      }
    }
    return false;
  }

  bool take(std::string channel, const std::string& origin, const std::map<std::string, std::string>& reached_from) {
    for (;;) {
      const std::string& owner = reached_from.at(channel);
      std::string before = std::exchange(held_[owner], channel);
      owner_[channel] = owner;
      if (owner == origin) return true;
      channel = std::move(before);
    }
  }

  std::map<std::string, std::vector<std::string>> channels_;  // by origin
  std::map<std::string, std::string> owner_;                  // of a channel
  std::map<std::string, std::string> held_;                   // by an origin
};

}  // namespace

std::vector<std::string> channels_of(const Documents& documents) {
  std::vector<TextPrint> prints;
  for (const CodedDocument* coded : documents) {
    prints.push_back({&coded->provenance, day_number(coded->document.published)});
  }
  const std::vector<std::uint32_t> first = group_copies(prints);
  std::vector<Documents> groups(documents.size());
  for (std::size_t i = 0; i < documents.size(); ++i) groups[first[i]].push_back(documents[i]);
  std::vector<std::string> channels;
  for (std::size_t i = 0; i < documents.size(); ++i) {
    channels.push_back(first[i] == i ? channel_of(groups[i]) : channels[first[i]]);
  }
  return channels;
}

void set_origins(CodedDocument& coded, const std::string& channel, const Knowledge& knowledge) {
  for (Claim& claim : coded.claims) set_origin(claim, channel, knowledge);
}

std::int64_t count_independent(const std::set<Route>& routes) {
  return Matching(routes).size();
}

std::int64_t count_independent(const std::vector<const Claim*>& claims) {
  std::set<Route> routes;
  for (const Claim* claim : claims) routes.emplace(claim->origin, claim->channel);
  return count_independent(routes);
}

void add_origins(Incident& incident, const std::vector<Testimony>& testimonies, const Knowledge& knowledge) {
  std::map<std::string, std::vector<ClaimRef>> origins, channels;
  std::vector<const Claim*> deeds, all;
  for (const Testimony& testimony : testimonies) {
    for (const Claim* claim : testimony.claims) {
      origins[claim->origin].push_back({testimony.document->doc_id, claim->claim_id});
      channels[claim->channel].push_back({testimony.document->doc_id, claim->claim_id});
      all.push_back(claim);
      if (!knowledge.is_statement(claim->kind)) deeds.push_back(claim);
    }
  }
  for (auto& [id, claims] : origins) incident.origins.push_back({id, std::move(claims)});
  for (auto& [id, claims] : channels) incident.channels.push_back({id, std::move(claims)});
  incident.independent_origins = count_independent(deeds.empty() ? all : deeds);
}

}  // namespace isnad::fuse
