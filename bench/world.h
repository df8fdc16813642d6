// A world made up from a fixed seed, for measuring how fusing grows: events on days that follow each other, each
// reported by one to five outlets, one in four of which prints another's text. Reports hold claims on the event, its
// toll and what was said about it, and half of them look back on an earlier event. Actors, towns and targets are drawn
// so that few are common and most are rare.
#pragma once

#include <isnad/incident.h>

#include <cmath>
#include <cstdio>
#include <random>
#include <string>
#include <vector>

namespace bench {

using isnad::Claim;
using isnad::CodedDocument;
using isnad::Kind;

inline constexpr unsigned kEventsADay = 60;  // about what the Arabic press reports of conflicts on a busy day
inline constexpr const char* kOutlets[] = {"one", "two", "three", "four", "five", "six", "seven", "eight"};

struct Event {
  unsigned day = 0;
  Kind kind = Kind::kAttack;
  std::string agent, target, town, quarter;
  unsigned killed = 0;
};

class World {
 public:
  /// As many documents as it takes to have so many claims, with those that were made before.
  std::vector<CodedDocument> documents(std::size_t claims) {
    std::vector<CodedDocument> made;
    while (claims_ < claims) {
      events_.push_back(event(static_cast<unsigned>(events_.size()) / kEventsADay));
      const unsigned outlets = 1 + static_cast<unsigned>(random_() % 3) * static_cast<unsigned>(random_() % 3);
      for (unsigned i = 0; i < outlets; ++i) made.push_back(report(events_.back(), i));
    }
    return made;
  }
  /// One more report of an event that is long past.
  CodedDocument late() {
    const Event event = events_[random_() % events_.size()];
    return report(event, 0);
  }
  std::size_t events() const { return events_.size(); }
  std::size_t claims() const { return claims_; }

 private:
  /// A few of the names are common, most are rare.
  std::string name(const char* what, unsigned count) {
    const double share = static_cast<double>(random_()) / static_cast<double>(std::mt19937::max());
    return what + std::to_string(static_cast<unsigned>(std::pow(share, 3) * count));
  }

  Event event(unsigned day) {
    Event made;
    made.day = day;
    made.kind = static_cast<Kind>(random_() % 8);
    made.agent = name("actor", 3000) + " " + name("brigade", 400);
    made.target = name("target", 6000);
    made.town = name("town", 8000);
    made.quarter = name("quarter", 20000);
    made.killed = 1 + static_cast<unsigned>(random_() % 40);
    return made;
  }

  Claim& add(CodedDocument& coded, const Event& event, Kind kind) {
    Claim claim;
    claim.claim_id = "c" + std::to_string(coded.claims.size() + 1);
    claim.kind = kind;
    const auto at = static_cast<std::uint32_t>(coded.claims.size() * 90);
    claim.trigger = {"trigger", at, at + 7};
    claim.sentence = {"", at / 180 * 180, at / 180 * 180 + 180};
    if (random_() % 2) claim.place.push_back({{event.quarter, at + 20, at + 30}, "", "", {}});
    claim.place.push_back({{event.town, at + 31, at + 40}, "xx." + event.town, "city", {}});
    if (random_() % 3 == 0) claim.time.push_back({{"day", at + 41, at + 44}, day_text(event.day)});
    coded.claims.push_back(std::move(claim));
    ++claims_;
    return coded.claims.back();
  }

  void tell(CodedDocument& coded, const Event& event) {
    Claim& deed = add(coded, event, event.kind);
    deed.agent.push_back({{event.agent, 0, 0}, "", ""});
    deed.target.push_back({{event.target, 0, 0}, "", ""});
    Claim& toll = add(coded, event, Kind::kCasualty);
    toll.target.push_back({{event.target, 0, 0}, "", ""});
    const std::int64_t killed = event.killed + random_() % 2;
    toll.casualties.push_back({{"dead", 0, 0}, isnad::Effect::kKilled, killed, killed, isnad::Group::kCivilian, false});
    toll.attribution.push_back({{"ministry of " + event.town, 0, 0}, isnad::Voice::kOfficial, true, ""});
    if (random_() % 2) add(coded, event, Kind::kAccuse).agent.push_back({{event.agent, 0, 0}, "", ""});
  }

  CodedDocument report(const Event& event, unsigned number) {
    CodedDocument coded;
    coded.document.doc_id = "d" + std::to_string(documents_++);
    coded.document.outlet = kOutlets[random_() % std::size(kOutlets)];
    coded.document.published = day_text(event.day + static_cast<unsigned>(random_() % 2));
    coded.provenance.runs = 200;
    if (number > 0 && random_() % 4 == 0) {
      coded.provenance.sketch = sketch_;
    } else {
      for (int i = 0; i < 64; ++i) coded.provenance.sketch.push_back(static_cast<std::uint32_t>(random_()));
    }
    sketch_ = coded.provenance.sketch;
    for (unsigned i = 0; i < 3; ++i) tell(coded, event);
    if (random_() % 2 && events_.size() > 200) tell(coded, events_[events_.size() - 1 - random_() % 200]);
    return coded;
  }

  /// Days of 365 a year, none of which is a leap year: enough of a calendar for dates that follow each other.
  static std::string day_text(unsigned day) {
    char text[32];
    std::snprintf(text, sizeof text, "%04u-%02u-%02u", 2000 + day / 336, day / 28 % 12 + 1, day % 28 + 1);
    return text;
  }

  std::mt19937 random_{1};
  std::vector<Event> events_;
  std::vector<std::uint32_t> sketch_;  // of the document before
  std::size_t claims_ = 0, documents_ = 0;
};

}  // namespace bench
