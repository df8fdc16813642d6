#include "lexicon/inflect.h"

#include <algorithm>
#include <charconv>

#include "base/utf8.h"

namespace isnad::lexicon {
namespace {

using Class = Features::Class;

bool parse_class(std::string_view text, Class& out) {
  if (text == "perfect") return out = Class::kPerfect, true;
  if (text == "imperfect") return out = Class::kImperfect, true;
  if (text == "noun") return out = Class::kNoun, true;
  if (text == "participle") return out = Class::kParticiple, true;
  return false;
}

Features::Number parse_number(std::string_view text) {
  using Number = Features::Number;
  return text == "s" ? Number::kSingular : text == "d" ? Number::kDual : text == "p" ? Number::kPlural : Number::kAny;
}

Features::Gender parse_gender(std::string_view text) {
  using Gender = Features::Gender;
  return text == "m" ? Gender::kMasculine : text == "f" ? Gender::kFeminine : Gender::kAny;
}

// The last `letters` code points of a text, in bytes.
std::uint32_t bytes_of_last(std::string_view text, int letters) {
  std::size_t at = text.size();
  while (letters > 0 && at > 0) {
    --at;
    if (!is_continuation(text[at])) --letters;
  }
  return static_cast<std::uint32_t>(text.size() - at);
}

}  // namespace

std::uint16_t Features::pack() const {
  return static_cast<std::uint16_t>(static_cast<unsigned>(word_class) | static_cast<unsigned>(number) << 4 |
                                    static_cast<unsigned>(gender) << 6 | static_cast<unsigned>(passive) << 8);
}

Features Features::unpack(std::uint16_t bits) {
  Features out;
  out.word_class = static_cast<Class>(bits & 15);
  out.number = static_cast<Number>(bits >> 4 & 3);
  out.gender = static_cast<Gender>(bits >> 6 & 3);
  out.passive = (bits >> 8 & 1) != 0;
  return out;
}

Result<Inflector> Inflector::build(const Table& inflection, const Fold& fold) {
  Inflector out;
  for (std::size_t row = 0; row < inflection.rows(); ++row) {
    Rule rule{};
    if (!parse_class(inflection.cell(row, "class"), rule.features.word_class)) {
      return Error{Error::Code::kInput, inflection.where(row) + ": class is perfect, imperfect, noun or participle"};
    }
    rule.features.number = parse_number(inflection.cell(row, "number"));
    rule.features.gender = parse_gender(inflection.cell(row, "gender"));
    const std::string_view ending = inflection.cell(row, "ending");
    rule.ending = ending == "any" ? std::string() : fold(ending);
    const std::string_view cut = inflection.cell(row, "cut");
    std::from_chars(cut.data(), cut.data() + cut.size(), rule.cut);
    rule.initial = fold(inflection.cell(row, "initial"));
    rule.suffix = fold(inflection.cell(row, "suffix"));
    out.rules_.push_back(rule);
  }
  return out;
}

void Inflector::each_form(std::string_view given, Class word_class,
                          const std::function<void(std::string, Features)>& take) const {
  const auto fits = [&](const Rule& rule) {
    return rule.features.word_class == word_class && !rule.ending.empty() && given.ends_with(rule.ending);
  };
  const bool special = std::any_of(rules_.begin(), rules_.end(), fits);
  for (const Rule& rule : rules_) {
    if (rule.features.word_class != word_class) continue;
    if (special ? !fits(rule) : !rule.ending.empty()) continue;
    const std::uint32_t cut = bytes_of_last(given, static_cast<int>(rule.cut));
    std::string form(given.substr(0, given.size() - cut));
    if (!rule.initial.empty() && form.size() > 2) form.replace(0, decode_valid(form.data()).size, rule.initial);
    take(form + rule.suffix, rule.features);
  }
}

}  // namespace isnad::lexicon
