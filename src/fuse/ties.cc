#include "fuse/ties.h"

#include <algorithm>
#include <tuple>

namespace isnad::fuse {
namespace {

constexpr std::size_t kReach = 3;  // words from a cue to the trigger that it leads to
constexpr std::size_t kWaveReach = 3;
constexpr std::size_t kWaveClaims = 200;  // before and behind the whole; a chronicle tells of many waves
constexpr std::string_view kSite = "site";

bool happened(const Mention& mention) {
  return mention.claim->modality == Modality::kAsserted || mention.claim->modality == Modality::kSuspected;
}

/// The claims of one sentence, with its words.
struct Sentence {
  const std::vector<Mention>& mentions;
  std::size_t begin, end;
  std::vector<std::uint64_t> words;

  std::uint32_t word(std::size_t mention) const { return mentions[mention].around.word; }
  /// The first claim at or behind a word, `end` when there is none within reach.
  std::size_t next(std::size_t from, std::size_t reach) const {
    for (std::size_t i = begin; i < end; ++i) {
      if (word(i) >= from) return word(i) - from <= reach ? i : end;
    }
    return end;
  }
};

class Finder {
 public:
  Finder(std::vector<Mention>& mentions, const Knowledge& knowledge) : mentions_(mentions), knowledge_(knowledge) {}

  void find() {
    for (std::size_t begin = 0, end = 0; begin < mentions_.size(); begin = end) {
      while (end < mentions_.size() && mentions_[end].sentence == mentions_[begin].sentence) ++end;
      read({mentions_, begin, end, {}});
    }
    for (std::size_t i = 0; i < mentions_.size(); ++i) find_site(i);
  }

 private:
  void read(Sentence sentence) {
    for (const Knowledge::Word& word : knowledge_.words_in_order(mentions_[sentence.begin].claim->sentence.text))
      sentence.words.push_back(word.hash);
    for (std::size_t at = 0; at < sentence.words.size();) {
      knowledge_.cues().find(sentence.words, at, hits_);
      const std::size_t size = hits_.empty() ? 1 : hits_[0].size;
      for (const Cues::Hit& hit : hits_) {
        if (hit.cue->wave)
          tie_wave(sentence, at + hit.size, *hit.cue);
        else
          tie_cue(sentence, at, at + hit.size, *hit.cue);
      }
      at += size;
    }
  }

  /// What stands before the cue is tied to what stands behind it; at the head of a sentence, the claim after that.
  void tie_cue(const Sentence& sentence, std::size_t at, std::size_t behind, const Cue& cue) {
    const std::size_t to = sentence.next(behind, kReach);
    if (to == sentence.end) return;
    if (cue.tie == Tie::kPartOf && !knowledge_.is_violence(mentions_[to].claim->kind)) return;
    const auto fits = [&](std::size_t i) { return cue.kinds[static_cast<std::size_t>(mentions_[i].claim->kind)]; };
    bool any_before = false;
    for (std::size_t i = to; i-- > sentence.begin;) {
      if (sentence.word(i) >= at) continue;
      any_before = true;
      if (fits(i)) return add(i, to, cue.tie, cue.id);
    }
    if (any_before) return;
    const auto after = to + 1;
    if (after < sentence.end && fits(after)) add(after, to, cue.tie, cue.id);
  }

  /// The other deeds of that family and day, of those told around it, are parts of it.
  void tie_wave(const Sentence& sentence, std::size_t behind, const Cue& cue) {
    const std::size_t whole = sentence.next(behind, kWaveReach);
    if (whole == sentence.end || !happened(mentions_[whole])) return;
    const Mention& many = mentions_[whole];
    if (!many.around.day) return;
    const std::size_t last = std::min(mentions_.size(), whole + kWaveClaims);
    for (std::size_t i = whole - std::min(whole, kWaveClaims); i < last; ++i) {
      const Mention& other = mentions_[i];
      const bool alike = knowledge_.family(other.claim->kind) == knowledge_.family(many.claim->kind) &&
                         !knowledge_.is_statement(other.claim->kind);
      if (i == whole || !alike || !happened(other) || other.around.day != many.around.day) continue;
      if (!is_site_of(other, many)) continue;
      add(i, whole, Tie::kPartOf, cue.id);
    }
  }

  bool is_deed_at_a_place(const Mention& mention) const {
    return knowledge_.is_violence(mention.claim->kind) && happened(mention) && !mention.where.id.empty() &&
           !knowledge_.is_outermost(mention.where.id);
  }

  /// The one of them lies in the place of the other, or in the governorate of whose seat the other is told.
  bool is_site_of(const Mention& site, const Mention& whole) const {
    if (site.where.id == whole.where.id || knowledge_.inside(whole.where.id, site.where.id)) return false;
    if (knowledge_.inside(site.where.id, whole.where.id)) return true;
    const std::string_view root = knowledge_.root(site.where.id);
    return knowledge_.is_seat(whole.where.id) && root == knowledge_.root(whole.where.id) && root != site.where.id &&
           !knowledge_.is_outermost(root);
  }

  /// Deeds of one day that nobody says different people did, one of which opens the report.
  void find_site(std::size_t at) {
    const Mention& site = mentions_[at];
    if (!is_deed_at_a_place(site)) return;
    for (std::size_t i = 0; i < mentions_.size(); ++i) {
      const Mention& whole = mentions_[i];
      const bool one_day = site.around.day && whole.around.day == site.around.day;
      if (i == at || !one_day || !(site.lead || whole.lead) || !is_deed_at_a_place(whole)) continue;
      if (compare(site.agent, whole.agent) == Relation::kDiffers || !is_site_of(site, whole)) continue;
      return add(at, i, Tie::kPartOf, kSite);
    }
  }

  void add(std::size_t from, std::size_t to, Tie tie, std::string_view cue) {
    mentions_[from].ties.push_back({static_cast<std::uint32_t>(to), tie, cue});
  }

  std::vector<Mention>& mentions_;
  const Knowledge& knowledge_;
  std::vector<Cues::Hit> hits_;
};

}  // namespace

void find_ties(std::vector<Mention>& mentions, const Knowledge& knowledge) {
  Finder(mentions, knowledge).find();
}

Ties::Ties(const std::vector<Mention>& mentions) {
  for (const Mention& mention : mentions) {
    for (const MentionTie& tie : mention.ties) {
      for (const Claim* end : {mention.claim, mentions[tie.to].claim})
        ends_.emplace_back(end, static_cast<std::uint32_t>(all_.size()));
      all_.push_back({mention.claim, mentions[tie.to].claim, tie.tie, tie.cue});
    }
  }
  std::sort(ends_.begin(), ends_.end());
}

std::vector<TiedClaims> Ties::of(const std::vector<const Claim*>& claims) const {
  std::vector<std::uint32_t> found;
  for (const Claim* claim : claims) {
    for (auto at = std::lower_bound(ends_.begin(), ends_.end(), std::pair(claim, std::uint32_t{0}));
         at != ends_.end() && at->first == claim; ++at)
      found.push_back(at->second);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  std::vector<TiedClaims> ties;
  for (const std::uint32_t at : found) ties.push_back(all_[at]);
  return ties;
}

Ties ties_of(const CodedDocument& coded, const Knowledge& knowledge) {
  return Ties(mentions_of(coded, knowledge));
}

}  // namespace isnad::fuse
