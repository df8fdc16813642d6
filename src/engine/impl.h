// What an engine holds, and the two ways it looks at a document.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/mapped_file.h"
#include "extract/count.h"
#include "extract/credits.h"
#include "extract/entity.h"
#include "extract/mentions.h"
#include "extract/number.h"
#include "extract/time.h"
#include "extract/toll.h"
#include "frames/coder.h"
#include "fuse/fuse.h"
#include "isnad/engine.h"
#include "lexicon/lexicon.h"
#include "text/analyzer.h"
#include "text/grammar.h"

namespace isnad {

/// What the layers below the claims found in a document.
struct Inspection {
  text::Analysis analysis;
  text::WordForms forms;
  std::vector<extract::Entity> entities;
  std::vector<extract::Number> numbers;
  std::vector<extract::Count> counts;
  std::vector<extract::Time> times;
};

struct Engine::Impl {
  std::unique_ptr<MappedFile> lexicon_file;  // empty: the built-in lexicon
  std::unique_ptr<lexicon::Lexicon> lexicon;
  std::vector<std::unique_ptr<MappedFile>> model_files;  // empty: the built-in models
  text::Models text_models;
  frames::Models frame_models;
  std::string_view name_model;
  std::unique_ptr<text::Analyzer> analyzer;
  std::unique_ptr<text::Grammarian> grammarian;
  std::unique_ptr<extract::EntityFinder> entities;  // empty where there is no model of names
  std::unique_ptr<extract::NumberFinder> numbers;
  std::unique_ptr<extract::CountFinder> counts;
  std::unique_ptr<extract::TimeFinder> times;
  std::unique_ptr<extract::TollMarker> tolls;
  std::unique_ptr<frames::Preparer> preparer;
  std::unique_ptr<frames::Coder> coder;
  std::unique_ptr<fuse::Fuser> fuser;
  std::unique_ptr<extract::CreditFinder> credits;
  std::vector<std::string_view> knowledge;  // the bytes of the lexicon, then those of the models

  Status open(const EngineOptions& options);
  Status open_models(const std::string& folder);
  void inspect(const Document& document, AnalysisLayers layers, Inspection& out) const;

  Provenance provenance(const Document& document) const;

  /// The claims of a valid document, numbered in text order; its terms are appended to `terms`, if any.
  std::vector<Claim> code(const Document& document, std::string* terms) const;
};

/// Writes what was found in one document, block by block and piece by piece.
class AnalysisWriter {
 public:
  using Write = std::function<void(std::string_view piece)>;
  static constexpr std::size_t kPiece = std::size_t{1} << 16;  ///< bytes that are held back, about

  virtual ~AnalysisWriter() = default;
  /// `before`: how many code points of the document stand before the block.
  virtual void add(const Inspection& block, std::uint32_t before) = 0;
  virtual void finish() = 0;
};

/// The three formats of `Engine::analyze`. All arguments must outlive the writer.
std::unique_ptr<AnalysisWriter> json_analysis(const Engine::Impl& engine, const std::string& doc_id,
                                              const AnalysisWriter::Write& write);
std::unique_ptr<AnalysisWriter> conllu_analysis(const Engine::Impl& engine, const std::string& doc_id,
                                                const AnalysisWriter::Write& write);
std::unique_ptr<AnalysisWriter> text_analysis(const Engine::Impl& engine, const std::string& doc_id,
                                              const AnalysisWriter::Write& write);

}  // namespace isnad
