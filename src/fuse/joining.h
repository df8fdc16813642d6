// Joining parts to incidents: pairs are offered from the best downwards, and the groups of a pair become one when their
// members agree on the whole (across.h).
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "fuse/across.h"

namespace isnad::fuse {

/// Weighs pairs of parts. Parts of one document, or of days that cannot be one, are never of one incident.
class Scale {
 public:
  /// `knowledge` must outlive it.
  explicit Scale(const Knowledge& knowledge);
  AcrossValues values(const Part& a, const Part& b) const;
  double operator()(const AcrossValues& values) const;

 private:
  const Knowledge& knowledge_;
  AcrossValues weights_{};
};

/// Two parts, by position, the first one first; and how strongly they speak for one incident, negated, so that the
/// order of offers is that of their values.
struct Offer {
  double value = 0;
  std::pair<std::uint32_t, std::uint32_t> pair;
  auto operator<=>(const Offer&) const = default;
};

/// Groups that grow by joining; a group is named by its first member.
class Joining {
 public:
  using Members = std::vector<std::uint32_t>;

  /// `parts` are in canonical order. All must outlive it.
  Joining(const std::vector<const Part*>& parts, const Scale& scale, const AcrossWatcher& watcher);

  /// Joins the groups of two parts if their members agree on the whole; false when they do not, or are one already.
  bool offer(std::uint32_t a, std::uint32_t b);
  /// Joins them unasked, where it is known that they agree.
  void join(std::uint32_t a, std::uint32_t b);

  /// The group that a part is in now.
  std::uint32_t group(std::uint32_t part) const { return group_of_[part]; }
  /// The pairs that brought groups together, in that order.
  const std::vector<std::pair<std::uint32_t, std::uint32_t>>& joins() const { return joins_; }
  std::vector<Members> take();

 private:
  AcrossValues mean(const Members& a, const Members& b) const;

  const std::vector<const Part*>& parts_;
  const Scale& scale_;
  const AcrossWatcher watcher_;  // a copy: callers may give what does not outlive the call
  std::vector<std::uint32_t> group_of_;
  std::vector<Members> members_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> joins_;
};

/// Whether joining the groups of a pair would bring together what people keep apart.
bool would_break(const Bonds& bonds, const Joining& joining, const std::pair<std::uint32_t, std::uint32_t>& pair);

}  // namespace isnad::fuse
