// How long fusing takes, and how it grows: isnad_fusion CLAIMS...
//
// For each number of claims a world is made up from a fixed seed: events on days that follow each other, each reported
// by one to six outlets, one in four of which prints another's text. Reports hold claims on the event, its toll and
// what was said about it, and half of them look back on an earlier event. Actors, towns and targets are drawn so that
// few are common and most are rare. Printed are claims, documents, incidents against events, seconds, and the largest
// memory the process had.
#include <isnad/engine.h>
#include <sys/resource.h>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <random>

namespace {

using isnad::Claim;
using isnad::CodedDocument;
using isnad::Kind;

constexpr unsigned kEventsADay = 60;  // about what the Arabic press reports of conflicts on a busy day
constexpr const char* kOutlets[] = {"one", "two", "three", "four", "five", "six", "seven", "eight"};

struct Event {
  unsigned day = 0;
  Kind kind = Kind::kAttack;
  std::string agent, target, town, quarter;
  unsigned killed = 0;
};

class World {
 public:
  std::vector<CodedDocument> documents(std::size_t claims) {
    std::vector<CodedDocument> made;
    while (claims_ < claims) {
      events_.push_back(event(static_cast<unsigned>(events_.size()) / kEventsADay));
      const unsigned outlets = 1 + static_cast<unsigned>(random_() % 3) * static_cast<unsigned>(random_() % 3);
      for (unsigned i = 0; i < outlets; ++i) made.push_back(report(events_.back(), made, i));
    }
    return made;
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

  CodedDocument report(const Event& event, const std::vector<CodedDocument>& made, unsigned number) {
    CodedDocument coded;
    coded.document.doc_id = "d" + std::to_string(made.size());
    coded.document.outlet = kOutlets[random_() % std::size(kOutlets)];
    coded.document.published = day_text(event.day + static_cast<unsigned>(random_() % 2));
    coded.provenance.runs = 200;
    if (number > 0 && random_() % 4 == 0) {
      coded.provenance.sketch = made.back().provenance.sketch;
    } else {
      for (int i = 0; i < 64; ++i) coded.provenance.sketch.push_back(static_cast<std::uint32_t>(random_()));
    }
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
  std::size_t claims_ = 0;
};

double peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1e3;
}

void measure(const isnad::Engine& engine, std::size_t wanted) {
  World world;
  std::vector<CodedDocument> documents = world.documents(wanted);
  const double before = peak_megabytes();
  const auto begin = std::chrono::steady_clock::now();
  const std::size_t incidents = engine.fuse(documents).size();
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  std::printf(
      "%9zu claims %8zu documents %7zu incidents of %6zu events %8.2f s   peak %.0f MB, %.0f MB of it the claims\n",
      world.claims(), documents.size(), incidents, world.events(), seconds, peak_megabytes(), before);
}

}  // namespace

int main(int count, char** arguments) {
  const auto engine = isnad::Engine::open({});
  if (!engine || count < 2) {
    std::fprintf(stderr, "%s\n", engine ? "usage: isnad_fusion CLAIMS..." : engine.error().message.c_str());
    return 2;
  }
  for (int i = 1; i < count; ++i) measure(**engine, std::strtoull(arguments[i], nullptr, 10));
  return 0;
}
