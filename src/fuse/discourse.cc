#include "fuse/discourse.h"

#include <algorithm>
#include <string>

namespace isnad::fuse {
namespace {

constexpr std::string_view kStands[] = {"opens", "before", "behind"};

Discourse::Hashes slice(const Discourse::Hashes& words, std::size_t begin, std::size_t end) {
  return {words.begin() + static_cast<std::ptrdiff_t>(begin), words.begin() + static_cast<std::ptrdiff_t>(end)};
}

}  // namespace

Result<Discourse::Stands> Discourse::add_row(const lexicon::Lexicon& lexicon, int table, std::uint32_t row) {
  const std::string_view id = lexicon.cell(table, row, "id"), stands = lexicon.cell(table, row, "stands");
  const auto* known = std::find(std::begin(kStands), std::end(kStands), stands);
  if (known == std::end(kStands)) {
    return Error{Error::Code::kCorrupt, "lexicon: discourse: \"" + std::string(stands) + "\" of " + std::string(id) +
                                            " is none of opens, before, behind; build it again"};
  }
  const auto where = static_cast<Stands>(known - std::begin(kStands));
  names_[where].push_back(id);
  return where;
}

Status Discourse::load(const lexicon::Lexicon& lexicon, const Spellings& spellings) {
  const int table = lexicon.table("discourse");
  for (std::uint32_t row = 0; row < lexicon.rows(table); ++row) {
    const auto stands = add_row(lexicon, table, row);
    if (!stands) return stands.error();
    for (auto& words : spellings(lexicon.cell(table, row, "words"))) add(*stands, std::move(words));
  }
  return {};
}

void Discourse::add(Stands stands, Hashes words) {
  const auto row = static_cast<std::uint16_t>(names_[stands].size() - 1);
  if (!words.empty() && words.size() <= kMostWords) rows_[stands].emplace(std::move(words), row);
}

Discourse::Row Discourse::starting(Stands stands, const Hashes& words, std::size_t at) const {
  const std::size_t left = words.size() - std::min(at, words.size());
  for (std::size_t size = std::min(kMostWords, left); size > 0; --size) {
    const auto found = rows_[stands].find(slice(words, at, at + size));
    if (found != rows_[stands].end()) return found->second;
  }
  return std::nullopt;
}

Discourse::Row Discourse::before(const Hashes& words, std::size_t at) const {
  at = std::min(at, words.size());
  for (std::size_t size = std::min(kMostWords, at); size > 0; --size) {
    const auto found = rows_[kBefore].find(slice(words, at - size, at));
    if (found != rows_[kBefore].end()) return found->second;
  }
  return std::nullopt;
}

}  // namespace isnad::fuse
