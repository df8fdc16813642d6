// Noun phrases that may fill a role, cut at verbs, closed-class words, punctuation and the triggers themselves.
// Phrases may nest: a place at the end of a longer phrase is offered on its own as well.
#pragma once

#include "extract/facts.h"
#include "frames/context.h"
#include "frames/rows.h"

namespace isnad::frames {

class Chunker {
 public:
  Chunker(const extract::FactFinder& facts, const Rows& rows);

  /// Fills `context.chunks`, ordered by first token.
  void find(Context& context) const;

  /// Adds the parts of phrases at whose borders two noun phrases may meet (subject and object behind a verb, a name
  /// behind the noun that it belongs to).
  void split(Context& context) const;

 private:
  struct Marks;
  bool reports(const Context& context, std::uint32_t token) const;
  static bool follows_conjunction(const Context& context, std::uint32_t token);
  static bool leaves_definite(const Context& context, std::uint32_t at);
  bool ends_phrase(const Context& context, const Marks& marks, std::uint32_t token) const;
  bool starts_phrase(const Context& context, const Marks& marks, std::uint32_t token) const;
  std::uint32_t extend(const Context& context, const Marks& marks, std::uint32_t first, std::uint32_t last,
                       std::uint32_t limit) const;
  std::uint32_t over_quotes(const Context& context, std::uint32_t quote, std::uint32_t limit) const;
  std::uint32_t longest_name(const Context& context, std::uint32_t token) const;
  Chunk describe(const Context& context, TokenRange tokens, Chunk::Type type) const;
  void add_mentions(Context& context, Marks& marks) const;
  void add_phrases(Context& context, const Marks& marks) const;
  void add_nested(Context& context) const;
  void add_part(Context& context, std::size_t of, TokenRange tokens, Chunk::Part part) const;
  static void sort(Context& context);
  static bool border(const Context& context, std::uint32_t token);
  static bool governs(const Context& context, TokenRange phrase);

  std::uint64_t clitic_preposition(std::uint16_t clitics) const;

  const Rows& rows_;
  std::uint64_t with_ = 0, to_ = 0, like_ = 0;  // hashes of the prepositions that are written together with the word
};

}  // namespace isnad::frames
