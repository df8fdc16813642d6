#include "learn/linear_trainer.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <utility>

#include "base/strings.h"
#include "learn/linear_format.h"
#include "learn/linear_model.h"
#include "learn/model_file.h"

namespace isnad::learn {
namespace {

constexpr std::size_t kMostClasses = 255;
constexpr std::uint32_t kMostWeights = 1U << 24;

void shuffle(std::vector<std::uint32_t>& order, Random& random) {
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
}

std::uint32_t bits_for(std::size_t classes) {
  std::uint32_t bits = 0;
  while ((std::size_t{1} << bits) < classes) ++bits;
  return bits;
}

// Only differences between classes count: moved by their median, most weights of a feature are nearly 0 and are not
// stored. Gives how far apart they lie.
float centre(std::span<float> row) {
  std::vector<float> sorted(row.begin(), row.end());
  std::sort(sorted.begin(), sorted.end());
  for (float& weight : row) weight -= sorted[row.size() / 2];
  return sorted.back() - sorted.front();
}

// Appends the weights of one feature, 0 where training left nothing; gives their form, none where there are none.
std::optional<std::uint32_t> add_row(const std::vector<int>& row, std::uint32_t bits,
                                     std::vector<std::int16_t>& weights) {
  const auto count = static_cast<std::uint32_t>(std::count_if(row.begin(), row.end(), [](int w) { return w != 0; }));
  if (count == 0) return std::nullopt;
  const bool whole = row.size() > 1 && count * 3 > row.size();
  for (std::size_t c = 0; c < row.size(); ++c) {
    if (whole) weights.push_back(static_cast<std::int16_t>(row[c]));
    if (!whole && row[c] != 0) weights.push_back(static_cast<std::int16_t>(row[c] * (1 << bits) + static_cast<int>(c)));
  }
  return whole ? kWholeRow : count - 1;
}

}  // namespace

LinearTrainer::LinearTrainer(std::string task, std::vector<std::string> classes, Options options)
    : task_(std::move(task)),
      classes_(std::move(classes)),
      options_(std::move(options)),
      hashes_{0},
      counts_{0xFFFFFFFF} {}

void LinearTrainer::add_list(std::span<const std::uint64_t> features) {
  const auto begin = static_cast<std::uint32_t>(features_.size());
  for (const std::uint64_t feature : features) {
    const auto [found, fresh] = ids_.try_emplace(feature, static_cast<std::uint32_t>(hashes_.size()));
    if (fresh) {
      hashes_.push_back(feature);
      counts_.push_back(0);
    }
    ++counts_[found->second];
    features_.push_back(found->second);
  }
  const std::uint32_t size = static_cast<std::uint32_t>(features_.size()) - begin;
  lists_.push_back({begin, size, size});
}

void LinearTrainer::add(std::span<const std::uint64_t> features, int label, float weight) {
  examples_.push_back({static_cast<std::uint32_t>(lists_.size()), 1, static_cast<std::uint32_t>(label), 1, weight});
  add_list(features);
  features_.push_back(0);  // the bias
  ++lists_.back().size;
  ++lists_.back().shown;
}

void LinearTrainer::add_choice(std::span<const std::vector<std::uint64_t>> candidates, std::size_t right,
                               float weight) {
  if (candidates.size() < 2) return;
  examples_.push_back({static_cast<std::uint32_t>(lists_.size()), static_cast<std::uint32_t>(candidates.size()),
                       static_cast<std::uint32_t>(right), 1, weight});
  for (const auto& candidate : candidates) add_list(candidate);
}

void LinearTrainer::add_choice_among(std::span<const std::vector<std::uint64_t>> candidates, std::size_t rights,
                                     float weight) {
  if (candidates.size() < 2) return;
  add_choice(candidates, 0, weight);
  examples_.back().rights = static_cast<std::uint32_t>(rights);
}

void LinearTrainer::drop_rare() {
  if (options_.least_count < 2) return;
  for (List& list : lists_) {
    const auto first = features_.begin() + list.begin;
    const auto last =
        std::remove_if(first, first + list.size, [this](std::uint32_t f) { return counts_[f] < options_.least_count; });
    list.size = list.shown = static_cast<std::uint32_t>(last - first);
  }
}

std::span<const std::uint32_t> LinearTrainer::features_of(const Example& example, std::size_t option) const {
  const List& list = lists_[example.first_list + (example.lists > 1 ? option : 0)];
  return std::span(features_).subspan(list.begin, list.shown);
}

float* LinearTrainer::weight_at(std::vector<float>& table, std::uint32_t feature, const Example& example,
                                std::size_t option) const {
  return &table[feature * classes_.size() + (example.lists > 1 ? 0 : option)];
}

// Brings the features that are looked at this time to the front of their lists.
void LinearTrainer::choose_shown(const Example& example, Random& random) {
  const auto share = static_cast<float>(options_.dropout);
  for (std::uint32_t i = example.first_list; i < example.first_list + example.lists; ++i) {
    List& list = lists_[i];
    list.shown = 0;
    for (std::uint32_t f = list.begin; f < list.begin + list.size; ++f) {
      if (random.fraction() >= share) std::swap(features_[f], features_[list.begin + list.shown++]);
    }
  }
}

void LinearTrainer::score(const Example& example, std::vector<float>& scores) {
  scores.assign(options_of(example), 0);
  for (std::size_t option = 0; option < scores.size(); ++option) {
    for (const std::uint32_t feature : features_of(example, option))
      scores[option] += *weight_at(weights_, feature, example, option);
    scores[option] *= scale_;
  }
}

double LinearTrainer::learn_logistic(const Example& example, std::vector<float>& scores) {
  LinearModel::softmax(scores);
  float all = 0;
  for (std::uint32_t i = 0; i < example.rights; ++i) all += scores[example.right + i];
  const double loss = -std::log(std::max(all, 1e-9F));
  for (std::uint32_t i = 0; i < example.rights; ++i)
    scores[example.right + i] -= scores[example.right + i] / std::max(all, 1e-9F);
  const auto rate = static_cast<float>(options_.learning_rate), decay = static_cast<float>(options_.l2),
             damping = static_cast<float>(options_.damping);
  for (std::size_t option = 0; option < scores.size(); ++option) {
    const float error = scores[option] * example.weight;
    if (std::abs(error) < 1e-5F) continue;
    for (const std::uint32_t feature : features_of(example, option)) {
      float& weight = *weight_at(weights_, feature, example, option);
      float& squares = *weight_at(sums_, feature, example, option);
      const float gradient = error * scale_ + decay * weight;
      squares += gradient * gradient;
      weight -= rate * gradient / (std::sqrt(squares) + damping);
    }
  }
  return loss;
}

double LinearTrainer::learn_perceptron(const Example& example, std::vector<float>& scores) {
  time_ += 1;
  const auto guess = static_cast<std::size_t>(LinearModel::best(scores));
  if (guess == example.right) return 0;
  const auto move = [&](std::size_t option, float step) {
    for (const std::uint32_t feature : features_of(example, option)) {
      *weight_at(weights_, feature, example, option) += step;
      *weight_at(sums_, feature, example, option) += step * static_cast<float>(time_);
    }
  };
  move(example.right, example.weight);
  move(guess, -example.weight);
  return 1;
}

double LinearTrainer::learn(const Example& example, std::vector<float>& scores) {
  score(example, scores);
  return options_.method == kLogistic ? learn_logistic(example, scores) : learn_perceptron(example, scores);
}

void LinearTrainer::average() {
  for (std::size_t i = 0; i < weights_.size(); ++i) weights_[i] -= static_cast<float>(sums_[i] / time_);
}

// Adds the weights behind each epoch that counts to `epoch_sums`, unless it is empty.
void LinearTrainer::train_round(std::uint64_t seed, std::vector<double>& epoch_sums,
                                const std::function<void(int epoch, double loss)>& progress) {
  weights_.assign(hashes_.size() * classes_.size(), 0);
  sums_.assign(weights_.size(), 0);
  std::vector<std::uint32_t> order(examples_.size());
  std::iota(order.begin(), order.end(), 0U);
  Random random(seed);
  std::vector<float> scores;
  for (int epoch = 1; epoch <= options_.epochs; ++epoch) {
    shuffle(order, random);
    double loss = 0;
    for (const std::uint32_t at : order) {
      if (options_.dropout > 0) choose_shown(examples_[at], random);
      loss += learn(examples_[at], scores);
    }
    if (epoch > options_.averaged_from) {
      for (std::size_t i = 0; i < epoch_sums.size(); ++i) epoch_sums[i] += weights_[i];
    }
    if (progress) progress(epoch, loss / static_cast<double>(examples_.size()));
  }
}

Result<std::string> LinearTrainer::train(const std::function<void(int epoch, double loss)>& progress) {
  if (examples_.empty())
    return Error{Error::Code::kInput, task_ + ": no examples to train on; check the files given to --from"};
  if (classes_.empty() || classes_.size() > kMostClasses) {
    return Error{Error::Code::kUsage,
                 task_ + ": " + std::to_string(classes_.size()) + " classes; a linear model has 1 to 255"};
  }
  drop_rare();
  const bool logistic = options_.method == kLogistic, averaged = logistic && options_.averaged_from > 0;
  const int rounds = averaged ? options_.rounds : 1;
  scale_ = static_cast<float>(1 / (1 - options_.dropout));
  std::vector<double> epoch_sums(averaged ? hashes_.size() * classes_.size() : 0);
  for (int round = 0; round < rounds; ++round)
    train_round(options_.seed + static_cast<std::uint64_t>(round), epoch_sums, progress);
  const int epochs = rounds * (options_.epochs - options_.averaged_from);
  for (std::size_t i = 0; i < epoch_sums.size(); ++i) weights_[i] = static_cast<float>(epoch_sums[i] / epochs);
  if (!logistic) average();
  std::string model = write();
  if (model.empty())
    return Error{Error::Code::kUsage, task_ + ": the model is too large; raise the pruning or the least count"};
  return model;
}

// Brings the weights into the form that is stored; gives the largest.
float LinearTrainer::centre_rows() {
  const std::size_t classes = classes_.size();
  float largest = 1e-6F;
  for (std::size_t id = 1; id < hashes_.size(); ++id) {
    const std::span<float> row = std::span(weights_).subspan(id * classes, classes);
    if (classes > 1 && centre(row) < options_.least_span) std::fill(row.begin(), row.end(), 0.0F);
    for (const float weight : row) largest = std::max(largest, std::abs(weight));
  }
  return largest;
}

// The features in the order in which they are stored; where two are alike in what is known of them, the first one met.
std::vector<std::uint32_t> LinearTrainer::stored_order() const {
  std::vector<std::uint32_t> order(hashes_.size() - 1);
  std::iota(order.begin(), order.end(), 1U);
  const auto key = [this](std::uint32_t id) { return LinearModel::key_of(hashes_[id]); };
  std::sort(order.begin(), order.end(),
            [&](std::uint32_t a, std::uint32_t b) { return key(a) != key(b) ? key(a) < key(b) : a < b; });
  order.erase(
      std::unique(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return key(a) == key(b); }),
      order.end());
  return order;
}

