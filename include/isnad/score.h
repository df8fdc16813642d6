// Scoring: how well system claims agree with gold claims, the figures that docs/evaluation.md reports.
//
//   isnad::Scorer scorer;
//   scorer.add_gold(line);    // {"doc_id", "text", "claims": [...]}, or one claim with its "doc_id"
//   scorer.add_system(line);  // either shape too
//   std::cout << isnad::to_json(scorer.score(), false);
//
// A system claim matches a gold claim when their trigger spans overlap; matching is one to one, pairs of equal kind
// first, then those that share more. Arguments are compared over the pairs of equal kind; what stands in claims without
// a partner counts as missed or spurious. Two spans agree when they overlap.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "isnad/result.h"

namespace isnad {

/// What was found of what should be.
struct Agreement {
  std::size_t hits = 0, system = 0, gold = 0;

  double precision() const { return system == 0 ? 0 : static_cast<double>(hits) / static_cast<double>(system); }
  double recall() const { return gold == 0 ? 0 : static_cast<double>(hits) / static_cast<double>(gold); }
  /// Harmonic mean of precision and recall.
  double f1() const {
    const double sum = precision() + recall();
    return sum == 0 ? 0 : 2 * precision() * recall() / sum;
  }
};

/// A gold claim without a system claim of its kind, or the other way round.
struct Disagreement {
  bool missed = true;  ///< false: a false alarm
  std::string doc_id, kind, trigger;
  std::string context;  ///< the words around the trigger, which stands in brackets; empty without the gold text
};

/// The figures over all gold documents.
struct Scores {
  std::size_t documents = 0;
  Agreement trigger;  ///< is there an event here?
  Agreement claim;    ///< and of this kind?
  Agreement agent, target, place, means, attribution;
  Agreement origin;     ///< the last step of the attribution alone
  Agreement time;       ///< resolved dates; the hour is not compared
  Agreement casualty;   ///< (effect, low, high) over whole documents
  double modality = 0;  ///< share of the pairs of equal kind
  std::map<std::string, Agreement> kinds;
  std::vector<Disagreement> errors;  ///< in the order of the gold
};

/// Holds both sides. Documents that only the system has are left out of every figure.
class Scorer {
 public:
  Scorer();
  ~Scorer();

  /// Adds a line of gold or system. Errors (kInput) name the byte offset or the field.
  Status add_gold(std::string_view json);
  Status add_system(std::string_view json);

  /// All figures over what was added so far.
  Scores score() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// The figures as indented JSON, rounded to four places, with a line's end; `by_kind` adds precision and recall of each
/// kind.
std::string to_json(const Scores& scores, bool by_kind);

}  // namespace isnad
