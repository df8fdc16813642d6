#include "text/segmenter.h"

#include "base/utf8.h"
#include "text/token.h"

namespace isnad::text {
namespace {

// The bit of a clitic, from its role and its order among those of its role: conjunctions and prepositions follow the table's rows.
std::uint16_t bit_of(std::string_view role, int nth) {
  if (role == "conj") return nth == 0 ? kWa : kFa;
  if (role == "prep") return nth == 0 ? kBa : nth == 1 ? kLa : kKa;
  if (role == "future") return kFuture;
  if (role == "article") return kArticle;
  return role == "question" ? kQuestion : kPronoun;
}

constexpr std::size_t kLetter = 2;  // bytes of an Arabic letter

}  // namespace

Segmenter::Segmenter(const lexicon::Lexicon& lexicon) : lexicon_(lexicon) {
  const int table = lexicon.table("clitics");
  int conjunctions = 0, prepositions = 0;
  for (std::uint32_t row = 0; row < lexicon.rows(table); ++row) {
    const std::string_view role = lexicon.cell(table, row, "role");
    const int nth = role == "conj" ? conjunctions++ : role == "prep" ? prepositions++ : 0;
    const std::string_view order = lexicon.cell(table, row, "order");
    Affix affix{lexicon.fold()(lexicon.cell(table, row, "form")), bit_of(role, nth), static_cast<std::uint8_t>(order.front() - '0')};
    (lexicon.cell(table, row, "place") == "pro" ? proclitics_ : enclitics_).push_back(affix);
  }
}

// Known stems win; among them fewer letters cut off. Unknown stems keep what is safe to cut: the article and what stands before it.
int Segmenter::score(std::string_view folded, const Segmentation& candidate) const {
  const std::size_t cut = candidate.proclitic_bytes + candidate.enclitic_bytes;
  const std::string_view stem = folded.substr(candidate.proclitic_bytes, folded.size() - cut);
  if (stem.size() < 2 * kLetter && cut > 0) return -1000;
  int score = -static_cast<int>(cut);
  if (lexicon_.word(stem) != 0) score += 40;
  if ((candidate.clitics & kArticle) != 0) score += (candidate.clitics & kPronoun) != 0 ? -40 : 12 + static_cast<int>(candidate.proclitic_bytes);
  if (candidate.clitics == kWa && stem.size() >= 3 * kLetter) score += 6;
  return score;
}

void Segmenter::consider(std::string_view folded, const Segmentation& candidate, Segmentation& best, int& best_score) const {
  const int value = score(folded, candidate);
  if (value <= best_score) return;
  best = candidate;
  best_score = value;
}

void Segmenter::extend(std::string_view folded, Segmentation so_far, int order, Segmentation& best, int& best_score) const {
  consider(folded, so_far, best, best_score);
  for (const Affix& suffix : enclitics_) {
    if (folded.size() < so_far.proclitic_bytes + suffix.form.size() + 2 * kLetter || !folded.ends_with(suffix.form)) continue;
    Segmentation with = so_far;
    with.enclitic_bytes = static_cast<std::uint8_t>(suffix.form.size());
    with.clitics |= kPronoun;
    consider(folded, with, best, best_score);
  }
  const std::string_view rest = folded.substr(so_far.proclitic_bytes);
  for (const Affix& prefix : proclitics_) {
    if (prefix.order <= order || rest.size() <= prefix.form.size() || !rest.starts_with(prefix.form)) continue;
    Segmentation with = so_far;
    with.proclitic_bytes = static_cast<std::uint8_t>(with.proclitic_bytes + prefix.form.size());
    with.clitics |= prefix.bit;
    extend(folded, with, prefix.order, best, best_score);
    // The article loses its alef after l: two l in a row are preposition and article.
    const std::string_view after = folded.substr(with.proclitic_bytes);
    if (prefix.bit == kLa && after.starts_with(prefix.form)) {
      with.proclitic_bytes = static_cast<std::uint8_t>(with.proclitic_bytes + prefix.form.size());
      with.clitics |= kArticle;
      extend(folded, with, 3, best, best_score);
    }
  }
}

Segmentation Segmenter::segment(std::string_view folded) const {
  Segmentation best;
  if (folded.size() < 3 * kLetter || folded.size() > 40 * kLetter) return best;
  int best_score = -1;
  extend(folded, {}, 0, best, best_score);
  return best;
}

}  // namespace isnad::text
