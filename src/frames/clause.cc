#include "frames/clause.h"

#include <algorithm>
#include <array>
#include <utility>

#include "frames/feature.h"

namespace isnad::frames {
namespace {

using extract::Fact;
using extract::Source;
using text::TokenType;

constexpr std::size_t kLongestWay = 12;  // steps that are told apart
constexpr std::uint64_t kJoined = 32;    // a step whose word carries a conjunction

Step step_of(const Fact& fact, TokenType type) {
  if (type == TokenType::kComma) return Step::kComma;
  if (type != TokenType::kWord && type != TokenType::kLatin && type != TokenType::kNumber) return Step::kMark;
  if (fact.is(extract::kRelative)) return Step::kRelative;
  if (fact.is(extract::kSubordinator)) return Step::kSubordinator;
  if (fact.is(extract::kPreposition)) return Step::kPreposition;
  if (fact.is(extract::kNegation)) return Step::kNegation;
  if (fact.is(extract::kConjunction)) return Step::kConjunction;
  return fact.verb && !fact.noun && fact.function == 0 ? Step::kVerb : Step::kNone;
}

bool is_verb(Step step) {
  return step == Step::kVerb || step == Step::kEventVerb;
}

bool is_skeleton(Step step) {
  return step != Step::kPreposition && step != Step::kPhrase && step != Step::kGoverned && step != Step::kTime &&
         step != Step::kMark;
}

bool by_word(Step step) {
  return step == Step::kPreposition || step == Step::kSubordinator || step == Step::kConjunction;
}

void mark_words(Context& context) {
  const std::vector<text::Token>& tokens = context.analysis.tokens;
  context.steps.resize(tokens.size());
  for (std::uint32_t i = 0; i < tokens.size(); ++i) context.steps[i] = step_of(context.facts[i], tokens[i].type);
  std::uint32_t end = 0;
  for (const Chunk& chunk : context.chunks) {
    if (chunk.tokens.first < end) continue;
    end = chunk.tokens.last;
    std::fill(context.steps.begin() + chunk.tokens.first, context.steps.begin() + end, Step::kNone);
    context.steps[chunk.tokens.first] = chunk.type == Chunk::Type::kTime ? Step::kTime
                                        : chunk.preposition == 0         ? Step::kPhrase
                                                                         : Step::kGoverned;
  }
  for (const Trigger& trigger : context.triggers) {
    std::fill(context.steps.begin() + trigger.tokens.first, context.steps.begin() + trigger.tokens.last, Step::kNone);
    const bool verb =
        trigger.form == WordForm::kActive || trigger.form == WordForm::kPassive || trigger.form == WordForm::kVoiceOpen;
    context.steps[trigger.tokens.first] = verb ? Step::kEventVerb : Step::kEvent;
  }
}

// Index of the widest chunk that begins at a token.
std::int32_t chunk_at(const Context& context, Context::Range range, std::uint32_t token) {
  const auto first = context.chunks.begin() + static_cast<std::ptrdiff_t>(range.first),
             last = context.chunks.begin() + static_cast<std::ptrdiff_t>(range.last);
  const auto found =
      std::lower_bound(first, last, token, [](const Chunk& c, std::uint32_t t) { return c.tokens.first < t; });
  return found == last || found->tokens.first != token ? -1 : static_cast<std::int32_t>(found - context.chunks.begin());
}

// Finds the subjects of a sentence's verbs, in their order.
struct SubjectSearch {
  const Context& context;
  Context::Range range;
  TokenRange sentence;
  std::uint32_t last_verb = Governor::kNone;

  void after(std::uint32_t verb, Subjects& out) const {
    for (std::uint32_t at = verb + 1; at < sentence.last; ++at) {
      const Step step = context.steps[at];
      if (is_verb(step) || step == Step::kRelative || step == Step::kSubordinator || step == Step::kMark) return;
      if (step == Step::kPhrase) {
        out.after = chunk_at(context, range, at);
        return;
      }
      if (step == Step::kGoverned) ++out.over;
      if (step == Step::kEvent) return;
    }
  }

  // The head of the phrase whose last token stands right before `token`.
  std::int32_t ending_at(std::uint32_t token) const {
    for (std::uint32_t at = token; at-- > sentence.first;) {
      const Step step = context.steps[at];
      if (step == Step::kPhrase || step == Step::kGoverned) {
        const std::int32_t chunk = chunk_at(context, range, at);
        return chunk >= 0 && context.chunks[static_cast<std::size_t>(chunk)].tokens.last >= token ? chunk : -1;
      }
      if (step != Step::kNone) return -1;
    }
    return -1;
  }

  std::int32_t topic(std::uint32_t verb) const {
    std::int32_t found = -1;
    for (std::uint32_t at = verb; at-- > sentence.first;) {
      const Step step = context.steps[at];
      if (is_verb(step) || step == Step::kSubordinator) break;
      if (step == Step::kPhrase) found = chunk_at(context, range, at);
    }
    return found;
  }

