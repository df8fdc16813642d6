#include "learn/network.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/strings.h"
#include "learn/linear_model.h"
#include "learn/model_file.h"

namespace isnad::learn {
namespace {

constexpr std::uint32_t kMostBits = 24;

bool shape_sound(const NetworkShape& shape) {
  return shape.row_bits >= 1 && shape.row_bits <= kMostBits && shape.members >= 1 && shape.dimensions >= 1 &&
         shape.members <= Network::kMostWidth && shape.dimensions <= Network::kMostWidth &&
         shape.width() <= Network::kMostWidth && shape.hidden >= 1 && shape.hidden <= Network::kMostHidden &&
         shape.classes >= 1 && shape.classes <= Network::kMostClasses && std::isfinite(shape.scale);
}

// out[i] = start[i] + the product of row i of `matrix` with `in`.
void multiply(const float* matrix, const float* start, std::span<const float> in, std::span<float> out) {
  for (std::size_t i = 0; i < out.size(); ++i) {
    std::array<float, 4> lanes{};
    const float* const row = matrix + i * in.size();
    std::size_t j = 0;
    for (; j + 4 <= in.size(); j += 4) {
      for (std::size_t lane = 0; lane < 4; ++lane) lanes[lane] += row[j + lane] * in[j + lane];
    }
    float rest = 0;
    for (; j < in.size(); ++j) rest += row[j] * in[j];
    out[i] = start[i] + ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + rest;
  }
}

}  // namespace

void NetworkPass::run(const NetworkShape& shape, const float* layers, std::span<float> sums) {
  hidden_.resize(shape.hidden);
  out_.resize(shape.classes);
  for (std::size_t i = 0; i < sums.size(); ++i) sums[i] = std::tanh(sums[i] + layers[i]);
  layers += shape.dimensions;
  const std::size_t first = std::size_t{shape.hidden} * shape.dimensions;
  multiply(layers, layers + first, sums, hidden_);
  for (float& unit : hidden_) unit = std::max(unit, 0.0F);
  layers += first + shape.hidden;
  multiply(layers, layers + std::size_t{shape.classes} * shape.hidden, hidden_, out_);
  LinearModel::softmax(out_);
}

Result<Network> Network::open(std::string_view bytes) {
  const Result<ModelFile> file = ModelFile::open(bytes, kNetworkKind, kNetworkVersion, kNetworkSections);
  if (!file) return file.error();
  const auto shapes = file->records<NetworkShape>(kShapeSection);
  if (shapes.empty()) return ModelFile::damaged(kNetworkKind, "no shape");
  Network network;
  network.shape_ = shapes.front();
  if (!shape_sound(network.shape_)) return ModelFile::damaged(kNetworkKind, "a shape that cannot be");
  network.task_ = file->section(kNetworkTaskSection);
  network.metadata_ = file->section(kNetworkMetadataSection);
  network.names_ = split(file->section(kNetworkNamesSection), '\n');
  network.table_ = file->records<std::int8_t>(kTableSection);
  network.layers_ = file->records<float>(kLayersSection);
  const NetworkShape& shape = network.shape_;
  if (network.names_.size() != shape.classes || network.table_.size() != shape.rows() * shape.width() ||
      network.layers_.size() != shape.members * shape.layers())
    return ModelFile::damaged(kNetworkKind, "tables do not fit together");
  if (!std::all_of(network.layers_.begin(), network.layers_.end(), [](float value) { return std::isfinite(value); }))
    return ModelFile::damaged(kNetworkKind, "a number that is none");
  return network;
}

void Network::probabilities(std::span<const std::uint64_t> features, std::span<float> out, float sure) const {
  const std::size_t width = shape_.width();
  const auto row_of = [&](std::uint64_t feature) { return &table_[(feature >> (64 - shape_.row_bits)) * width]; };
  for (const std::uint64_t feature : features) __builtin_prefetch(row_of(feature));
  std::array<std::int32_t, kMostWidth> whole{};
  for (const std::uint64_t feature : features) {
    const std::int8_t* const row = row_of(feature);
    for (std::size_t i = 0; i < width; ++i) whole[i] += row[i];
  }
  std::array<float, kMostWidth> sums;
  for (std::size_t i = 0; i < width; ++i) sums[i] = shape_.scale * static_cast<float>(whole[i]);
  thread_local NetworkPass pass;
  std::fill(out.begin(), out.end(), 0.0F);
  for (std::size_t member = 0; member < shape_.members; ++member) {
    pass.run(shape_, &layers_[member * shape_.layers()],
             std::span(sums).subspan(member * shape_.dimensions, shape_.dimensions));
    const std::span<const float> given = pass.probabilities();
    if (member == 0 && given[0] >= sure) {
      std::copy(given.begin(), given.end(), out.begin());
      return;
    }
    for (std::size_t i = 0; i < out.size(); ++i) out[i] += given[i] / static_cast<float>(shape_.members);
  }
}

}  // namespace isnad::learn
