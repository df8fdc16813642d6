#include "frames/train.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/utf8.h"
#include "learn/linear_trainer.h"
#include "learn/network_trainer.h"

namespace isnad::frames {
namespace {

using learn::LinearTrainer;
using learn::NetworkTrainer;

std::vector<std::string> trigger_classes() {
  std::vector<std::string> names{"none"};
  for (int kind = 0; kind < kKindCount; ++kind) names.emplace_back(name(static_cast<Kind>(kind)));
  return names;
}

std::vector<std::string> modality_classes() {
  std::vector<std::string> names;
  for (int modality = 0; modality < kModalityCount; ++modality)
    names.emplace_back(name(static_cast<Modality>(modality)));
  return names;
}

LinearTrainer::Options options(std::uint64_t seed, int epochs, double learning_rate) {
  LinearTrainer::Options out;
  out.method = LinearTrainer::kLogistic;
  out.epochs = epochs;
  out.seed = seed;
  out.learning_rate = learning_rate;
  out.l2 = 1e-4;
  out.averaged_from = 4;
  out.prune = 0.05;
  out.least_count = 1;
  out.metadata = "features 1";
  return out;
}

// No features of one example alone: they are most of a model, and tell little.
LinearTrainer::Options frequent(LinearTrainer::Options out) {
  out.least_count = 2;
  return out;
}

// Phrases are told apart by many rare features of which most mean nothing: the model must do without a part of them.
LinearTrainer::Options role_options(std::uint64_t seed) {
  LinearTrainer::Options out = frequent(options(seed, 8, 0.1));
  out.damping = 1;
  out.dropout = 0.3;
  out.rounds = 4;
  out.prune = 0.05;
  out.least_span = 0.1;
  return out;
}

NetworkTrainer::Options trigger_options(std::uint64_t seed) {
  NetworkTrainer::Options out;
  out.seed = seed;
  out.metadata = "features 1";
  return out;
}

// For the models that see few examples of what matters, small weights are kept too.
LinearTrainer::Options sparing(LinearTrainer::Options out) {
  out.prune = 0.01;
  return frequent(out);
}

// What tells speakers apart is rare in each of its forms: rare features must learn slowly, and the model for long.
LinearTrainer::Options voice_options(std::uint64_t seed) {
  LinearTrainer::Options out = sparing(options(seed, 25, 0.1));
  out.damping = 10;
  return out;
}

std::uint32_t shared(Span a, Span b) {
  const std::uint32_t begin = std::max(a.begin, b.begin), end = std::min(a.end, b.end);
  return end > begin ? end - begin : 0;
}

struct Gold {
  const Claim* claim;
  Span trigger;
};

Span bytes(const CodePointIndex& points, const Quoted& quoted) {
  return {static_cast<std::uint32_t>(points.byte_of(quoted.start)),
          static_cast<std::uint32_t>(points.byte_of(quoted.end))};
}

// The claims of a document in text order. Errors: offsets that lie outside the text.
Result<std::vector<Gold>> gold_of(const CodedDocument& document, const CodePointIndex& points) {
  const std::uint32_t size = points.code_points_before(document.document.text.size());
  std::vector<Gold> gold;
  for (const Claim& claim : document.claims) {
    if (claim.trigger.start >= claim.trigger.end || claim.trigger.end > size) {
      return Error{Error::Code::kInput,
                   document.document.doc_id + " " + claim.claim_id + ": trigger offsets lie outside the text"};
    }
    gold.push_back({&claim, bytes(points, claim.trigger)});
  }
  std::stable_sort(gold.begin(), gold.end(),
                   [](const Gold& a, const Gold& b) { return a.trigger.begin < b.trigger.begin; });
  return gold;
}

// Feeds the trigger model: every word that may name an event, with the kind that it names or none.
class TriggerFeeder {
 public:
  TriggerFeeder(const Preparer& preparer, std::uint64_t seed)
      : trainer("trigger", trigger_classes(), trigger_options(seed)),
        preparer_(preparer),
        features_of_(preparer.facts(), preparer.rows()) {}