  void before(std::uint32_t verb, Subjects& out) const {
    using How = Subjects::How;
    std::uint32_t at = verb;
    while (at > sentence.first &&
           (context.steps[at - 1] == Step::kNegation || context.facts[at - 1].is(extract::kParticle) ||
            context.facts[at - 1].is(extract::kAuxiliary)))
      --at;
    const Step step = at > sentence.first ? context.steps[at - 1] : Step::kNone;
    if (step == Step::kRelative) {
      std::uint32_t behind = at - 1;
      if (behind > sentence.first && context.steps[behind - 1] == Step::kComma) --behind;
      out.before = ending_at(behind);
      out.how = How::kRelative;
    } else if ((context.analysis.tokens[at].clitics & (text::kWa | text::kFa)) != 0 && last_verb != Governor::kNone) {
      carry(How::kCarried, out);
    } else if (step == Step::kSubordinator && last_verb != Governor::kNone) {
      carry(How::kControl, out);
    } else if (at > sentence.first && (out.before = ending_at(at)) >= 0) {
      out.how = How::kBeside;
    }
    if (out.before >= 0) return;
    out.before = topic(verb);
    out.how = out.before >= 0 ? How::kTopic : How::kNone;
  }

  void carry(Subjects::How how, Subjects& out) const {
    const Subjects& last = context.subjects[last_verb];
    const bool early = last.before >= 0 &&
                       (last.how == Subjects::How::kRelative || last.how == Subjects::How::kBeside || last.after < 0);
    out.before = early ? last.before : last.after;
    out.how = how;
  }
};

void find_subjects(Context& context) {
  context.subjects.assign(context.analysis.tokens.size(), {});
  for (std::uint32_t s = 0; s < context.analysis.sentences.size(); ++s) {
    SubjectSearch search{context, context.chunks_of(s), context.analysis.sentences[s]};
    for (std::uint32_t at = search.sentence.first; at < search.sentence.last; ++at) {
      if (!is_verb(context.steps[at])) continue;
      search.after(at, context.subjects[at]);
      search.before(at, context.subjects[at]);
      search.last_verb = at;
    }
  }
}

void count_openers(Context& context) {
  context.openers.assign(context.analysis.tokens.size() + 1, 0);
  for (const Chunk& chunk : context.chunks) {
    const std::uint32_t head = chunk.tokens.first;
    if (context.steps[head] == Step::kPhrase && clause_part(context, chunk) != ClausePart::kObject)
      context.openers[head] = 1;
  }
  std::uint32_t before = 0;
  for (std::uint32_t& count : context.openers) before += std::exchange(count, before);
}

}  // namespace

ClausePart clause_part(const Context& context, const Chunk& chunk) {
  if (chunk.preposition != 0) return ClausePart::kGoverned;
  const TokenRange tokens = chunk.tokens;
  const TokenRange sentence = context.analysis.sentences[context.analysis.tokens[tokens.first].sentence];
  if (tokens.first == sentence.first) return ClausePart::kOpens;
  for (std::uint32_t at = tokens.first; at-- > sentence.first;) {
    const Step step = context.steps[at];
    if (step == Step::kEventVerb) return ClausePart::kOfEvent;
    if (step == Step::kVerb)
      return context.facts[at].starts(Source::kSaying) ? ClausePart::kOfSaying : ClausePart::kOfVerb;
    if (step == Step::kSubordinator) return ClausePart::kBehindThat;
    if (step == Step::kMark || step == Step::kConjunction) return ClausePart::kOpens;
    if (step == Step::kPhrase || step == Step::kEvent || step == Step::kRelative) break;
  }
  return tokens.last < sentence.last && is_verb(context.steps[tokens.last]) ? ClausePart::kBesideVerb
                                                                            : ClausePart::kObject;
}

void mark_steps(Context& context) {
  mark_words(context);
  find_subjects(context);
  count_openers(context);
}

Way way_between(const Context& context, std::uint32_t first, std::uint32_t last, bool forward) {
  std::array<std::uint32_t, kLongestWay> steps{};  // tokens, from the trigger on
  std::size_t count = 0;
  Way way;
  for (std::uint32_t i = 0; i < last - first; ++i) {
    const std::uint32_t at = forward ? first + i : last - 1 - i;
    const Step step = context.steps[at];
    if (step == Step::kNone) continue;
    const bool joined = (context.analysis.tokens[at].clitics & (text::kWa | text::kFa)) != 0;
    const std::uint64_t code = static_cast<std::uint64_t>(step) + (joined ? kJoined : 0);
    if (is_skeleton(step)) way.skeleton = hash_mix(way.skeleton, code);
    if (count == kLongestWay) {
      std::copy(steps.begin() + 1, steps.end(), steps.begin());
      --count;
    } else {
      way.whole = hash_mix(way.whole, by_word(step) ? hash_mix(context.facts[at].stem, code) : code);
    }
    steps[count++] = at;
    if (count <= 2)
      way.near_trigger =
          hash_mix(way.near_trigger, is_verb(step) || by_word(step) ? hash_mix(context.facts[at].stem, code) : code);
  }
  for (std::size_t i = count; i > 0 && i + 2 > count; --i) {
    const std::uint32_t at = steps[i - 1];
    const Step step = context.steps[at];
    way.near_phrase = hash_mix(
        way.near_phrase, is_verb(step) || by_word(step) ? context.facts[at].stem : static_cast<std::uint64_t>(step));
  }
  return way;
}

Governor governor_of(const Context& context, std::uint32_t token) {
  Governor found;
  const std::uint32_t begin = context.analysis.sentences[context.analysis.tokens[token].sentence].first;
  for (std::uint32_t at = token; at-- > begin;) {
    const Step step = context.steps[at];
    if (is_verb(step)) {
      found.token = at;
      return found;
    }
    found.phrases += step == Step::kPhrase && found.phrases < 3 ? 1 : 0;
    const bool breaks = step == Step::kComma || step == Step::kRelative || step == Step::kSubordinator;
    found.breaks += breaks && found.breaks < 2 ? 1 : 0;
  }
  return found;
}

}  // namespace isnad::frames
