// Claims for a reader: each sentence once, with the words that its claims came from marked, and the claims below it.
#pragma once

#include <string>

#include "isnad/incident.h"

namespace isnad::cli {

/// All claims of a document.
std::string listing(const CodedDocument& coded);

/// `claim.sentence` with every span of the claim in it marked: "... [agent ...] [event ...] ...".
std::string marked_sentence(const Claim& claim);

/// "agency (media) <- security source (official, unnamed)", the voice nearest the reader first; "the outlet" when
/// empty.
std::string chain(const Claim& claim);

/// "killed 6..6 police", "injured 12.. unspecified, so far".
std::string figure(const Casualty& casualty);

}  // namespace isnad::cli
