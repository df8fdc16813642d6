#include "fuse/lore.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "base/strings.h"

namespace isnad::fuse {
namespace {

using lexicon::Lexicon;

constexpr std::size_t kLongestExtent = 3;  // words

std::optional<double> number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

}  // namespace

Side side_of(std::string_view sector) {
  constexpr std::string_view kState[] = {"GOV", "COP", "MIL", "SPY", "JUD", "LEG"};
  constexpr std::string_view kArmed[] = {"REB", "UAF", "PRM", "CRM"};
  if (std::find(std::begin(kState), std::end(kState), sector) != std::end(kState)) return Side::kState;
  if (std::find(std::begin(kArmed), std::end(kArmed), sector) != std::end(kArmed)) return Side::kArmed;
  return Side::kUnknown;
}

Side side_of(Voice voice) {
  if (voice == Voice::kOfficial) return Side::kState;
  return voice == Voice::kGroup ? Side::kArmed : Side::kUnknown;
}

std::string_view name(Side side) {
  if (side == Side::kState) return "state";
  return side == Side::kArmed ? "armed" : "";
}

Status Lore::load(const Lexicon& lexicon) {
  fold_ = &lexicon.fold();
  const int extents = lexicon.table("extents"), denials = lexicon.table("denials");
  for (std::uint32_t row = 0; row < lexicon.rows(extents); ++row) {
    const std::string_view share = lexicon.cell(extents, row, "share");
    const std::optional<double> value = number(share);
    if (!value)
      return Error{Error::Code::kCorrupt, "lexicon: extents: share \"" + std::string(share) + "\" of " +
                                              std::string(lexicon.cell(extents, row, "id")) + " is no number"};
    for (const std::string_view form : split_words(lexicon.cell(extents, row, "forms"), '|'))
      extents_.emplace((*fold_)(form), Extent{lexicon.cell(extents, row, "english"), *value});
  }
  for (std::uint32_t row = 0; row < lexicon.rows(denials); ++row) denials_.insert(lexicon.cell(denials, row, "id"));
  load_vague(lexicon);
  load_actors(lexicon);
  return {};
}

void Lore::load_vague(const Lexicon& lexicon) {
  const int numbers = lexicon.table("numbers");
  for (std::uint32_t row = 0; row < lexicon.rows(numbers); ++row) {
    const std::string_view role = lexicon.cell(numbers, row, "role");
    if (role != "vague" && role != "hundred_plural" && role != "scale_plural") continue;
    for (const std::string_view form : split_words(lexicon.cell(numbers, row, "forms"), '|'))
      vague_.insert((*fold_)(form));
  }
}

void Lore::load_actors(const Lexicon& lexicon) {
  const int actors = lexicon.table("actors");
  const int id = lexicon.column(actors, "id"), country = lexicon.column(actors, "country"),
            sector = lexicon.column(actors, "plover");
  for (std::uint32_t row = 0; row < lexicon.rows(actors); ++row) {
    actors_.emplace(lexicon.cell(actors, row, id),
                    Actor{lexicon.cell(actors, row, country), side_of(lexicon.cell(actors, row, sector))});
  }
}

Lore::Extent Lore::extent_of(std::string_view words) const {
  const std::string folded = (*fold_)(words);
  const std::vector<std::string_view> all = split_words(folded, ' ');
  for (std::size_t first = 0; first < all.size(); ++first) {
    for (std::size_t last = std::min(first + kLongestExtent, all.size()); last > first; --last) {
      const char* begin = all[first].data();
      const auto found = extents_.find(std::string(begin, all[last - 1].data() + all[last - 1].size()));
      if (found != extents_.end()) return found->second;
    }
  }
  return {};
}

bool Lore::is_vague(std::string_view count) const {
  const std::string folded = (*fold_)(count);
  return vague_.contains(folded.substr(0, folded.find(' ')));
}

bool Lore::denies_fact(const Claim& claim) const {
  if (claim.kind != Kind::kDeny || claim.modality != Modality::kAsserted) return false;
  return std::any_of(claim.rules.begin(), claim.rules.end(),
                     [&](const std::string& rule) { return denials_.contains(rule); });
}

Party Lore::party(std::string_view actor) const {
  const auto found = actors_.find(actor);
  return {actor, name(found == actors_.end() ? Side::kUnknown : found->second.side)};
}

bool Lore::same(const Party& a, const Party& b) const {
  if (a.actor == b.actor) return true;
  if (is_anyone(a) || is_anyone(b)) return !a.side.empty() && a.side == b.side;
  const Actor &first = actors_.at(a.actor), &second = actors_.at(b.actor);
  if (first.country.empty() || first.country != second.country) return false;
  const bool organs = first.side == Side::kState && second.side == Side::kState;
  return organs || is_of_country(a) || is_of_country(b);
}

bool Lore::rivals(const Party& a, const Party& b) const {
  if (same(a, b)) return false;
  if (is_anyone(a) || is_anyone(b)) return !a.side.empty() && !b.side.empty() && a.side != b.side;
  return true;
}

}  // namespace isnad::fuse
