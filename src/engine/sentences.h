// Annotated claims come without their sentences: those of the text layer are what claims carry.
#pragma once

#include "isnad/incident.h"
#include "text/analyzer.h"

namespace isnad {

/// True when there is a text and claims, of which none says in which sentence it stands.
bool lacks_sentences(const CodedDocument& coded);

/// Sets where the sentence of each claim begins and ends. The document's text must be valid UTF-8.
void set_sentences(const text::Analyzer& analyzer, text::Analysis& analysis, CodedDocument& coded);

}  // namespace isnad
