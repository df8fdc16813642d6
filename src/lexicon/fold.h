// The one normalisation that text, lexicon rows and training share (resources/letters.tsv): hamza seats and alef forms,
// alef maqsura, ta marbuta, digits, presentation forms; marks, tatweel and bidi controls drop out.
//
// Folding a word never changes its order: every folded byte comes from one original character, so a position in the
// folded word has exactly one position in the original (`original_offset`). A fold is a fixed point: fold(fold(x)) ==
// fold(x).
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "isnad/result.h"
#include "lexicon/table.h"

namespace isnad::lexicon {

/// What a character does to the text around it; see resources/letters.tsv.
enum class CharClass : std::uint8_t {
  kOther,
  kLetter,
  kLatin,
  kMark,
  kDigit,
  kStop,
  kComma,
  kQuoteOpen,
  kQuoteClose,
  kQuote,
  kOpen,
  kClose,
  kDash,
  kSymbol,
  kSpace,
  kLine,
  kControl,
};

/// Table-driven folding of the basic multilingual plane; built once, then immutable and shared between threads.
class Fold {
 public:
  /// Builds from the rows of letters.tsv. Errors name the row.
  static Result<Fold> build(const Table& letters);

  CharClass class_of(char32_t code) const { return code < kPlane ? classes_[code] : CharClass::kOther; }

  /// What one character becomes; empty for dropped and unlisted ones.
  std::string_view fold_of(char32_t code) const {
    return code < kPlane ? std::string_view(texts_[index_[code]].bytes, texts_[index_[code]].size) : std::string_view();
  }

  /// Appends what `code` becomes (nothing for marks and controls).
  void append(std::string& out, char32_t code) const;

  /// The folded form of valid UTF-8; spaces are kept as they are.
  std::string operator()(std::string_view text) const;

  /// The byte offset in `original` behind which exactly `folded_bytes` bytes of its folded form lie (marks that belong
  /// to the last letter stay with it).
  std::uint32_t original_offset(std::string_view original, std::uint32_t folded_bytes) const;

 private:
  static constexpr std::size_t kPlane = 0x10000;
  struct Text {
    char bytes[12];
    std::uint8_t size;
  };

  Fold() : classes_(kPlane, CharClass::kOther), index_(kPlane, 0) {}
  void set(char32_t code, std::string_view folded, CharClass type);
  void add_latin();
  Status add_row(const Table& letters, std::size_t row);
  Status add_presentation_forms();

  std::vector<CharClass> classes_;
  std::vector<std::uint16_t> index_;  // into texts_; 0 is "itself"
  std::vector<Text> texts_{Text{}};
};

}  // namespace isnad::lexicon
