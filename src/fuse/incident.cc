#include "fuse/incident.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "fuse/control.h"
#include "fuse/dispute.h"
#include "fuse/origins.h"
#include "fuse/responsibility.h"
#include "fuse/spoken.h"
#include "model/day.h"

namespace isnad::fuse {
namespace {

template <typename Visit>
void each_claim(const std::vector<Testimony>& testimonies, Visit visit) {
  for (const Testimony& testimony : testimonies) {
    for (const Claim* claim : testimony.claims) visit(*testimony.document, *claim);
  }
}

/// What happened comes before what it led to, and that before what was said about it.
int rank(Kind kind, const Knowledge& knowledge) {
  if (kind == Kind::kCasualty || knowledge.family(kind) == "diplomacy") return 1;
  return knowledge.is_statement(kind) ? 0 : 2;
}

/// The kind that most claims name; "attack" says less than any kind of attack and gives way to one half as frequent.
Kind main_kind(const std::vector<Testimony>& testimonies, const Knowledge& knowledge) {
  std::array<int, kKindCount> votes{};
  each_claim(testimonies,
             [&](const Document&, const Claim& claim) { votes[static_cast<std::size_t>(claim.kind)] += 2; });
  votes[static_cast<std::size_t>(Kind::kAttack)] /= 2;
  Kind best = testimonies[0].claims[0]->kind;
  const auto weight = [&](Kind kind) {
    return std::pair(rank(kind, knowledge), votes[static_cast<std::size_t>(kind)]);
  };
  for (int i = 0; i < kKindCount; ++i) {
    const Kind kind = static_cast<Kind>(i);
    if (votes[static_cast<std::size_t>(i)] > 0 && weight(kind) > weight(best)) best = kind;
  }
  return best;
}

/// The place that most claims name first: by its id, or by its words as long as no claim has an id.
void set_place(Incident& incident, const std::vector<Testimony>& testimonies, const Knowledge& knowledge) {
  std::map<std::string, int> votes;
  bool resolved = false;
  const auto vote = [&](const Document&, const Claim& claim) {
    if (claim.place.empty()) return;
    const Place& place = claim.place[0];
    if (!place.id.empty() && !resolved) votes.clear();
    resolved = resolved || !place.id.empty();
    if (resolved && place.id.empty()) return;
    const std::string key = resolved ? place.id : knowledge.folded(place.text);
    int& count = votes[key];
    ++count;
    const bool first = incident.place.empty() || (resolved && incident.place_id.empty());
    const std::string current = resolved ? incident.place_id : knowledge.folded(incident.place);
    if (!first && (key == current || count <= votes[current])) return;
    incident.place = place.text;
    incident.place_id = place.id;
  };
  each_claim(testimonies, vote);
}

/// Days that the claims state, of statements only when there are no others; else the first day of publication.
void set_days(Incident& incident, const std::vector<Testimony>& testimonies, const Knowledge& knowledge) {
  std::vector<std::int32_t> stated, of_statements, published;
  each_claim(testimonies, [&](const Document& document, const Claim& claim) {
    if (const auto day = stated_day(claim))
      (knowledge.is_statement(claim.kind) ? of_statements : stated).push_back(*day);
    const auto day = day_number(document.published);
    if (day && published.empty()) published.push_back(*day);
  });
  for (const auto* days : {&stated, &of_statements, &published}) {
    if (days->empty()) continue;
    const auto [first, last] = std::minmax_element(days->begin(), days->end());
    incident.day_first = day_text(*first);
    incident.day_last = day_text(*last);
    return;
  }
}

void set_members(Incident& incident, const std::vector<Testimony>& testimonies) {
  each_claim(testimonies, [&](const Document& document, const Claim& claim) {
    incident.claims.push_back({document.doc_id, claim.claim_id});
    incident.documents.push_back(document.doc_id);
  });
  std::sort(incident.documents.begin(), incident.documents.end());
  incident.documents.erase(std::unique(incident.documents.begin(), incident.documents.end()), incident.documents.end());
}

/// Ties of its claims to claims that are not of it. The same tie is not told twice in a report.
void set_links(Incident& incident, const std::vector<Testimony>& testimonies) {
  std::set<const Claim*> own;
  each_claim(testimonies, [&](const Document&, const Claim& claim) { own.insert(&claim); });
  std::set<std::tuple<Tie, bool, const Claim*>> told;
  for (const Testimony& testimony : testimonies) {
    if (testimony.ties == nullptr) continue;
    for (const TiedClaims& tied : testimony.ties->of(testimony.claims)) {
      const bool from = own.contains(tied.from), to = own.contains(tied.to);
      const Claim *here = from ? tied.from : tied.to, *there = from ? tied.to : tied.from;
      if (from == to || !told.emplace(tied.tie, from, there).second) continue;
      incident.links.push_back({std::string(from ? name(tied.tie) : inverse_name(tied.tie)),
                                {testimony.document->doc_id, here->claim_id},
                                there->claim_id,
                                std::string(tied.cue)});
    }
  }
}

}  // namespace

Incident incident_of(const std::vector<Testimony>& testimonies, const Knowledge& knowledge) {
  Incident incident;
  incident.kind = main_kind(testimonies, knowledge);
  incident.family = knowledge.family(incident.kind);
  set_place(incident, testimonies, knowledge);
  set_days(incident, testimonies, knowledge);
  set_members(incident, testimonies);
  add_origins(incident, testimonies, knowledge);
  const std::vector<Spoken> said = spoken_of(testimonies, knowledge);
  const std::vector<Rung> ladder = ladder_of(said, knowledge);
  for (const Rung& rung : ladder) incident.toll.push_back(rung.figure);
  incident.responsibility = stances_of(said, incident.kind, knowledge);
  incident.control = holdings_of(said, incident, knowledge);
  incident.disputes = disputes_of(said, ladder, incident, knowledge);
  set_links(incident, testimonies);
  return incident;
}

}  // namespace isnad::fuse
