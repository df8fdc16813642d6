// Claim lines of a case against the claims found.
#include <algorithm>

#include "case_runner_check.h"
#include "isnad/json.h"

namespace cases {
namespace {

using isnad::Claim;

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// Each value of a repeated key must be met by an element of its own; `none` by an empty list.
template <typename Items, typename Meets>
bool met_by_elements(const std::vector<Word>& values, const Items& items, const Meets& meets) {
  if (std::any_of(values.begin(), values.end(),
                  [](const Word& value) { return !value.quoted && value.text == "none"; })) {
    return items.empty();
  }
  const auto fits = [&](std::size_t want, std::size_t item) { return meets(values[want].text, items[item]); };
  return !assign(values.size(), items.size(), fits, [](std::size_t, std::size_t) { return false; }).empty();
}

const auto kContains = [](const std::string& part, const isnad::Quoted& item) { return contains(item.text, part); };

bool count_met(const std::string& key, const std::vector<Word>& values, const Claim& claim) {
  std::vector<isnad::Casualty> counts;
  std::copy_if(claim.casualties.begin(), claim.casualties.end(), std::back_inserter(counts),
               [&](const isnad::Casualty& count) { return name(count.effect) == key; });
  return met_by_elements(values, counts, [](const std::string& wanted, const isnad::Casualty& count) {
    return count.low && parse_bounds(wanted) == Bounds{*count.low, count.high};
  });
}

bool attribution_met(const std::string& key, const std::vector<Word>& values, const Claim& claim) {
  const auto& chain = claim.attribution;
  if (key == "via") {
    const std::vector<isnad::Attribution> before(chain.begin(), chain.end() - (chain.empty() ? 0 : 1));
    return met_by_elements(values, before, kContains);
  }
  const std::vector<isnad::Attribution> last(chain.end() - (chain.empty() ? 0 : 1), chain.end());
  return met_by_elements(values, last, [&key](const std::string& wanted, const isnad::Attribution& step) {
    if (key == "origin") return contains(step.text, wanted);
    return wanted == (key == "named" ? (step.named ? "true" : "false") : name(step.kind));
  });
}

bool key_met(const std::string& key, const std::vector<Word>& values, const Claim& claim) {
  if (key == "agent") return met_by_elements(values, claim.agent, kContains);
  if (key == "target") return met_by_elements(values, claim.target, kContains);
  if (key == "place") return met_by_elements(values, claim.place, kContains);
  if (key == "means") return met_by_elements(values, claim.means, kContains);
  if (key == "time") {
    return met_by_elements(values, claim.time,
                           [](const std::string& wanted, const isnad::Time& time) { return time.value == wanted; });
  }
  if (key == "group") {
    return met_by_elements(values, claim.casualties, [](const std::string& wanted, const isnad::Casualty& count) {
      return name(count.group) == wanted;
    });
  }
  if (key == "modality") return values.back().text == name(claim.modality);
  if (key == "quote") return values.back().text == name(claim.quote);
  if (key == "origin" || key == "via" || key == "origin_kind" || key == "named")
    return attribution_met(key, values, claim);
  return count_met(key, values, claim);
}

bool claim_meets(const Expectation& expectation, const Claim& claim) {
  if (name(claim.kind) != expectation.words[0] || !contains(claim.trigger.text, expectation.words[1])) return false;
  const auto& properties = expectation.properties;
  return std::all_of(properties.begin(), properties.end(), [&](const Property& property) {
    std::vector<Word> values;
    for (const Property& other : properties) {
      if (other.key == property.key) values.push_back(other.value);
    }
    return key_met(property.key, values, claim);
  });
}

bool forbidden(const Expectation& expectation, const Claim& claim) {
  const auto& words = expectation.words;
  return (words.empty() || name(claim.kind) == words[0]) &&
         (words.size() < 2 || contains(claim.trigger.text, words[1]));
}

template <typename Items>
std::string list(const char* key, const Items& items) {
  std::string out;
  for (const auto& item : items) out += " " + std::string(key) + "=\"" + item.text + '"';
  return out;
}

// A claim in the notation of case files.
std::string describe(const Claim& claim) {
  std::string out = "claim " + std::string(name(claim.kind)) + " \"" + claim.trigger.text + '"';
  out += list("agent", claim.agent) + list("target", claim.target) + list("place", claim.place) +
         list("means", claim.means);
  for (const isnad::Time& time : claim.time) out += " time=" + time.value;
  for (const isnad::Casualty& count : claim.casualties) {
    out += " " + std::string(name(count.effect)) + "=" + std::to_string(count.low.value_or(0)) + "..";
    out += (count.high ? std::to_string(*count.high) : "") + " group=" + std::string(name(count.group));
  }
  out += " modality=" + std::string(name(claim.modality)) + " quote=" + std::string(name(claim.quote));
  for (std::size_t i = 0; i < claim.attribution.size(); ++i) {
    const isnad::Attribution& step = claim.attribution[i];
    out += (i + 1 < claim.attribution.size() ? " via=\"" : " origin=\"") + step.text +
           "\" origin_kind=" + std::string(name(step.kind));
    out += step.named ? " named=true" : " named=false";
  }
  return out;
}

// The claims of the kind or trigger that a line names; all when there is none.
std::string describe_near(const Expectation& expectation, const std::vector<Claim>& claims) {
  std::string near, all;
  for (const Claim& claim : claims) {
    const std::string line = "\n      " + describe(claim);
    all += line;
    if (expectation.words.size() > 1 && contains(claim.trigger.text, expectation.words[1])) near += line;
  }
  if (all.empty()) return "no claim";
  return near.empty() ? all : near;
}

// Tries items for `want` and those after it.
bool assign_from(std::size_t want, std::size_t wants, std::size_t items, const Fits& fits, const MayShare& may_share,
                 std::vector<std::size_t>& chosen) {
  if (want == wants) return true;
  for (std::size_t item = 0; item < items; ++item) {
    bool free = fits(want, item);
    for (std::size_t other = 0; other < want && free; ++other) free = chosen[other] != item || may_share(want, other);
    chosen[want] = item;
    if (free && assign_from(want + 1, wants, items, fits, may_share, chosen)) return true;
  }
  return false;
}

}  // namespace

std::vector<std::size_t> assign(std::size_t wants, std::size_t items, const Fits& fits, const MayShare& may_share) {
  std::vector<std::size_t> chosen(wants);
  if (!assign_from(0, wants, items, fits, may_share, chosen)) chosen.clear();
  return chosen;
}

std::vector<Miss> check_claims(const std::vector<Expectation>& expectations, const std::vector<Claim>& claims) {
  std::vector<Miss> misses;
  std::vector<const Expectation*> wanted;
  for (const Expectation& line : expectations) {
    const bool forbids = line.type == Expectation::Type::kNoClaim;
    if (!forbids && line.type != Expectation::Type::kClaim) continue;
    const auto meets = [&](const Claim& claim) { return forbids ? forbidden(line, claim) : claim_meets(line, claim); };
    if (std::any_of(claims.begin(), claims.end(), meets) == forbids) {
      misses.push_back({line.line, line.source, describe_near(line, claims)});
    } else if (!forbids) {
      wanted.push_back(&line);
    }
  }
  const auto fits = [&](std::size_t want, std::size_t item) { return claim_meets(*wanted[want], claims[item]); };
  const auto may_share = [&](std::size_t want, std::size_t other) {
    return wanted[want]->words == wanted[other]->words;
  };
  if (!wanted.empty() && assign(wanted.size(), claims.size(), fits, may_share).empty()) {
    misses.push_back({wanted.back()->line, "claims of their own for all claim lines", describe_near({}, claims)});
  }
  return misses;
}

}  // namespace cases
