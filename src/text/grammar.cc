#include "text/grammar.h"

#include <algorithm>
#include <span>

#include "base/strings.h"
#include "base/utf8.h"
#include "text/analyzer.h"

namespace isnad::text {
namespace {

constexpr std::size_t kRoot = 4;        // letters of the longest root
constexpr std::size_t kLemmas = 65536;  // remembered

enum Template : std::uint64_t { kOwn = 101, kOwnTail, kNext, kNextWord, kBoth };

std::uint64_t feature(std::uint64_t name, std::uint64_t a, std::uint64_t b = 0) {
  return hash_mix(hash_mix(name, a), b);
}

std::u32string code_points(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) {
    const Decoded next = decode_valid(text.data() + at);
    out += next.code;
    at += next.size;
  }
  return out;
}

// The letters of the root where `word` is made like `pattern`; false when it is not.
bool take_root(const std::u32string& word, const std::u32string& pattern, std::array<char32_t, kRoot>& root) {
  if (word.size() != pattern.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (pattern[i] >= U'1' && pattern[i] < U'1' + kRoot) {
      root[pattern[i] - U'1'] = word[i];
    } else if (pattern[i] != word[i]) {
      return false;
    }
  }
  return true;
}

std::string put_root(const std::u32string& pattern, const std::array<char32_t, kRoot>& root) {
  std::string out;
  for (const char32_t letter : pattern) {
    append_utf8(out, letter >= U'1' && letter < U'1' + kRoot ? root[letter - U'1'] : letter);
  }
  return out;
}

}  // namespace

void Grammar::append_to(std::string& out) const {
  const std::size_t begin = out.size();
  const auto add = [&](std::string_view name, std::string_view value) {
    if (value.empty()) return;
    if (out.size() > begin) out += '|';
    out += name;
    out += '=';
    out += value;
  };
  add("Aspect", aspect);
  add("Definite", definite);
  add("Number", number);
  add("VerbForm", verb_form);
  add("Voice", voice);
}

namespace {

// What the models see besides the tagger: the token's tag with its last letters, and with its clitics and the next
// token.
void add_ending_features(const Analysis& analysis, const Token& token, TaggerFeatures& out) {
  const std::string_view stem = analysis.stem(token);
  const auto tag = static_cast<std::uint64_t>(token.tag);
  for (const std::size_t size : {2, 4, 6}) {
    out.add(feature(kOwnTail, tag, hash_bytes(stem.substr(stem.size() - std::min<std::size_t>(stem.size(), size)))));
  }
}

void add_tag_features(const Analysis& analysis, std::uint32_t index, TaggerFeatures& out) {
  const Token& token = analysis.tokens[index];
  const auto tag = static_cast<std::uint64_t>(token.tag);
  const std::uint64_t own = tag * 512 + (token.clitics & (kArticle | kPronoun));
  const std::size_t last = index + 1;
  const bool inside = last < analysis.tokens.size() && analysis.tokens[last].sentence == token.sentence;
  const Token* next = inside ? &analysis.tokens[last] : nullptr;
  const std::uint64_t after = next == nullptr ? 999 : static_cast<std::uint64_t>(next->tag) * 1024 + next->clitics;
  out.add(feature(kOwn, own));
  out.add(feature(kNext, own, after));
  out.add(feature(kNextWord, own, next == nullptr ? 0 : next->stem_hash));
  out.add(feature(kBoth, hash_mix(own, token.stem_class), after));
}

}  // namespace

void grammar_features(const Models& models, const Analysis& analysis, std::uint32_t index, TaggerFeatures& out) {
  TaggerFeatures context;
  tagger_word_features(models, analysis, index, out);
  tagger_context_features(models, analysis, index, context);
  for (const std::uint64_t value : context.all()) out.add(value);
  add_ending_features(analysis, analysis.tokens[index], out);
  add_tag_features(analysis, index, out);
}

