// Decisions of people about incidents, as joining asks for them. Where two contradict each other, the later one holds.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <utility>
#include <vector>

#include "fuse/across.h"
#include "isnad/decision.h"

namespace isnad::fuse {

class Decided {
 public:
  /// Nobody has decided anything.
  Decided() = default;
  /// `decisions` in the order in which they were taken.
  explicit Decided(const std::vector<Decision>& decisions);

  /// `group` of mentions of a document, divided where claims of it are not of one incident. Claims that nobody decided
  /// on stay with the first piece.
  std::vector<std::vector<std::size_t>> divided(const CodedDocument& coded, const std::vector<Mention>& mentions,
                                                const std::vector<std::size_t>& group) const;

  /// What was decided about `parts`; `document_of` gives the document of a part.
  Bonds bonds(const std::vector<Part>& parts,
              const std::function<const CodedDocument&(const Part& part)>& document_of) const;

 private:
  static constexpr std::int32_t kNone = -1;

  std::int32_t number(const ClaimMark& mark);
  std::int32_t group_of(const CodedDocument& coded, const Claim& claim) const;
  bool apart(std::int32_t a, std::int32_t b) const;
  void unite(std::int32_t a, std::int32_t b);
  std::int32_t unite(const std::vector<ClaimMark>& side);

  std::map<ClaimMark, std::int32_t> numbers_;
  std::vector<std::int32_t> groups_;  // by number of the claim
  std::vector<std::pair<std::int32_t, std::int32_t>> apart_;
};

}  // namespace isnad::fuse
