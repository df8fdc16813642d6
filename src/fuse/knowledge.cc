#include "fuse/knowledge.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/strings.h"
#include "base/utf8.h"

namespace isnad::fuse {
namespace {

using lexicon::CharClass;
using lexicon::Lexicon;

constexpr std::size_t kShortestWord = 3;  // letters; what is shorter is a particle
constexpr int kDeepestPlace = 16;         // guards against a circle of parents

Error corrupt(const std::string& what) {
  return {Error::Code::kCorrupt, "lexicon: " + what + "; build it again"};
}

bool is_word(CharClass type) {
  return type == CharClass::kLetter || type == CharClass::kLatin || type == CharClass::kDigit ||
         type == CharClass::kMark;
}

void insert(Words& words, std::uint64_t word) {
  const auto at = std::lower_bound(words.begin(), words.end(), word);
  if (at == words.end() || *at != word) words.insert(at, word);
}

}  // namespace

Relation compare(const Words& a, const Words& b) {
  if (a.empty() || b.empty()) return Relation::kUnknown;
  if (a == b) return Relation::kEqual;
  const auto in_b = [&](std::uint64_t word) { return std::binary_search(b.begin(), b.end(), word); };
  return std::any_of(a.begin(), a.end(), in_b) ? Relation::kShared : Relation::kDiffers;
}

Result<Knowledge> Knowledge::load(const Lexicon& lexicon) {
  Knowledge knowledge;
  knowledge.fold_ = &lexicon.fold();
  if (Status loaded = knowledge.load_families(lexicon); !loaded) return loaded.error();
  if (Status loaded = knowledge.load_weights(lexicon); !loaded) return loaded.error();
  if (Status loaded = knowledge.lore_.load(lexicon); !loaded) return loaded.error();
  knowledge.load_places(lexicon);
  knowledge.load_article(lexicon);
  if (Status loaded = knowledge.load_phrases(lexicon); !loaded) return loaded.error();
  knowledge.load_place_words(lexicon);
  if (Status loaded = knowledge.load_common_words(lexicon); !loaded) return loaded.error();
  return knowledge;
}

Status Knowledge::load_families(const Lexicon& lexicon) {
  const int kinds = lexicon.table("kinds");
  for (std::uint32_t row = 0; row < lexicon.rows(kinds); ++row) {
    const auto kind = parse_name<Kind>(lexicon.cell(kinds, row, "id"));
    if (kind) families_[static_cast<std::size_t>(*kind)] = lexicon.cell(kinds, row, "family");
  }
  const auto missing = std::find(families_.begin(), families_.end(), std::string_view());
  if (missing == families_.end()) return {};
  return corrupt("no family for kind " + std::string(name(static_cast<Kind>(missing - families_.begin()))));
}

Status Knowledge::load_weights(const Lexicon& lexicon) {
  const int fusion = lexicon.table("fusion");
  for (std::uint32_t row = 0; row < lexicon.rows(fusion); ++row) {
    const std::string_view id = lexicon.cell(fusion, row, "id"), weight = lexicon.cell(fusion, row, "weight");
    double value = 0;
    const auto [end, error] = std::from_chars(weight.data(), weight.data() + weight.size(), value);
    if (error != std::errc() || end != weight.data() + weight.size()) {
      return corrupt("fusion: weight \"" + std::string(weight) + "\" of " + std::string(id) + " is no number");
    }
    weights_.emplace(id, value);
  }
  return weights_.empty() ? Status(corrupt("no fusion table")) : Status();
}

void Knowledge::load_places(const Lexicon& lexicon) {
  const int places = lexicon.table("places");
  const int id = lexicon.column(places, "id"), parent = lexicon.column(places, "parent");
  for (std::uint32_t row = 0; row < lexicon.rows(places); ++row) {
    parents_.emplace(lexicon.cell(places, row, id), lexicon.cell(places, row, parent));
  }
}

void Knowledge::load_place_words(const Lexicon& lexicon) {
  const int table = lexicon.table("place_words");
  Words words;
  for (std::uint32_t row = 0; row < lexicon.rows(table); ++row) {
    const std::string_view role = lexicon.cell(table, row, "role");
    if (role == "facility") continue;
    for (const std::string_view form : split_words(lexicon.cell(table, row, "forms"), '|')) {
      add_words(words, form);
      if (role == "direction") directions_.insert(words_in_order(form).front().hash);
    }
  }
  place_words_.insert(words.begin(), words.end());
}

Status Knowledge::load_common_words(const Lexicon& lexicon) {
  const int table = lexicon.table("common_words");
  for (std::uint32_t row = 0; row < lexicon.rows(table); ++row) {
    const std::string_view cell = lexicon.cell(table, row, "reports");
    int reports = 0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), reports);
    if (error != std::errc() || reports < 1) return corrupt("common_words: \"" + std::string(cell) + "\" is no count");
    for (const std::string_view form : split_words(lexicon.cell(table, row, "words"), '|')) {
      Words words;
      add_words(words, form);
      for (const std::uint64_t word : words) reports_.emplace(word, reports);
    }
  }
  return {};
}

