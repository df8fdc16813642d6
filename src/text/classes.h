// What is known of a word from a large text alone: how common it is, and the class of words it stands among.
//
// Classes are learnt by exchange (learn/exchange.h) from folded news text; a class holds words used alike (months,
// first names, verbs of saying), so a model that met some of them knows something of the rest. Each class lies in one
// of a few groups, learnt the same way. The table holds 32-bit fingerprints of the words: a word it never saw is taken
// for one of them about once in a thousand million look-ups.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "isnad/result.h"

namespace isnad::text {

struct WordUse {
  std::uint16_t word_class = 0;  ///< 1 ... classes; 0: too rare to have one
  std::uint8_t group = 0;        ///< 1 ... groups; 0 with class 0
  std::uint8_t frequency = 0;    ///< 1 + 2 log2 of the count in the text; 0: not seen often enough to be kept
};

class WordClasses {
 public:
  /// Serves from `bytes`, which must stay where they are. Errors (kCorrupt): damaged, another kind or version.
  static Result<WordClasses> open(std::string_view bytes);

  WordUse lookup(std::string_view folded) const;
  std::uint8_t group_of(std::uint16_t word_class) const {
    return word_class == 0 ? std::uint8_t{0} : groups_[word_class - 1U];
  }
  std::size_t classes() const { return groups_.size(); }
  std::string_view metadata() const { return metadata_; }

 private:
  friend class WordClassTrainer;
  struct Slot {
    std::uint32_t key;
    std::uint16_t word_class;
    std::uint16_t frequency;  // 0: an empty slot
  };

  std::string_view metadata_;
  std::span<const std::uint8_t> groups_;  // of class c at c - 1
  std::span<const Slot> slots_;
};

/// Learns classes from running text.
class WordClassTrainer {
 public:
  struct Options {
    std::uint32_t classes = 512;
    std::uint32_t groups = 48;
    int iterations = 15;
    std::uint32_t least_kept = 3;       ///< rarer words are not in the table
    std::uint32_t least_clustered = 5;  ///< rarer words have no class
    std::string metadata;
  };

  explicit WordClassTrainer(Options options) : options_(std::move(options)) {}

  /// The next word, number or mark of the text; an empty one ends a paragraph.
  void add(std::string_view folded);

  /// The bytes of the model. `progress` hears the iteration and the words moved in it.
  Result<std::string> train(const std::function<void(int iteration, std::size_t moved)>& progress);

 private:
  void sort_by_count();
  std::uint32_t words_seen(std::uint32_t times) const;
  std::vector<std::uint16_t> group_classes(const std::vector<std::uint16_t>& class_of) const;
  std::string write(const std::vector<std::uint16_t>& class_of, const std::vector<std::uint16_t>& group_of) const;

  Options options_;
  std::unordered_map<std::string, std::uint32_t> ids_;
  std::vector<std::uint64_t> hashes_;  // by id
  std::vector<std::uint32_t> counts_;  // by id
  std::vector<std::uint32_t> text_;
};

}  // namespace isnad::text
