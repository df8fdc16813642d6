#include "learn/network_trainer.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <utility>

#include "learn/model_file.h"

namespace isnad::learn {
namespace {

constexpr float kFirstSpread = 0.05F;  // of the vectors before training
constexpr float kSureLoss = 5e-4F;     // an example that is known as well as this teaches nothing more

// Normally distributed (Box and Muller 1958).
float normal(Random& random) {
  const float distance = std::sqrt(-2 * std::log(random.fraction() + 1e-7F));
  return distance * std::cos(2 * std::numbers::pi_v<float> * random.fraction());
}

}  // namespace

NetworkTrainer::NetworkTrainer(std::string task, std::vector<std::string> classes, Options options)
    : task_(std::move(task)), classes_(std::move(classes)), options_(std::move(options)) {
  options_.shape.classes = static_cast<std::uint32_t>(classes_.size());
}

void NetworkTrainer::add(std::span<const std::uint64_t> features, int label, float weight) {
  examples_.push_back(
      {static_cast<std::uint32_t>(rows_.size()), static_cast<std::uint32_t>(features.size()), label, weight});
  for (const std::uint64_t feature : features)
    rows_.push_back(static_cast<std::uint32_t>(feature >> (64 - options_.shape.row_bits)));
}

void NetworkTrainer::Learnt::resize(std::size_t size) {
  values.assign(size, 0);
  squares.assign(size, 0);
  sums.assign(size, 0);
}

void NetworkTrainer::Learnt::keep() {
  for (std::size_t i = 0; i < values.size(); ++i) sums[i] += values[i];
}

void NetworkTrainer::begin_member(std::uint64_t seed) {
  const NetworkShape& shape = options_.shape;
  random_ = Random(seed);
  table_.resize(shape.rows() * shape.dimensions);
  layers_.resize(shape.layers());
  for (float& value : table_.values) value = kFirstSpread * normal(random_);
  float* next = layers_.values.data() + shape.dimensions;
  const auto spread = [&](std::size_t count, float width) {
    for (std::size_t i = 0; i < count; ++i) *next++ = width * normal(random_);
  };
  spread(std::size_t{shape.hidden} * shape.dimensions, std::sqrt(2 / static_cast<float>(shape.dimensions)));
  next += shape.hidden;
  spread(std::size_t{shape.classes} * shape.hidden, std::sqrt(1 / static_cast<float>(shape.hidden)));
}

inline void NetworkTrainer::step(Learnt& learnt, std::size_t at, float gradient) const {
  float& squares = learnt.squares[at];
  squares += gradient * gradient;
  learnt.values[at] -= options_.learning_rate * gradient / (std::sqrt(squares) + options_.damping);
}

// From the errors of the classes back to those of the sums, `back_`; the layers learn on the way.
void NetworkTrainer::learn_layers(std::span<const float> bent, std::span<float> errors) {
  const NetworkShape& shape = options_.shape;
  const std::span<const float> hidden = pass_.hidden();
  const std::size_t inner = shape.dimensions, inner_start = inner + std::size_t{shape.hidden} * shape.dimensions;
  const std::size_t outer = inner_start + shape.hidden, outer_start = outer + std::size_t{shape.classes} * shape.hidden;
  back_hidden_.assign(shape.hidden, 0);
  back_.assign(shape.dimensions, 0);
  for (std::size_t c = 0; c < errors.size(); ++c) {
    if (std::abs(errors[c]) < 1e-5F) continue;
    for (std::size_t h = 0; h < hidden.size(); ++h) {
      if (hidden[h] <= 0) continue;
      const std::size_t at = outer + c * hidden.size() + h;
      back_hidden_[h] += errors[c] * layers_.values[at];
      step(layers_, at, errors[c] * hidden[h]);
    }
    step(layers_, outer_start + c, errors[c]);
  }
  for (std::size_t h = 0; h < hidden.size(); ++h) {
    if (back_hidden_[h] == 0) continue;
    for (std::size_t d = 0; d < bent.size(); ++d) {
      const std::size_t at = inner + h * bent.size() + d;
      back_[d] += back_hidden_[h] * layers_.values[at];
      step(layers_, at, back_hidden_[h] * bent[d]);
    }
    step(layers_, inner_start + h, back_hidden_[h]);
  }
  for (std::size_t d = 0; d < bent.size(); ++d) back_[d] *= 1 - bent[d] * bent[d];
}

double NetworkTrainer::learn(const Example& example) {
  const std::size_t dimensions = options_.shape.dimensions;
  const float scale = 1 / (1 - options_.dropout);
  shown_.clear();
  for (std::uint32_t i = example.begin; i < example.begin + example.size; ++i) {
    if (random_.fraction() >= options_.dropout) shown_.push_back(rows_[i]);
  }
  bent_.assign(dimensions, 0);
  for (const std::uint32_t row : shown_) {
    const float* const vector = &table_.values[row * dimensions];
    for (std::size_t d = 0; d < dimensions; ++d) bent_[d] += vector[d];
  }
  for (float& sum : bent_) sum *= scale;
  pass_.run(options_.shape, layers_.values.data(), bent_);
  const std::span<float> errors = pass_.probabilities();
  float& right = errors[static_cast<std::size_t>(example.label)];
  const double loss = -std::log(std::max(right, 1e-9F));
  if (loss < kSureLoss) return loss;
  right -= 1;
  for (float& error : errors) error *= example.weight;
  learn_layers(bent_, errors);
  for (std::size_t d = 0; d < dimensions; ++d) step(layers_, d, back_[d]);
  for (const std::uint32_t row : shown_) {
    for (std::size_t d = 0; d < dimensions; ++d) step(table_, row * dimensions + d, back_[d] * scale);
  }
  return loss;
}

void NetworkTrainer::end_member(int epochs, std::vector<std::vector<float>>& tables, std::vector<float>& layers) {
  const auto mean = [&](double sum) { return static_cast<float>(sum / epochs); };
  std::vector<float>& table = tables.emplace_back(table_.sums.size());
  std::transform(table_.sums.begin(), table_.sums.end(), table.begin(), mean);
  std::transform(layers_.sums.begin(), layers_.sums.end(), std::back_inserter(layers), mean);
}

Result<std::string> NetworkTrainer::train(const std::function<void(int epoch, double loss)>& progress) {
  if (examples_.empty())
    return Error{Error::Code::kInput, task_ + ": no examples to train on; check the files given to --from"};
  std::vector<std::vector<float>> tables;
  std::vector<float> layers;
  std::vector<std::uint32_t> order(examples_.size());
  std::iota(order.begin(), order.end(), 0U);
  for (std::uint32_t member = 0; member < options_.shape.members; ++member) {
    begin_member(options_.seed + member);
    for (int epoch = 1; epoch <= options_.epochs; ++epoch) {
      for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random_.below(i)]);
      double loss = 0;
      for (const std::uint32_t at : order) loss += learn(examples_[at]);
      if (epoch > options_.averaged_from) {
        table_.keep();
        layers_.keep();
      }
      if (progress) progress(epoch, loss / static_cast<double>(examples_.size()));
    }
    end_member(options_.epochs - options_.averaged_from, tables, layers);
  }
  return write(tables, layers);
}

std::string NetworkTrainer::write(const std::vector<std::vector<float>>& tables, const std::vector<float>& layers) {
  NetworkShape shape = options_.shape;
  float largest = 1e-6F;
  for (const std::vector<float>& table : tables) {
    for (const float value : table) largest = std::max(largest, std::abs(value));
  }
  shape.scale = largest / 127;
  std::vector<std::int8_t> whole;
  whole.reserve(shape.rows() * shape.width());
  for (std::size_t row = 0; row < shape.rows(); ++row) {
    for (const std::vector<float>& table : tables) {
      for (std::size_t d = 0; d < shape.dimensions; ++d)
        whole.push_back(static_cast<std::int8_t>(std::lround(table[row * shape.dimensions + d] / shape.scale)));
    }
  }
  std::string names;
  for (const std::string& name : classes_) names += (names.empty() ? "" : "\n") + name;
  ModelWriter writer;
  writer.add_records(std::vector{shape});
  writer.add(task_);
  writer.add(options_.metadata);
  writer.add(names);
  writer.add_records(whole);
  writer.add_records(layers);
  return writer.finish(kNetworkKind, kNetworkVersion);
}

}  // namespace isnad::learn