  Status add(const AnnotatedDocument& document);
  void add(const LabelledWord& word);

  NetworkTrainer trainer;

 private:
  const Preparer& preparer_;
  TriggerFeatures features_of_;
  Context context_;
  std::vector<std::uint64_t> features_;
};

// Feeds the models that look at annotated triggers, in one pass over the documents.
class Feeder {
 public:
  Feeder(const Preparer& preparer, std::uint64_t seed)
      : role_trainer("role", {"none", "agent", "target", "place", "means", "time", "target_place"}, role_options(seed)),
        voice_trainer("voice", {"rank"}, voice_options(seed)),
        modality_trainer("modality", modality_classes(), sparing(options(seed, 12, 0.05))),
        preparer_(preparer),
        role_features_(preparer.rows()),
        voice_features_(preparer.rows()),
        modality_features_(preparer.facts(), preparer.rows()) {}

  Status add(const AnnotatedDocument& document);

  LinearTrainer role_trainer, voice_trainer, modality_trainer;

 private:
  void set_gold_triggers(const std::vector<Gold>& gold, std::vector<std::size_t>& claim_of);
  void add_roles(const Claim& claim, std::size_t trigger, const CodePointIndex& points);
  int add_voices(const Claim& claim, std::size_t trigger, const CodePointIndex& points);
  std::vector<int> label_chunks(const Claim& claim, std::size_t trigger, const CodePointIndex& points) const;
  void label(const Quoted& quoted, Role role, Context::Range range, const CodePointIndex& points,
             std::vector<int>& labels) const;

