#include "text/relative_trainer.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "base/strings.h"
#include "learn/embedding.h"
#include "learn/model_file.h"
#include "text/relatives.h"
#include "text/relatives_format.h"

namespace isnad::text {
namespace {

constexpr std::uint32_t kEnd = 0xFFFFFFFF;  // ends a sentence in the text of ids
constexpr std::uint32_t kLeastCount = 10;   // rarer stems have no vector
constexpr std::size_t kLeastWords = 100;    // fewer make no model
constexpr std::size_t kNeighbours = 8;      // event words that vote
constexpr float kLeastLikeness = 0.45F;     // cosine below which a word is no neighbour
constexpr int kLeastStrength = 50;          // rows that name an event by themselves
constexpr std::size_t kDimensions = 64;

struct Neighbour {
  float likeness;
  int kind;
};

std::vector<Neighbour> nearest(std::span<const float> vectors, std::size_t word, const std::vector<int>& kinds,
                               const std::vector<std::size_t>& event_words) {
  std::vector<Neighbour> found;
  const float* const own = &vectors[word * kDimensions];
  for (const std::size_t other : event_words) {
    if (other == word) continue;
    const float likeness = std::inner_product(own, own + kDimensions, &vectors[other * kDimensions], 0.0F);
    if (likeness > kLeastLikeness) found.push_back({likeness, kinds[other]});
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Neighbour& a, const Neighbour& b) { return a.likeness > b.likeness; });
  if (found.size() > kNeighbours) found.resize(kNeighbours);
  return found;
}

WordRelatives vote(const std::vector<Neighbour>& neighbours, std::size_t kinds) {
  std::vector<float> sums(kinds, 0);
  for (const Neighbour& one : neighbours) sums[static_cast<std::size_t>(one.kind)] += one.likeness;
  std::vector<std::size_t> order(kinds);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return sums[a] > sums[b]; });
  WordRelatives out{};
  for (std::size_t i = 0; i < out.size() && i < kinds && sums[order[i]] > 0; ++i) {
    out[i] = {static_cast<std::uint8_t>(order[i] + 1), static_cast<std::uint8_t>(sums[order[i]])};
  }
  if (out[0].kind == 0) out[0].likeness = 1;
  return out;
}

}  // namespace

RelativeTrainer::RelativeTrainer(const lexicon::Lexicon& lexicon, const Models& models)
    : lexicon_(lexicon), analyzer_(lexicon, &models) {
  const int table = lexicon.table("triggers");
  for (std::uint32_t row = 0; row < lexicon.rows(table); ++row) {
    const std::string kind(lexicon.cell(table, row, "kind"));
    if (std::find(kinds_.begin(), kinds_.end(), kind) == kinds_.end()) kinds_.push_back(kind);
  }
}

void RelativeTrainer::add(std::string_view paragraph) {
  analyzer_.analyze(paragraph, analysis_);
  std::uint32_t sentence = 0;
  for (const Token& token : analysis_.tokens) {
    if (token.sentence != sentence) text_.push_back(kEnd);
    sentence = token.sentence;
    if (token.type != TokenType::kWord && token.type != TokenType::kNumber) continue;
    const std::string stem(token.type == TokenType::kNumber ? std::string_view("0") : analysis_.stem(token));
    const auto [found, fresh] = ids_.try_emplace(stem, static_cast<std::uint32_t>(stems_.size()));
    if (fresh) {
      stems_.push_back(stem);
      counts_.push_back(0);
    }
    ++counts_[found->second];
    text_.push_back(found->second);
  }
  text_.push_back(kEnd);
}

// Common stems get the low ids; the text keeps only those.
void RelativeTrainer::sort_by_count() {
  std::vector<std::uint32_t> order(counts_.size()), rank(counts_.size(), kEnd - 1);
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(),
                   [this](std::uint32_t a, std::uint32_t b) { return counts_[a] > counts_[b]; });
  std::vector<std::string> stems;
  std::vector<std::uint32_t> counts;
  for (const std::uint32_t id : order) {
    if (counts_[id] < kLeastCount) break;
    rank[id] = static_cast<std::uint32_t>(stems.size());
    stems.push_back(std::move(stems_[id]));
    counts.push_back(counts_[id]);
  }
  std::size_t kept = 0;
  for (const std::uint32_t id : text_) {
    if (id == kEnd || rank[id] < stems.size()) text_[kept++] = id == kEnd ? kEnd : rank[id];
  }
  text_.resize(kept);
  stems_ = std::move(stems);
  counts_ = std::move(counts);
  ids_.clear();
}

int RelativeTrainer::strongest_kind(std::uint32_t token) {
  const int table = lexicon_.table("triggers");
  int best = -1, strongest = kLeastStrength - 1;
  for (const Match& match : analysis_.matches_at(token)) {
    if (match.entry.table != table || match.tokens.size() != 1) continue;
    const int strength = std::atoi(std::string(lexicon_.cell(table, match.entry.row, "strength")).c_str());
    if (strength <= strongest) continue;
    strongest = strength;
    const auto kind = std::find(kinds_.begin(), kinds_.end(), lexicon_.cell(table, match.entry.row, "kind"));
    best = static_cast<int>(kind - kinds_.begin());
  }
  return best;
}

// What the lexicon calls each common stem where it stands alone; -1: no event word.
std::vector<int> RelativeTrainer::kinds_of_words() {
  std::vector<int> kinds;
  for (const std::string& stem : stems_) {
    analyzer_.analyze(stem, analysis_);
    const bool whole = analysis_.tokens.size() == 1 && analysis_.stem(analysis_.tokens[0]) == stem;
    kinds.push_back(whole ? strongest_kind(0) : -1);
  }
  return kinds;
}

Result<std::string> RelativeTrainer::train(const std::function<void(int epoch)>& progress) {
  sort_by_count();
  if (stems_.size() < kLeastWords) {
    return Error{Error::Code::kInput,
                 "relatives: only " + std::to_string(stems_.size()) + " words occur often enough; train on more text"};
  }
  learn::EmbeddingOptions options;
  options.dimensions = kDimensions;
  return write(learn::embed(text_, counts_, options, progress), kinds_of_words());
}

std::string RelativeTrainer::write(std::span<const float> vectors, const std::vector<int>& kinds) const {
  std::vector<std::size_t> event_words;
  for (std::size_t word = 0; word < kinds.size(); ++word) {
    if (kinds[word] >= 0) event_words.push_back(word);
  }
  std::size_t size = 4;
  while (size * 3 < stems_.size() * 4) size *= 2;
  std::vector<Relatives::Slot> slots(size, {0, 0, {}});
  for (std::size_t word = 0; word < stems_.size(); ++word) {
    const std::uint64_t hash = hash_bytes(stems_[word]);
    std::size_t at = hash & (size - 1);
    while (slots[at].used != 0) at = (at + 1) & (size - 1);
    slots[at] = {static_cast<std::uint32_t>(hash >> 32), 1,
                 vote(nearest(vectors, word, kinds, event_words), kinds_.size())};
  }
  std::string names;
  for (const std::string& kind : kinds_) names += (names.empty() ? "" : "\n") + kind;
  learn::ModelWriter writer;
  writer.add(names);
  writer.add_records(slots);
  return writer.finish(kRelativesKind, kRelativesVersion);
}

}  // namespace isnad::text