std::string LinearTrainer::write() {
  const std::size_t classes = classes_.size();
  const std::uint32_t bits = bits_for(classes);
  const int fits = (1 << (15 - bits)) - 1, largest = options_.largest == 0 ? fits : std::min(options_.largest, fits);
  const LinearModel::Info info{centre_rows() / static_cast<float>(largest), bits};

  std::vector<std::int16_t> weights{0};
  std::vector<std::uint32_t> keys, entries, places;
  std::vector<int> row(classes);
  for (const std::uint32_t id : stored_order()) {
    for (std::size_t c = 0; c < classes; ++c) {
      const float weight = weights_[id * classes + c];
      row[c] = std::abs(weight) >= options_.prune ? static_cast<int>(std::lround(weight / info.scale)) : 0;
    }
    const auto place = static_cast<std::uint32_t>(weights.size());
    const std::optional<std::uint32_t> form = add_row(row, bits, weights);
    if (!form) continue;
    places.push_back(place);
    keys.push_back(LinearModel::key_of(hashes_[id]));
    entries.push_back(keys.back() << 8 | *form);
  }
  if (weights.size() >= kMostWeights) return {};
  places.push_back(static_cast<std::uint32_t>(weights.size()));
  weights.resize(weights.size() + std::max(classes, kLanes) + kLanes);

  const std::size_t count = std::max(kFewestBuckets, entries.size() / kBucketFeatures);
  std::vector<LinearModel::Bucket> buckets;
  for (std::uint32_t at = 0; buckets.size() <= count; buckets.push_back({at, places[at]})) {
    while (at < keys.size() && LinearModel::bucket_of(keys[at], count) < buckets.size()) ++at;
  }
  std::string names;
  for (const std::string& name : classes_) names += (names.empty() ? "" : "\n") + name;

  ModelWriter writer;
  writer.add_records(std::vector{info});
  writer.add(task_);
  writer.add(options_.metadata);
  writer.add(names);
  writer.add_records(std::vector<float>(weights_.begin(), weights_.begin() + static_cast<std::ptrdiff_t>(classes)));
  writer.add_records(buckets);
  writer.add_records(entries);
  writer.add_records(weights);
  return writer.finish(kLinearKind, kLinearVersion);
}

}  // namespace isnad::learn
