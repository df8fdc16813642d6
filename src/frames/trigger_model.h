// Which words name an event, and of what kind: a small network over each word and its surroundings, with the rows of
// triggers.tsv as features. The rows propose; the model, trained on annotated articles, decides.
#pragma once

#include <cstdint>
#include <vector>

#include "frames/context.h"
#include "frames/rows.h"
#include "learn/network.h"

namespace isnad::frames {

/// Computes the features of a token as a possible trigger. Holds what it counted in the document; `begin` resets it.
class TriggerFeatures {
 public:
  TriggerFeatures(const extract::FactFinder& facts, const Rows& rows) : facts_(facts), rows_(rows) {}

  void begin(const Context& context);
  /// True when `token` can be a trigger at all: a word that is not closed-class, a number or part of a longer name.
  bool candidate(const Context& context, std::uint32_t token) const;
  void build(const Context& context, std::uint32_t token, std::vector<std::uint64_t>& out) const;
  /// True when every row that reads `token` as `kind` is blocked by a word near it: the word has another sense here.
  bool blocked(const Context& context, std::uint32_t token, Kind kind) const;

 private:
  void add_words(const Context& context, std::uint32_t token, std::vector<std::uint64_t>& out) const;
  void add_rows(const Context& context, std::uint32_t token, std::vector<std::uint64_t>& out) const;
  void add_relatives(const Context& context, std::uint32_t token, std::vector<std::uint64_t>& out) const;
  void add_surroundings(const Context& context, std::uint32_t token, std::vector<std::uint64_t>& out) const;
  void count_kinds(const Context& context);
  bool near(const Context& context, std::uint32_t token, const std::vector<std::uint64_t>& stems) const;

  const extract::FactFinder& facts_;
  const Rows& rows_;
  std::vector<std::uint64_t> sentence_weapons_;  // bit per Kind that a weapon in the sentence implies
  std::vector<std::uint64_t> sentence_kinds_;    // bit per Kind that strong rows in the sentence name
  std::vector<std::uint8_t> last_kind_;          // by token: the last strong physical event before it; kKindCount: none
  std::uint64_t title_kinds_ = 0;
  int top_kind_ = kKindCount;       // the physical kind that strong rows name most often in the document
  int violent_ = 0, peaceful_ = 0;  // strong rows in the document, by family, in logarithmic buckets
};

/// Least probability that a word names some event, and the same where it states a toll ("the number of the dead: 12"),
/// which is hardly ever anything else; and least confidence of a claim. The defaults are the best of the
/// cross-validation.
struct Thresholds {
  double event = 0.42, toll = 0.1, confidence = 0;
};

/// Fills `context.triggers`, in text order, without overlaps.
class TriggerFinder {
 public:
  TriggerFinder(const extract::FactFinder& facts, const Rows& rows, const learn::Network& model, Thresholds least)
      : facts_(facts), rows_(rows), model_(model), least_(least) {}

  void find(Context& context) const;

  /// Joins coordinated triggers of one kind and takes in the words of phrases; also used on annotated triggers.
  static void merge(Context& context);

 private:
  /// The share of claims that are right, kind included, where the model gives its choice `probability`.
  static float calibrated(float probability);

  const extract::FactFinder& facts_;
  const Rows& rows_;
  const learn::Network& model_;
  Thresholds least_;
};

/// Sets the form and the row that the lexicon gives a trigger of its kind.
void describe(const extract::FactFinder& facts, const Rows& rows, const Context& context, Trigger& trigger);

/// Class 0 of the model is "no event"; class k + 1 is kind k.
inline constexpr int kTriggerClasses = kKindCount + 1;

}  // namespace isnad::frames
