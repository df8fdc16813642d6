#include "fuse/decided.h"

#include <algorithm>

namespace isnad::fuse {

/// Decisions are few, and taken in from the last one backwards: what contradicts those that are in is left out.
Decided::Decided(const std::vector<Decision>& decisions) {
  for (auto decision = decisions.rbegin(); decision != decisions.rend(); ++decision) {
    std::vector<std::int32_t> sides;
    for (const auto& side : decision->sides) {
      if (!side.empty()) sides.push_back(unite(side));
    }
    for (std::size_t i = 1; i < sides.size(); ++i) {
      const auto pair =
          std::pair(groups_[static_cast<std::size_t>(sides[0])], groups_[static_cast<std::size_t>(sides[i])]);
      if (pair.first != pair.second) apart_.push_back(pair);
    }
  }
}

std::int32_t Decided::number(const ClaimMark& mark) {
  const auto [at, fresh] = numbers_.emplace(mark, static_cast<std::int32_t>(groups_.size()));
  if (fresh) groups_.push_back(at->second);
  return at->second;
}

bool Decided::apart(std::int32_t a, std::int32_t b) const {
  return std::any_of(apart_.begin(), apart_.end(),
                     [&](const auto& pair) { return pair == std::pair(a, b) || pair == std::pair(b, a); });
}

void Decided::unite(std::int32_t a, std::int32_t b) {
  const std::int32_t into = groups_[static_cast<std::size_t>(a)], from = groups_[static_cast<std::size_t>(b)];
  if (into == from || apart(into, from)) return;
  std::replace(groups_.begin(), groups_.end(), from, into);
  for (auto& [one, other] : apart_) {
    one = one == from ? into : one;
    other = other == from ? into : other;
  }
}

std::int32_t Decided::unite(const std::vector<ClaimMark>& side) {
  const std::int32_t first = number(side.front());
  for (const ClaimMark& mark : side) unite(first, number(mark));
  return first;
}

std::int32_t Decided::group_of(const CodedDocument& coded, const Claim& claim) const {
  // Few claims are decided on: the twins of this one are only counted where it may be one of those.
  const ClaimMark least{coded.document.doc_id, claim.kind, claim.trigger.start, claim.trigger.end, 0};
  const auto near = numbers_.lower_bound(least);
  const bool maybe = near != numbers_.end() && near->first.doc_id == least.doc_id && near->first.kind == least.kind &&
                     near->first.start == least.start && near->first.end == least.end;
  if (!maybe) return kNone;
  const auto found = numbers_.find(mark_of(coded, static_cast<std::size_t>(&claim - coded.claims.data())));
  return found == numbers_.end() ? kNone : groups_[static_cast<std::size_t>(found->second)];
}

std::vector<std::vector<std::size_t>> Decided::divided(const CodedDocument& coded, const std::vector<Mention>& mentions,
                                                       const std::vector<std::size_t>& group) const {
  if (apart_.empty()) return {group};
  std::vector<std::vector<std::size_t>> pieces;
  std::vector<std::vector<std::int32_t>> groups;  // of each piece
  std::vector<std::size_t> others;
  for (const std::size_t at : group) {
    const std::int32_t own = group_of(coded, *mentions[at].claim);
    if (own == kNone) {
      others.push_back(at);
      continue;
    }
    const auto fits = [&](const std::vector<std::int32_t>& there) {
      return std::none_of(there.begin(), there.end(), [&](std::int32_t other) { return apart(own, other); });
    };
    const auto piece = static_cast<std::size_t>(std::find_if(groups.begin(), groups.end(), fits) - groups.begin());
    if (piece == groups.size()) {
      groups.emplace_back();
      pieces.emplace_back();
    }
    groups[piece].push_back(own);
    pieces[piece].push_back(at);
  }
  if (pieces.size() < 2) return {group};
  pieces.front().insert(pieces.front().end(), others.begin(), others.end());
  std::sort(pieces.front().begin(), pieces.front().end());
  std::sort(pieces.begin(), pieces.end());
  return pieces;
}

Bonds Decided::bonds(const std::vector<Part>& parts,
                     const std::function<const CodedDocument&(const Part&)>& document_of) const {
  Bonds bonds;
  if (numbers_.empty()) return bonds;
  std::map<std::int32_t, std::vector<std::uint32_t>> members;
  for (std::uint32_t at = 0; at < parts.size(); ++at) {
    for (const Claim* claim : parts[at].claims) {
      const std::int32_t own = group_of(document_of(parts[at]), *claim);
      if (own != kNone && (members[own].empty() || members[own].back() != at)) members[own].push_back(at);
    }
  }
  for (const auto& [one, other] : apart_) {
    if (members.contains(one) && members.contains(other))
      bonds.apart.emplace_back(members[one].front(), members[other].front());
  }
  for (auto& [own, list] : members) bonds.together.push_back(std::move(list));
  return bonds;
}

}  // namespace isnad::fuse
