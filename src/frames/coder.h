// From an analysed document to its claims: triggers, phrases, roles, speakers, modality and tolls, put together.
#pragma once

#include <vector>

#include "extract/count.h"
#include "extract/facts.h"
#include "extract/number.h"
#include "extract/place.h"
#include "extract/time.h"
#include "extract/toll.h"
#include "frames/casualty.h"
#include "frames/chunk.h"
#include "frames/context.h"
#include "frames/modality.h"
#include "frames/models.h"
#include "frames/report_model.h"
#include "frames/role_model.h"
#include "frames/rows.h"
#include "frames/speaker.h"
#include "frames/trigger_model.h"
#include "frames/voice_model.h"
#include "isnad/claim.h"
#include "isnad/document.h"
#include "text/analyzer.h"

namespace isnad::frames {

/// The layers below the claims and the parts of the frame stage that need no model. Immutable; shared between threads.
class Preparer {
 public:
  Preparer(const lexicon::Lexicon& lexicon, const text::Analyzer& analyzer);

  /// Fills everything of `context` up to the triggers. The document must outlive the context's use.
  void prepare(const Document& document, Context& context) const;
  /// Fills chunks and speakers, once the triggers are set.
  void prepare_roles(Context& context) const;

  const extract::FactFinder& facts() const { return facts_; }
  const Rows& rows() const { return rows_; }
  const extract::PlaceResolver& places() const { return places_; }
  const extract::TollMarker& tolls() const { return tolls_; }
  const text::Analyzer& analyzer() const { return analyzer_; }

 private:
  const text::Analyzer& analyzer_;
  extract::FactFinder facts_;
  Rows rows_;
  extract::NumberFinder numbers_;
  extract::CountFinder counts_;
  extract::TimeFinder times_;
  extract::TollMarker tolls_;
  extract::PlaceResolver places_;
  Chunker chunker_;
  SpeakerFinder speakers_;
};

/// Codes documents. Immutable; shared between threads, each with its own `Context`.
class Coder {
 public:
  /// `preparer` and `models` must outlive the coder. `least`: probability of an event for a claim.
  Coder(const Preparer& preparer, const Models& models, Thresholds least);

  /// Sets `out` to the claims of `document`, in text order. `document.text` must be valid UTF-8.
  void code(const Document& document, Context& context, std::vector<Claim>& out) const;

 private:
  class Writer;
  void write_claim(Context& context, std::size_t trigger, std::span<const Filler> fillers, const Writer& writer,
                   Claim& out) const;
  void write_roles(const Context& context, std::span<const Filler> fillers, const Writer& writer, Claim& out) const;
  void write_speakers(const Context& context, int speaker, const Writer& writer, Claim& out) const;
  void write_figures(const Context& context, std::span<const Figure> figures, const Writer& writer, Claim& out) const;
  Participant participant(const Context& context, TokenRange tokens, const Writer& writer) const;
  Place place(const Context& context, TokenRange tokens, const Writer& writer) const;
  Attribution attribution(const Context& context, TokenRange tokens, const Writer& writer) const;

  const Preparer& preparer_;
  TriggerFinder triggers_;
  RoleFinder roles_;
  VoiceFinder voices_;
  ModalityFinder modalities_;
  CasualtyReader casualties_;
  ReportFinder reports_;
};

}  // namespace isnad::frames