double Knowledge::reports(std::uint64_t word) const {
  const auto found = reports_.find(word);
  return found == reports_.end() ? 1 : found->second;
}

double Knowledge::rarity(std::uint64_t word) const {
  return std::log(1 + 1000 / reports(word));
}

void Knowledge::load_article(const Lexicon& lexicon) {
  const int clitics = lexicon.table("clitics");
  std::vector<std::string> before = {""};
  std::vector<std::string> articles;
  for (std::uint32_t row = 0; row < lexicon.rows(clitics); ++row) {
    if (lexicon.cell(clitics, row, "place") != "pro") continue;
    const std::string_view role = lexicon.cell(clitics, row, "role");
    std::string form = (*fold_)(lexicon.cell(clitics, row, "form"));
    if (role == "article")
      articles.push_back(std::move(form));
    else if (role == "conj" || role == "prep")
      before.push_back(std::move(form));
  }
  for (const std::string& article : articles) {
    for (const std::string& letter : before) articles_.push_back(letter + article);
  }
  std::stable_sort(articles_.begin(), articles_.end(),
                   [](const auto& a, const auto& b) { return a.size() > b.size(); });
}

Status Knowledge::load_phrases(const lexicon::Lexicon& lexicon) {
  const int clitics = lexicon.table("clitics");
  std::vector<std::string> heads = {""};
  for (std::uint32_t row = 0; row < lexicon.rows(clitics); ++row) {
    if (lexicon.cell(clitics, row, "place") == "pro" && lexicon.cell(clitics, row, "role") == "conj")
      heads.emplace_back(lexicon.cell(clitics, row, "form"));
  }
  const Spellings spellings = [&](std::string_view cell) {
    std::vector<std::vector<std::uint64_t>> all;
    for (const std::string_view phrase : split_words(cell, '|')) {
      for (const std::string& head : heads) {
        std::vector<std::uint64_t>& hashes = all.emplace_back();
        each_word(head + std::string(phrase),
                  [&](std::string_view word, std::uint32_t) { hashes.push_back(hash_bytes(word)); });
      }
    }
    return all;
  };
  Status loaded = cues_.load(lexicon, spellings);
  return loaded ? discourse_.load(lexicon, spellings) : loaded;
}

double Knowledge::weight(std::string_view id) const {
  const auto found = weights_.find(id);
  return found == weights_.end() ? 0 : found->second;
}

std::string_view Knowledge::without_article(std::string_view folded) const {
  for (const std::string& article : articles_) {
    const bool carries = folded.substr(0, article.size()) == article;
    if (carries && count_code_points(folded.substr(article.size())) >= 2) return folded.substr(article.size());
  }
  return folded;
}

