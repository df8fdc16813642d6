// The order of the stages: what `code` and `analyze` do with one document.
//
//   Document - valid? - blocks - text - extract - frames - claims of a block -.
//                         '---------------- next block ---------------------'- number, label - CodedDocument
//
// A document is worked on in blocks cut at line ends, so that the largest one needs no more memory than its text, its
// claims and one block's analysis. Nearly every document is one block.
#include "isnad/engine.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <span>
#include <unordered_map>
#include <utility>

#include "base/block.h"
#include "base/iso_date.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "embedded/embedded.h"
#include "engine/impl.h"
#include "engine/sentences.h"
#include "engine/shift.h"
#include "text/sketch.h"
#include "text/terms.h"

namespace isnad {
namespace {

constexpr std::size_t kLargest = std::size_t{1} << 30;
constexpr std::size_t kBlock = std::size_t{1} << 20;

Status check(const Document& document) {
  if (document.text.size() > kLargest) {
    return Error{Error::Code::kInput,
                 "the text has " + std::to_string(document.text.size()) + " bytes, more than 1 GiB; split it"};
  }
  const std::size_t malformed = find_malformed(document.text);
  if (malformed != std::string_view::npos) {
    return Error{Error::Code::kInput,
                 "the text is no valid UTF-8 at its byte " + std::to_string(malformed) + "; convert it first"};
  }
  if (!document.published.empty() && !is_iso_date(document.published)) {
    return Error{Error::Code::kInput,
                 "published: \"" + document.published + "\" is no ISO 8601 date such as 2016-10-21"};
  }
  return {};
}

std::string hexadecimal(std::uint64_t number) {
  char digits[17];
  std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(number));
  return digits;
}

// The id of a document that came without one: the same content gives the same id, everywhere and always.
std::string content_id(const Document& document) {
  std::uint64_t hash = 0;
  for (const std::string* field :
       {&document.outlet, &document.url, &document.published, &document.title, &document.text}) {
    hash = hash_mix(hash, hash_bytes(*field));
  }
  return hexadecimal(hash);
}

// Calls `use(block, code points before it)` for each block of a document.
template <typename Use>
void each_block(const Document& document, Use use) {
  if (document.text.size() <= kBlock) return use(document, 0U);
  std::uint32_t code_points = 0;
  Document block;
  block.published = document.published;
  block.outlet = document.outlet;
  for (std::size_t begin = 0, end = 0; begin < document.text.size(); begin = end) {
    end = block_end(document.text, begin, kBlock);
    block.text.assign(document.text, begin, end - begin);
    use(block, code_points);
    code_points += static_cast<std::uint32_t>(count_code_points(block.text));
  }
}

std::unique_ptr<AnalysisWriter> analysis_writer(AnalysisFormat format, const Engine::Impl& engine,
                                                const std::string& doc_id, const AnalysisWriter::Write& write) {
  switch (format) {
    case AnalysisFormat::kConllu:
      return conllu_analysis(engine, doc_id, write);
    case AnalysisFormat::kText:
      return text_analysis(engine, doc_id, write);
    default:
      return json_analysis(engine, doc_id, write);
  }
}

}  // namespace

Status Engine::Impl::open(const EngineOptions& options) {
  std::string_view image = embedded_lexicon();
  if (!options.lexicon.empty()) {
    auto file = MappedFile::open(options.lexicon);
    if (!file) return file.error();
    lexicon_file = *std::move(file);
    image = lexicon_file->bytes();
  }
  auto opened = lexicon::Lexicon::open_view(image);
  if (!opened)
    return Error{opened.error().code,
                 (options.lexicon.empty() ? "built-in lexicon" : options.lexicon) + ": " + opened.error().message};
  lexicon = *std::move(opened);
  knowledge = {image};
  if (Status loaded = open_models(options.models); !loaded) return loaded;
  analyzer = std::make_unique<text::Analyzer>(*lexicon, &text_models);
  grammarian = std::make_unique<text::Grammarian>(*lexicon, text_models);
  if (!name_model.empty()) {
    auto finder = extract::EntityFinder::open(*lexicon, *analyzer, name_model);
    if (!finder) return Error{finder.error().code, "models/names.model: " + finder.error().message};
    entities = std::make_unique<extract::EntityFinder>(*std::move(finder));
  }
  numbers = std::make_unique<extract::NumberFinder>(*lexicon);
  counts = std::make_unique<extract::CountFinder>(*lexicon);
  times = std::make_unique<extract::TimeFinder>(*lexicon);
  tolls = std::make_unique<extract::TollMarker>(*lexicon);
  preparer = std::make_unique<frames::Preparer>(*lexicon, *analyzer);
  frames::Thresholds least;
  if (options.min_confidence >= 0) least = {0, 0, options.min_confidence};
  coder = std::make_unique<frames::Coder>(*preparer, frame_models, least);
  auto fused = fuse::Fuser::build(*lexicon);
  if (!fused) return fused.error();
  fuser = *std::move(fused);
  credits = std::make_unique<extract::CreditFinder>(*lexicon);
  return {};
}

