// Training the models of the frame stage from annotated documents.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "frames/coder.h"
#include "isnad/incident.h"
#include "isnad/result.h"

namespace isnad::frames {

/// A word of a document, and whether people say that it names an event there.
struct LabelledWord {
  Document document;
  std::uint32_t start = 0;   ///< of the word, in code points
  std::optional<Kind> kind;  ///< none: it names no event
};

/// An annotated document (offsets in code points), and how much it counts beside others.
struct AnnotatedDocument {
  CodedDocument coded;
  float weight = 1;
};

/// Trains one of the models of `kModelNames` from `gold` and gives its bytes; `trigger` also learns from `words`.
/// Deterministic for a seed. `progress` may be empty. Errors: unknown model; a claim's offsets lie outside its text
/// (the message names document and claim).
Result<std::string> train(const Preparer& preparer, std::span<const AnnotatedDocument> gold,
                          std::span<const LabelledWord> words, std::string_view model, std::uint64_t seed,
                          const std::function<void(int epoch, double loss)>& progress);

/// A sentence, and whether people say that it reports an event of a PLOVER type.
struct LabelledSentence {
  Document document;
  std::string plover;
  bool reports = false;
};

/// Trains the model `report` from sentences in which `trigger` finds an event of the labelled type.
Result<std::string> train_report(const Preparer& preparer, const learn::Network& trigger,
                                 std::span<const LabelledSentence> sentences, std::uint64_t seed,
                                 const std::function<void(int epoch, double loss)>& progress);

}  // namespace isnad::frames
