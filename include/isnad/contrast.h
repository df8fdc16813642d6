// Two reports held against each other: what both say, what only one says, what contradicts (docs/formats/contrast.md).
//
//   const auto contraster = isnad::Contraster::open(*engine);
//   const auto contrast = (*contraster)->compare({.text = "..."}, {.text = "..."});
//   for (const isnad::Contradiction& found : contrast->contradictions) ...
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "isnad/document.h"
#include "isnad/engine.h"
#include "isnad/incident.h"
#include "isnad/result.h"

namespace isnad {

/// Something that cannot be true in both reports as it stands.
struct Contradiction {
  std::string type;   ///< opposite | negation, or the type of a dispute (incident.h)
  std::string about;  ///< id of a row of resources/opposites.tsv, the word denied, or what the dispute is about
  std::string a, b;   ///< the words, or the positions, of the two
};

/// What comparing two reports gives.
struct Contrast {
  CodedDocument a, b;
  std::vector<std::pair<std::string, std::string>> both;  ///< claim ids of a and b that say the same
  std::vector<std::string> only_a, only_b;                ///< claim ids of one that the other has nothing like
  std::vector<Contradiction> contradictions;
};

/// Compares reports. Immutable; shared between threads.
class Contraster {
 public:
  /// `engine` must outlive it. Errors (kCorrupt): the lexicon lacks a table.
  static Result<std::unique_ptr<Contraster>> open(const Engine& engine);
  ~Contraster();
  Contraster(const Contraster&) = delete;
  Contraster& operator=(const Contraster&) = delete;

  /// Errors: those of `Engine::code`, for either report.
  Result<Contrast> compare(Document a, Document b) const;

 private:
  struct Impl;
  explicit Contraster(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// {"both","only_a","only_b","contradictions"}, one object on one line; claims as in docs/formats/claim.md. `id` is
/// left out when empty.
std::string to_json(const Contrast& contrast, const std::string& id);

}  // namespace isnad
