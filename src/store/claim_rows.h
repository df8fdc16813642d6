// The tables that claims are searched by: claim_row, participant_row, attribution_row, casualty_row. They hold numbers
// and ids only; the words of a claim stand in its record.
#pragma once

#include "isnad/incident.h"
#include "store/impl.h"

namespace isnad::store {

/// Writes the rows of a document's claims.
Status insert_claim_rows(Database& database, Names& names, std::int64_t document, const CodedDocument& coded);

/// Takes them away, with their links to incidents.
Status delete_claim_rows(Database& database, std::int64_t document);

/// A day as the tables have it: 20161021 for 2016-10-21.
std::optional<std::int64_t> day_column(std::string_view iso);

}  // namespace isnad::store
