#include "extract/entity.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace isnad::extract {
namespace {

constexpr float kNever = -1e9F;
constexpr float kBeam = 5;  // a path so much less likely than the best cannot win any more

// A name goes on only with what it began as.
bool may_follow(int tag, int previous) {
  return tag == 0 || tag % 2 == 1 || previous == tag || previous == tag - 1;
}

bool may_be_name(const text::Token& token) {
  return token.type == text::TokenType::kWord &&
         (token.tag == text::Tag::kPropn || token.tag == text::Tag::kNoun || token.tag == text::Tag::kAdj);
}

template <typename Scores>
void to_log_probabilities(Scores& scores) {
  const float most = *std::max_element(scores.begin(), scores.end());
  float sum = 0;
  for (const float score : scores) sum += std::exp(score - most);
  const float norm = most + std::log(sum);
  for (float& score : scores) score -= norm;
}

}  // namespace

std::string_view name(EntityType type) {
  return type == EntityType::kPerson ? "PERSON" : type == EntityType::kOrganisation ? "ORGANISATION" : "LOCATION";
}

// What is found on the way; kept by each thread for its next document.
struct EntityFinder::Work {
  EntityWords words;
  std::vector<std::uint64_t> features;
  std::vector<Origins> origins;
  std::vector<std::uint8_t> tags;
  std::vector<std::uint64_t> surnames;  // hashes of the last words of full names
  std::vector<PlaceMention> places;
};

Result<EntityFinder> EntityFinder::open(const lexicon::Lexicon& lexicon, const text::Analyzer& analyzer,
                                        std::string_view bytes) {
  Result<learn::LinearModel> model = learn::LinearModel::open(bytes);
  if (!model) return model.error();
  if (model->metadata() != kEntityFeatures || model->classes() != kEntityTags) {
    return Error{Error::Code::kCorrupt, "made for other features; train it again with `isnad train names`"};
  }
  return EntityFinder(lexicon, analyzer, *std::move(model));
}

EntityFinder::EntityFinder(const lexicon::Lexicon& lexicon, const text::Analyzer& analyzer, learn::LinearModel model)
    : lexicon_(lexicon),
      analyzer_(analyzer),
      places_(lexicon),
      features_(lexicon),
      model_(std::move(model)),
      actors_(lexicon.table("actors")) {
  const int type = lexicon.column(actors_, "type");
  for (std::uint32_t row = 0; row < lexicon.rows(actors_); ++row) {
    named_.push_back(lexicon.cell(actors_, row, type) != "generic");
  }
}

void EntityFinder::find(const text::Analysis& analysis, std::string_view outlet, std::vector<Entity>& out) const {
  thread_local Work work;
  out.clear();
  features_.read(analysis, work.words);
  places_.resolve(analysis, outlet, work.places);
  work.tags.assign(analysis.tokens.size(), 0);
  for (const text::TokenRange& sentence : analysis.sentences) tag(sentence, work);
  recall_surnames(analysis, work);
  collect(analysis, work, out);
}

// A person named in full once is named by the last name alone later on, often where nothing beside it says so.
void EntityFinder::recall_surnames(const text::Analysis& analysis, Work& work) {
  constexpr std::uint8_t kBegins = 1, kInside = 2;
  work.surnames.clear();
  for (std::uint32_t token = 0; token < work.tags.size(); ++token) {
    const bool ends = token + 1 == work.tags.size() || work.tags[token + 1] != kInside;
    if (work.tags[token] == kInside && ends) work.surnames.push_back(work.words.at(token, 0).name);
  }
  std::sort(work.surnames.begin(), work.surnames.end());
  for (std::uint32_t token = 0; token < work.tags.size(); ++token) {
    const text::Token& word = analysis.tokens[token];
    const EntityWord& seen = work.words.at(token, 0);
    if (work.tags[token] != 0 || !may_be_name(word) || EntityFeatures::names_body(seen)) continue;
    if (std::binary_search(work.surnames.begin(), work.surnames.end(), seen.name)) work.tags[token] = kBegins;
  }
}

