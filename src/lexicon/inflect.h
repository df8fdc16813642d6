// From the forms that a lexicon row gives to all forms that a text may use, by the rows of resources/inflection.tsv.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "isnad/result.h"
#include "lexicon/fold.h"
#include "lexicon/table.h"

namespace isnad::lexicon {

/// How a form is inflected; what does not apply is zero.
struct Features {
  enum class Class : std::uint8_t { kNone, kPerfect, kImperfect, kNoun, kParticiple };
  enum class Number : std::uint8_t { kAny, kSingular, kDual, kPlural };
  enum class Gender : std::uint8_t { kAny, kMasculine, kFeminine };
  Class word_class = Class::kNone;
  Number number = Number::kAny;
  Gender gender = Gender::kAny;
  bool passive = false;

  bool is_verb() const { return word_class == Class::kPerfect || word_class == Class::kImperfect; }
  std::uint16_t pack() const;
  static Features unpack(std::uint16_t bits);
};

/// Immutable after `build`.
class Inflector {
 public:
  static Result<Inflector> build(const Table& inflection, const Fold& fold);

  /// Calls `take(form, features)` for every form of the folded word `given`.
  void each_form(std::string_view given, Features::Class word_class,
                 const std::function<void(std::string, Features)>& take) const;

 private:
  struct Rule {
    Features features;
    std::string ending;  // empty: any
    std::uint32_t cut;   // bytes
    std::string initial, suffix;
  };
  std::vector<Rule> rules_;
};

}  // namespace isnad::lexicon
