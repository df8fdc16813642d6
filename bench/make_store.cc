// A store of many made-up incidents, to measure what grows with them: make_store FILE INCIDENTS RESOURCES
//
// Places and actors are rows of the tables in RESOURCES, days lie in ten years, one incident in three has two reports
// one in five a dispute of numbers, some tell of who holds a place. The same arguments make the same store.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "isnad/engine.h"
#include "isnad/store.h"

namespace {

using namespace isnad;

/// Small and the same everywhere.
class Random {
 public:
  std::uint64_t below(std::uint64_t bound) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return (state_ >> 33) % bound;
  }
  template <typename List>
  const auto& pick(const List& list) {
    return list[below(list.size())];
  }

 private:
  std::uint64_t state_ = 1;
};

struct Row {
  std::string id, name;
};

std::vector<Row> rows(const std::string& path) {
  std::vector<Row> found;
  std::ifstream in(path);
  bool header = true;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line.front() == '#' || std::exchange(header, false)) continue;
    const std::size_t tab = line.find('\t');
    found.push_back({line.substr(0, tab), line.substr(tab + 1, line.find('\t', tab + 1) - tab - 1)});
  }
  return found;
}

class Maker {
 public:
  Maker(std::vector<Row> places, std::vector<Row> actors) : places_(std::move(places)), actors_(std::move(actors)) {}

  /// An incident, its reports added to `documents`.
  Incident incident(int number, std::vector<CodedDocument>& documents) {
    Incident made;
    char id[32];
    std::snprintf(id, sizeof id, "i-%016x", number);
    made.incident_id = id;
    made.kind = static_cast<Kind>(random_.below(kKindCount));
    made.family = "violence";
    const Row& place = random_.pick(places_);
    made.place_id = place.id;
    made.place = place.name;
    made.day_first = made.day_last = day();
    const int reports = number % 3 == 0 ? 2 : 1;
    for (int i = 0; i < reports; ++i) documents.push_back(report(number, i, made));
    if (number % 5 == 0) dispute(made);
    if (made.kind == Kind::kTakeControl || made.kind == Kind::kWithdrawal) hold(made);
    return made;
  }

 private:
  std::string day() {
    char text[16];
    std::snprintf(text, sizeof text, "%04d-%02d-%02d", 2012 + static_cast<int>(random_.below(10)),
                  1 + static_cast<int>(random_.below(12)), 1 + static_cast<int>(random_.below(28)));
    return text;
  }

  CodedDocument report(int number, int index, Incident& incident) {
    CodedDocument coded;
    coded.document.doc_id = "d" + std::to_string(number) + "-" + std::to_string(index);
    coded.document.outlet = "outlet " + std::to_string(random_.below(60));
    coded.document.published = incident.day_first + "T12:00:00Z";
    coded.document.title = incident.place;
    coded.document.text = incident.place + " " + random_.pick(actors_).name + " " + std::to_string(number);
    const auto end = static_cast<std::uint32_t>(1);
    Claim deed;
    deed.claim_id = "c1";
    deed.kind = incident.kind;
    deed.trigger = {coded.document.text.substr(0, 2), 0, end};
    const Row& actor = random_.pick(actors_);
    deed.agent = {{{actor.name, 0, end}, actor.id, "UNK"}};
    deed.place = {{{incident.place, 0, end}, incident.place_id, "city", {}}};
    Claim toll = deed;
    toll.claim_id = "c2";
    toll.kind = Kind::kCasualty;
    toll.attribution = {{{random_.pick(actors_).name, 0, end}, Voice::kOfficial, true, random_.pick(actors_).id}};
    const auto killed = static_cast<std::int64_t>(random_.below(40));
    toll.casualties = {{{"x", 0, end}, Effect::kKilled, killed, killed, Group::kCivilian, false}};
    coded.claims = {deed, toll};
    incident.documents.push_back(coded.document.doc_id);
    incident.claims.push_back({coded.document.doc_id, "c1"});
    incident.claims.push_back({coded.document.doc_id, "c2"});
    return coded;
  }

  static void dispute(Incident& incident) {
    Dispute made;
    made.type = "number";
    made.about = "killed (civilian)";
    Position one, other;
    one.statement = "killed 6..6 civilian";
    one.claims = {incident.claims.front()};
    other.statement = "killed 9..9 civilian";
    other.claims = {incident.claims.back()};
    made.positions = {one, other};
    incident.disputes = {made};
  }

  void hold(Incident& incident) {
    Holding holding;
    holding.claim = incident.claims.front();
    holding.day = incident.day_first;
    holding.place_id = incident.place_id;
    holding.place = incident.place;
    holding.holder = random_.pick(actors_).id;
    holding.holds = incident.kind == Kind::kTakeControl;
    incident.control = {holding};
  }

  std::vector<Row> places_, actors_;
  Random random_;
};

int fail(const Error& error) {
  std::fprintf(stderr, "make_store: %s\n", error.message.c_str());
  return 1;
}

int make(const std::string& path, int count, const std::string& resources) {
  auto store = Store::open(path, Store::Mode::kCreate);
  if (!store) return fail(store.error());
  if (Status begun = (*store)->begin_run({"bench", ""}); !begun) return fail(begun.error());
  const auto engine = Engine::open({});
  if (!engine) return fail(engine.error());
  Maker maker(rows(resources + "/places.tsv"), rows(resources + "/actors.tsv"));
  std::vector<Incident> incidents;
  std::vector<CodedDocument> batch;
  for (int i = 0; i < count; ++i) {
    incidents.push_back(maker.incident(i, batch));
    if (batch.size() < 5000 && i + 1 < count) continue;
    std::vector<NewDocument> documents(batch.size());
    for (std::size_t at = 0; at < batch.size(); ++at) {
      documents[at].terms = (*engine)->terms(batch[at].document.text);
      documents[at].coded = std::move(batch[at]);
    }
    if (const auto added = (*store)->add(documents); !added) return fail(added.error());
    batch.clear();
  }
  if (const auto loaded = (*store)->load_for_fusion(); !loaded) return fail(loaded.error());
  if (Status placed = (*store)->replace_incidents(incidents); !placed) return fail(placed.error());
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 4) {
    std::fputs("usage: make_store FILE INCIDENTS RESOURCES\n", stderr);
    return 2;
  }
  return make(arguments[1], std::atoi(arguments[2]), arguments[3]);
}
