// A claim as grouping sees it: what can be compared, folded and hashed once.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

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
};

/// The claims of a document that can belong to an incident (not the hypothetical ones), in text order.
std::vector<Mention> mentions_of(const CodedDocument& coded, const Knowledge& knowledge);

}  // namespace isnad::fuse