  const Preparer& preparer_;
  RoleFeatures role_features_;
  VoiceFeatures voice_features_;
  ModalityFeatures modality_features_;
  float weight_ = 1;
  Context context_;
  std::vector<std::uint64_t> features_;
};

Status TriggerFeeder::add(const AnnotatedDocument& annotated) {
  const CodedDocument& document = annotated.coded;
  const CodePointIndex points(document.document.text);
  const Result<std::vector<Gold>> gold = gold_of(document, points);
  if (!gold) return gold.error();
  preparer_.prepare(document.document, context_);
  std::vector<int> labels(context_.facts.size(), 0);  // -1: no example
  for (const Gold& one : *gold) {
    bool first = true;
    for (std::uint32_t token = 0; token < labels.size(); ++token) {
      if (shared(context_.analysis.tokens[token].span, one.trigger) == 0) continue;
      const bool joined = (context_.analysis.tokens[token].clitics & text::kWa) != 0;
      labels[token] = first || joined ? static_cast<int>(one.claim->kind) + 1 : -1;
      first = false;
    }
  }
  features_of_.begin(context_);
  for (std::uint32_t token = 0; token < labels.size(); ++token) {
    if (labels[token] < 0 || !features_of_.candidate(context_, token)) continue;
    features_of_.build(context_, token, features_);
    trainer.add(features_, labels[token], annotated.weight);
  }
  return {};
}

void TriggerFeeder::add(const LabelledWord& word) {
  const CodePointIndex points(word.document.text);
  preparer_.prepare(word.document, context_);
  features_of_.begin(context_);
  const std::size_t begin = points.byte_of(word.start);
  for (std::uint32_t token = 0; token < context_.facts.size(); ++token) {
    const Span span = context_.analysis.tokens[token].span;
    if (begin < span.begin || begin >= span.end || !features_of_.candidate(context_, token)) continue;
    features_of_.build(context_, token, features_);
    trainer.add(features_, word.kind ? static_cast<int>(*word.kind) + 1 : 0);
  }
}

void Feeder::set_gold_triggers(const std::vector<Gold>& gold, std::vector<std::size_t>& claim_of) {
  context_.triggers.clear();
  for (std::size_t i = 0; i < gold.size(); ++i) {
    Trigger found;
    found.kind = gold[i].claim->kind;
    for (std::uint32_t token = 0; token < context_.facts.size(); ++token) {
      if (shared(context_.analysis.tokens[token].span, gold[i].trigger) == 0) continue;
      if (found.tokens.empty()) found.tokens.first = found.head = token;
      found.tokens.last = token + 1;
    }
    if (found.tokens.empty() ||
        (!context_.triggers.empty() && found.tokens.first < context_.triggers.back().tokens.last))
      continue;
    describe(preparer_.facts(), preparer_.rows(), context_, found);
    context_.triggers.push_back(found);
    claim_of.push_back(i);
  }
}

// The phrase that shares most with the annotated one, for its size, takes the role; others that touch it are no
// examples.
void Feeder::label(const Quoted& quoted, Role role, Context::Range range, const CodePointIndex& points,
                   std::vector<int>& labels) const {
  const Span wanted = bytes(points, quoted);
  double best = 0;
  std::size_t at = range.last;
  for (std::size_t i = range.first; i < range.last; ++i) {
    const Span span = context_.analysis.span(context_.chunks[i].tokens);
    const std::uint32_t common = shared(span, wanted);
    if (common == 0) continue;
    const double likeness = static_cast<double>(common) / static_cast<double>(span.size() + wanted.size() - common);
    if (labels[i] == 0) labels[i] = -1;
    if (likeness <= best) continue;
    best = likeness;
    at = i;
  }
  if (at == range.last) return;
  const bool both = role == Role::kPlace && labels[at] == static_cast<int>(Role::kTarget);
  labels[at] = static_cast<int>(both ? Role::kTargetPlace : role);
}

std::vector<int> Feeder::label_chunks(const Claim& claim, std::size_t at, const CodePointIndex& points) const {
  std::vector<int> labels(context_.chunks.size(), 0);
  const Context::Range range = context_.chunks_of(context_.analysis.tokens[context_.triggers[at].head].sentence);
  for (const Participant& one : claim.agent) label(one, Role::kAgent, range, points, labels);
  for (const Participant& one : claim.target) label(one, Role::kTarget, range, points, labels);
  for (const Place& one : claim.place) label(one, Role::kPlace, range, points, labels);
  for (const Participant& one : claim.means) label(one, Role::kMeans, range, points, labels);
  for (const Time& one : claim.time) label(one, Role::kTime, range, points, labels);
  return labels;
}

void Feeder::add_roles(const Claim& claim, std::size_t at, const CodePointIndex& points) {
  const std::vector<int> labels = label_chunks(claim, at, points);
  const Context::Range range = context_.chunks_of(context_.analysis.tokens[context_.triggers[at].head].sentence);
  for (std::size_t chunk = range.first; chunk < range.last; ++chunk) {
    if (labels[chunk] < 0 || !RoleFeatures::candidate(context_, at, chunk)) continue;
    role_features_.build(context_, at, chunk, features_);
    role_trainer.add(features_, labels[chunk], weight_);
  }
}

// Returns the speaker that the annotation names, -1 when there is none or it was not found.
int Feeder::add_voices(const Claim& claim, std::size_t at, const CodePointIndex& points) {
  const Span wanted = claim.attribution.empty() ? Span{} : bytes(points, claim.attribution.back());
  voice_features_.candidates(context_, at, context_.candidates);
  const auto speaks = [&](std::size_t speaker) {
    return shared(context_.analysis.span(context_.speakers[speaker].tokens), wanted) > 0;
  };
  // The places where the right voice speaks stand first; of what follows, the last before the trigger stands for them.
  std::stable_partition(context_.candidates.begin(), context_.candidates.end(), speaks);
  std::vector<std::vector<std::uint64_t>> choices;
  int right = -1;
  for (const std::uint32_t speaker : context_.candidates) {
    if (!speaks(speaker)) break;
    if (right < 0 || context_.speakers[speaker].cue <= context_.triggers[at].head) right = static_cast<int>(speaker);
    voice_features_.build(context_, at, speaker, choices.emplace_back());
  }
  std::size_t rights = choices.size();
  voice_features_.build_none(context_, at, choices.emplace_back());
  rights = std::max<std::size_t>(rights, 1);
  for (std::size_t i = choices.size() - 1; i < context_.candidates.size(); ++i)
    voice_features_.build(context_, at, context_.candidates[i], choices.emplace_back());
  if (right >= 0 || wanted.empty()) voice_trainer.add_choice_among(choices, rights, weight_);
  context_.voices[at] = right < 0 && !wanted.empty() ? kUnknownVoice : right;
  return right;
}

Status Feeder::add(const AnnotatedDocument& annotated) {
  const CodedDocument& document = annotated.coded;
  weight_ = annotated.weight;
  const CodePointIndex points(document.document.text);
  const Result<std::vector<Gold>> gold = gold_of(document, points);
  if (!gold) return gold.error();
  preparer_.prepare(document.document, context_);
  std::vector<std::size_t> claim_of;
  set_gold_triggers(*gold, claim_of);
  preparer_.prepare_roles(context_);
  context_.voices.assign(claim_of.size(), -1);
  context_.modalities.assign(claim_of.size(), Modality::kAsserted);
  for (std::size_t i = 0; i < claim_of.size(); ++i) {
    const Claim& claim = *(*gold)[claim_of[i]].claim;
    add_roles(claim, i, points);
    const int speaker = add_voices(claim, i, points);
    modality_features_.build(context_, i, speaker, features_);
    context_.modalities[i] = claim.modality;
    modality_trainer.add(features_, static_cast<int>(claim.modality), weight_);
  }
  return {};
}

Result<std::string> train_trigger(const Preparer& preparer, std::span<const AnnotatedDocument> gold,
                                  std::span<const LabelledWord> words, std::uint64_t seed,
                                  const std::function<void(int epoch, double loss)>& progress) {
  TriggerFeeder feeder(preparer, seed);
  for (const AnnotatedDocument& document : gold) {
    if (Status added = feeder.add(document); !added) return added.error();
  }
  for (const LabelledWord& word : words) feeder.add(word);
  return feeder.trainer.train(progress);
}

}  // namespace

Result<std::string> train(const Preparer& preparer, std::span<const AnnotatedDocument> gold,
                          std::span<const LabelledWord> words, std::string_view model, std::uint64_t seed,
                          const std::function<void(int epoch, double loss)>& progress) {
  if (model == "trigger") return train_trigger(preparer, gold, words, seed, progress);
  Feeder feeder(preparer, seed);
  LinearTrainer* const trainer = model == "role"       ? &feeder.role_trainer
                                 : model == "voice"    ? &feeder.voice_trainer
                                 : model == "modality" ? &feeder.modality_trainer
                                                       : nullptr;
  if (trainer == nullptr) return Error{Error::Code::kUsage, "no frame model is called " + std::string(model)};
  for (const AnnotatedDocument& document : gold) {
    if (Status added = feeder.add(document); !added) return added.error();
  }
  return trainer->train(progress);
}

Result<std::string> train_report(const Preparer& preparer, const learn::Network& trigger,
                                 std::span<const LabelledSentence> sentences, std::uint64_t seed,
                                 const std::function<void(int epoch, double loss)>& progress) {
  LinearTrainer trainer("report", {"no", "yes"}, options(seed, 12, 0.05));
  const TriggerFinder finder(preparer.facts(), preparer.rows(), trigger, {});
  const ReportFeatures features(preparer.rows());
  Context context;
  std::vector<std::uint64_t> out;
  for (const LabelledSentence& labelled : sentences) {
    preparer.prepare(labelled.document, context);
    finder.find(context);
    preparer.prepare_roles(context);
    for (std::uint32_t sentence = 0; sentence < context.analysis.sentences.size(); ++sentence) {
      if (features.build(context, sentence, labelled.plover, out)) trainer.add(out, labelled.reports ? 1 : 0);
    }
  }
  return trainer.train(progress);
}

}  // namespace isnad::frames
