#include "fuse/trail.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace isnad::fuse {
namespace {

constexpr double kLeast = 0.005;  // what rounds to nought is no reason

void add_reason(Merge& merge, std::string_view feature, double score) {
  if (std::abs(score) >= kLeast) merge.reasons.push_back({std::string(feature), score});
}

void sort_reasons(Merge& merge) {
  std::stable_sort(merge.reasons.begin(), merge.reasons.end(),
                   [](const auto& a, const auto& b) { return std::abs(a.score) > std::abs(b.score); });
}

}  // namespace

WithinWatcher Trail::within(const Document& document, const std::vector<Mention>& mentions,
                            std::string_view incident_id) {
  return [this, &document, &mentions, incident_id](const auto& a, const auto& b, double score) {
    if (mentions[a[0]].claim->incident != incident_id) return;
    Merge merge;
    merge.score = score;
    const auto refer = [&](const std::vector<std::size_t>& group, std::vector<ClaimRef>& refs) {
      for (const std::size_t at : group) refs.push_back({document.doc_id, mentions[at].claim->claim_id});
    };
    refer(a, merge.left);
    refer(b, merge.right);
    std::vector<double> sums(weights_.names().size(), 0);
    const double share = 1 / (static_cast<double>(a.size()) * static_cast<double>(b.size()));
    for (const std::size_t one : a) {
      for (const std::size_t other : b) {
        const auto [first, second] = std::minmax(one, other);
        weights_.contribute(mentions, first, second, share, sums);
      }
    }
    for (std::size_t i = 0; i < sums.size(); ++i) add_reason(merge, weights_.names()[i], sums[i]);
    sort_reasons(merge);
    merges_.push_back(std::move(merge));
  };
}

AcrossWatcher Trail::across(const std::vector<Part>& parts, std::function<std::string(const Part&)> doc_id) {
  return [this, &parts, doc_id = std::move(doc_id)](const auto& a, const auto& b, const AcrossValues& values,
                                                    double score) {
    Merge merge;
    merge.across = true;
    merge.score = score;
    const auto refer = [&](const std::vector<std::uint32_t>& group, std::vector<ClaimRef>& refs) {
      for (const std::uint32_t at : group) {
        for (const Claim* claim : parts[at].claims) refs.push_back({doc_id(parts[at]), claim->claim_id});
      }
    };
    refer(a, merge.left);
    refer(b, merge.right);
    for (std::size_t i = 0; i < values.size(); ++i) {
      add_reason(merge, across_name(i), values[i] * knowledge_.weight(across_name(i)));
    }
    sort_reasons(merge);
    merges_.push_back(std::move(merge));
  };
}

}  // namespace isnad::fuse
