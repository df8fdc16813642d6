// Incidents: the claims that speak of one occurrence, from one document or many, and what they disagree on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "isnad/claim.h"
#include "isnad/document.h"

namespace isnad {

/// What tells where a text comes from, read off the text itself: copies of one text have nearly the same sketch.
struct Provenance {
  std::uint32_t runs = 0;             ///< of three words; 0: the text is too short to tell
  std::vector<std::uint32_t> sketch;  ///< MinHash of the runs; empty: not computed, or too short
  std::vector<std::string> credits;   ///< agencies that the text credits as a whole (resources/actors.tsv), sorted
};

/// A document with its claims: what coding makes of one report.
struct CodedDocument {
  Document document;
  std::vector<Claim> claims;
  Provenance provenance{};
};

/// Where a claim stands: which document, which claim of it.
struct ClaimRef {
  std::string doc_id;
  std::string claim_id;
  auto operator<=>(const ClaimRef&) const = default;
};

/// Something said about an incident: by which claim, in which report, by whom. The entries below all begin so.
struct Saying {
  ClaimRef claim;
  std::string outlet;
  std::string published;                 ///< of the document
  std::vector<Attribution> attribution;  ///< the chain; empty: the outlet itself
  Modality modality = Modality::kAsserted;
  std::string origin;  ///< what it goes back to: sayings of one origin are one voice, however many outlets print them
};

/// What has become of a figure since it was said.
enum class Standing : std::uint8_t {
  kCurrent,
  kRepeated,    ///< the same figure of the same origin or report stands before it
  kPart,        ///< its voice counts these people in a larger figure of the same report
  kSuperseded,  ///< its own voice, or a later official one, has given a later figure
  kUpdated,     ///< another voice has given a later and higher one
  kUnasserted,  ///< denied, planned or called for: no count of anybody
};

/// One rung of the toll ladder: a figure, and who says it where and when.
struct TollFigure : Saying {
  Casualty casualty;
  bool vague = false;  ///< a word without a number: tens, hundreds
  Standing standing = Standing::kCurrent;
  ClaimRef by = {};  ///< the claim that repeats, contains or replaces it; empty while it is current
};

/// Who holds a place on a day, as one claim has it.
struct Holding : Saying {
  std::string day;       ///< ISO date
  std::string place_id;  ///< resources/places.tsv; empty when unresolved
  std::string place;     ///< the words; where the claim states no place, those of the incident
  std::string extent;    ///< how much of it: `half`, `most`, ... of resources/extents.tsv; empty when not said
  double share = 1;      ///< the same as a fraction; 1 when not said
  std::string holder;    ///< id of resources/actors.tsv, else the folded words
  std::string words;     ///< that name the holder; of the speaker where he speaks for his own side
  std::string side;      ///< `state`, `armed`, or empty when unknown
  bool holds = true;     ///< false: said not to hold it, or to have left it
};

/// Who is said to have done it, by whom.
struct Stance : Saying {
  std::string stance;  ///< claimed (by the actor itself), blamed, suspected, denied, unclaimed (nobody has claimed it)
  std::string actor;   ///< id of resources/actors.tsv, else the folded words; empty where nobody has claimed it
  std::string words;   ///< that name the actor
};

/// A position in a dispute and the claims that take it.
struct Position {
  std::string statement;  ///< e.g. "killed 6..6 police", "agent grp.is", "half held by grp.is"
  std::vector<ClaimRef> claims;
  std::vector<std::string> voices = {};  ///< who says so, each once: ids of actors, else their words
  std::int64_t independent = 0;          ///< how many origins that do not repeat each other say so
};

/// Two or more positions that cannot all be true as stated.
struct Dispute {
  std::string type;   ///< number | responsibility | control | place | time | occurrence | identity
  std::string about;  ///< e.g. "killed (police)"
  std::vector<Position> positions;
  std::string status = "open";  ///< open; superseded: later figures have settled it; retracted: a voice took it back
  double weight = 0;            ///< from 0 to 1: how much is at stake between how many; the heaviest stand first
};

/// A tie to another incident, read off one report: neither is the other, and each belongs to the other's story.
struct Link {
  /// `part_of`, `follow_up_of`, `trial_of`, `commemorates`, `response_to`; or, as seen from the other end, `has_part`,
  /// `followed_by`, `tried_in`, `commemorated_by`, `answered_by`.
  std::string type;
  ClaimRef claim;             ///< of this incident
  std::string other;          ///< the claim of the other incident, in the same report
  std::string cue;            ///< row of resources/links.tsv; `site` where only day and places say so
  std::string incident_id{};  ///< the other incident; empty where its claim is not at hand
};

/// Claims that go back to one voice, or that came by one channel. A voice has the id of an actor, `voice:` and its
/// folded name where it has none, or, where the claim names no voice, that of the channel. A channel is an agency
/// (`agency.reuters`), a text that several outlets share (`text:` and the first document that has it), an outlet
/// (`outlet:` and its name), or a document without one (`document:`).
struct Origin {
  std::string id;
  std::vector<ClaimRef> claims;
};
/// The name used in JSON, and its inverse: empty when `text` names none.
std::string_view name(Standing standing);
template <>
std::optional<Standing> parse_name(std::string_view text);

/// One occurrence, as far as its reports let it be told.
struct Incident {
  std::string incident_id;                ///< stable: made from its earliest claim, whatever the order of ingestion
  std::string family;                     ///< kind family of what happened: violence, protest, ...
  Kind kind = Kind::kAttack;              ///< the most specific kind most claims agree on
  std::string place_id;                   ///< resources/places.tsv; empty when unresolved
  std::string place;                      ///< the words
  std::string day_first, day_last;        ///< ISO dates; empty when unknown
  std::vector<ClaimRef> claims;           ///< all members, in order of document and text
  std::vector<std::string> documents;     ///< doc_ids, sorted
  std::vector<TollFigure> toll;           ///< in order of publication and text
  std::vector<Stance> responsibility;     ///< in order of publication
  std::vector<Holding> control;           ///< in order of publication
  std::vector<Dispute> disputes;          ///< the heaviest first
  std::vector<Link> links;                ///< to other incidents, in order of publication and text
  std::vector<Origin> origins, channels;  ///< of its claims, by id
  std::int64_t independent_origins = 0;   ///< most claims of what happened of which no two share origin or channel
};

/// Why two groups of claims became one: what speaks for it and against it, and the sum, which is above zero.
struct Merge {
  bool across = false;  ///< groups of different documents
  std::vector<ClaimRef> left, right;
  double score = 0;
  struct Reason {
    std::string feature;  ///< row of resources/fusion.tsv
    double score = 0;     ///< its mean over the pairs of claims, or of documents, times its weight
  };
  std::vector<Reason> reasons;  ///< the weightiest first
};

}  // namespace isnad
