#include "fuse/trainer.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "fuse/across.h"
#include "fuse/mention.h"

namespace isnad::fuse {
namespace {

constexpr int kRounds = 200;
constexpr double kRidge = 25;        // how strongly weights are drawn to nought; the bias is not
constexpr std::size_t kSeldom = 15;  // a feature of fewer pairs is left out
constexpr double kLean = 0.1;        // joining too much loses less than joining too little: found by cross-validation
constexpr double kLeast = 0.015;     // weights below are left out of the table

constexpr const char* kHead =
    R"(# How strongly each thing that two claims of one document, or two documents, have in common, or not, speaks for their being of one incident.
# The weights of a pair are added up; claims are joined, group by group, while the mean over the pairs of two groups is above zero.
# Made by `isnad train fusion` (docs/models/fusion.md); weights may be changed by hand.
#
# id: what is compared, and how it came out. "equal": the same words, or the same place; "shared": some of the words, or one place inside
#     the other; "differs": both are stated and have nothing in common. "near": stated for the claim, else for its neighbour in the sentence;
#     "last": else the last one that was stated before. "first" and "second" are the two claims in the order of the text.
#     distance.N: at most N characters between the two triggers; beyond the largest N: distance.far. So are sentences, claims and words_between;
#     report_claims is how many claims the report has, kind_between and trigger_between how many claims stand between that have the kind or the
#     trigger of the second. families.A.B: the families of the two kinds (kinds.tsv), kinds.A.B: the kinds, in alphabetical order.
#     apart.A.B: how far apart the gazetteer has the two places (in other countries, governorates or districts; neighbours: in one district; one inside the
#     other, or in the country that is the other; the same one); B: whether both claims are violence or casualties. apart_last: the places named last.
#     reference: the second trigger carries the article ("the attack"); bare: with no participants and no place of its own. lead: the first
#     claim stands in one of the first two sentences with claims; title: in the first. kind.first: no claim of its kind stands before the second.
#     words.*: words that both have, weighed by their rarity (common_words.tsv): of the sentences, of seven words around the triggers with the
#     participants (window), of participants, place and means (named). topic.*: how much both sentences have of the title, and by how much that
#     differs. first.* and second.*: the row of discourse.tsv that opens the sentence of the claim, or stands right before or behind its trigger. tie.*:
#     the one is the other's trial, answer and so on (links.tsv). voices: neither has a speaker, or only one has. quotes: how each is said. age: the days from what a claim states to its publication.
#     across.*: what two documents tell of an incident each, instead of two claims. across.words: the cosine of the words of participants, places
#     and means, weighed by their rarity (common_words.tsv). A country in common is "shared", not "equal". Training keeps these rows, and tie.trial_of and
#     tie.commemorates, as they are.
#     A row that is missing weighs nothing.
# weight: positive for one incident, negative for two
# source, note
)";

/// What few reports tell of, and what is certain: a trial is not the deed, nor is its anniversary.
bool is_set_by_hand(std::string_view feature) {
  return feature.starts_with("across.") || feature == "tie.trial_of" || feature == "tie.commemorates";
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
      examples_.push_back({features_(mentions, i, j), mentions[i].claim->incident == mentions[j].claim->incident});
    }
  }
  ++documents_;
}

/// Features of few pairs would say more of these reports than of reports.
void FusionTrainer::drop_rare() {
  std::vector<std::size_t> counts(features_.names().size(), 0);
  for (const Example& example : examples_) {
    for (const Found::Item& item : example.found) ++counts[item.feature];
  }
  for (Example& example : examples_) {
    Found kept;
    for (const Found::Item& item : example.found) {
      if (counts[item.feature] >= kSeldom) kept.add(item.feature, item.value);
    }
    example.found = kept;
  }
}

/// The loss over all pairs, and its gradient.
double FusionTrainer::slope(const std::vector<double>& weights, std::vector<double>& gradient) const {
  double loss = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) gradient[i] = i == 0 ? 0 : kRidge * weights[i];
  for (const Example& example : examples_) {
    double sum = 0;
    for (const Found::Item& item : example.found) sum += weights[item.feature] * item.value;
    const double probability = 1 / (1 + std::exp(-std::clamp(sum, -30.0, 30.0)));
    const double error = probability - (example.same ? 1 : 0);
    for (const Found::Item& item : example.found) gradient[item.feature] += error * item.value;
    loss -= std::log(example.same ? probability : 1 - probability);
  }
  return loss;
}

std::string FusionTrainer::table(const std::vector<double>& weights) const {
  const std::string source = "logistic regression over " + std::to_string(examples_.size()) + " pairs of claims in " +
                             std::to_string(documents_) + " annotated news reports, some of which count several times";
  std::vector<std::string> rows;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (std::abs(weights[i]) < kLeast || is_set_by_hand(features_.names()[i])) continue;
    rows.push_back(features_.names()[i] + "\t" + two_decimals(weights[i]) + "\t" + source + "\t\n");
  }
  for (const auto& [name, weight] : knowledge_.weights()) {
    if (is_set_by_hand(name)) rows.push_back(std::string(name) + "\t" + two_decimals(weight) + "\tset by hand\t\n");
  }
  std::sort(rows.begin(), rows.end());
  std::string table = std::string(kHead) + "id\tweight\tsource\tnote\n";
  for (const std::string& row : rows) table += row;
  return table;
}

/// Rprop: each weight goes against its slope by a step of its own, which grows while the slope keeps its sign. The
/// order of the pairs makes no difference.
std::string FusionTrainer::train(const std::function<void(int epoch, double loss)>& progress) {
  drop_rare();
  const std::size_t size = features_.names().size();
  std::vector<double> weights(size, 0), steps(size, 0.02), before(size, 0), gradient(size, 0);
  for (int round = 1; round <= kRounds; ++round) {
    const double loss = slope(weights, gradient);
    for (std::size_t i = 0; i < size; ++i) {
      const double turn = gradient[i] * before[i];
      if (turn > 0) steps[i] = std::min(steps[i] * 1.2, 0.2);
      if (turn < 0) steps[i] *= 0.5;
      before[i] = turn < 0 ? 0 : gradient[i];
      if (before[i] != 0) weights[i] -= std::copysign(steps[i], before[i]);
    }
    if (round % 20 == 0) progress(round, loss / static_cast<double>(std::max<std::size_t>(1, examples_.size())));
  }
  weights[0] += kLean;
  return table(weights);
}

}  // namespace isnad::fuse
