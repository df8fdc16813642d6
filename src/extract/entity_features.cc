#include "extract/entity_features.h"

#include <algorithm>
#include <iterator>

#include "base/strings.h"

namespace isnad::extract {
namespace {

// What a row of the lexicon is to the tagger. Tables without a `type` are one category.
struct Category {
  std::string_view table, types;  // types: separated by spaces; empty: all that no line above takes
};
constexpr Category kCategories[] = {
    {"actors", "state"},
    {"actors", "armed_group party"},
    {"actors", "agency outlet"},
    {"actors", "person"},
    {"actors", "generic"},
    {"actors", ""},
    {"places", "country"},
    {"places", "city town village"},
    {"places", "quarter camp site road"},
    {"places", ""},
    {"titles", "rank"},
    {"titles", "office"},
    {"titles", "profession"},
    {"titles", "honorific"},
    {"titles", "kin"},
    {"place_words", "direction"},  // by role
    {"place_words", "part"},
    {"place_words", "facility"},
    {"place_words", ""},
    {"nationalities", ""},
    {"sources", ""},
    {"saying", ""},
    {"triggers", ""},
    {"groups", ""},
    {"times", ""},
    {"weapons", ""},
    {"cues", ""},
};
constexpr int kStates = 0, kGroups = 1, kMedia = 2, kOtherBodies = 5;
constexpr int kFirstTitle = 10, kLastTitle = 14;
constexpr int kDoubtfulPlace = 29, kPersonFirst = 30, kPersonRest = 31;
constexpr std::uint32_t kShortQuotation = 5;  // tokens
constexpr std::uint8_t kTitleReach = 4;
constexpr std::size_t kLetter = 2;  // bytes of an Arabic letter

int category_of(std::string_view table, std::string_view type) {
  for (std::size_t i = 0; i < std::size(kCategories); ++i) {
    if (kCategories[i].table != table) continue;
    const auto types = split_words(kCategories[i].types, ' ');
    if (types.empty() || std::find(types.begin(), types.end(), type) != types.end()) return static_cast<int>(i);
  }
  return -1;
}

std::uint64_t feature(int template_id, std::uint64_t value) {
  return hash_mix(static_cast<std::uint64_t>(template_id) * 0x9E3779B97F4A7C15ULL + 1, value);
}
std::uint64_t feature(int template_id, std::uint64_t a, std::uint64_t b) {
  return hash_mix(feature(template_id, a), b);
}

}  // namespace

EntityFeatures::EntityFeatures(const lexicon::Lexicon& lexicon) {
  for (int table = 0; table < static_cast<int>(lexicon.table_count()); ++table) {
    const std::string_view name = lexicon.table_name(table);
    const int type = lexicon.column(table, name == "place_words" ? "role" : "type");
    std::vector<std::int8_t>& rows = categories_.emplace_back();
    for (std::uint32_t row = 0; row < lexicon.rows(table); ++row) {
      rows.push_back(static_cast<std::int8_t>(category_of(name, lexicon.cell(table, row, type))));
      const std::string_view note = name == "places" ? lexicon.cell(table, row, "note") : "";
      if (note == "needs_head" || note == "common_word") rows.back() = kDoubtfulPlace;
    }
  }
  read_person_names(lexicon);
}

void EntityFeatures::read_person_names(const lexicon::Lexicon& lexicon) {
  const int actors = lexicon.table("actors"), type = lexicon.column(actors, "type");
  for (std::uint32_t row = 0; row < lexicon.rows(actors); ++row) {
    if (lexicon.cell(actors, row, type) != "person") continue;
    for (const std::string_view name : split_words(lexicon.cell(actors, row, "name_ar"), '|')) {
      const std::string folded = lexicon.fold()(name);
      std::uint8_t part = 1;
      for (const std::string_view word : split_words(folded, ' ')) {
        const lexicon::WordId id = lexicon.word(word);
        if (person_words_.size() <= id) person_words_.resize(id + 1);
        if (id != 0) person_words_[id] |= part;
        part = 2;
      }
    }
  }
}

void EntityFeatures::read_word(const text::Analysis& analysis, const text::Token& token, EntityWord& out) const {
  const std::string_view folded = analysis.folded(token), stem = analysis.stem(token);
  const bool number = token.type == text::TokenType::kNumber;
  const bool article = (token.clitics & text::kArticle) != 0;
  out.word = number ? folded.size() : hash_bytes(folded);
  out.stem = number ? 0 : hash_bytes(stem);
  out.name = hash_mix(out.stem, (article ? 1U : 0U) + ((token.clitics & text::kPronoun) != 0 ? 2U : 0U));
  for (std::size_t letters = 1; letters <= 3; ++letters) {
    const std::size_t size = std::min(letters * kLetter, stem.size());
    out.head[letters - 1] = hash_bytes(stem.substr(0, size)) + letters;
    out.tail[letters - 1] = hash_bytes(stem.substr(stem.size() - size)) + letters;
  }
  out.readings = token.readings;
  out.tag = static_cast<std::uint32_t>(token.tag);
  out.word_class = token.word_class;
  out.stem_class = token.stem_class;
  out.shape = token.clitics | static_cast<std::uint32_t>(token.type) << 16 | (token.ta_marbuta ? 1U << 24 : 0);
  const lexicon::WordId id = token.name;
  const std::uint8_t person = id < person_words_.size() ? person_words_[id] : 0;
  if ((person & 1) != 0) out.lexicon |= std::uint64_t{1} << kPersonFirst;
  if ((person & 2) != 0) out.lexicon |= std::uint64_t{1} << kPersonRest;
}

void EntityFeatures::read_matches(const text::Analysis& analysis, EntityWords& out) const {
  for (const text::Match& match : analysis.matches) {
    const int kind = category(match.entry.table, match.entry.row);
    if (kind < 0) continue;
    out.words[match.tokens.first + 2].lexicon |= std::uint64_t{1} << kind;
    for (std::uint32_t token = match.tokens.first + 1; token < match.tokens.last; ++token) {
      out.words[token + 2].lexicon |= std::uint64_t{1} << (kind + 32);
    }
    if (kind < kFirstTitle || kind > kLastTitle) continue;
    for (std::uint8_t step = 0; step < kTitleReach && match.tokens.last + step < analysis.tokens.size(); ++step) {
      EntityWord& word = out.words[match.tokens.last + step + 2];
      if (word.title == 0 || word.title > step + 1) word.title = static_cast<std::uint8_t>(step + 1);
    }
  }
}

void EntityFeatures::read_quotations(const text::Analysis& analysis, EntityWords& out) const {
  for (const text::Quotation& quotation : analysis.quotations) {
    if (quotation.tokens.size() > kShortQuotation) continue;
    for (std::uint32_t token = quotation.tokens.first; token < quotation.tokens.last; ++token) {
      out.words[token + 2].quote = token == quotation.tokens.first ? 1 : 2;
    }
  }
}

void EntityFeatures::read(const text::Analysis& analysis, EntityWords& out) const {
  out.words.assign(analysis.tokens.size() + 4, EntityWord{});
  for (std::size_t i = 0; i < analysis.tokens.size(); ++i) read_word(analysis, analysis.tokens[i], out.words[i + 2]);
  read_matches(analysis, out);
  read_quotations(analysis, out);
}

bool EntityFeatures::names_body(const EntityWord& word) {
  constexpr std::uint64_t kBodies = (1U << kStates) | (1U << kGroups) | (1U << kMedia) | (1U << kOtherBodies);
  return (word.lexicon & (kBodies | kBodies << 32)) != 0;
}

void EntityFeatures::build(const EntityWords& words, text::TokenRange sentence, std::uint32_t token,
                           std::vector<std::uint64_t>& out) {
  static const EntityWord kNothing;
  const auto at = [&](int offset) -> const EntityWord& {
    const std::int64_t where = std::int64_t{token} + offset;
    return where < sentence.first || where >= sentence.last ? kNothing : words.at(token, offset);
  };
  const EntityWord &w = at(0), &before = at(-1), &after = at(1), &before2 = at(-2), &after2 = at(2);
  out.clear();
  int id = 0;
  const auto one = [&](std::uint64_t value) { out.push_back(feature(++id, value)); };
  const auto two = [&](std::uint64_t a, std::uint64_t b) { out.push_back(feature(++id, a, b)); };
  one(w.word);
  one(w.name);
  one(w.stem);
  one(before.word);
  one(after.word);
  one(before.stem);
  one(after.stem);
  one(before2.stem);
  one(after2.stem);
  two(before.stem, w.stem);
  two(w.stem, after.stem);
  one(w.word_class);
  one(w.stem_class);
  two(w.stem_class, w.shape);
  one(before.stem_class);
  one(after.stem_class);
  one(before2.stem_class);
  one(after2.stem_class);
  two(before.stem_class, w.stem_class);
  two(w.stem_class, after.stem_class);
  two(before.stem_class, after.stem_class);
  for (const std::uint64_t letters : w.head) one(letters);
  for (const std::uint64_t letters : w.tail) one(letters);
  one(w.shape);
  one(before.shape);
  one(after.shape);
  two(w.shape, before.shape);
  one(w.readings);
  one(before.readings);
  one(after.readings);
  two(w.readings, w.shape);
  one(w.tag);
  two(before.tag, w.tag);
  two(w.tag, after.tag);
  two(w.tag, w.shape);
  one(w.lexicon);
  one(before.lexicon);
  one(after.lexicon);
  two(before.lexicon, w.lexicon);
  two(w.lexicon, after.lexicon);
  two(w.lexicon, w.shape);
  one(w.title);
  two(w.title, w.stem_class);
  two(w.title, w.readings);
  two(w.title, w.shape);
  two(w.quote, w.lexicon);
  one(token == sentence.first ? 1 : 0);
  ++id;
  for (int bit = 0; bit < 64; ++bit) {
    if ((w.lexicon >> bit & 1) != 0) out.push_back(feature(id, static_cast<std::uint64_t>(bit)));
  }
}

void EntityFeatures::build_transition(const EntityWords& words, std::uint32_t token, int previous,
                                      std::vector<std::uint64_t>& out) {
  const EntityWord& w = words.at(token, 0);
  const auto tag = static_cast<std::uint64_t>(previous);
  out.clear();
  out.push_back(feature(101, tag));
  out.push_back(feature(102, tag, w.stem));
  out.push_back(feature(103, tag, w.stem_class));
  out.push_back(feature(104, tag, w.lexicon));
  out.push_back(feature(105, tag, w.shape));
  out.push_back(feature(106, tag, w.readings));
  out.push_back(feature(107, tag, words.at(token, -1).word));
  out.push_back(feature(108, tag, words.at(token, -1).stem_class));
  out.push_back(feature(109, tag, words.at(token, 1).stem_class));
}

}  // namespace isnad::extract
