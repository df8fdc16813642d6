// Whom claims go back to, and how many of them speak independently.
//
// A claim reached the reader by a *channel*: the agency that its attribution names or that the text credits, a text
// that several outlets share, or else the outlet. It goes back to an *origin*: the last voice of its attribution that
// is named, or, where none is, the channel. Two claims are independent when they share neither: five outlets with one
// agency's text are one voice, and so are five texts of their own about one ministry's statement.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "fuse/incident.h"
#include "fuse/knowledge.h"

namespace isnad::fuse {

/// The channel of each document, in the order of `documents`, which is the order of publication.
std::vector<std::string> channels_of(const std::vector<const CodedDocument*>& documents);

/// Sets `origin` and `channel` of the claims of a document that came by `channel`.
void set_origins(CodedDocument& coded, const std::string& channel, const Knowledge& knowledge);

/// Whom something goes back to, and by which channel it came: ids.
using Route = std::pair<std::string, std::string>;

/// The most of these of which no two share origin or channel.
std::int64_t count_independent(const std::set<Route>& routes);
std::int64_t count_independent(const std::vector<const Claim*>& claims);

/// Sets the origins and channels of an incident and how many are independent: among the claims of what happened, or,
/// when there are none, among what was said about it.
void add_origins(Incident& incident, const std::vector<Testimony>& testimonies, const Knowledge& knowledge);

}  // namespace isnad::fuse
