// Annotated claims come without their sentences and without ids of their places: those of the layers below are what
// claims carry.
#pragma once

#include "extract/place.h"
#include "isnad/incident.h"
#include "text/analyzer.h"

namespace isnad {

/// True when there is a text and claims, of which none says in which sentence it stands.
bool lacks_sentences(const CodedDocument& coded);

/// Sets where the sentence of each claim begins and ends, and which place of the gazetteer its places are that have no
/// id. The document's text must be valid UTF-8.
void set_sentences(const text::Analyzer& analyzer, const extract::PlaceResolver& places, text::Analysis& analysis,
                   CodedDocument& coded);

}  // namespace isnad
