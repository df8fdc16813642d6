#include "extract/facts.h"

#include <algorithm>
#include <iterator>

#include "base/strings.h"

namespace isnad::extract {
namespace {

constexpr std::string_view kTableNames[] = {"triggers",    "light_verbs",   "saying",        "cues",    "places",
                                            "place_words", "nationalities", "actors",        "sources", "titles",
                                            "groups",      "weapons",       "function_words"};
static_assert(std::size(kTableNames) == kSourceCount);

constexpr std::string_view kRoleNames[] = {"prep",    "conj",     "subord", "relative",   "demonstrative", "negation",
                                           "pronoun", "particle", "aux",    "quantifier", "adverb",        "question"};

std::uint16_t role_bit(std::string_view role) {
  const auto* found = std::find(std::begin(kRoleNames), std::end(kRoleNames), role);
  return found == std::end(kRoleNames) ? std::uint16_t{0}
                                       : static_cast<std::uint16_t>(1U << (found - std::begin(kRoleNames)));
}

}  // namespace

FactFinder::FactFinder(const lexicon::Lexicon& lexicon) : lexicon_(lexicon) {
  source_of_table_.assign(lexicon.table_count(), -1);
  for (int i = 0; i < kSourceCount; ++i) {
    tables_[static_cast<std::size_t>(i)] = lexicon.table(kTableNames[i]);
    if (tables_[static_cast<std::size_t>(i)] >= 0)
      source_of_table_[static_cast<std::size_t>(tables_[static_cast<std::size_t>(i)])] = static_cast<std::int8_t>(i);
  }
  const int functions = table(Source::kFunction);
  const int role = lexicon.column(functions, "role");
  for (std::uint32_t row = 0; row < lexicon.rows(functions); ++row)
    function_roles_.push_back(role_bit(lexicon.cell(functions, row, role)));
}

// Of a verb and its verbal noun that are spelled alike ("dhakara", "dhikr"), the one that the tagger saw.
bool FactFinder::read_better(const text::Analysis& analysis, const text::Match& match, const text::Match& best) {
  if (match.tokens.size() != 1 || best.tokens.size() != 1) return false;
  const text::Tag tag = analysis.tokens[match.tokens.first].tag;
  if (tag == text::Tag::kX) return false;
  const bool verb = tag == text::Tag::kVerb || tag == text::Tag::kAux;
  const auto fits = [verb](const text::Match& one) {
    return lexicon::Features::unpack(one.entry.features).is_verb() == verb;
  };
  return fits(match) && !fits(best);
}

void FactFinder::add_match(const text::Analysis& analysis, std::uint32_t index, std::vector<Fact>& out) const {
  const text::Match& match = analysis.matches[index];
  const int source = source_of_table_[match.entry.table];
  if (source < 0) return;
  Fact& fact = out[match.tokens.first];
  const auto bit = static_cast<std::uint16_t>(1U << source);
  std::int32_t& best = fact.match[static_cast<std::size_t>(source)];
  if (best < 0 || read_better(analysis, match, analysis.matches[static_cast<std::size_t>(best)]))
    best = static_cast<std::int32_t>(index);  // longest first
  fact.begins |= bit;
  for (std::uint32_t i = match.tokens.first; i < match.tokens.last; ++i) out[i].inside |= bit;
  if (match.tokens.size() == 1) {
    const lexicon::Features features = lexicon::Features::unpack(match.entry.features);
    fact.verb = fact.verb || features.is_verb();
    fact.noun = fact.noun || features.word_class == lexicon::Features::Class::kNoun;
  }
  if (source == static_cast<int>(Source::kFunction) && match.tokens.size() == 1)
    fact.function |= function_roles_[match.entry.row];
}

// A tag, where there is one, knows the word's neighbours; the lexicon does not.
void FactFinder::set_class(text::Tag tag, Fact& fact) {
  switch (tag) {
    case text::Tag::kX:
      return;
    case text::Tag::kVerb:
    case text::Tag::kAux:
      fact.verb = true;
      fact.noun = false;
      return;
    default:
      fact.verb = false;
      fact.noun = tag == text::Tag::kNoun || tag == text::Tag::kAdj || tag == text::Tag::kPropn;
  }
}

void FactFinder::find(const text::Analysis& analysis, std::vector<Fact>& out) const {
  const std::string_view alef = lexicon_.fold().fold_of(0x0627);
  out.assign(analysis.tokens.size(), Fact{});
  for (std::uint32_t i = 0; i < out.size(); ++i) {
    const text::Token& token = analysis.tokens[i];
    Fact& fact = out[i];
    fact.match.fill(-1);
    fact.word = hash_bytes(analysis.folded(token));
    std::string_view stem = analysis.stem(token);
    if (stem.size() > 6 && stem.ends_with(alef)) stem.remove_suffix(alef.size());
    fact.stem = hash_bytes(stem);
  }
  for (std::uint32_t i = 0; i < analysis.matches.size(); ++i) add_match(analysis, i, out);
  for (std::uint32_t i = 0; i < out.size(); ++i) set_class(analysis.tokens[i].tag, out[i]);
}

}  // namespace isnad::extract
