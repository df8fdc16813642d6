#include "fuse/trainer.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <random>

#include "fuse/across.h"
#include "fuse/mention.h"

namespace isnad::fuse {
namespace {

constexpr int kEpochs = 8;
constexpr double kRate = 0.15;
constexpr double kShrink = 0.004;  // L1: a weight that does not earn this much is nought
constexpr double kLean = 0.2;      // joining too much loses less than joining too little: found by cross-validation
constexpr double kLeast = 0.05;    // weights below are left out of the table

constexpr const char* kHead =
    R"(# How strongly each thing that two claims of one document, or two documents, have in common, or not, speaks for their being of one incident.
# The weights of a pair are added up; claims are joined, group by group, while the mean over the pairs of two groups is above zero.
# Made by `isnad train fusion` (docs/models/fusion.md); weights may be changed by hand.
#
# id: what is compared, and how it came out. "equal": the same words, or the same place; "shared": some of the words, or one place inside
#     the other; "differs": both are stated and have nothing in common. "near": stated for the claim, else for its neighbour in the sentence.
#     distance.N: at most N characters between the two triggers; beyond the largest N: distance.far. families.A.B: the families of the two
#     kinds (kinds.tsv), in alphabetical order. reference: the later trigger carries the article ("the attack"); bare: with no participants
#     and no place of its own. lead: the earlier claim stands in one of the first two sentences with claims.
#     across.*: what two documents tell of an incident each, instead of two claims. across.words: the cosine of the words of participants, places
#     and means, weighed by their rarity (common_words.tsv). A country in common is "shared", not "equal". Training keeps these rows as they are.
#     A row that is missing weighs nothing.
# weight: positive for one incident, negative for two
# source, note
)";

double shrunk(double weight, double by) {
  return std::copysign(std::max(0.0, std::abs(weight) - by), weight);
}

std::string two_decimals(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2f", value);
  return text;
}

}  // namespace

void FusionTrainer::add(const CodedDocument& coded) {
  const std::vector<Mention> mentions = mentions_of(coded, knowledge_);
  const auto labelled = [](const Mention& mention) { return !mention.claim->incident.empty(); };
  for (std::size_t j = 1; j < mentions.size(); ++j) {
    for (std::size_t i = 0; i < j; ++i) {
      if (!labelled(mentions[i]) || !labelled(mentions[j])) continue;
      examples_.push_back(
          {features_(mentions[i], mentions[j]), mentions[i].claim->incident == mentions[j].claim->incident});
    }
  }
  ++documents_;
}

/// One step of AdaGrad; gives the loss before it. The bias is not shrunk.
double FusionTrainer::learn(std::vector<double>& weights, std::vector<double>& squares, const Example& example) const {
  double sum = 0;
  for (const std::uint16_t feature : example.found) sum += weights[feature];
  const double probability = 1 / (1 + std::exp(-std::clamp(sum, -30.0, 30.0)));
  const double gradient = probability - (example.same ? 1 : 0);
  for (const std::uint16_t feature : example.found) {
    squares[feature] += gradient * gradient;
    const double step = kRate / std::sqrt(squares[feature]);
    weights[feature] -= step * gradient;
    if (feature != 0) weights[feature] = shrunk(weights[feature], step * kShrink);
  }
  return -std::log(example.same ? probability : 1 - probability);
}

std::string FusionTrainer::table(const std::vector<double>& weights) const {
  const std::string source = "logistic regression over " + std::to_string(examples_.size()) + " pairs of claims in " +
                             std::to_string(documents_) + " annotated news reports";
  std::vector<std::string> rows;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (std::abs(weights[i]) < kLeast) continue;
    rows.push_back(features_.names()[i] + "\t" + two_decimals(weights[i]) + "\t" + source + "\t\n");
  }
  for (std::size_t i = 0; i < kAcrossCount; ++i) {
    const std::string name(across_name(i));
    rows.push_back(name + "\t" + two_decimals(knowledge_.weight(name)) + "\tset by hand\t\n");
  }
  std::sort(rows.begin(), rows.end());
  std::string table = std::string(kHead) + "id\tweight\tsource\tnote\n";
  for (const std::string& row : rows) table += row;
  return table;
}

std::string FusionTrainer::train(const std::function<void(int epoch, double loss)>& progress) {
  std::vector<double> weights(features_.names().size(), 0), squares(weights.size(), 1e-6);
  std::mt19937 random(1);
  for (int epoch = 1; epoch <= kEpochs; ++epoch) {
    // std::shuffle differs between standard libraries.
    for (std::size_t i = examples_.size(); i > 1; --i) std::swap(examples_[i - 1], examples_[random() % i]);
    double loss = 0;
    for (const Example& example : examples_) loss += learn(weights, squares, example);
    progress(epoch, loss / static_cast<double>(std::max<std::size_t>(1, examples_.size())));
  }
  weights[0] += kLean;
  return table(weights);
}

}  // namespace isnad::fuse