bool has_number(Tag tag) {
  return tag == Tag::kNoun || tag == Tag::kAdj || tag == Tag::kPropn || tag == Tag::kVerb;
}
bool has_state(Tag tag) {
  return tag == Tag::kNoun || tag == Tag::kAdj;
}

Grammarian::Grammarian(const lexicon::Lexicon& lexicon, const Models& models) : lexicon_(lexicon), models_(models) {
  const int table = lexicon.table("masdars");
  for (std::uint32_t row = 0; row < lexicon.rows(table); ++row) {
    const std::string_view verb = lexicon.cell(table, row, "verb");
    for (const std::string_view noun : split_words(lexicon.cell(table, row, "noun"), '|')) {
      if (verb.empty()) {
        listed_.push_back(lexicon.fold()(noun));
      } else {
        patterns_.push_back({code_points(noun), code_points(verb)});
      }
    }
  }
  std::sort(listed_.begin(), listed_.end());
  read_duals();
}

// The endings of resources/inflection.tsv that make a dual, and no plural.
void Grammarian::read_duals() {
  const int table = lexicon_.table("inflection");
  const auto cell = [&](std::uint32_t row, std::string_view column) { return lexicon_.cell(table, row, column); };
  const auto is_plural = [&](std::string_view suffix) {
    for (std::uint32_t row = 0; row < lexicon_.rows(table); ++row) {
      if (cell(row, "class") == "noun" && cell(row, "number") == "p" && cell(row, "suffix") == suffix) return true;
    }
    return false;
  };
  for (std::uint32_t row = 0; row < lexicon_.rows(table); ++row) {
    const std::string_view suffix = cell(row, "suffix");
    if (cell(row, "class") != "noun" || cell(row, "number") != "d" || suffix.empty() || is_plural(suffix)) continue;
    const std::string_view ending = cell(row, "ending");
    duals_.push_back({cell(row, "cut") == "1" ? std::string(ending) : std::string(), std::string(suffix)});
  }
}

bool Grammarian::is_dual(std::string_view stem, std::string_view lemma) const {
  const std::string singular = lexicon_.fold()(lemma);
  return std::any_of(duals_.begin(), duals_.end(), [&](const Ending& ending) {
    if (!singular.ends_with(ending.taken)) return false;
    return stem == singular.substr(0, singular.size() - ending.taken.size()) + ending.put;
  });
}

bool Grammarian::is_verbal_noun(std::string_view lemma) const {
  if (std::binary_search(listed_.begin(), listed_.end(), lexicon_.fold()(lemma))) return true;
  if (!models_.stems) return false;
  const std::u32string word = code_points(lemma);
  std::array<char32_t, kRoot> root{};
  return std::any_of(patterns_.begin(), patterns_.end(), [&](const Pattern& pattern) {
    if (!take_root(word, pattern.noun, root)) return false;
    const std::string verb = lexicon_.fold()(put_root(pattern.verb, root));
    return (models_.stems->analyze(verb, false) & readings::kAnyPerfect) != 0;
  });
}

// The lemma of a stem of this part of speech, and what only depends on the two.
LemmaMemo Grammarian::lemma_of(const Analysis& analysis, const Token& token) const {
  LemmaMemo known;
  if (models_.words && has_number(token.tag)) {
    TaggerFeatures features;
    add_ending_features(analysis, token, features);
    WordScores sums{};
    models_.words->sum(features.all(), sums);
    std::copy(sums.begin() + kTagSums, sums.end(), known.ending.begin());
  }
  if (models_.lemmas) known.lemma = models_.lemmas->lemma(token);
  if (known.lemma.empty()) return known;
  known.verbal_noun = token.tag == Tag::kNoun && is_verbal_noun(known.lemma);
  known.dual = has_state(token.tag) && is_dual(analysis.stem(token), known.lemma);
  return known;
}

