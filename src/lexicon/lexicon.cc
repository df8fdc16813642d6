#include "lexicon/lexicon.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/strings.h"
#include "lexicon/image.h"

namespace isnad::lexicon {
namespace {

Error corrupt(const char* what) {
  return {Error::Code::kCorrupt, std::string("lexicon image: ") + what + "; build it again with `isnad lexicon build`"};
}

}  // namespace

Result<std::unique_ptr<Lexicon>> Lexicon::open(std::string image) {
  std::unique_ptr<Lexicon> lexicon(new Lexicon);
  lexicon->owned_ = std::move(image);
  if (Status bound = lexicon->bind(lexicon->owned_); !bound) return bound.error();
  return lexicon;
}

Result<std::unique_ptr<Lexicon>> Lexicon::open_view(std::string_view image) {
  std::unique_ptr<Lexicon> lexicon(new Lexicon);
  if (Status bound = lexicon->bind(image); !bound) return bound.error();
  return lexicon;
}

Status Lexicon::bind(std::string_view image) {
  ImageHeader header{};
  if (image.size() < sizeof header) return corrupt("too short");
  if (reinterpret_cast<std::uintptr_t>(image.data()) % alignof(std::uint32_t) != 0)
    return corrupt("not aligned in memory");
  std::memcpy(&header, image.data(), sizeof header);
  if (header.magic != kImageMagic) return corrupt("not a lexicon image");
  if (header.version != kImageVersion) return corrupt("made by another version");
  if (header.size != image.size()) return corrupt("truncated");
  if (header.checksum != hash_bytes(image.substr(sizeof header))) return corrupt("checksum does not match");
  std::uint64_t at = sizeof header;
  bool sound = true;
  const auto take = [&]<typename T>(std::span<const T>& out, std::uint32_t count) {
    const std::uint64_t bytes = std::uint64_t{count} * sizeof(T);
    if (!sound || at + bytes > image.size()) {
      sound = false;
      return;
    }
    out = {reinterpret_cast<const T*>(image.data() + at), count};
    at += bytes;
  };
  take(tables_, header.tables);
  take(cells_, header.cells);
  take(words_, header.words);
  take(word_slots_, header.word_slots);
  take(nodes_, header.nodes);
  take(edge_slots_, header.edge_slots);
  take(entries_, header.entries);
  if (!sound) return corrupt("sections exceed the file");
  strings_ = image.substr(at);
  if (!refs_in_bounds()) return corrupt("references out of bounds");
  return build_fold();
}

bool Lexicon::refs_in_bounds() const {
  const auto in_strings = [this](Ref ref) {
    return ref.begin <= strings_.size() && ref.size <= strings_.size() - ref.begin;
  };
  const auto power_of_two = [](std::size_t n) { return n > 0 && (n & (n - 1)) == 0; };
  const auto table_ok = [&](const TableInfo& t) {
    const std::uint64_t cells_end = t.first_cell + std::uint64_t{t.rows} * t.columns;
    return in_strings(t.name) && std::uint64_t{t.first_column} + t.columns <= cells_.size() &&
           cells_end <= cells_.size();
  };
  const auto entry_ok = [&](const Entry& e) { return e.table < tables_.size() && e.row < tables_[e.table].rows; };
  const auto node_ok = [&](const Node& n) { return std::uint64_t{n.first_entry} + n.entries <= entries_.size(); };
  return std::all_of(cells_.begin(), cells_.end(), in_strings) &&
         std::all_of(words_.begin(), words_.end(), in_strings) &&
         std::all_of(tables_.begin(), tables_.end(), table_ok) &&
         std::all_of(entries_.begin(), entries_.end(), entry_ok) &&
         std::all_of(nodes_.begin(), nodes_.end(), node_ok) && !nodes_.empty() &&
         std::all_of(word_slots_.begin(), word_slots_.end(), [&](std::uint32_t w) { return w < words_.size(); }) &&
         std::all_of(edge_slots_.begin(), edge_slots_.end(), [&](const Edge& e) { return e.next < nodes_.size(); }) &&
         power_of_two(word_slots_.size()) && power_of_two(edge_slots_.size()) && !words_.empty() &&
         std::count(word_slots_.begin(), word_slots_.end(), 0U) > 0 &&
         std::any_of(edge_slots_.begin(), edge_slots_.end(), [](const Edge& e) { return e.next == 0; });
}

Status Lexicon::build_fold() {
  const int letters = table("letters");
  if (letters < 0) return corrupt("no letters table");
  std::string rows = "code\tfold\tclass\n";
  for (std::uint32_t row = 0; row < this->rows(letters); ++row) {
    for (const char* name : {"code", "fold", "class"}) {
      rows += cell(letters, row, name);
      rows += name[1] == 'l' ? '\n' : '\t';
    }
  }
  Result<Table> parsed = Table::parse("letters", "letters of the lexicon image", std::move(rows));
  if (!parsed) return parsed.error();
  Result<Fold> fold = Fold::build(*parsed);
  if (!fold) return fold.error();
  fold_ = *std::move(fold);
  return {};
}

int Lexicon::table(std::string_view name) const {
  for (std::size_t i = 0; i < tables_.size(); ++i) {
    if (string(tables_[i].name) == name) return static_cast<int>(i);
  }
  return -1;
}

int Lexicon::column(int table, std::string_view name) const {
  if (table < 0) return -1;
  const TableInfo& info = tables_[static_cast<std::size_t>(table)];
  for (std::uint32_t i = 0; i < info.columns; ++i) {
    if (string(cells_[info.first_column + i]) == name) return static_cast<int>(i);
  }
  return -1;
}

std::string_view Lexicon::cell(int table, std::uint32_t row, int column) const {
  if (table < 0 || column < 0) return {};
  const TableInfo& info = tables_[static_cast<std::size_t>(table)];
  return string(cells_[info.first_cell + row * info.columns + static_cast<std::uint32_t>(column)]);
}

WordId Lexicon::word(std::string_view folded) const {
  const std::size_t mask = word_slots_.size() - 1;
  for (std::size_t at = hash_bytes(folded) & mask;; at = (at + 1) & mask) {
    const WordId id = word_slots_[at];
    if (id == 0 || string(words_[id]) == folded) return id;
  }
}

NodeId Lexicon::step(NodeId node, WordId word) const {
  if (word == 0) return 0;
  const std::size_t mask = edge_slots_.size() - 1;
  for (std::size_t at = edge_hash(node, word) & mask;; at = (at + 1) & mask) {
    const Edge& edge = edge_slots_[at];
    if (edge.next == 0 || (edge.node == node && edge.word == word)) return edge.next;
  }
}

std::span<const Entry> Lexicon::entries(NodeId node) const {
  return entries_.subspan(nodes_[node].first_entry, nodes_[node].entries);
}

std::vector<Lexicon::Found> Lexicon::look_up(std::string_view phrase) const {
  std::vector<Found> found;
  const std::string folded = fold()(phrase);
  NodeId node = 0;
  for (const std::string_view part : split_words(folded, ' ')) {
    node = step(node, word(part));
    if (node == 0) return found;
  }
  if (node == 0) return found;
  for (const Entry& entry : entries(node)) {
    found.push_back({entry, table_name(entry.table), cell(entry.table, entry.row, 0)});
  }
  return found;
}

}  // namespace isnad::lexicon
