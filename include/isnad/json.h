// JSON of the public records: the field names of docs/formats/claim.md. Offsets are Unicode code points.
#pragma once

#include <string>
#include <string_view>

#include "isnad/claim.h"
#include "isnad/document.h"
#include "isnad/incident.h"
#include "isnad/result.h"

namespace isnad {

/// One JSON object on one line, without the line's end. `doc_id` is left out when empty.
std::string to_json(const Claim& claim, std::string_view doc_id);

/// The document's fields and its claims as one object.
std::string to_json(const CodedDocument& coded);

/// One incident with its members, toll and disputes, as one object on one line.
std::string to_json(const Incident& incident);

/// One joining of the trail of an incident, as one object on one line.
std::string to_json(const Merge& merge, std::string_view incident_id);

/// One dispute or one saying of control, with the incident that it belongs to, as one object on one line.
std::string to_json(const Dispute& dispute, std::string_view incident_id);
std::string to_json(const Holding& holding, std::string_view incident_id);

/// Reads a claim as `to_json` writes it; unknown fields are ignored. Errors name the field that is missing or wrong.
Result<Claim> claim_from_json(std::string_view json);

/// Reads a document record {"doc_id","text",...}; `text` must be there. Errors name the byte offset or the field.
Result<Document> document_from_json(std::string_view json);

/// Reads a document with its "claims".
Result<CodedDocument> coded_document_from_json(std::string_view json);

/// Reads an incident as `to_json` writes it.
Result<Incident> incident_from_json(std::string_view json);

}  // namespace isnad