// Viterbi: for each token and tag the likeliest path that ends so.
void EntityFinder::tag(text::TokenRange sentence, Work& work) const {
  Scores path;
  path.fill(kNever);
  path[0] = 0;
  work.origins.resize(sentence.size());
  for (std::uint32_t token = sentence.first; token < sentence.last; ++token) {
    step(sentence, token, path, work.origins[token - sentence.first], work);
  }
  auto tag = static_cast<std::uint8_t>(std::max_element(path.begin(), path.end()) - path.begin());
  for (std::uint32_t token = sentence.last; token-- > sentence.first;) {
    work.tags[token] = tag;
    tag = work.origins[token - sentence.first][tag];
  }
}

// Goes from the paths that end before `token` to those that end with it.
void EntityFinder::step(text::TokenRange sentence, std::uint32_t token, Scores& path, Origins& origins,
                        Work& work) const {
  Scores base, scores, next;
  next.fill(kNever);
  origins.fill(0);
  EntityFeatures::build(work.words, sentence, token, work.features);
  model_.score(work.features, base);
  const float best = *std::max_element(path.begin(), path.end());
  for (int previous = 0; previous < kEntityTags; ++previous) {
    const float so_far = path[static_cast<std::size_t>(previous)] - best;
    if (so_far < -kBeam) continue;
    EntityFeatures::build_transition(work.words, token, previous, work.features);
    model_.score(work.features, scores);
    for (std::size_t tag = 0; tag < kEntityTags; ++tag) scores[tag] += base[tag];
    to_log_probabilities(scores);
    for (int tag = 0; tag < kEntityTags; ++tag) {
      const auto i = static_cast<std::size_t>(tag);
      if (!may_follow(tag, previous) || so_far + scores[i] <= next[i]) continue;
      next[i] = so_far + scores[i];
      origins[i] = static_cast<std::uint8_t>(previous);
    }
  }
  path = next;
}

void EntityFinder::collect(const text::Analysis& analysis, const Work& work, std::vector<Entity>& out) const {
  const auto count = static_cast<std::uint32_t>(work.tags.size());
  for (std::uint32_t first = 0, last = 0; first < count; first = last) {
    last = first + 1;
    const int tag = work.tags[first];
    if (tag == 0) continue;
    Entity entity;
    entity.type = static_cast<EntityType>((tag - 1) / 2);
    const int inside = 2 + 2 * static_cast<int>(entity.type);
    while (last < count && work.tags[last] == inside) ++last;
    entity.tokens = {first, last};
    entity.span = {analyzer_.span_without_prefix(analysis, analysis.tokens[first]).begin,
                   analysis.span(entity.tokens).end};
    entity.id = id_of(analysis, entity, work);
    out.push_back(entity);
  }
}

std::string_view EntityFinder::id_of(const text::Analysis& analysis, const Entity& entity, const Work& work) const {
  if (entity.type != EntityType::kLocation) return actor_of(analysis, entity.tokens);
  const auto place = std::partition_point(work.places.begin(), work.places.end(), [&](const PlaceMention& mention) {
    return mention.tokens.last <= entity.tokens.first;
  });
  const bool named = place != work.places.end() && place->name.overlaps(entity.tokens) && !place->rows.empty();
  return named ? places_.id(place->rows.front()) : std::string_view();
}

// The actor of just this name, else the one with whose name it begins.
std::string_view EntityFinder::actor_of(const text::Analysis& analysis, text::TokenRange tokens) const {
  for (const text::Match& match : analysis.matches_at(tokens.first)) {
    if (match.entry.table == actors_ && named_[match.entry.row] && match.tokens.last <= tokens.last) {
      return lexicon_.cell(actors_, match.entry.row, 0);
    }
  }
  return {};
}

}  // namespace isnad::extract
