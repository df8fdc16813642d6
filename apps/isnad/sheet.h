// Incidents for a reader: a list, and a sheet that says what the sources agree and differ on.
//
// Words of the documents stand on lines of other scripts and figures: each is wrapped in a Unicode isolate (U+2068,
// U+2069), so that a terminal does not reorder what is around it.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "isnad/incident.h"
#include "isnad/policy.h"
#include "isnad/store.h"

namespace isnad::cli {

/// One incident a line, columns aligned, the place last.
std::string incident_list(const std::vector<Incident>& incidents);

/// Who is said to hold a place, day after day, one saying a line.
std::string control_strip(std::vector<Holding> holdings);

/// Disputes with the ids of their incidents, in the order given, one position a line.
std::string dispute_list(const std::vector<std::pair<std::string, Dispute>>& disputes);

/// What a counting policy makes of the toll, and what it leaves out.
std::string count_sheet(const Incident& incident, const Count& count);

/// All that is known of one. `reports` are its documents, in order of publication, with those of their claims that
/// belong to it; `history` what became of its id and others'.
std::string incident_sheet(const Incident& incident, const std::vector<CodedDocument>& reports,
                           const std::vector<IncidentChange>& history);

}  // namespace isnad::cli
