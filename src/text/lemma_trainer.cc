// Chooses one lemma for each form and part of speech, and writes the table that Lemmas serves from.
#include <algorithm>

#include "base/utf8.h"
#include "learn/model_file.h"
#include "text/lemmas.h"
#include "text/lemmas_format.h"

namespace isnad::text {
namespace {

constexpr std::size_t kLongest = 255;
// Weights: seen with this lemma; a pronoun, particle or the like; the lemma is seen at all.
constexpr double kTreebank = 1000, kClosedWord = 250, kVote = 100;

Tag tag_of_reading(int reading) {
  constexpr Tag kNominals[] = {Tag::kNoun, Tag::kAdj, Tag::kPropn, Tag::kNum};
  if (reading < readings::kPerfect) return kNominals[reading / readings::kForms];
  if (reading < readings::kClosed) return Tag::kVerb;
  constexpr Tag kClosed[] = {Tag::kAdv, Tag::kAdp, Tag::kPron, Tag::kCconj, Tag::kPart, Tag::kX};
  return kClosed[reading - readings::kClosed];
}

// Forms with the ending of the feminine or of the dual and plural yield to a word that is its own lemma.
double ending_cost(int reading) {
  if (reading >= readings::kPerfect) return 0;
  return reading % readings::kForms == readings::kBare ? 0 : reading % readings::kForms == readings::kFem ? 0.5 : 1;
}

}  // namespace

// Without vowels, with a plain alef for the one of union, and without what dictionaries add behind a hyphen or
// underscore.
std::string LemmaTrainer::bare(std::string_view lemma) const {
  std::string out;
  for (std::size_t at = 0; at < lemma.size();) {
    const Decoded next = decode_at(lemma, at);
    at += next.size;
    if (next.code == '-' || next.code == '_') break;
    const bool dagger = next.code == '`';  // the small alef in Camel Morph's notation
    if (dagger || lexicon_.fold().class_of(next.code) == lexicon::CharClass::kMark) continue;
    append_utf8(out, next.code == 0x0671 ? 0x0627 : next.code);
  }
  return out;
}

// A form is kept when it stands in running text by itself or before one of the commonest clitics.
bool LemmaTrainer::occurs(const std::string& form) const {
  if (classes_.lookup(form).frequency > 0) return true;
  const int table = lexicon_.table("clitics");
  for (std::uint32_t row = 0; row < lexicon_.rows(table); ++row) {
    const std::string affix = lexicon_.fold()(lexicon_.cell(table, row, "form"));
    const bool before = lexicon_.cell(table, row, "place") == "pro";
    if (classes_.lookup(before ? affix + form : form + affix).frequency > 0) return true;
  }
  return false;
}

void LemmaTrainer::offer(std::uint64_t key, const std::string& lemma, double weight) {
  Found& found = found_[key];
  if (weight > found.weight || (weight == found.weight && lemma < found.lemma)) found = {lemma, weight};
}

void LemmaTrainer::take(std::string_view form, Tag tag, const std::string& lemma, double weight) {
  if (lemma.empty() || lemma.size() > kLongest) return;
  const std::uint64_t hash = hash_bytes(form);
  offer(lemma_key(hash, tag), lemma, weight);
  offer(any_lemma_key(hash), lemma, weight);
}

void LemmaTrainer::add_word(std::string_view stem, Tag tag, std::string_view lemma) {
  const std::string form = lexicon_.fold()(stem), own = bare(lemma);
  if (tag == Tag::kPron || tag == Tag::kNum)
    return;  // one lemma for all persons, or for both genders: more than a form shows
  const int seen = ++votes_[form + " " + std::to_string(static_cast<int>(tag)) + " " + own];
  ++votes_[own];
  take(form, tag, own, kTreebank + seen);
}

void LemmaTrainer::add_form(const StemTrainer::Form& form) {
  const std::string folded(form.folded), lemma = bare(form.lemma);
  if (!occurs(folded)) return;
  const auto votes = votes_.find(lemma);
  const double seen = (votes == votes_.end() ? 0 : kVote + std::min(votes->second, 100)) +
                      (form.reading >= readings::kClosed ? kClosedWord : 0);
  take(folded, tag_of_reading(form.reading), lemma,
       seen + classes_.lookup(lexicon_.fold()(lemma)).frequency - ending_cost(form.reading));
}

Result<std::string> LemmaTrainer::train() const {
  if (found_.empty()) return Error{Error::Code::kInput, "lemmas: no stem in the files given to --from"};
  std::size_t size = 4;
  while (size * 4 < found_.size() * 5) size *= 2;
  std::vector<Lemmas::Slot> slots(size, {0, 0});
  std::string strings(1, '\0');
  std::map<std::string, std::uint32_t, std::less<>> places;
  for (const auto& [key, found] : found_) {
    const auto [place, fresh] = places.try_emplace(found.lemma, 0U);
    if (fresh) {
      place->second = static_cast<std::uint32_t>(strings.size() << 8 | found.lemma.size());
      strings += found.lemma;
    }
    std::size_t at = key & (size - 1);
    while (slots[at].place != 0) at = (at + 1) & (size - 1);
    slots[at] = {static_cast<std::uint32_t>(key >> 32), place->second};
  }
  learn::ModelWriter writer;
  writer.add_records(slots);
  writer.add(strings);
  return writer.finish(kLemmasKind, kLemmasVersion);
}

}  // namespace isnad::text
