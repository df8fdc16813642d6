// Contradictions are found in two ways: between the claims of the two reports, as between those of an incident
// (fuse/dispute.h); and between their words, for what no claim covers: a word and its opposite, or a word and its
// negation, near to the same words. Both ask first whether the reports share enough words to be about one thing.
#include "isnad/contrast.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <optional>
#include <set>

#include "base/strings.h"
#include "engine/impl.h"
#include "fuse/incident.h"
#include "fuse/ladder.h"
#include "text/lemmas.h"

namespace isnad {
namespace {

using text::Tag;
using text::TokenType;

// Shares of the shorter report's words that the other must have too. Chosen on the training pairs.
constexpr double kShared = 0.3;
constexpr double kSharedForNegation = 0.5;
constexpr std::size_t kSharedWords = 2;  // at least, for a negation
constexpr std::size_t kNear = 3;         // words around an opposite that may be what it is about
constexpr std::size_t kNearest = 2;      // of which so many count
constexpr std::size_t kLetters = 5;      // bytes: a word of content has three letters or more

struct Word {
  std::string lemma;
  std::string shown;
  bool content = false;  ///< says what the report is about
  bool negator = false;
};
using Words = std::vector<Word>;
using Lemmas = std::set<std::string>;

bool is_content(Tag tag) {
  return tag == Tag::kNoun || tag == Tag::kVerb || tag == Tag::kAdj || tag == Tag::kPropn || tag == Tag::kX ||
         tag == Tag::kNum;
}

/// Where the two poles of an opposition stand in a report; a negated word stands for the other pole.
struct Poles {
  std::vector<std::size_t> at[2];
  std::optional<int> only() const {
    if (at[0].empty() == at[1].empty()) return std::nullopt;
    return at[0].empty() ? 1 : 0;
  }
};

}  // namespace

struct Contraster::Impl {
  struct Pole {
    std::string_view opposition;
    int side;
  };

  Impl(const Engine& given, fuse::Knowledge loaded) : engine(given), knowledge(std::move(loaded)) {
    const lexicon::Lexicon& lexicon = *engine.impl().lexicon;
    const int table = lexicon.table("opposites"), cues = lexicon.table("cues");
    for (std::uint32_t row = 0; row < lexicon.rows(table); ++row) {
      int side = 0;
      for (const char* column : {"one", "other"}) {
        for (const std::string_view lemma : split_words(lexicon.cell(table, row, column), '|'))
          poles[lexicon.fold()(lemma)].push_back({lexicon.cell(table, row, "id"), side});
        ++side;
      }
    }
    for (std::uint32_t row = 0; row < lexicon.rows(cues); ++row) {
      if (lexicon.cell(cues, row, "cue") != "negation") continue;
      for (const std::string_view form : split_words(lexicon.cell(cues, row, "forms"), '|')) {
        if (form.find(' ') == std::string_view::npos) negators.insert(lexicon.fold()(form));
      }
    }
  }

  Words words_of(const Document& document) const;
  bool negated(const Words& words, std::size_t at, std::size_t reach) const;
  std::map<std::string_view, Poles> poles_of(const Words& words) const;
  void find_opposites(const Words& a, const Words& b, const Lemmas& shared, Contrast& out) const;
  void find_negations(const Words& a, const Words& b, Contrast& out) const;
  void find_disputes(Contrast& out) const;
  void match(Contrast& out) const;