// A folder replaces all built-in models: one of them may not fit another one from elsewhere.
Status Engine::Impl::open_models(const std::string& folder) {
  Status mapped;
  const auto find = [&](std::string_view name) -> std::string_view {
    if (folder.empty()) return embedded_model(name);
    const std::string path = folder + "/" + std::string(name) + ".model";
    if (!std::filesystem::exists(path)) return {};
    auto file = MappedFile::open(path);
    if (!file) {
      mapped = file.error();
      return {};
    }
    model_files.push_back(*std::move(file));
    return model_files.back()->bytes();
  };
  const auto bytes_of = [&](std::string_view name) { return knowledge.emplace_back(find(name)); };
  name_model = bytes_of("names");
  auto for_text = text::Models::open(bytes_of);
  auto for_frames = frames::Models::open(bytes_of);
  if (!mapped) return mapped;
  for (const Error* error : {for_text ? nullptr : &for_text.error(), for_frames ? nullptr : &for_frames.error()}) {
    if (error != nullptr)
      return Error{error->code, (folder.empty() ? "built-in models" : folder) + ": " + error->message};
  }
  text_models = *std::move(for_text);
  frame_models = *std::move(for_frames);
  return {};
}

void Engine::Impl::inspect(const Document& document, AnalysisLayers layers, Inspection& out) const {
  out.entities.clear();
  out.numbers.clear();
  out.counts.clear();
  out.times.clear();
  const bool words = layers == AnalysisLayers::kWords;
  words ? analyzer->analyze_words(document.text, out.analysis) : analyzer->analyze(document.text, out.analysis);
  grammarian->read(*analyzer, out.analysis, out.forms);
  if (words) return;
  numbers->find(out.analysis, out.numbers);
  if (entities) entities->find(out.analysis, document.outlet, out.entities);
  counts->find(out.analysis, out.numbers, out.counts);
  times->find(out.analysis, out.numbers, document.published, out.times);
  tolls->mark(out.analysis, out.times, document.published, out.counts);
}

Provenance Engine::Impl::provenance(const Document& document) const {
  text::Sketch sketch = text::sketch_of(document.text, lexicon->fold());
  Provenance found{sketch.runs, std::move(sketch.minimum), credits->find(document.text)};
  const std::string own = credits->agency(document.outlet);
  if (!own.empty()) found.credits = {own};
  return found;
}

std::vector<Claim> Engine::Impl::code(const Document& document, std::string* terms) const {
  thread_local frames::Context context;
  std::vector<Claim> claims;
  each_block(document, [&](const Document& block, std::uint32_t code_points) {
    std::vector<Claim> found;
    coder->code(block, context, found);
    if (terms != nullptr) text::append_terms(context.analysis, true, *terms);
    for (Claim& claim : found) {
      shift(claim, code_points);
      claim.claim_id = "c" + std::to_string(claims.size() + 1);
      claims.push_back(std::move(claim));
    }
  });
  return claims;
}

Result<std::unique_ptr<Engine>> Engine::open(const EngineOptions& options) {
  auto impl = std::make_unique<Impl>();
  if (Status opened = impl->open(options); !opened) return opened.error();
  return std::unique_ptr<Engine>(new Engine(std::move(impl)));
}

