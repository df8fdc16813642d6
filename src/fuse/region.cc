#include "fuse/region.h"

#include <algorithm>
#include <map>

namespace isnad::fuse {
namespace {

class Round {
 public:
  Round(const std::set<PartRef>& region, const RegionBonds& bonds, Surroundings& around)
      : region_(region), around_(around) {
    take_parts();
    if (!strays_.empty()) return;
    for (const PartRef& ref : parts_) {
      pointers_.push_back(&around.part(ref).part);
      owners_.push_back(region.contains(ref) ? 0 : around.incident(ref));
    }
    offer_of_region();
    offer_of_neighbours();
    std::sort(offers_.begin(), offers_.end());
    take_bonds(bonds);
  }

  /// The parts that the region has to take in; none when it is as it would be among all documents.
  std::set<PartRef> run() {
    if (!strays_.empty()) return strays_;
    Joining joining(pointers_, around_.scale(), nullptr);
    for (const auto& list : bonds_.together) {
      for (const std::uint32_t part : list) joining.join(list.front(), part);
    }
    std::set<std::int64_t> taken;
    for (const auto& [value, pair] : offers_) {
      const std::int64_t one = owners_[pair.first], other = owners_[pair.second];
      if (one != 0 && one == other) {
        joining.join(pair.first, pair.second);
      } else if (!would_break(bonds_, joining, pair) && joining.offer(pair.first, pair.second)) {
        taken.insert({one, other});
      }
    }
    taken.erase(0);
    std::set<PartRef> more;
    for (const std::int64_t incident : taken) {
      const std::vector<PartRef> members = around_.members(incident);
      more.insert(members.begin(), members.end());
    }
    if (more.empty()) keep(joining);
    return more;
  }

  std::vector<Makeup> take() { return std::move(made_); }

 private:
  /// Parts of the region, and of the incidents that a pair connects with it, in canonical order.
  void take_parts() {
    parts_.assign(region_.begin(), region_.end());
    for (const PartRef& ref : region_) {
      for (const auto& [other, value] : around_.neighbours(ref)) {
        if (region_.contains(other)) continue;
        if (around_.incident(other) == 0) {
          strays_.insert(other);
        } else if (beside_.insert(around_.incident(other)).second) {
          const std::vector<PartRef> members = around_.members(around_.incident(other));
          parts_.insert(parts_.end(), members.begin(), members.end());
        }
      }
    }
    around_.sort(parts_);
    for (std::uint32_t i = 0; i < parts_.size(); ++i) position_[parts_[i]] = i;
  }

  void take_bonds(const RegionBonds& bonds) {
    for (const auto& list : bonds.together) {
      bonds_.together.emplace_back();
      for (const PartRef& ref : list) bonds_.together.back().push_back(position_.at(ref));
      std::sort(bonds_.together.back().begin(), bonds_.together.back().end());
    }
    for (const auto& [one, other] : bonds.apart) bonds_.apart.emplace_back(position_.at(one), position_.at(other));
  }

  void add(const PartRef& a, const PartRef& b, double value) {
    offers_.push_back({-value, std::minmax(position_.at(a), position_.at(b))});
  }

  void offer_of_region() {
    for (const PartRef& ref : region_) {
      for (const auto& [other, value] : around_.neighbours(ref)) {
        if (!region_.contains(other) || ref < other) add(ref, other, value);
      }
    }
  }

  void offer_of_neighbours() {
    for (const std::int64_t incident : beside_) {
      const Makeup& makeup = around_.makeup(incident);
      for (const auto& [a, b] : makeup.joins) {
        add(makeup.parts[a], makeup.parts[b], around_.value(makeup.parts[a], makeup.parts[b]));
      }
    }
  }

  void keep(Joining& joining) {
    std::map<std::uint32_t, std::size_t> made_with;  // by position
    std::map<std::uint32_t, std::uint32_t> place;    // in the incident, by position
    for (const Joining::Members& members : joining.take()) {
      if (owners_[members[0]] != 0) continue;
      Makeup makeup;
      for (const std::uint32_t member : members) {
        made_with[member] = made_.size();
        place[member] = static_cast<std::uint32_t>(makeup.parts.size());
        makeup.parts.push_back(parts_[member]);
      }
      made_.push_back(std::move(makeup));
    }
    for (const auto& [a, b] : joining.joins()) {
      if (owners_[a] == 0) made_[made_with.at(a)].joins.emplace_back(place.at(a), place.at(b));
    }
  }

  const std::set<PartRef>& region_;
  Surroundings& around_;
  std::vector<PartRef> parts_;
  std::map<PartRef, std::uint32_t> position_;
  std::vector<const Part*> pointers_;
  std::vector<std::int64_t> owners_;  // the incident of a part outside the region
  std::set<std::int64_t> beside_;     // these incidents
  std::set<PartRef> strays_;          // parts that were never joined to anything
  std::vector<Offer> offers_;
  Bonds bonds_;
  std::vector<Makeup> made_;
};

}  // namespace

std::vector<Makeup> join_region(std::set<PartRef>& region, const RegionBonds& bonds, Surroundings& around) {
  for (;;) {
    Round round(region, bonds, around);
    const std::set<PartRef> more = round.run();
    if (more.empty()) return round.take();
    region.insert(more.begin(), more.end());
  }
}

}  // namespace isnad::fuse
