// Matching claims document by document, counting what agrees, and writing the figures.
#include "isnad/score.h"

#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include <algorithm>
#include <cstdio>
#include <unordered_map>
#include <utility>

#include "base/utf8.h"
#include "engine/score_records.h"

namespace isnad {
namespace {

using namespace scoring;
using Records = std::vector<Record>;
using Pair = std::pair<std::size_t, std::size_t>;  // of gold and system

constexpr std::uint32_t kContext = 60;  // code points shown on each side of a trigger

std::int64_t shared(const Range& a, const Range& b) {
  return std::min(a.end, b.end) - std::max(a.start, b.start);
}

// All overlapping pairs, best first, each claim used once.
std::vector<Pair> match(const Records& gold, const Records& system) {
  struct Candidate {
    bool same;
    std::int64_t shared;
    Pair pair;
  };
  std::vector<Candidate> candidates;
  for (std::size_t g = 0; g < gold.size(); ++g) {
    for (std::size_t s = 0; s < system.size(); ++s) {
      const std::int64_t overlap = shared(gold[g].trigger, system[s].trigger);
      if (overlap > 0) candidates.push_back({gold[g].kind == system[s].kind, overlap, {g, s}});
    }
  }
  std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
    return std::tie(b.same, b.shared, a.pair) < std::tie(a.same, a.shared, b.pair);
  });
  std::vector<bool> used_gold(gold.size()), used_system(system.size());
  std::vector<Pair> pairs;
  for (const Candidate& candidate : candidates) {
    const auto [g, s] = candidate.pair;
    if (used_gold[g] || used_system[s]) continue;
    used_gold[g] = used_system[s] = true;
    pairs.push_back(candidate.pair);
  }
  return pairs;
}

std::size_t span_hits(const std::vector<Range>& gold, std::vector<Range> free) {
  std::size_t hits = 0;
  for (const Range& span : gold) {
    const auto found =
        std::find_if(free.begin(), free.end(), [&](const Range& other) { return shared(span, other) > 0; });
    if (found == free.end()) continue;
    free.erase(found);
    ++hits;
  }
  return hits;
}

// How many items two multisets share.
template <typename Item>
std::size_t common(std::vector<Item> a, std::vector<Item> b) {
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  std::vector<Item> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return both.size();
}

std::vector<Figure> figures_of(const Records& records) {
  std::vector<Figure> all;
  for (const Record& record : records) all.insert(all.end(), record.casualties.begin(), record.casualties.end());
  return all;
}

std::array<Agreement*, kFieldCount> fields_of(Scores& scores) {
  return {&scores.agent, &scores.target, &scores.place, &scores.means, &scores.attribution, &scores.origin};
}

void count_side(const Records& records, std::size_t Agreement::*side, Scores& scores) {
  const auto fields = fields_of(scores);
  scores.trigger.*side += records.size();
  scores.claim.*side += records.size();
  for (const Record& record : records) {
    ++(scores.kinds[record.kind].*side);
    for (std::size_t field = 0; field < kFieldCount; ++field) fields[field]->*side += record.spans[field].size();
    scores.time.*side += record.dates.size();
    scores.casualty.*side += record.casualties.size();
  }
}

void count_pair(const Record& gold, const Record& system, Scores& scores) {
  const auto fields = fields_of(scores);
  ++scores.claim.hits;
  ++scores.kinds[gold.kind].hits;
  scores.modality += gold.modality == system.modality ? 1 : 0;
  for (std::size_t field = 0; field < kFieldCount; ++field)
    fields[field]->hits += span_hits(gold.spans[field], system.spans[field]);
  scores.time.hits += common(gold.dates, system.dates);
}

// The line around a span, no more than kContext code points on each side.
std::string context_of(const std::string& text, const Range& span) {
  if (text.empty() || span.start < 0 || span.end <= span.start || span.end > UINT32_MAX - kContext) return {};
  const CodePointIndex index(text);
  const auto begin = static_cast<std::uint32_t>(span.start), end = static_cast<std::uint32_t>(span.end);
  const auto slice = [&](std::uint32_t from, std::uint32_t to) {
    return text.substr(index.byte_of(from), index.byte_of(to) - index.byte_of(from));
  };
  std::string before = slice(begin - std::min(begin, kContext), begin), after = slice(end, end + kContext);
  before.erase(0, before.rfind('\n') + 1);
  after.erase(std::min(after.size(), after.find('\n')));
  return before + "[" + slice(begin, end) + "]" + after;
}

void list_errors(const Line& gold, const Records& records, const std::vector<bool>& matched, bool missed,
                 Scores& scores) {
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (matched[i]) continue;
    scores.errors.push_back(
        {missed, gold.doc_id, records[i].kind, records[i].trigger_text, context_of(gold.text, records[i].trigger)});
  }
}

