#include "frames/report_model.h"

#include <algorithm>
#include <array>

#include "base/strings.h"
#include "frames/feature.h"

namespace isnad::frames {
namespace {

enum Template {
  kType = 401,
  kKind,
  kShape,
  kStem,
  kRow,
  kBefore,
  kAfter,
  kPosition,
  kConfidence,
  kWord,
  kClass,
  kPair,
  kCounts,
  kFirst,
  kLength,
  kTriggers,
};

constexpr float kThreshold = 0.1F;  // reports are few among what is labelled

}  // namespace

bool ReportFeatures::knows(std::string_view plover) {
  return plover == "ASSAULT" || plover == "PROTEST";
}

void ReportFeatures::add_trigger(const Context& context, const Trigger& trigger,
                                 std::vector<std::uint64_t>& out) const {
  const text::Token& word = context.analysis.tokens[trigger.head];
  const TokenRange sentence = context.analysis.sentences[word.sentence];
  const std::uint64_t before = trigger.tokens.first > sentence.first ? context.facts[trigger.tokens.first - 1].stem : 0;
  const std::uint64_t after = trigger.tokens.last < sentence.last ? context.facts[trigger.tokens.last].stem : 0;
  const std::uint32_t shape = word.clitics & (text::kArticle | text::kPronoun | text::kBa | text::kLa);
  out.push_back(feature(kKind, trigger.kind));
  out.push_back(feature(kKind, trigger.kind, trigger.form));
  out.push_back(feature(kShape, trigger.kind, trigger.form, shape));
  out.push_back(feature(kShape, trigger.form, word.tag, word.verb, shape));
  out.push_back(feature(kStem, context.facts[trigger.head].stem, shape));
  out.push_back(feature(kRow, trigger.row));
  out.push_back(feature(kBefore, before, trigger.form));
  out.push_back(feature(kAfter, after, trigger.form));
  out.push_back(feature(kPosition, trigger.kind, bucket(trigger.tokens.first - sentence.first)));
  out.push_back(feature(kConfidence, trigger.kind, static_cast<int>(trigger.confidence * 24)));
}

void ReportFeatures::add_sentence(const Context& context, std::uint32_t sentence, std::uint64_t type,
                                  std::vector<std::uint64_t>& out) const {
  const TokenRange range = context.analysis.sentences[sentence];
  std::uint64_t last = 0;
  for (std::uint32_t token = range.first; token < range.last; ++token) {
    const text::Token& word = context.analysis.tokens[token];
    if (word.type != text::TokenType::kWord) continue;
    const std::uint64_t stem = context.facts[token].stem;
    out.push_back(feature(kWord, stem));
    out.push_back(feature(kWord, type, stem));
    out.push_back(feature(kClass, word.stem_class));
    out.push_back(feature(kClass, type, word.stem_class));
    out.push_back(feature(kPair, last, stem));
    last = stem;
  }
  std::uint32_t counts = 0, exact = 0;
  const auto inside = [&](TokenRange tokens) { return range.contains(tokens.first); };
  for (const extract::Count& count : context.counts) {
    counts += inside(count.tokens) ? 1 : 0;
    exact += inside(count.tokens) && count.explicit_number ? 1 : 0;
  }
  const auto times = std::count_if(context.times.begin(), context.times.end(),
                                   [&](const extract::Time& time) { return inside(time.tokens); });
  out.push_back(feature(kCounts, std::min(counts, 3U), std::min(exact, 3U)));
  out.push_back(feature(kCounts, 7, std::min(exact, 1U), times > 0));
  out.push_back(feature(kFirst, context.facts[range.first].stem));
  out.push_back(feature(kLength, bucket(range.size())));
}

bool ReportFeatures::build(const Context& context, std::uint32_t sentence, std::string_view plover,
                           std::vector<std::uint64_t>& out) const {
  out.clear();
  const Context::Range here = context.triggers_of(sentence);
  std::uint32_t of_type = 0;
  for (std::size_t i = here.first; i < here.last; ++i) {
    if (rows_.plover(context.triggers[i].kind) != plover) continue;
    add_trigger(context, context.triggers[i], out);
    ++of_type;
  }
  if (of_type == 0) return false;
  const std::uint64_t type = hash_bytes(plover);
  out.push_back(feature(kType, type));
  out.push_back(feature(kTriggers, type, std::min(of_type, 4U)));
  add_sentence(context, sentence, type, out);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return true;
}

bool ReportFinder::reports(Context& context, std::uint32_t sentence, std::string_view plover) const {
  if (!ReportFeatures::knows(plover) || !features_.build(context, sentence, plover, context.features)) return true;
  std::array<float, 2> scores{};
  model_.score(context.features, scores);
  learn::LinearModel::softmax(scores);
  return scores[1] >= kThreshold;
}

}  // namespace isnad::frames
