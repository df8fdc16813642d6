// The compiled lexicon: every row of every resource table, and one matcher for all their words and phrases.
//
// `compile` turns the tables into an image, one flat block without pointers; `Lexicon::open` checks it and serves from
// it in place, so opening costs a checksum and no parsing. The program carries the image of its own resources
// (embedded/embedded.h).
//
// Matching works on word ids. A token has up to four readings (see text/token.h): the word as it stands, the word
// without the conjunctions and prepositions written to it, its stem (also without article and pronoun), and the stem
// without the accusative alef. A phrase matches when each of its words equals some reading of the token in its place.
//
//   image:  header | tables | cells | words | word slots | nodes | edge slots | entries | strings        (u32 little
//   endian)
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "isnad/result.h"
#include "lexicon/fold.h"
#include "lexicon/inflect.h"
#include "lexicon/table.h"

namespace isnad::lexicon {

using WordId = std::uint32_t;  ///< 0: not a word of any row
using NodeId = std::uint32_t;  ///< 0: no phrase begins so

/// A row whose phrase ends at some node.
struct Entry {
  std::uint16_t table;
  std::uint16_t features;  ///< packed `Features`
  std::uint32_t row;
};

/// Reads a compiled image. Immutable and safe to share between threads.
class Lexicon {
 public:
  /// Takes an image that `compile` made. Errors (kCorrupt): not an image, another version, damaged.
  static Result<std::unique_ptr<Lexicon>> open(std::string image);
  /// The same over memory that outlives the lexicon; nothing is copied.
  static Result<std::unique_ptr<Lexicon>> open_view(std::string_view image);

  const Fold& fold() const { return *fold_; }

  /// Index of a table for `Entry::table`; -1 when the image has none of that name.
  int table(std::string_view name) const;
  std::size_t table_count() const { return tables_.size(); }
  std::string_view table_name(int table) const { return string(tables_[static_cast<std::size_t>(table)].name); }
  std::uint32_t rows(int table) const { return table < 0 ? 0 : tables_[static_cast<std::size_t>(table)].rows; }
  int column(int table, std::string_view name) const;
  int columns(int table) const { return static_cast<int>(tables_[static_cast<std::size_t>(table)].columns); }
  std::string_view column_name(int table, int column) const {
    return string(cells_[tables_[static_cast<std::size_t>(table)].first_column + static_cast<std::uint32_t>(column)]);
  }
  /// One cell, as written in the resource file; empty when `column` is -1.
  std::string_view cell(int table, std::uint32_t row, int column) const;
  std::string_view cell(int table, std::uint32_t row, std::string_view column_name) const {
    return cell(table, row, column(table, column_name));
  }

  /// The id of a folded word; 0 when no row holds it.
  WordId word(std::string_view folded) const;
  /// The node reached from `node` (0: the start) by a word.
  NodeId step(NodeId node, WordId word) const;
  std::span<const Entry> entries(NodeId node) const;
  /// True when some longer phrase goes on from `node`.
  bool continues(NodeId node) const { return nodes_[node].continues != 0; }

  /// One row found for a phrase typed by a person.
  struct Found {
    Entry entry;
    std::string_view table;
    std::string_view id;
  };
  /// Rows whose phrase is exactly `phrase` (folded here; words separated by spaces).
  std::vector<Found> look_up(std::string_view phrase) const;

 private:
  struct Ref {
    std::uint32_t begin, size;
  };
  struct TableInfo {
    Ref name;
    std::uint32_t first_column, columns, first_cell, rows;
  };
  struct Node {
    std::uint32_t first_entry, entries, continues;
  };
  struct Edge {
    std::uint32_t node, word, next;
  };
  friend class ImageWriter;

  Lexicon() = default;
  Status bind(std::string_view image);
  Status build_fold();
  bool refs_in_bounds() const;
  std::string_view string(Ref ref) const { return strings_.substr(ref.begin, ref.size); }

  std::string owned_;
  std::span<const TableInfo> tables_;
  std::span<const Ref> cells_;  // column names first, then cells
  std::span<const Ref> words_;
  std::span<const std::uint32_t> word_slots_;
  std::span<const Node> nodes_;
  std::span<const Edge> edge_slots_;
  std::span<const Entry> entries_;
  std::string_view strings_;
  std::optional<Fold> fold_;
};

/// Compiles the tables of a resource folder into an image. Errors name file and line.
Result<std::string> compile(const Tables& tables);

/// Checks the tables beyond what `compile` needs: ids unique, references, enumerated values, forms that normalise to
/// nothing. Returns one message a finding; empty when all is well.
std::vector<std::string> check(const Tables& tables);

}  // namespace isnad::lexicon
