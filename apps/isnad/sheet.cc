#include "sheet.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "listing.h"

namespace isnad::cli {
namespace {

using Cells = std::vector<std::string>;

/// Plain ASCII needs no isolate.
std::string isolated(const std::string& words) {
  const bool plain = std::none_of(words.begin(), words.end(), [](char c) { return (c & 0x80) != 0; });
  return plain ? words : "\xE2\x81\xA8" + words + "\xE2\x81\xA9";
}

std::size_t width(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

/// Rows with their columns aligned, but for the last, which is as long as it is.
std::string aligned(const std::vector<Cells>& rows, const std::string& indent) {
  std::vector<std::size_t> widths;
  for (const Cells& cells : rows) {
    widths.resize(std::max(widths.size(), cells.size()));
    for (std::size_t i = 0; i + 1 < cells.size(); ++i) widths[i] = std::max(widths[i], width(cells[i]));
  }
  std::string out;
  for (const Cells& cells : rows) {
    out += indent;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      out += cells[i];
      if (i + 1 < cells.size()) out.append(widths[i] - width(cells[i]) + 2, ' ');
    }
    out.erase(out.find_last_not_of(' ') + 1);
    out += '\n';
  }
  return out;
}

std::string section(const std::string& title, const std::vector<Cells>& rows) {
  return rows.empty() ? "" : "\n" + title + "\n" + aligned(rows, "  ");
}

std::string days(const Incident& incident) {
  if (incident.day_first.empty()) return "undated";
  return incident.day_first == incident.day_last ? incident.day_first : incident.day_first + " to " + incident.day_last;
}

std::string place(const Incident& incident) {
  const std::string name = isolated(incident.place);
  return incident.place_id.empty() ? name : incident.place_id + (name.empty() ? "" : "  " + name);
}

std::string plural(std::size_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

std::string bounds(const Casualty& casualty) {
  const std::string low = casualty.low ? std::to_string(*casualty.low) : "";
  if (!casualty.high) return "at least " + low;
  const std::string high = std::to_string(*casualty.high);
  if (!casualty.low) return "at most " + high;
  return low == high ? low : low + " to " + high;
}

/// The lowest and the highest figure of those killed that a source gives.
std::string killed(const Incident& incident) {
  std::optional<std::int64_t> low, high;
  for (const TollFigure& figure : incident.toll) {
    if (figure.casualty.effect != Effect::kKilled || figure.modality == Modality::kDenied) continue;
    const std::int64_t least = figure.casualty.low.value_or(0);
    low = std::min(low.value_or(least), least);
    high = std::max(high.value_or(least), figure.casualty.high.value_or(least));
  }
  if (!low) return "";
  return "killed " + std::to_string(*low) + (low == high ? "" : "-" + std::to_string(*high));
}

std::string voice(const std::string& outlet, const std::vector<Attribution>& attribution) {
  std::string out = isolated(outlet);
  for (const Attribution& step : attribution) {
    out += (out.empty() ? "" : " <- ") + isolated(step.text) + " (" + std::string(name(step.kind)) +
           (step.named ? ")" : ", unnamed)");
  }
  return out.empty() ? "unknown" : out;
}

/// "asserted" goes without saying.
std::string sureness(Modality modality) {
  return modality == Modality::kAsserted ? "" : std::string(name(modality));
}

std::string shown(const ClaimRef& ref) {
  return ref.doc_id + " " + ref.claim_id;
}

std::string standing(const TollFigure& figure) {
  if (figure.standing == Standing::kCurrent) return figure.vague ? "vague" : "";
  if (figure.standing == Standing::kUnasserted) return sureness(figure.modality);
  const std::string how = figure.standing == Standing::kPart ? "part of" : std::string(name(figure.standing)) + " by";
  return (figure.standing == Standing::kRepeated ? "repeats" : how) + " " + shown(figure.by);
}

std::vector<Cells> toll_rows(const Incident& incident, Effect effect) {
  std::vector<Cells> rows;
  for (const TollFigure& figure : incident.toll) {
    if (figure.casualty.effect != effect) continue;
    rows.push_back({figure.published.substr(0, 16),
                    bounds(figure.casualty) + (figure.casualty.cumulative ? " so far" : ""),
                    std::string(name(figure.casualty.group)), standing(figure), shown(figure.claim),
                    isolated(figure.casualty.text) + "  " + voice(figure.outlet, figure.attribution)});
  }
  return rows;
}

std::string toll(const Incident& incident) {
  constexpr std::array kEffects = {Effect::kKilled,   Effect::kInjured,   Effect::kMissing, Effect::kAbducted,
                                   Effect::kArrested, Effect::kDisplaced, Effect::kRescued};
  std::string out;
  for (const Effect effect : kEffects)
    out += section("Toll: " + std::string(name(effect)), toll_rows(incident, effect));
  return out;
}

/// The board, one stance after the other; who is named only in passing (the deeds of a clash) stands below.
std::string responsibility(const Incident& incident) {
  constexpr std::array kStances = {"claimed", "blamed", "suspected", "denied", "unclaimed"};
  std::vector<Cells> rows;
  for (const std::string stance : kStances) {
    for (const Stance& said : incident.responsibility) {
      if (said.stance != stance) continue;
      const std::string words = said.words.empty() ? "" : isolated(said.words) + "  ";
      rows.push_back({stance, said.actor.empty() ? "-" : isolated(said.actor), shown(said.claim),
                      words + "said by " + voice(said.outlet, said.attribution)});
    }
  }
  return section("Responsibility", rows);
}

}  // namespace

std::string control_strip(std::vector<Holding> holdings) {
  std::stable_sort(holdings.begin(), holdings.end(), [](const Holding& a, const Holding& b) { return a.day < b.day; });
  std::vector<Cells> rows;
  std::string day;
  for (const Holding& said : holdings) {
    const std::string who = said.holder.empty() ? "unnamed" : isolated(said.holder);
    rows.push_back({said.day == day ? "" : said.day, said.place_id.empty() ? isolated(said.place) : said.place_id,
                    said.extent, std::string(said.holds ? "held by " : "not held by ") + who, said.side,
                    sureness(said.modality), shown(said.claim), voice(said.outlet, said.attribution)});
    day = said.day;
  }
  return aligned(rows, "  ");
}

namespace {

template <typename List, typename Text>
std::string joined(const List& list, Text text) {
  std::string out;
  for (const auto& item : list) out += (out.empty() ? "" : ", ") + text(item);
  return out;
}

/// The rows of a dispute, one a position; `first` opens the first one.
void add_rows(std::vector<Cells>& rows, const Dispute& dispute, Cells first) {
  first.insert(first.end(), {dispute.type, dispute.about, dispute.status == "open" ? "" : dispute.status});
  for (const Position& position : dispute.positions) {
    Cells cells = std::exchange(first, Cells(first.size()));
    cells.insert(cells.end(),
                 {isolated(position.statement), plural(static_cast<std::size_t>(position.independent), "origin"),
                  joined(position.voices, isolated), joined(position.claims, shown)});
    rows.push_back(std::move(cells));
  }
}

std::string disputes(const Incident& incident) {
  std::vector<Cells> rows;
  for (const Dispute& dispute : incident.disputes) add_rows(rows, dispute, {});
  return section("Disputes", rows);
}

/// Each incident once for each way in which it is tied.
std::string links(const Incident& incident) {
  std::vector<Cells> rows;
  std::set<std::pair<std::string, std::string>> shown_already;
  for (const Link& link : incident.links) {
    if (link.incident_id.empty() || !shown_already.emplace(link.type, link.incident_id).second) continue;
    rows.push_back({link.type, link.incident_id, shown(link.claim) + " and " + link.other, link.cue});
  }
  return section("Linked", rows);
}

/// "single origin" is a label, not a verdict: most true reports have one.
std::string independence(const Incident& incident) {
  return incident.independent_origins == 1 ? "single origin"
                                           : plural(incident.independent_origins, "independent origin");
}

/// The documents in which claims stand, each once.
std::string documents_of(const std::vector<ClaimRef>& claims) {
  std::set<std::string> ids;
  for (const ClaimRef& ref : claims) ids.insert(ref.doc_id);
  std::string joined;
  for (const std::string& id : ids) joined += (joined.empty() ? "" : ", ") + id;
  return joined;
}

std::string origins_section(const std::string& title, const std::vector<Origin>& origins) {
  std::vector<Cells> rows;
  for (const Origin& origin : origins)
    rows.push_back({isolated(origin.id), plural(origin.claims.size(), "claim"), documents_of(origin.claims)});
  return section(title, rows);
}

std::string history_section(const std::vector<IncidentChange>& history) {
  std::vector<Cells> rows;
  for (const IncidentChange& change : history) {
    const auto count = static_cast<std::size_t>(change.claims);
    rows.push_back({change.at, change.change, plural(count, "claim"), "from " + change.was + " to " + change.now});
  }
  return section("History", rows);
}

std::string number(const std::optional<std::int64_t>& value) {
  return value ? std::to_string(*value) : "open";
}

std::string counted(const Tally& tally) {
  if (tally.best && tally.low == tally.best && tally.high == tally.best) return number(tally.best);
  const std::string range =
      tally.low == tally.high ? number(tally.low) : number(tally.low) + " to " + number(tally.high);
  return range + (tally.best ? ", best " + number(tally.best) : "");
}

std::string reports_section(const std::vector<CodedDocument>& reports) {
  std::vector<Cells> rows;
  for (const CodedDocument& report : reports) {
    const Document& document = report.document;
    rows.push_back({document.published.substr(0, 16), document.doc_id, plural(report.claims.size(), "claim"),
                    isolated(document.outlet) + "  " + isolated(document.title)});
  }
  return section("Reports", rows);
}

}  // namespace

std::string dispute_list(const std::vector<std::pair<std::string, Dispute>>& disputes) {
  std::vector<Cells> rows;
  for (const auto& [incident_id, dispute] : disputes) add_rows(rows, dispute, {incident_id});
  return aligned(rows, "");
}

std::string count_sheet(const Incident& incident, const Count& count) {
  std::string out = "Incident " + incident.incident_id + " counted as " + std::string(name(count.policy)) + "\n  " +
                    std::string(rule_of(count.policy)) + "\n";
  std::vector<Cells> rows, left;
  for (const Tally& tally : count.tallies) {
    rows.push_back(
        {std::string(name(tally.effect)), tally.people, counted(tally),
         plural(static_cast<std::size_t>(tally.origins), "origin") + (tally.provisional ? ", provisional" : ""),
         joined(tally.claims, shown)});
  }
  for (const LeftOut& figure : count.left_out) {
    left.push_back({std::string(name(figure.casualty.effect)), std::string(name(figure.casualty.group)),
                    bounds(figure.casualty), shown(figure.claim), figure.reason});
  }
  return out + section("Counted", rows) + section("Left out", left);
}

std::string incident_list(const std::vector<Incident>& incidents) {
  std::vector<Cells> rows;
  for (const Incident& incident : incidents) {
    rows.push_back({incident.incident_id, days(incident), std::string(name(incident.kind)),
                    plural(incident.documents.size(), "report"), plural(incident.claims.size(), "claim"),
                    independence(incident), killed(incident),
                    incident.disputes.empty() ? "" : plural(incident.disputes.size(), "dispute"), place(incident)});
  }
  return aligned(rows, "");
}

std::string incident_sheet(const Incident& incident, const std::vector<CodedDocument>& reports,
                           const std::vector<IncidentChange>& history) {
  std::string out = "Incident " + incident.incident_id + "\n";
  out += aligned({{"what", std::string(name(incident.kind)) + " (" + incident.family + ")"},
                  {"where", incident.place.empty() ? "unknown" : place(incident)},
                  {"when", days(incident)},
                  {"from", plural(incident.claims.size(), "claim") + " in " +
                               plural(incident.documents.size(), "report") + ", " + independence(incident)}},
                 "  ");
  out += toll(incident);
  out += responsibility(incident);
  if (!incident.control.empty()) out += "\nControl\n" + control_strip(incident.control);
  out += origins_section("Goes back to", incident.origins) + origins_section("Came by", incident.channels);
  return out + disputes(incident) + links(incident) + reports_section(reports) + history_section(history);
}

}  // namespace isnad::cli
