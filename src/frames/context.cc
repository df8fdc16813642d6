#include "frames/context.h"

#include <algorithm>
#include <iterator>

namespace isnad::frames {
namespace {

// First index of each sentence among items whose sentence `sentence_of(i)` never falls.
template <typename SentenceOf>
void index_items(std::size_t items, std::size_t sentences, std::vector<std::uint32_t>& first, SentenceOf sentence_of) {
  first.assign(sentences + 1, static_cast<std::uint32_t>(items));
  std::size_t next = 0;
  for (std::size_t i = 0; i < items; ++i) {
    while (next <= sentence_of(i)) first[next++] = static_cast<std::uint32_t>(i);
  }
}

}  // namespace

bool Context::quoted(std::uint32_t token) const {
  const auto& quotations = analysis.quotations;
  const auto next = std::upper_bound(quotations.begin(), quotations.end(), token,
                                     [](std::uint32_t t, const text::Quotation& q) { return t < q.tokens.first; });
  return next != quotations.begin() && std::prev(next)->tokens.contains(token);
}

bool Context::clause_follows(std::uint32_t token) const {
  constexpr std::uint32_t kSoon = 6;
  const std::uint32_t limit = std::min(token + kSoon, static_cast<std::uint32_t>(facts.size()));
  for (; token < limit && analysis.tokens[token].type == text::TokenType::kWord; ++token) {
    if (facts[token].is(extract::kSubordinator)) return true;
  }
  return false;
}

void Context::tally() {
  tallies.assign(1, {});
  tallies.reserve(facts.size() + 1);
  for (std::size_t i = 0; i < facts.size(); ++i) {
    Tally count = tallies.back();
    const text::Token& token = analysis.tokens[i];
    const extract::Fact& fact = facts[i];
    count.commas += token.type == text::TokenType::kComma ? 1 : 0;
    count.lines += token.line_before ? 1 : 0;
    count.subordinators += fact.is(extract::kSubordinator) ? 1 : 0;
    count.relatives += fact.is(extract::kRelative) ? 1 : 0;
    count.verbs += fact.verb ? 1 : 0;
    count.joined_verbs += fact.verb && (token.clitics & text::kWa) != 0 ? 1 : 0;
    tallies.push_back(count);
  }
}

Tally Context::between(std::uint32_t first, std::uint32_t last) const {
  if (last <= first) return {};
  const Tally &to = tallies[last], &from = tallies[first];
  return {to.commas - from.commas,       to.lines - from.lines, to.subordinators - from.subordinators,
          to.relatives - from.relatives, to.verbs - from.verbs, to.joined_verbs - from.joined_verbs};
}

void Context::index() {
  const auto sentence = [this](std::uint32_t token) { return std::size_t{analysis.tokens[token].sentence}; };
  const std::size_t sentences = analysis.sentences.size();
  index_items(triggers.size(), sentences, first_trigger, [&](std::size_t i) { return sentence(triggers[i].head); });
  index_items(chunks.size(), sentences, first_chunk, [&](std::size_t i) { return sentence(chunks[i].tokens.first); });
  index_items(speakers.size(), sentences, first_speaker, [&](std::size_t i) { return sentence(speakers[i].cue); });
}

}  // namespace isnad::frames
