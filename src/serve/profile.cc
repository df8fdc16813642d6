#include "serve/profile.h"

#include <algorithm>
#include <map>
#include <set>

namespace isnad::serve {
namespace {

/// Numbers for those of one incident whom the lexicon does not know. Outlets are no private persons.
class Masks {
 public:
  Masks(const Incident& incident, const Names& names) : names_(names) {
    keep_outlets(incident.toll);
    keep_outlets(incident.responsibility);
    keep_outlets(incident.control);
    for (const Origin& channel : incident.channels) {
      if (channel.id.rfind("outlet:", 0) == 0) kept_.insert(channel.id.substr(7));
    }
  }

  bool knows(const std::string& actor) const { return names_.actor(actor).table >= 0 || kept_.count(actor) > 0; }

  /// `actor` is an id, or words.
  void put_on(std::string& actor) {
    if (actor.empty() || knows(actor)) return;
    const auto number = numbers_.try_emplace(actor, numbers_.size() + 1).first->second;
    actor = "unnamed-" + std::to_string(number);
  }

  /// What follows `prefix`; false where the text does not hold it.
  bool put_on_behind(std::string& text, const std::string& prefix) {
    const std::size_t at = text.find(prefix);
    if (at == std::string::npos) return false;
    std::string actor = text.substr(at + prefix.size());
    put_on(actor);
    text.replace(at + prefix.size(), std::string::npos, actor);
    return true;
  }

 private:
  template <typename Said>
  void keep_outlets(const std::vector<Said>& sayings) {
    for (const Saying& saying : sayings) kept_.insert(saying.outlet);
  }

  const Names& names_;
  std::set<std::string> kept_{"forces of the state", "armed men"};  // as statements about control name a side
  std::map<std::string, std::size_t> numbers_;
};

void hold_back(std::vector<Attribution>& chain) {
  for (Attribution& step : chain) {
    if (step.id.empty()) step.text.clear();
  }
}

/// An origin may be an id, `voice:WORDS`, the words alone, or, of somebody without a name, `WORDS of CHANNEL`.
void hold_back(Saying& saying, Masks& masks) {
  hold_back(saying.attribution);
  if (masks.put_on_behind(saying.origin, "voice:")) return;
  const std::size_t end = saying.origin.find(" of ");
  if (end == std::string::npos && saying.origin.find(':') != std::string::npos) return;  // a channel
  std::string voice = saying.origin.substr(0, end);
  masks.put_on(voice);
  saying.origin.replace(0, std::min(end, saying.origin.size()), voice);
}

void hold_back(Position& position, Masks& masks) {
  for (std::string& voice : position.voices) masks.put_on(voice);
  if (!masks.put_on_behind(position.statement, "agent ")) masks.put_on_behind(position.statement, "held by ");
}

}  // namespace

void hold_back(Claim& claim) {
  for (auto* list : {&claim.agent, &claim.target}) {
    for (Participant& participant : *list) {
      if (participant.id.empty()) participant.text.clear();
    }
  }
  for (Casualty& casualty : claim.casualties) casualty.text.clear();
  hold_back(claim.attribution);
  claim.sentence.text.clear();
}

void hold_back(Incident& incident, const Names& names) {
  Masks masks(incident, names);
  for (TollFigure& figure : incident.toll) {
    hold_back(figure, masks);
    figure.casualty.text.clear();
  }
  for (Stance& stance : incident.responsibility) {
    hold_back(stance, masks);
    if (!masks.knows(stance.actor)) stance.words.clear();
    masks.put_on(stance.actor);
  }
  for (Holding& holding : incident.control) {
    hold_back(holding, masks);
    if (!masks.knows(holding.holder)) holding.words.clear();
    masks.put_on(holding.holder);
  }
  for (Dispute& dispute : incident.disputes) {
    for (Position& position : dispute.positions) hold_back(position, masks);
  }
  for (auto* origins : {&incident.origins, &incident.channels}) {
    for (Origin& origin : *origins) masks.put_on_behind(origin.id, "voice:");
  }
}

}  // namespace isnad::serve
