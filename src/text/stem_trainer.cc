// Completes the stems of a dictionary by the rules of resources/affixes.tsv, and writes the table that Stems serves
// from.
#include <algorithm>
#include <cstring>
#include <map>
#include <utility>

#include "base/strings.h"
#include "learn/model_file.h"
#include "text/stems.h"
#include "text/stems_format.h"

namespace isnad::text {
namespace {

constexpr std::pair<std::string_view, int> kAllowanceNames[] = {
    {"bare", kAllowBare}, {"free", kAllowFree}, {"pron", kAllowPron}, {"fem", kAllowFem}, {"dual", kAllowDual},
    {"mp", kAllowMp},     {"fp", kAllowFp},     {"t", kAllowT},       {"v", kAllowV},     {"c", kAllowC},
};
constexpr std::pair<std::string_view, int> kFormNames[] = {
    {"bare", readings::kBare},
    {"fem", readings::kFem},
    {"plural", readings::kPlural},
    {"acc", readings::kAcc},
    {"construct", readings::kConstruct},
    {"t", 1},
    {"v", 2},
    {"c", 3},
};
constexpr std::pair<std::string_view, int> kNominalPos[] = {
    {"noun", readings::kNoun},       {"adj", readings::kAdj},         {"adj_comp", readings::kAdj},
    {"adj_num", readings::kAdj},     {"noun_prop", readings::kPropn}, {"noun_num", readings::kNum},
    {"noun_quant", readings::kNoun},
};
constexpr std::pair<std::string_view, int> kClosedPos[] = {
    {"adv", readings::kAdv},      {"prep", readings::kAdp},     {"pron", readings::kPron},
    {"pron_", readings::kPron},   {"conj", readings::kConj},    {"conj_", readings::kConj},
    {"part", readings::kPart},    {"part_", readings::kPart},   {"adv_", readings::kAdv},
    {"interj", readings::kOther}, {"abbrev", readings::kOther}, {"verb_pseudo", readings::kPart},
};
// What the dictionary's paradigm of a nominal allows.
constexpr std::pair<std::string_view, int> kParadigms[] = {
    {"MS", kAllowBare}, {"FS", kAllowFem}, {"MD", kAllowDual}, {"MP", kAllowMp}, {"FP", kAllowFp},
};
constexpr int kPosBegin[] = {kStemNominal, kStemPerfect, kStemImperfect};

template <typename Pairs>
int find_name(const Pairs& pairs, std::string_view name) {
  for (const auto& [key, value] : pairs) {
    if (key == name || (key.ends_with('_') && name.starts_with(key))) return value;
  }
  return -1;
}

int pos_index(std::string_view pos) {
  return pos == "nominal" ? 0 : pos == "perfect" ? 1 : 2;
}

constexpr std::size_t kLetter = 2;  // bytes of an Arabic letter

constexpr std::uint32_t bit(int number) {
  return 1U << number;
}

}  // namespace

StemTrainer::StemTrainer(const lexicon::Lexicon& lexicon) : lexicon_(lexicon) {
  const int clitics = lexicon.table("clitics");
  for (std::uint32_t row = 0; row < lexicon.rows(clitics); ++row) {
    if (lexicon.cell(clitics, row, "role") == "article") article_ = lexicon.fold()(lexicon.cell(clitics, row, "form"));
  }
  const int table = lexicon.table("affixes");
  for (std::uint32_t row = 0; row < lexicon.rows(table); ++row) {
    if (lexicon.cell(table, row, "part") == "end") {
      read_end(table, row);
    } else {
      read_affix(table, row);
    }
  }
  std::stable_sort(suffixes_.begin(), suffixes_.end(),
                   [](const auto& a, const auto& b) { return a.text() < b.text(); });
  for (std::size_t i = 0; i < suffixes_.size(); ++i)
    suffixes_[i].first = i == 0 || suffixes_[i].text() != suffixes_[i - 1].text();
}

void StemTrainer::read_end(int table, std::uint32_t row) {
  End end{std::string(lexicon_.cell(table, row, "condition")), lexicon_.fold()(lexicon_.cell(table, row, "form")),
          pos_index(lexicon_.cell(table, row, "pos")), 0};
  for (const std::string_view name : split_words(lexicon_.cell(table, row, "allows"), '|')) {
    end.allows |= bit(find_name(kAllowanceNames, name));
  }
  ends_.push_back(std::move(end));
}

void StemTrainer::read_affix(int table, std::uint32_t row) {
  Stems::Affix affix{};
  const std::string form = lexicon_.fold()(lexicon_.cell(table, row, "form"));
  affix.size = static_cast<std::uint8_t>(std::min(form.size(), sizeof affix.form));
  std::memcpy(affix.form, form.data(), affix.size);
  const std::string_view state = lexicon_.cell(table, row, "state");
  affix.state = state == "free" ? 1 : state == "pronoun" ? 2 : 0;
  const int pos = pos_index(lexicon_.cell(table, row, "pos"));
  affix.pos = static_cast<std::uint8_t>(pos);
  if (lexicon_.cell(table, row, "part") == "prefix") {
    affix.part = 1;
    prefixes_.push_back(affix);
    return;
  }
  affix.needs =
      static_cast<std::uint8_t>(kPosBegin[pos] + find_name(kAllowanceNames, lexicon_.cell(table, row, "needs")));
  affix.gives = static_cast<std::uint8_t>(find_name(kFormNames, lexicon_.cell(table, row, "gives")));
  suffixes_.push_back(affix);
}

// The stem as it is when no condition changes its end, else one completed stem for each end of the longest condition
// that fits.
void StemTrainer::add_ends(std::string_view stem, int pos, std::string_view conditions, std::uint32_t own,
                           std::uint32_t paradigm, std::string_view lemma) {
  std::string_view fitting;
  for (const std::string_view condition : split_words(conditions, ' ')) {
    for (const End& end : ends_) {
      if (end.pos == pos && condition.starts_with(end.condition) && end.condition.size() > fitting.size())
        fitting = end.condition;
    }
  }
  const std::string folded = lexicon_.fold()(stem);
  if (fitting.empty()) stems_.push_back({folded, own | paradigm << kPosBegin[pos], std::string(lemma)});
  for (const End& end : ends_) {
    if (end.pos != pos || end.condition != fitting) continue;
    const std::uint32_t either = bit(kAllowFree) | bit(kAllowPron);  // these follow from a bare form
    const std::uint32_t allowed =
        pos == 0 ? end.allows & (paradigm | ((paradigm & bit(kAllowBare)) != 0 ? either : 0U)) : end.allows;
    if (allowed != 0) stems_.push_back({folded + end.form, own | allowed << kPosBegin[pos], std::string(lemma)});
  }
}

void StemTrainer::add(std::string_view stem, std::string_view pos, std::string_view conditions,
                      std::string_view lemma) {
  const bool perfect = pos == "verb_perfect", imperfect = pos == "verb_imperfect";
  if (perfect || imperfect) {
    const bool vowel = conditions.find("v-suff") != std::string_view::npos,
               consonant = conditions.find("c-suff") != std::string_view::npos;
    std::uint32_t paradigm = 0;
    if (!consonant) paradigm |= bit(kAllowBare) | bit(kAllowT) | bit(kAllowV);
    if (!vowel) paradigm |= bit(kAllowC) | (imperfect ? bit(kAllowFree) : 0U);
    const bool transitive = conditions.find("intrans") == std::string_view::npos;
    add_ends(stem, perfect ? 1 : 2, conditions, transitive ? bit(kStemTransitive) : 0U, paradigm, lemma);
    return;
  }
  if (const int nominal = find_name(kNominalPos, pos); nominal >= 0) {
    std::uint32_t paradigm = 0;
    for (const auto& [name, allowance] : kParadigms) {
      if (conditions.find(name) != std::string_view::npos) paradigm |= bit(allowance);
    }
    add_ends(stem, 0, conditions, bit(kStemPos + nominal), paradigm == 0 ? bit(kAllowBare) : paradigm, lemma);
    return;
  }
  if (const int closed = find_name(kClosedPos, pos); closed >= 0) {
    const std::string folded = lexicon_.fold()(stem);
    stems_.push_back({folded, bit(kStemClosed + closed), std::string(lemma)});
    // After the preposition l the alef of the article is not written, nor that of the relative pronouns.
    if (folded.starts_with(article_))
      stems_.push_back({folded.substr(kLetter), bit(kStemClosed + closed), std::string(lemma)});
  }
}

void StemTrainer::each_form_of(const Completed& stem, const std::function<void(const Form&)>& use) const {
  for (int closed = 0; closed < readings::kClosedKinds; ++closed) {
    if ((stem.bits >> (kStemClosed + closed) & 1U) != 0) use({stem.folded, stem.lemma, readings::kClosed + closed});
  }
  for (const Stems::Affix& suffix : suffixes_) {
    if ((stem.bits >> suffix.needs & 1U) == 0) continue;
    const std::string form = stem.folded + std::string(suffix.text());
    if (suffix.pos == 1) use({form, stem.lemma, readings::kPerfect + suffix.gives});
    for (int pos = 0; suffix.pos == 0 && pos < readings::kNominals; ++pos) {
      if ((stem.bits >> (kStemPos + pos) & 1U) != 0) use({form, stem.lemma, pos * readings::kForms + suffix.gives});
    }
    for (std::size_t i = 0; suffix.pos == 2 && i < prefixes_.size(); ++i) {
      use({std::string(prefixes_[i].text()) + form, stem.lemma, readings::kImperfect + 2 * static_cast<int>(i)});
    }
  }
}

void StemTrainer::each_form(const std::function<void(const Form&)>& use) const {
  for (const Completed& stem : stems_) each_form_of(stem, use);
}

Result<std::string> StemTrainer::train(const std::string& metadata) const {
  std::map<std::uint64_t, std::uint32_t> bits;
  for (const Completed& stem : stems_) bits[hash_bytes(stem.folded)] |= stem.bits;
  if (bits.empty()) return Error{Error::Code::kInput, "stems: no stem in the files given to --from"};
  std::size_t size = 4;
  while (size * 3 < bits.size() * 4) size *= 2;
  std::vector<Stems::Slot> slots(size, {0, 0});
  for (const auto& [hash, own] : bits) {
    std::size_t at = hash & (size - 1);
    while (slots[at].bits != 0) at = (at + 1) & (size - 1);
    slots[at] = {static_cast<std::uint32_t>(hash >> 32), own};
  }
  learn::ModelWriter writer;
  writer.add(metadata);
  writer.add_records(suffixes_);
  writer.add_records(prefixes_);
  writer.add_records(slots);
  return writer.finish(kStemsKind, kStemsVersion);
}

}  // namespace isnad::text