  const Engine& engine;
  fuse::Knowledge knowledge;
  std::map<std::string, std::vector<Pole>> poles;  // by folded lemma
  Lemmas negators;                                 // folded
};

Words Contraster::Impl::words_of(const Document& document) const {
  const Engine::Impl& impl = engine.impl();
  text::Analysis analysis;
  impl.analyzer->analyze(document.text, analysis);
  Words words;
  for (const text::Token& token : analysis.tokens) {
    if (token.type != TokenType::kWord && token.type != TokenType::kNumber && token.type != TokenType::kLatin) continue;
    Word word;
    word.shown = analysis.original(token);
    word.lemma = impl.lexicon->fold()(text::lemma_of(*impl.analyzer, impl.text_models, analysis, token));
    word.negator = negators.contains(word.lemma) || negators.contains(std::string(analysis.stem(token)));
    word.content =
        is_content(token.tag) && word.lemma.size() >= kLetters && !word.negator && !poles.contains(word.lemma);
    words.push_back(std::move(word));
  }
  return words;
}

bool Contraster::Impl::negated(const Words& words, std::size_t at, std::size_t reach) const {
  for (std::size_t back = 1; back <= std::min(at, reach); ++back) {
    if (words[at - back].negator) return true;
  }
  return false;
}

namespace {

Lemmas content_of(const Words& words) {
  Lemmas lemmas;
  for (const Word& word : words) {
    if (word.content) lemmas.insert(word.lemma);
  }
  return lemmas;
}

/// The shared words nearest to `at`.
void add_near(const Words& words, std::size_t at, const Lemmas& shared, Lemmas& out) {
  std::size_t taken = 0;
  for (std::size_t step = 1; step <= kNear; ++step) {
    for (const bool before : {true, false}) {
      if (before ? step > at : at + step >= words.size()) continue;
      const std::string& lemma = words[before ? at - step : at + step].lemma;
      if (taken < kNearest && shared.contains(lemma) && out.insert(lemma).second) ++taken;
    }
  }
}

bool meet(const Lemmas& a, const Lemmas& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& lemma) { return b.contains(lemma); });
}

Lemmas near_all(const Words& words, const std::vector<std::size_t>& places, const Lemmas& shared) {
  Lemmas near;
  for (const std::size_t at : places) add_near(words, at, shared, near);
  return near;
}

}  // namespace

std::map<std::string_view, Poles> Contraster::Impl::poles_of(const Words& words) const {
  std::map<std::string_view, Poles> found;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto known = poles.find(words[i].lemma);
    if (known == poles.end()) continue;
    for (const Pole& pole : known->second)
      found[pole.opposition].at[negated(words, i, 2) ? 1 - pole.side : pole.side].push_back(i);
  }
  return found;
}

void Contraster::Impl::find_opposites(const Words& a, const Words& b, const Lemmas& shared, Contrast& out) const {
  const auto in_a = poles_of(a), in_b = poles_of(b);
  for (const auto& [opposition, here] : in_a) {
    const auto there = in_b.find(opposition);
    if (there == in_b.end()) continue;
    const std::optional<int> one = here.only(), other = there->second.only();
    if (!one || !other || *one == *other) continue;
    const std::vector<std::size_t>&places_a = here.at[*one], &places_b = there->second.at[*other];
    if (!meet(near_all(a, places_a, shared), near_all(b, places_b, shared))) continue;
    out.contradictions.push_back(
        {"opposite", std::string(opposition), a[places_a.front()].shown, b[places_b.front()].shown});
  }
}

void Contraster::Impl::find_negations(const Words& a, const Words& b, Contrast& out) const {
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!a[i].content) continue;
    for (std::size_t j = 0; j < b.size(); ++j) {
      if (a[i].lemma != b[j].lemma || negated(a, i, 1) == negated(b, j, 1)) continue;
      const auto shown = [&](const Words& words, std::size_t at) {
        return (negated(words, at, 1) ? words[at - 1].shown + " " : "") + words[at].shown;
      };
      out.contradictions.push_back({"negation", a[i].lemma, shown(a, i), shown(b, j)});
      return;
    }
  }
}

