// A claim as grouping sees it: what can be compared, folded and hashed once.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "fuse/bag.h"
#include "fuse/knowledge.h"
#include "isnad/incident.h"

namespace isnad::fuse {

/// Where something happened: ids of the gazetteer where the names are resolved, words in any case.
struct Where {
  Words words;
  std::string_view id;  ///< of the most specific place; may be empty
  bool stated() const { return !words.empty() || !id.empty(); }
};
Relation compare(const Where& a, const Where& b, const Knowledge& knowledge);

/// The id of the first place of the claim that is one of the gazetteer, of those that it lies beside only when there
/// are no others; empty when there is none.
std::string_view site_of(const Claim& claim, const Knowledge& knowledge);

/// How long before its report something happened, as far as the claim or its neighbour in the sentence says.
enum class Age : std::uint8_t { kUnknown, kAhead, kNews, kDays, kOld, kMonth, kVague };

/// What the words around a trigger, and the rest of its report, say of it.
struct Surrounds {
  Bag sentence;                     ///< the whole sentence; empty where the claim carries none
  Bag window;                       ///< a few words before and behind the trigger, and the participants
  Bag named;                        ///< participants, place and means
  Words voice;                      ///< of the speakers
  std::uint32_t word = 0;           ///< position of the trigger in its sentence, in words
  double title_cosine = 0;          ///< how much the sentence is about what the title is about
  double title_most = 0;            ///< the most telling word of the window that the title has
  Where where;                      ///< its own place, that of a neighbour, else the last one named before
  std::optional<std::int32_t> day;  ///< likewise
  bool first_of_kind = false;       ///< no claim of its kind stands before it
  Age age = Age::kUnknown;
  Discourse::Row opens, before, behind;  ///< rows of discourse.tsv: of its sentence, and around its trigger
};

/// That a claim answers to another, is a part of it, or the like (ties.h).
struct MentionTie {
  std::uint32_t to = 0;  ///< position of the other among the mentions
  Tie tie = Tie::kPartOf;
  std::string_view cue;  ///< row of resources/links.tsv, or `site`
};

struct Mention {
  const Claim* claim = nullptr;
  std::uint32_t index = 0;     ///< of the claim in its document's list
  std::uint32_t order = 0;     ///< in the text, among the mentions
  std::uint32_t sentence = 0;  ///< the same number for the claims of one sentence
  Words agent, target, trigger;
  Where where, near_where;  ///< near: its own, else that of the nearest claim in its sentence
  std::optional<std::int32_t> day, near_day;
  std::optional<std::int32_t> month;  ///< also of a day
  bool refers = false;                ///< the trigger carries the article
  bool bare = false;                  ///< no participants, no place
  bool lead = false;                  ///< in one of the first two sentences with claims
  Surrounds around;
  std::vector<MentionTie> ties;
};

/// The claims of a document that can belong to an incident (not the hypothetical ones), in text order.
std::vector<Mention> mentions_of(const CodedDocument& coded, const Knowledge& knowledge);

}  // namespace isnad::fuse
