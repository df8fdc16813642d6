// Counted people: numbers with the nouns they count, and nouns that are a number by themselves.
//
//   "12 qatilan"  12..12   "shakhsan"  2..2   "qatil"  1..1   "qatla"  2..   "adad al-qatla 12"  12..12
//   "ahad al-mutazahirin"  1..1   "88 qatilan wa-jarihan"  1..87 killed and 1..87 injured
//   The conventions are those of docs/formats/claim.md.
#pragma once

#include <vector>

#include "extract/mentions.h"
#include "extract/number.h"
#include "extract/people.h"
#include "lexicon/lexicon.h"
#include "text/token.h"

namespace isnad::extract {

/// Finds all counts of people. Immutable and shared between threads.
class CountFinder {
 public:
  /// `lexicon` must outlive the finder.
  explicit CountFinder(const lexicon::Lexicon& lexicon);

  /// Appends the counts of `analysis` to `out`, in order of their first token. `numbers` are those of the same text.
  void find(const text::Analysis& analysis, const std::vector<Number>& numbers, std::vector<Count>& out) const;

 private:
  struct Reading;  // one document being read
  std::uint32_t find_at(Reading& reading, std::uint32_t at) const;
  std::uint32_t counted(Reading& reading, const Number& number) const;
  std::uint32_t uncounted(Reading& reading, const Number& number) const;
  Group complement(const text::Analysis& analysis, std::uint32_t at) const;
  bool ends_count(const text::Analysis& analysis, std::uint32_t at, const Number& number) const;
  bool follows_trigger(const text::Analysis& analysis, std::uint32_t at) const;
  std::uint32_t second_of_joint(Reading& reading, std::size_t first) const;
  std::uint32_t noun_alone(Reading& reading, const PeopleNoun& noun) const;
  bool number_behind(Reading& reading, const PeopleNoun& noun, Count& count) const;
  bool follows_tally(const text::Analysis& analysis, const PeopleNoun& noun) const;
  static bool heads_line(const text::Analysis& analysis, const PeopleNoun& noun);
  void add_tally(Reading& reading, const PeopleNoun& noun, const PeopleNoun& counted, const Number& number) const;
  bool number_before_tally(Reading& reading, const PeopleNoun& noun) const;
  bool tally(Reading& reading, const PeopleNoun& noun) const;
  bool between(Reading& reading, const PeopleNoun& noun) const;
  bool is_person(const Reading& reading, const PeopleNoun& noun) const;
  PeopleNoun counted_noun(const text::Analysis& analysis, std::uint32_t at) const;
  Count make(const Reading& reading, const PeopleNoun& noun) const;
  NumberRole role(const text::Analysis& analysis, std::uint32_t token) const;

  People people_;
  NumberWords words_;
  int triggers_, times_;
  std::vector<bool> of_people_;  ///< rows of triggers.tsv that say what befell people
};

}  // namespace isnad::extract