// A stem that the model does not know is its own lemma: as it is written, without vowels.
void Grammarian::set_own_lemma(const Analyzer& analyzer, const Analysis& analysis, const Token& token,
                               WordForms& out) const {
  WordForm& form = out.words[static_cast<std::size_t>(&token - analysis.tokens.data())];
  form.lemma = written_stem(analyzer, analysis, token, out.unvowelled);
  if (token.type != TokenType::kWord) return;
  if (token.tag == Tag::kNoun && is_verbal_noun(form.lemma)) form.grammar.verb_form = "Vnoun";
  if (has_state(token.tag) && is_dual(analysis.stem(token), form.lemma)) form.grammar.number = "Dual";
}

const LemmaMemo& Grammarian::look_up(Analysis& analysis, const Token& token) const {
  std::vector<LemmaMemo>& memo = analysis.memo.lemmas;
  if (memo.empty()) memo.resize(kLemmas);
  const std::uint64_t key = hash_mix(token.stem_hash, static_cast<std::uint64_t>(token.tag)) | 1;
  LemmaMemo& known = memo[key >> 32 & (kLemmas - 1)];
  if (known.key != key) {
    known = lemma_of(analysis, token);
    known.key = key;
  }
  return known;
}

void Grammarian::read(const Analyzer& analyzer, Analysis& analysis, WordForms& out) const {
  out.words.assign(analysis.tokens.size(), {});
  out.unvowelled.clear();
  for (std::uint32_t i = 0; i < analysis.tokens.size(); ++i) {
    const Token& token = analysis.tokens[i];
    if (token.type == TokenType::kWord) {
      read_word(analyzer, analysis, i, out);
    } else {
      set_own_lemma(analyzer, analysis, token, out);
    }
  }
}

void Grammarian::read_word(const Analyzer& analyzer, Analysis& analysis, std::uint32_t index, WordForms& out) const {
  const Token& token = analysis.tokens[index];
  const LemmaMemo& known = look_up(analysis, token);
  WordForm& form = out.words[index];
  if (known.lemma.empty()) {
    set_own_lemma(analyzer, analysis, token, out);
  } else {
    form.lemma = known.lemma;
    if (known.verbal_noun) form.grammar.verb_form = "Vnoun";
    if (known.dual) form.grammar.number = "Dual";
  }
  if (!models_.tagger) return;
  if (token.tag == Tag::kVerb) {
    form.grammar.aspect = (token.verb & kPerfect) != 0 ? "Perf" : "Imp";
    form.grammar.voice = (token.verb & kPassive) != 0 ? "Pass" : "Act";
  }
  if (models_.number && models_.state && has_number(token.tag))
    set_number_and_state(analysis, index, known, form.grammar);
}

void Grammarian::set_number_and_state(const Analysis& analysis, std::uint32_t index, const LemmaMemo& known,
                                      Grammar& out) const {
  static_assert(kNumberLabels.size() + kStateLabels.size() == kGrammarSums);
  const Token& token = analysis.tokens[index];
  TaggerFeatures features;
  add_tag_features(analysis, index, features);
  WordScores sums{};
  models_.words->sum(features.all(), sums);
  const std::span<std::int16_t> scores = std::span(sums).subspan(kTagSums);
  for (std::size_t i = 0; i < kGrammarSums; ++i)
    scores[i] = static_cast<std::int16_t>(scores[i] + analysis.grammar[index][i] + known.ending[i]);
  const auto best = [](const learn::LinearModel& model, std::span<const std::int16_t> of) {
    return static_cast<std::size_t>(model.best_of(of));
  };
  if (out.number.empty()) out.number = kNumberLabels[best(*models_.number, scores.first(kNumberLabels.size()))];
  if (!has_state(token.tag)) return;
  if ((token.clitics & kArticle) != 0) {
    out.definite = "Def";
  } else if ((token.clitics & kPronoun) != 0) {
    out.definite = "Cons";
  } else {
    out.definite = kStateLabels[best(*models_.state, scores.subspan(kNumberLabels.size()))];
  }
}

}  // namespace isnad::text