void count_document(const Line& gold, const Records& system, Scores& scores) {
  std::vector<bool> matched_gold(gold.records.size()), matched_system(system.size());
  const std::vector<Pair> pairs = match(gold.records, system);
  scores.trigger.hits += pairs.size();
  count_side(gold.records, &Agreement::gold, scores);
  count_side(system, &Agreement::system, scores);
  for (const auto& [g, s] : pairs) {
    if (gold.records[g].kind != system[s].kind) continue;
    matched_gold[g] = matched_system[s] = true;
    count_pair(gold.records[g], system[s], scores);
  }
  scores.casualty.hits += common(figures_of(gold.records), figures_of(system));
  list_errors(gold, gold.records, matched_gold, true, scores);
  list_errors(gold, system, matched_system, false, scores);
}

}  // namespace

struct Scorer::Impl {
  using Documents = std::unordered_map<std::string, Line>;
  std::vector<std::string> order;  // doc_ids of the gold
  Documents gold, system;

  static Result<bool> add(std::string_view json, Documents& documents, std::string& doc_id);
};

// True when the document is new.
Result<bool> Scorer::Impl::add(std::string_view json, Documents& documents, std::string& doc_id) {
  Result<Line> line = read_line(json);
  if (!line) return line.error();
  doc_id = line->doc_id;
  const auto [found, added] = documents.try_emplace(doc_id);
  Line& document = found->second;
  document.doc_id = doc_id;
  if (document.text.empty()) document.text = std::move(line->text);
  std::move(line->records.begin(), line->records.end(), std::back_inserter(document.records));
  return added;
}

Scorer::Scorer() : impl_(std::make_unique<Impl>()) {}
Scorer::~Scorer() = default;

Status Scorer::add_gold(std::string_view json) {
  std::string doc_id;
  const Result<bool> added = Impl::add(json, impl_->gold, doc_id);
  if (!added) return added.error();
  if (*added) impl_->order.push_back(doc_id);
  return {};
}

Status Scorer::add_system(std::string_view json) {
  std::string doc_id;
  const Result<bool> added = Impl::add(json, impl_->system, doc_id);
  return added ? Status() : Status(added.error());
}

Scores Scorer::score() const {
  Scores scores;
  const Line none;
  for (const std::string& doc_id : impl_->order) {
    const auto system = impl_->system.find(doc_id);
    count_document(impl_->gold.at(doc_id), (system == impl_->system.end() ? none : system->second).records, scores);
  }
  scores.documents = impl_->order.size();
  scores.modality = scores.claim.hits == 0 ? 0 : scores.modality / static_cast<double>(scores.claim.hits);
  return scores;
}

namespace {

class ScoresWriter {
 public:
  ScoresWriter() : json_(buffer_) { json_.SetIndent(' ', 1); }

  std::string write(const Scores& scores, bool by_kind) {
    json_.StartObject();
    count("documents", scores.documents);
    const std::pair<const char*, const Agreement*> figures[] = {
        {"trigger", &scores.trigger},         {"claim", &scores.claim},   {"agent", &scores.agent},
        {"target", &scores.target},           {"place", &scores.place},   {"means", &scores.means},
        {"attribution", &scores.attribution}, {"origin", &scores.origin}, {"time", &scores.time},
        {"casualty", &scores.casualty}};
    for (const auto& [name, agreement] : figures) figure(name, *agreement);
    share("modality", scores.modality);
    if (by_kind) kinds(scores.kinds);
    json_.EndObject();
    return std::string(buffer_.GetString(), buffer_.GetSize()) + "\n";
  }

 private:
  void kinds(const std::map<std::string, Agreement>& all) {
    json_.Key("kinds");
    json_.StartObject();
    for (const auto& [kind, agreement] : all) figure(kind.c_str(), agreement);
    json_.EndObject();
  }

  void figure(const char* name, const Agreement& agreement) {
    json_.Key(name);
    json_.StartObject();
    share("p", agreement.precision());
    share("r", agreement.recall());
    share("f1", agreement.f1());
    count("gold", agreement.gold);
    count("system", agreement.system);
    json_.EndObject();
  }

  void count(const char* name, std::size_t value) {
    json_.Key(name);
    json_.Uint64(value);
  }

  // Four places at most, one at least.
  void share(const char* name, double value) {
    char digits[32];
    const int size = std::snprintf(digits, sizeof digits, "%.4f", value);
    std::string_view text(digits, static_cast<std::size_t>(size));
    while (text.ends_with('0') && !text.ends_with(".0")) text.remove_suffix(1);
    json_.Key(name);
    json_.RawValue(text.data(), text.size(), rapidjson::kNumberType);
  }

  rapidjson::StringBuffer buffer_;
  rapidjson::PrettyWriter<rapidjson::StringBuffer> json_;
};

}  // namespace

std::string to_json(const Scores& scores, bool by_kind) {
  return ScoresWriter().write(scores, by_kind);
}

}  // namespace isnad
