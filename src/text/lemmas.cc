#include "text/lemmas.h"

#include <algorithm>
#include <utility>

#include "base/utf8.h"
#include "learn/model_file.h"
#include "text/analyzer.h"
#include "text/lemmas_format.h"

namespace isnad::text {

Result<Lemmas> Lemmas::open(std::string_view bytes) {
  const Result<learn::ModelFile> file = learn::ModelFile::open(bytes, kLemmasKind, kLemmasVersion, kLemmasSections);
  if (!file) return file.error();
  Lemmas lemmas;
  lemmas.slots_ = file->records<Slot>(kLemmasSlots);
  lemmas.strings_ = file->section(kLemmasStrings);
  const std::size_t size = lemmas.slots_.size();
  const auto inside = [&](const Slot& slot) {
    return (slot.place >> 8) + (slot.place & 255U) <= lemmas.strings_.size();
  };
  const bool empty =
      std::any_of(lemmas.slots_.begin(), lemmas.slots_.end(), [](const Slot& s) { return s.place == 0; });
  if (size == 0 || (size & (size - 1)) != 0 || !empty ||
      !std::all_of(lemmas.slots_.begin(), lemmas.slots_.end(), inside)) {
    return learn::ModelFile::damaged(kLemmasKind, "the table is not sound");
  }
  return lemmas;
}

std::string_view Lemmas::find(std::uint64_t key) const {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = key & mask;; at = (at + 1) & mask) {
    const Slot& slot = slots_[at];
    if (slot.place == 0) return {};
    if (slot.key == key >> 32) return strings_.substr(slot.place >> 8, slot.place & 255U);
  }
}

std::string_view Lemmas::lemma(const Token& token) const {
  const std::string_view own = find(lemma_key(token.stem_hash, token.tag));
  return own.empty() ? find(any_lemma_key(token.stem_hash)) : own;
}

std::string_view written_stem(const Analyzer& analyzer, const Analysis& analysis, const Token& token,
                              std::deque<std::string>& unvowelled) {
  const std::uint32_t begin = analyzer.original_offset(analysis, token, token.proclitic_bytes);
  const std::uint32_t end =
      analyzer.original_offset(analysis, token, token.folded_size - std::uint32_t{token.enclitic_bytes});
  const std::string_view written = analysis.text.substr(begin, end - begin);
  std::string stem;
  for (std::size_t at = 0; at < written.size();) {
    const Decoded next = decode_valid(written.data() + at);
    if (analyzer.fold().class_of(next.code) != lexicon::CharClass::kMark) append_utf8(stem, next.code);
    at += next.size;
  }
  return stem.size() == written.size() ? written : std::string_view(unvowelled.emplace_back(std::move(stem)));
}

std::string lemma_of(const Analyzer& analyzer, const Models& models, const Analysis& analysis, const Token& token) {
  if (models.lemmas && token.type == TokenType::kWord) {
    const std::string_view known = models.lemmas->lemma(token);
    if (!known.empty()) return std::string(known);
  }
  std::deque<std::string> unvowelled;
  return std::string(written_stem(analyzer, analysis, token, unvowelled));
}

}  // namespace isnad::text