/// Positions that the two reports take in a dispute over their claims.
void Contraster::Impl::find_disputes(Contrast& out) const {
  std::vector<fuse::Testimony> testimonies;
  for (const CodedDocument* coded : {&out.a, &out.b}) {
    if (coded->claims.empty()) return;
    testimonies.push_back({&coded->document, {}});
    for (const Claim& claim : coded->claims) testimonies.back().claims.push_back(&claim);
  }
  const Incident incident = fuse::incident_of(testimonies, knowledge);
  for (const Dispute& dispute : incident.disputes) {
    std::string sides[2];
    bool agree = false;
    for (const Position& position : dispute.positions) {
      bool holds[2] = {};
      for (const ClaimRef& ref : position.claims) holds[ref.doc_id == out.a.document.doc_id ? 0 : 1] = true;
      agree = agree || (holds[0] && holds[1]);
      for (const int at : {0, 1}) {
        if (holds[at]) sides[at] += (sides[at].empty() ? "" : ", ") + position.statement;
      }
    }
    if (!sides[0].empty() && !sides[1].empty() && !agree)
      out.contradictions.push_back({dispute.type, dispute.about, sides[0], sides[1]});
  }
}

void Contraster::Impl::match(Contrast& out) const {
  const auto words = [&](const std::vector<Participant>& participants) {
    fuse::Words made;
    for (const Participant& participant : participants) knowledge.add_words(made, participant.text);
    return made;
  };
  const auto same = [&](const Claim& a, const Claim& b) {
    if (a.kind != b.kind || a.modality != b.modality) return false;
    if (fuse::compare(words(a.agent), words(b.agent)) == fuse::Relation::kDiffers) return false;
    if (fuse::compare(words(a.target), words(b.target)) == fuse::Relation::kDiffers) return false;
    return fuse::same_matter(a, b, knowledge);
  };
  std::set<std::string> matched;
  for (const Claim& a : out.a.claims) {
    bool found = false;
    for (const Claim& b : out.b.claims) {
      if (found || matched.contains(b.claim_id) || !same(a, b)) continue;
      out.both.emplace_back(a.claim_id, b.claim_id);
      matched.insert(b.claim_id);
      found = true;
    }
    if (!found) out.only_a.push_back(a.claim_id);
  }
  for (const Claim& b : out.b.claims) {
    if (!matched.contains(b.claim_id)) out.only_b.push_back(b.claim_id);
  }
}

Contraster::Contraster(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Contraster::~Contraster() = default;

Result<std::unique_ptr<Contraster>> Contraster::open(const Engine& engine) {
  auto knowledge = fuse::Knowledge::load(*engine.impl().lexicon);
  if (!knowledge) return knowledge.error();
  return std::unique_ptr<Contraster>(new Contraster(std::make_unique<Impl>(engine, *std::move(knowledge))));
}

Result<Contrast> Contraster::compare(Document a, Document b) const {
  // Two reports without names are two voices all the same.
  a.doc_id = a.doc_id.empty() ? "a" : a.doc_id;
  b.doc_id = b.doc_id.empty() || b.doc_id == a.doc_id ? a.doc_id + "-b" : b.doc_id;
  if (a.outlet == b.outlet) {
    a.outlet += " a";
    b.outlet += " b";
  }
  auto coded_a = impl_->engine.code(std::move(a)), coded_b = impl_->engine.code(std::move(b));
  if (!coded_a) return coded_a.error();
  if (!coded_b) return coded_b.error();
  Contrast out{*std::move(coded_a), *std::move(coded_b), {}, {}, {}, {}};
  impl_->match(out);
  const Words words_a = impl_->words_of(out.a.document), words_b = impl_->words_of(out.b.document);
  const Lemmas content_a = content_of(words_a), content_b = content_of(words_b);
  Lemmas shared;
  std::set_intersection(content_a.begin(), content_a.end(), content_b.begin(), content_b.end(),
                        std::inserter(shared, shared.end()));
  if (shared.empty()) return out;
  const double part =
      static_cast<double>(shared.size()) / static_cast<double>(std::min(content_a.size(), content_b.size()));
  if (part < kShared) return out;
  impl_->find_disputes(out);
  impl_->find_opposites(words_a, words_b, shared, out);
  const bool close = part >= kSharedForNegation && shared.size() >= kSharedWords;
  if (close && out.contradictions.empty()) impl_->find_negations(words_a, words_b, out);
  return out;
}

}  // namespace isnad
