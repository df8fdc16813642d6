// Model files: a sound one, damaged as the input says, is refused or can be used.
#include <array>
#include <vector>

#include "base/strings.h"
#include "embedded/embedded.h"
#include "learn/linear_model.h"
#include "learn/linear_trainer.h"
#include "learn/network_trainer.h"
#include "resources.h"
#include "target.h"
#include "text/classes.h"

namespace {

constexpr std::size_t kHeader = 40;

std::string sound_linear_model() {
  isnad::learn::LinearTrainer trainer("three", {"a", "b", "c"}, {});
  for (std::uint64_t i = 0; i < 60; ++i) {
    const std::array features = {isnad::hash_mix(7, i % 3), isnad::hash_mix(9, i * 7 % 10)};
    trainer.add(features, static_cast<int>(i % 3));
  }
  return *trainer.train({});
}

void use_linear(std::string_view bytes) {
  const auto model = isnad::learn::LinearModel::open(bytes);
  if (!model) return;
  std::vector<float> scores(model->classes());
  for (std::uint64_t i = 0; i < 10; ++i) model->score(std::array{isnad::hash_mix(7, i), isnad::hash_mix(9, i)}, scores);
}

std::string sound_network() {
  isnad::learn::NetworkTrainer::Options options;
  options.shape.row_bits = 4;
  options.shape.dimensions = options.shape.hidden = options.shape.members = 2;
  options.epochs = 3;
  isnad::learn::NetworkTrainer trainer("three", {"a", "b", "c"}, options);
  for (std::uint64_t i = 0; i < 60; ++i) trainer.add(std::array{isnad::hash_mix(7, i % 3)}, static_cast<int>(i % 3));
  return *trainer.train({});
}

void use_network(std::string_view bytes) {
  const auto network = isnad::learn::Network::open(bytes);
  if (!network) return;
  std::vector<float> out(network->classes());
  for (std::uint64_t i = 0; i < 10; ++i) network->probabilities(std::array{isnad::hash_mix(7, i)}, out);
}

void use_classes(std::string_view bytes) {
  const auto classes = isnad::text::WordClasses::open(bytes);
  if (!classes) return;
  for (const char* word : std::array{"a", "bc", ""}) classes->lookup(word);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::string linear = sound_linear_model(), network = sound_network();
  if (size == 0) return 0;
  std::string model = data[0] % 2 == 0 ? linear : network;
  fuzz::damage(model, data + 1, size - 1, kHeader, [](std::string_view body) { return isnad::hash_bytes(body); });
  if (data[0] % 4 == 0) std::copy_n("classes\0", 8, model.begin() + 24);
  use_linear(model);
  use_network(model);
  use_classes(model);
  return 0;
}
