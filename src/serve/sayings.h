// Parts of answers about who says what.
#pragma once

#include "base/json_fields.h"
#include "isnad/incident.h"
#include "serve/names.h"

namespace isnad::serve {

/// The object Voice: who says a thing, where and when.
void write_voice(Json& out, const Saying& saying);

/// What a claim of a document says, for disputes whose record does not carry it.
Saying saying_of(const Claim& claim, const Document& document);

/// The object Control.
void write_holding(Json& out, const Holding& holding, const Names& names);

/// The board: each actor and stance with its voices, in order of first saying.
void write_responsibility(Json& out, const Incident& incident, const Names& names);

/// The ids that sayings name.
void add_ids(NameSet& ids, const Incident& incident);

}  // namespace isnad::serve
