#include "text/segmenter.h"

#include <algorithm>
#include <bit>

#include "text/segmenter_features.h"
#include "text/token.h"

namespace isnad::text {
namespace {

// The bit of a clitic, from its role and its order among those of its role: conjunctions and prepositions follow the
// table's rows.
std::uint16_t bit_of(std::string_view role, int nth) {
  if (role == "conj") return nth == 0 ? kWa : kFa;
  if (role == "prep") return nth == 0 ? kBa : nth == 1 ? kLa : kKa;
  if (role == "future") return kFuture;
  if (role == "article") return kArticle;
  return role == "question" ? kQuestion : kPronoun;
}

constexpr std::size_t kLetter = 2;  // bytes of an Arabic letter
constexpr std::uint16_t kOuter = kWa | kFa | kBa | kLa | kKa | kFuture | kQuestion;
constexpr int kRarer =
    6;  // half binary orders: a stem 8 times rarer than the word with alef-lam does not make that an article

}  // namespace

std::size_t outer_bytes(const Segmentation& cut) {
  return static_cast<std::size_t>(std::popcount(static_cast<unsigned>(cut.clitics & kOuter))) * kLetter;
}

std::uint64_t cuts_of(std::size_t size, const Segmentation& cut) {
  std::uint64_t cuts = 0;
  for (std::size_t at = kLetter; at <= outer_bytes(cut); at += kLetter) cuts |= std::uint64_t{1} << at;
  if (cut.enclitic_bytes > 0) cuts |= std::uint64_t{1} << (size - cut.enclitic_bytes);
  return cuts;
}

Segmenter::Segmenter(const lexicon::Lexicon& lexicon, const Models* models) : models_(models) {
  const int table = lexicon.table("clitics");
  int conjunctions = 0, prepositions = 0;
  for (std::uint32_t row = 0; row < lexicon.rows(table); ++row) {
    const std::string_view role = lexicon.cell(table, row, "role");
    if (role == "question") continue;  // too rare in news to be told from the alef of a stem
    const int nth = role == "conj" ? conjunctions++ : role == "prep" ? prepositions++ : 0;
    const std::string_view order = lexicon.cell(table, row, "order");
    Affix affix{lexicon.fold()(lexicon.cell(table, row, "form")), bit_of(role, nth),
                static_cast<std::uint8_t>(order.front() - '0')};
    if (affix.bit == kArticle) {
      article_ = affix.form;
    } else {
      (lexicon.cell(table, row, "place") == "pro" ? proclitics_ : enclitics_).push_back(affix);
    }
  }
  merged_ = article_.substr(std::min(article_.size(), kLetter));
}

bool Segmenter::is_preposition(std::string_view letter) const {
  return std::any_of(proclitics_.begin(), proclitics_.end(),
                     [&](const Affix& affix) { return (affix.bit & (kBa | kLa | kKa)) != 0 && affix.form == letter; });
}

bool Segmenter::is_pronoun(std::string_view letters) const {
  return std::any_of(enclitics_.begin(), enclitics_.end(), [&](const Affix& affix) { return affix.form == letters; });
}

bool Segmenter::takes_article(std::string_view rest, std::string_view article) const {
  const std::string_view stem = rest.substr(article.size());
  if (stem.size() < 2 * kLetter) return false;
  const Readings whole = models_->stems->analyze(rest, false), inner = models_->stems->analyze(stem, false);
  if (whole == 0) return true;
  if ((whole & readings::kAnyClosed) != 0 || (inner & readings::kAnyNominal) == 0) return false;
  // Names that the dictionary lists with their article still have it.
  if (article == article_ && (whole & ~readings::of_pos(readings::kPropn)) == 0) return true;
  return models_->classes->lookup(stem).frequency + kRarer >= models_->classes->lookup(rest).frequency;
}

// The article is cut wherever it can stand: before a stem without a pronoun. After the preposition l its alef is not
// written.
void Segmenter::add_with_article(std::string_view folded, std::uint8_t spelling, Segmentation cut,
                                 Candidates& out) const {
  const std::string_view rest = folded.substr(cut.proclitic_bytes);
  const std::string_view article = (cut.clitics & kLa) != 0 ? merged_ : article_;
  const bool hamza = (spelling >> std::min<std::size_t>(cut.proclitic_bytes / kLetter, 4) & kHamza) != 0;
  const bool can = cut.enclitic_bytes == 0 && (cut.clitics & kFuture) == 0 && !hamza;
  if (can && rest.starts_with(article) && takes_article(rest, article)) {
    cut.proclitic_bytes = static_cast<std::uint8_t>(cut.proclitic_bytes + article.size());
    cut.clitics |= kArticle;
  }
  out.add(cut);
}

void Segmenter::add_with_pronouns(std::string_view folded, const Segmentation& so_far, std::uint8_t spelling,
                                  Candidates& out) const {
  const std::string_view rest = folded.substr(so_far.proclitic_bytes);
  // A preposition is the stem of the pronoun written to it, not its proclitic.
  const bool pronoun = (so_far.clitics & (kBa | kLa | kKa)) != 0 && is_pronoun(rest);
  if ((rest.size() > kLetter || so_far.clitics == 0) && !pronoun) add_with_article(folded, spelling, so_far, out);
  if ((spelling & (kEndsTaMarbuta | kEndsAlefMaqsura)) != 0) return;  // no letter of a pronoun
  for (const Affix& suffix : enclitics_) {
    if (rest.size() <= suffix.form.size() || !rest.ends_with(suffix.form)) continue;
    const std::string_view stem = rest.substr(0, rest.size() - suffix.form.size());
    if (stem.size() < 2 * kLetter && !is_preposition(stem)) continue;
    Segmentation with = so_far;
    with.enclitic_bytes = static_cast<std::uint8_t>(suffix.form.size());
    with.clitics |= kPronoun;
    out.add(with);
  }
}

void Segmenter::extend(std::string_view folded, const Segmentation& so_far, int order, std::uint8_t spelling,
                       Candidates& out) const {
  add_with_pronouns(folded, so_far, spelling, out);
  const std::string_view rest = folded.substr(so_far.proclitic_bytes);
  for (const Affix& prefix : proclitics_) {
    if (prefix.order <= order || rest.size() < prefix.form.size() + kLetter || !rest.starts_with(prefix.form)) continue;
    Segmentation with = so_far;
    with.proclitic_bytes = static_cast<std::uint8_t>(with.proclitic_bytes + prefix.form.size());
    with.clitics |= prefix.bit;
    extend(folded, with, prefix.order, spelling, out);
  }
}

Candidates Segmenter::candidates(std::string_view folded, std::uint8_t spelling) const {
  Candidates out;
  extend(folded, {}, 0, spelling, out);
  return out;
}

Segmentation Segmenter::best(std::string_view folded, std::uint8_t spelling, const Candidates& candidates) const {
  SegmenterFeatures features;
  Segmentation best_cut;
  float best_score = 0;
  for (std::size_t i = 0; i < candidates.size; ++i) {
    segmenter_features(*models_, folded, spelling, candidates.cuts[i], features);
    const float score = models_->segmenter->rank(features.all());
    if (i > 0 && score <= best_score) continue;
    best_cut = candidates.cuts[i];
    best_score = score;
  }
  return best_cut;
}

Segmentation Segmenter::segment(std::string_view folded, std::uint8_t spelling) const {
  if (models_ == nullptr || !models_->segmenter) return {};
  if (folded.size() < 2 * kLetter || folded.size() > 40 * kLetter) return {};
  const Candidates found = candidates(folded, spelling);
  if (found.size < 2) return found.size == 0 ? Segmentation{} : found.cuts[0];
  return best(folded, spelling, found);
}

}  // namespace isnad::text
