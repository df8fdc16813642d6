// The engine: text in, claims out.
//
//   auto engine = isnad::Engine::open({});
//   auto coded = (*engine)->code({.doc_id = "1", .published = "2016-10-21", .text = "..."});
//   for (const isnad::Claim& claim : coded->claims) std::cout << isnad::to_json(claim, "1") << '\n';
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "isnad/claim.h"
#include "isnad/decision.h"
#include "isnad/document.h"
#include "isnad/incident.h"
#include "isnad/result.h"

namespace isnad {

/// Where the engine takes its knowledge from; the defaults are what the library was built with.
struct EngineOptions {
  std::string lexicon;         ///< path of a compiled lexicon image; empty: the one built into the library
  std::string models;          ///< folder of *.model files; empty: those built into the library
  double min_confidence = -1;  ///< claims below are left out; negative: the engine's own threshold
};

/// How `analyze` writes what it found.
enum class AnalysisFormat { kJson, kConllu, kText };

/// Which layers `analyze` runs: all, or sentences and words alone (clitics, tags, lemmas, grammar), which is faster.
enum class AnalysisLayers { kAll, kWords };

/// A row of a resource table, found for words of a text.
struct LexiconRow {
  std::string words;                                       ///< that it matches
  std::string table;                                       ///< e.g. "places"
  std::string id;                                          ///< its first cell
  std::vector<std::pair<std::string, std::string>> cells;  ///< column and content of the other cells that are not empty
};

/// Loaded lexicon and models. Immutable after `open`: one engine serves any number of threads.
class Engine {
 public:
  /// Loads what `options` name. Errors: a file is missing, damaged or of another version.
  static Result<std::unique_ptr<Engine>> open(const EngineOptions& options);
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  /// Claims of one document, in text order, with incidents labelled inside the document.
  /// Errors: `text` is not valid UTF-8 (the message gives the byte offset), is over 1 GiB, or `published` is no ISO
  /// 8601 date.
  /// Where `terms` is given, the terms of title and text are appended to it, each once, in no order that means
  /// anything.
  Result<CodedDocument> code(Document document, std::string* terms = nullptr) const;

  /// What the layers below the claims found, in the given format (docs/formats/analysis.md).
  Result<std::string> analyze(Document document, AnalysisFormat format,
                              AnalysisLayers layers = AnalysisLayers::kAll) const;

  /// The same, given to `write` piece by piece as it is found, so that it need not fit into memory. An error comes
  /// before the first piece.
  Status analyze(Document document, AnalysisFormat format, AnalysisLayers layers,
                 const std::function<void(std::string_view piece)>& write) const;

  /// The lexicon's rows that match `text` or words in it, in the order of the words. Errors: `text` is not valid UTF-8.
  Result<std::vector<LexiconRow>> look_up(std::string_view text) const;

  /// Groups the claims of many documents into incidents and sets `Claim::incident` in `documents`.
  /// The result does not depend on the order of `documents`. What people decided about incidents, in the order in which
  /// they did, holds against what the claims say; where two decisions contradict each other, the later one does.
  std::vector<Incident> fuse(std::vector<CodedDocument>& documents, const std::vector<Decision>& decisions = {}) const;

  /// How the claims of an incident came together, in the order in which they were joined. `documents` are those of the
  /// incident, whole, with the incidents of their claims set. Empty when it is of one claim, or there is none of that
  /// id.
  std::vector<Merge> explain(const std::vector<CodedDocument>& documents, std::string_view incident_id) const;

  /// The words of `text` as a store looks for them (`SearchFilter::terms`): folded, divided by spaces, and each with
  /// its forms divided by '|': whole, and without conjunction, preposition, article and pronoun. Empty when `text` is
  /// not valid UTF-8 or has no words.
  std::string terms(std::string_view text) const;

  /// Names the knowledge in use: the same lexicon and models give the same sixteen hexadecimal digits, on every
  /// machine.
  std::string fingerprint() const;
  /// The same of the lexicon alone, and of the models alone.
  std::string lexicon_fingerprint() const;
  std::string models_fingerprint() const;

  struct Impl;
  const Impl& impl() const { return *impl_; }

 private:
  explicit Engine(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace isnad
