// Made-up reports for tests of fusing.
#pragma once

#include <random>
#include <string>
#include <utility>

#include "isnad/incident.h"

namespace isnad::fuse {

/// Reports of a few events, which they mix up, copy from each other, and date or not.
class MadeUpWorld {
 public:
  explicit MadeUpWorld(unsigned seed) : random_(seed) {}

  CodedDocument report(std::int64_t number) {
    CodedDocument coded;
    coded.document.doc_id = "d" + std::to_string(below(1000)) + "." + std::to_string(number);
    coded.document.outlet = below(8) == 0 ? "" : "outlet" + pick(5);
    if (below(10) != 0) coded.document.published = "2016-10-" + two_digits(10 + below(18));
    const unsigned events = 1 + below(3);
    for (unsigned i = 0; i < events; ++i) tell(coded, below(40));
    add_text(coded);
    return coded;
  }

 private:
  unsigned below(unsigned count) { return static_cast<unsigned>(random_() % count); }
  std::string pick(unsigned count) { return std::to_string(below(count)); }
  static std::string two_digits(unsigned number) { return (number < 10 ? "0" : "") + std::to_string(number); }

  void tell(CodedDocument& coded, unsigned event) {
    for (unsigned i = 0; i < 2; ++i) {
      Claim claim;
      claim.claim_id = "c" + std::to_string(coded.claims.size() + 1);
      claim.kind = i == 0 ? static_cast<Kind>(event % 6) : Kind::kCasualty;
      const auto at = static_cast<std::uint32_t>(coded.claims.size() * 100);
      claim.trigger = {"word", at, at + 5};
      claim.sentence = {"", at / 200 * 200, at / 200 * 200 + 200};
      const std::string name = std::to_string(event);
      if (below(4) != 0) claim.agent.push_back({{"brigade" + name, 0, 0}, "", ""});
      if (below(2) == 0) claim.target.push_back({{"market" + name + " crowd" + pick(3), 0, 0}, "", ""});
      if (below(3) != 0)
        claim.place.push_back(
            {{"town" + std::to_string(event % 7), 0, 0}, "xx.town" + std::to_string(event % 7), "", {}});
      if (below(3) == 0) claim.time.push_back({{"day", 0, 0}, "2016-10-" + two_digits(10 + event % 18)});
      if (i == 1)
        claim.casualties.push_back({{"dead", 0, 0}, Effect::kKilled, 3 + event, 3 + event, Group::kCivilian, false});
      if (below(5) == 0) claim.attribution.push_back({{"voice" + pick(3), 0, 0}, Voice::kOfficial, true, ""});
      if (below(20) == 0) claim.modality = Modality::kHypothetical;
      coded.claims.push_back(std::move(claim));
    }
  }

  void add_text(CodedDocument& coded) {
    if (below(5) == 0) return;
    coded.provenance.runs = 100 + below(50);
    std::mt19937 text(below(10));
    for (int i = 0; i < 64; ++i) coded.provenance.sketch.push_back(static_cast<std::uint32_t>(text()));
    for (unsigned i = below(50); i > 0; --i) coded.provenance.sketch[below(64)] = static_cast<std::uint32_t>(random_());
    if (below(6) == 0) coded.provenance.credits = {"agency." + pick(2)};
  }

  std::mt19937 random_;
};

}  // namespace isnad::fuse