Engine::Engine(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Engine::~Engine() = default;

Result<CodedDocument> Engine::code(Document document, std::string* terms) const {
  if (Status valid = check(document); !valid) return valid.error();
  if (document.doc_id.empty()) document.doc_id = content_id(document);
  std::vector<CodedDocument> coded(1);
  if (terms != nullptr && !document.text.starts_with(document.title)) *terms += this->terms(document.title);
  coded[0].claims = impl_->code(document, terms);
  coded[0].provenance = impl_->provenance(document);
  coded[0].document = std::move(document);
  fuse(coded);
  return std::move(coded[0]);
}

std::string Engine::terms(std::string_view text) const {
  std::string out;
  if (find_malformed(text) != std::string_view::npos) return out;
  thread_local text::Analysis analysis;
  impl_->analyzer->analyze(text, analysis);
  text::append_terms(analysis, false, out);
  return out;
}

std::string Engine::fingerprint() const {
  std::uint64_t hash = 0;
  for (const std::string_view bytes : impl_->knowledge) hash = hash_mix(hash, hash_bytes(bytes));
  return hexadecimal(hash);
}

std::string Engine::lexicon_fingerprint() const {
  return hexadecimal(hash_bytes(impl_->knowledge.front()));
}

std::string Engine::models_fingerprint() const {
  std::uint64_t hash = 0;
  for (const std::string_view bytes : std::span(impl_->knowledge).subspan(1)) hash = hash_mix(hash, hash_bytes(bytes));
  return hexadecimal(hash);
}

namespace {

/// Ties say which claim of a report is meant; which incident that is of, the documents say.
void name_linked(std::vector<Incident>& incidents, const std::vector<CodedDocument>& documents) {
  std::unordered_map<std::string_view, const CodedDocument*> by_id;
  for (const CodedDocument& coded : documents) by_id.emplace(coded.document.doc_id, &coded);
  std::unordered_map<std::string_view, std::unordered_map<std::string_view, const Claim*>> claims_of;
  for (Incident& incident : incidents) {
    for (Link& link : incident.links) {
      auto& claims = claims_of[link.claim.doc_id];
      if (claims.empty()) {
        for (const Claim& claim : by_id.at(link.claim.doc_id)->claims) claims.emplace(claim.claim_id, &claim);
      }
      const auto other = claims.find(link.other);
      if (other != claims.end()) link.incident_id = other->second->incident;
    }
  }
}

}  // namespace

std::vector<Incident> Engine::fuse(std::vector<CodedDocument>& documents,
                                   const std::vector<Decision>& decisions) const {
  text::Analysis analysis;
  for (CodedDocument& coded : documents) {
    const bool unknown = coded.provenance.sketch.empty() && coded.provenance.credits.empty();
    if (unknown && !coded.document.text.empty()) coded.provenance = impl_->provenance(coded.document);
    if (lacks_sentences(coded)) set_sentences(*impl_->analyzer, impl_->preparer->places(), analysis, coded);
  }
  std::vector<Incident> incidents = impl_->fuser->fuse(documents, fuse::Decided(decisions));
  name_linked(incidents, documents);
  return incidents;
}

std::vector<Merge> Engine::explain(const std::vector<CodedDocument>& documents, std::string_view incident_id) const {
  return impl_->fuser->explain(documents, incident_id);
}

Status Engine::analyze(Document document, AnalysisFormat format, AnalysisLayers layers,
                       const std::function<void(std::string_view)>& write) const {
  if (Status valid = check(document); !valid) return valid;
  if (document.doc_id.empty()) document.doc_id = content_id(document);
  thread_local Inspection found;  // what it remembers of words serves the next document
  const std::unique_ptr<AnalysisWriter> writer = analysis_writer(format, *impl_, document.doc_id, write);
  each_block(document, [&](const Document& block, std::uint32_t code_points) {
    impl_->inspect(block, layers, found);
    writer->add(found, code_points);
  });
  writer->finish();
  return {};
}

Result<std::string> Engine::analyze(Document document, AnalysisFormat format, AnalysisLayers layers) const {
  std::string whole;
  const Status done =
      analyze(std::move(document), format, layers, [&whole](std::string_view piece) { whole += piece; });
  if (!done) return done.error();
  return whole;
}

}  // namespace isnad