template <typename Take>
void Knowledge::each_word(std::string_view text, Take take) const {
  std::string word;
  std::uint32_t start = 0, here = 0;
  for (std::size_t at = 0; at <= text.size(); ++here) {
    const Decoded next = at < text.size() ? decode_at(text, at) : Decoded{U' ', 1};
    if (is_word(fold_->class_of(next.code))) {
      if (word.empty()) start = here;
      fold_->append(word, next.code);
    } else if (!word.empty()) {
      take(without_article(word), start);
      word.clear();
    }
    at += next.size;
  }
}

void Knowledge::add_words(Words& words, std::string_view text) const {
  each_word(text, [&](std::string_view word, std::uint32_t) {
    if (count_code_points(word) >= kShortestWord) insert(words, hash_bytes(word));
  });
}

std::vector<Knowledge::Word> Knowledge::words_in_order(std::string_view text) const {
  std::vector<Word> words;
  each_word(text, [&](std::string_view word, std::uint32_t start) {
    words.push_back({hash_bytes(word), start, count_code_points(word) < kShortestWord});
  });
  return words;
}

void Knowledge::add_place_words(Words& words, std::string_view text) const {
  Words all;
  add_words(all, text);
  for (const std::uint64_t word : all) {
    if (!place_words_.contains(word)) insert(words, word);
  }
}

bool Knowledge::is_beside(std::string_view place) const {
  const std::vector<Word> words = words_in_order(place);
  return !words.empty() && directions_.contains(words.front().hash);
}

bool Knowledge::has_article(std::string_view text) const {
  const std::string folded = (*fold_)(text);
  return without_article(folded).size() != folded.size();
}

std::string_view Knowledge::parent(std::string_view place_id) const {
  const auto found = parents_.find(place_id);
  return found == parents_.end() ? std::string_view() : found->second;
}

bool Knowledge::inside(std::string_view inner, std::string_view outer) const {
  for (int depth = 0; !inner.empty() && depth < kDeepestPlace; ++depth, inner = parent(inner)) {
    if (inner == outer) return true;
  }
  return false;
}

bool Knowledge::is_outermost(std::string_view place_id) const {
  const auto found = parents_.find(place_id);
  return found != parents_.end() && found->second.empty();
}

Relation Knowledge::compare_places(std::string_view a, std::string_view b) const {
  if (a.empty() || b.empty()) return Relation::kUnknown;
  if (a == b) return Relation::kEqual;
  return inside(a, b) || inside(b, a) ? Relation::kShared : Relation::kDiffers;
}

std::vector<std::string_view> Knowledge::within(std::string_view place_id) const {
  std::vector<std::string_view> chain;
  for (int depth = 0; !place_id.empty() && depth < kDeepestPlace; ++depth, place_id = parent(place_id))
    chain.push_back(place_id);
  std::reverse(chain.begin(), chain.end());
  return chain;
}

Apart Knowledge::apart(std::string_view a, std::string_view b) const {
  if (!parents_.contains(a) || !parents_.contains(b)) return Apart::kUnknown;
  const std::vector<std::string_view> one = within(a), other = within(b);
  std::size_t common = 0;
  while (common < std::min(one.size(), other.size()) && one[common] == other[common]) ++common;
  const auto step = [](Apart first, std::size_t by, std::size_t most) {
    return static_cast<Apart>(static_cast<std::size_t>(first) + std::min(by, most));
  };
  if (a == b) return step(Apart::kSameCountry, common - 1, 3);
  if (common == std::min(one.size(), other.size())) return step(Apart::kInCountry, common - 1, 1);
  return step(Apart::kCountries, common, 3);
}

bool Knowledge::is_seat(std::string_view place_id) const {
  const auto name = [](std::string_view id) { return id.substr(id.rfind('.') + 1); };
  const std::string_view outer = parent(place_id);
  return !outer.empty() && name(outer) == name(place_id);
}

std::string_view Knowledge::root(std::string_view place_id) const {
  for (int depth = 0; depth < kDeepestPlace; ++depth) {
    const std::string_view outer = parent(place_id);
    if (outer.empty() || parent(outer).empty()) break;
    place_id = outer;
  }
  return place_id;
}

}  // namespace isnad::fuse
