// Compiling resource tables into an image: which columns hold words, how they inflect, and the flat tables of the
// matcher.

#include <algorithm>
#include <bit>
#include <cstring>
#include <map>
#include <unordered_map>
#include <utility>

#include "base/strings.h"
#include "lexicon/image.h"
#include "lexicon/lexicon.h"

namespace isnad::lexicon {
namespace {

using Class = Features::Class;

// Which cells of a table are words to be found in text, and how they inflect. `by_pos`: the class follows the row's
// `pos`.
struct WordColumn {
  std::string_view table, column;
  Class word_class;
  bool passive = false;
  bool by_pos = false;
};

constexpr WordColumn kWordColumns[] = {
    {"places", "name_ar", Class::kNone},
    {"places", "aliases_ar", Class::kNone},
    {"place_words", "forms", Class::kNoun},
    {"locatives", "forms", Class::kNone},
    {"nationalities", "adjective_ms", Class::kParticiple},
    {"nationalities", "irregular_plural", Class::kNoun},
    {"actors", "name_ar", Class::kNone},
    {"actors", "aliases_ar", Class::kNone},
    {"sources", "forms", Class::kNone},
    {"titles", "forms", Class::kNoun},
    {"groups", "singular", Class::kNoun},
    {"groups", "dual", Class::kNoun},
    {"groups", "plurals", Class::kNoun},
    {"saying", "past", Class::kPerfect},
    {"saying", "imperfect", Class::kImperfect},
    {"saying", "passive_past", Class::kPerfect, true},
    {"saying", "passive_imperfect", Class::kImperfect, true},
    {"saying", "forms", Class::kNone},
    {"triggers", "past", Class::kPerfect},
    {"triggers", "imperfect", Class::kImperfect},
    {"triggers", "passive_past", Class::kPerfect, true},
    {"triggers", "passive_imperfect", Class::kImperfect, true},
    {"triggers", "forms", Class::kNone, false, true},
    {"light_verbs", "past", Class::kPerfect},
    {"light_verbs", "imperfect", Class::kImperfect},
    {"light_verbs", "passive_past", Class::kPerfect, true},
    {"light_verbs", "passive_imperfect", Class::kImperfect, true},
    {"weapons", "forms", Class::kNoun},
    {"cues", "forms", Class::kNone},
    {"tolls", "past", Class::kPerfect},
    {"tolls", "imperfect", Class::kImperfect},
    {"tolls", "forms", Class::kNone},
    {"function_words", "forms", Class::kNone},
    {"numbers", "forms", Class::kNone},
    {"times", "forms", Class::kNone},
};

Class class_of_pos(std::string_view pos) {
  return pos == "noun" ? Class::kNoun : pos == "participle" ? Class::kParticiple : Class::kNone;
}

}  // namespace

// Collects words, phrases and rows, then lays them out.
class ImageWriter {
 public:
  void add_table(const Table& table);
  void add_phrase(const std::vector<std::string_view>& words, Entry entry);
  std::string finish();

 private:
  using Ref = Lexicon::Ref;
  Ref intern(std::string_view text);
  WordId word_id(std::string_view word);
  std::vector<std::uint32_t> word_slots() const;
  std::vector<Lexicon::Edge> edge_slots() const;
  void lay_out_entries(std::vector<Lexicon::Node>& nodes, std::vector<Entry>& entries) const;

  std::vector<Lexicon::TableInfo> tables_;
  std::vector<Ref> cells_;
  std::vector<Ref> words_{Ref{0, 0}};
  std::unordered_map<std::string, Ref> interned_;
  std::unordered_map<std::string, WordId> word_ids_;
  std::map<std::pair<NodeId, WordId>, NodeId> edges_;
  std::vector<std::vector<Entry>> node_entries_{1};
  std::string strings_;
};

ImageWriter::Ref ImageWriter::intern(std::string_view text) {
  const auto [found, added] = interned_.try_emplace(std::string(text), Ref{});
  if (added) {
    found->second = {static_cast<std::uint32_t>(strings_.size()), static_cast<std::uint32_t>(text.size())};
    strings_ += text;
  }
  return found->second;
}

WordId ImageWriter::word_id(std::string_view word) {
  const auto [found, added] = word_ids_.try_emplace(std::string(word), static_cast<WordId>(words_.size()));
  if (added) words_.push_back(intern(word));
  return found->second;
}

void ImageWriter::add_table(const Table& table) {
  const auto columns = static_cast<std::uint32_t>(table.columns().size());
  Lexicon::TableInfo info{intern(table.name()), static_cast<std::uint32_t>(cells_.size()), columns, 0,
                          static_cast<std::uint32_t>(table.rows())};
  for (const std::string_view column : table.columns()) cells_.push_back(intern(column));
  info.first_cell = static_cast<std::uint32_t>(cells_.size());
  for (std::size_t row = 0; row < table.rows(); ++row) {
    for (int column = 0; column < static_cast<int>(columns); ++column)
      cells_.push_back(intern(table.cell(row, column)));
  }
  tables_.push_back(info);
}

void ImageWriter::add_phrase(const std::vector<std::string_view>& words, Entry entry) {
  NodeId node = 0;
  for (const std::string_view word : words) {
    const auto next = static_cast<NodeId>(node_entries_.size());
    const auto [edge, added] = edges_.try_emplace({node, word_id(word)}, next);
    if (added) node_entries_.emplace_back();
    node = edge->second;
  }
  if (node == 0) return;
  std::vector<Entry>& list = node_entries_[node];
  const auto same = [&](const Entry& e) {
    return e.table == entry.table && e.row == entry.row && e.features == entry.features;
  };
  if (std::none_of(list.begin(), list.end(), same)) list.push_back(entry);
}

std::vector<std::uint32_t> ImageWriter::word_slots() const {
  std::vector<std::uint32_t> slots(std::bit_ceil(words_.size() * 2 + 2), 0);
  const std::size_t mask = slots.size() - 1;
  for (WordId id = 1; id < words_.size(); ++id) {
    std::size_t at = hash_bytes(std::string_view(strings_).substr(words_[id].begin, words_[id].size)) & mask;
    while (slots[at] != 0) at = (at + 1) & mask;
    slots[at] = id;
  }
  return slots;
}

std::vector<Lexicon::Edge> ImageWriter::edge_slots() const {
  std::vector<Lexicon::Edge> slots(std::bit_ceil(edges_.size() * 2 + 2), Lexicon::Edge{0, 0, 0});
  const std::size_t mask = slots.size() - 1;
  for (const auto& [from, next] : edges_) {
    std::size_t at = edge_hash(from.first, from.second) & mask;
    while (slots[at].next != 0) at = (at + 1) & mask;
    slots[at] = {from.first, from.second, next};
  }
  return slots;
}

void ImageWriter::lay_out_entries(std::vector<Lexicon::Node>& nodes, std::vector<Entry>& entries) const {
  for (const std::vector<Entry>& list : node_entries_) {
    nodes.push_back({static_cast<std::uint32_t>(entries.size()), static_cast<std::uint32_t>(list.size()), 0});
    entries.insert(entries.end(), list.begin(), list.end());
  }
  for (const auto& edge : edges_) nodes[edge.first.first].continues = 1;
}

std::string ImageWriter::finish() {
  std::vector<Lexicon::Node> nodes;
  std::vector<Entry> entries;
  lay_out_entries(nodes, entries);
  const std::vector<std::uint32_t> slots = word_slots();
  const std::vector<Lexicon::Edge> edges = edge_slots();
  const auto count = [](const auto& items) { return static_cast<std::uint32_t>(items.size()); };
  ImageHeader header{kImageMagic,
                     0,
                     0,
                     kImageVersion,
                     count(tables_),
                     count(cells_),
                     count(words_),
                     count(slots),
                     count(nodes),
                     count(edges),
                     count(entries)};
  std::string body;
  const auto put = [&body](const auto& items) {
    body.append(reinterpret_cast<const char*>(items.data()), items.size() * sizeof(items[0]));
  };
  put(tables_);
  put(cells_);
  put(words_);
  put(slots);
  put(nodes);
  put(edges);
  put(entries);
  body += strings_;
  header.size = sizeof header + body.size();
  header.checksum = hash_bytes(body);
  return std::string(reinterpret_cast<const char*>(&header), sizeof header) + body;
}

namespace {

// Adds the phrases of one cell: each alternative, folded, its last or only word inflected.
class PhraseBuilder {
 public:
  PhraseBuilder(const Fold& fold, const Inflector& inflector, ImageWriter& writer)
      : fold_(fold), inflector_(inflector), writer_(writer) {}

  Status add_cell(const Table& table, std::size_t row, std::string_view cell, Class word_class, bool passive,
                  Entry entry) {
    for (const std::string_view alternative : split_words(cell, '|')) {
      const std::string folded = as_in_text(fold_(alternative));
      std::vector<std::string_view> words = split_words(folded, ' ');
      if (words.empty()) return Error{Error::Code::kInput, table.where(row) + ": a form that normalises to nothing"};
      if (word_class == Class::kNone ||
          (words.size() > 1 && word_class != Class::kPerfect && word_class != Class::kImperfect)) {
        entry.features = Features{word_class, {}, {}, passive}.pack();
        writer_.add_phrase(words, entry);
        if (word_class == Class::kNone) continue;
      }
      const bool verb = word_class == Class::kPerfect || word_class == Class::kImperfect;
      const std::size_t inflected = verb ? 0 : words.size() - 1;
      const std::string_view given = words[inflected];
      inflector_.each_form(given, word_class, [&](const std::string& form, Features features) {
        features.passive = passive;
        words[inflected] = form;
        entry.features = features.pack();
        writer_.add_phrase(words, entry);
      });
    }
    return {};
  }

 private:
  // Digits and letters of another script are words of their own in a text; quotation marks and dashes are none.
  static std::string as_in_text(std::string_view folded) {
    std::string out;
    char before = ' ';
    for (const char c : folded) {
      const char here = c == '"' || c == '\'' || c == '-' ? ' ' : c;
      if (here != ' ' && before != ' ' && script_of(here) != script_of(before)) out += ' ';
      out += here;
      before = here;
    }
    return out;
  }
  static int script_of(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 ? 0 : byte >= '0' && byte <= '9' ? 1 : 2;
  }

  const Fold& fold_;
  const Inflector& inflector_;
  ImageWriter& writer_;
};

Result<const Table*> need(const Tables& tables, std::string_view name) {
  const auto found = tables.find(name);
  if (found == tables.end())
    return Error{Error::Code::kInput, std::string(name) + ".tsv is missing from the resources"};
  return &found->second;
}

}  // namespace

Result<std::string> compile(const Tables& tables) {
  const auto letters = need(tables, "letters");
  if (!letters) return letters.error();
  const auto inflection = need(tables, "inflection");
  if (!inflection) return inflection.error();
  const auto fold = Fold::build(**letters);
  if (!fold) return fold.error();
  const auto inflector = Inflector::build(**inflection, *fold);
  if (!inflector) return inflector.error();

  ImageWriter writer;
  PhraseBuilder builder(*fold, *inflector, writer);
  std::uint16_t index = 0;
  for (const auto& [name, table] : tables) {
    writer.add_table(table);
    for (const WordColumn& words : kWordColumns) {
      const int column = words.table == name ? table.column(words.column) : -1;
      if (column < 0) continue;
      for (std::size_t row = 0; row < table.rows(); ++row) {
        const Class word_class = words.by_pos ? class_of_pos(table.cell(row, "pos")) : words.word_class;
        const Entry entry{index, 0, static_cast<std::uint32_t>(row)};
        if (Status added = builder.add_cell(table, row, table.cell(row, column), word_class, words.passive, entry);
            !added) {
          return added.error();
        }
      }
    }
    ++index;
  }
  return writer.finish();
}

std::vector<std::string> check(const Tables& tables) {
  std::vector<std::string> findings;
  for (const auto& [name, table] : tables) {
    const int id = table.column("id");
    std::map<std::string_view, std::size_t> seen;
    for (std::size_t row = 0; row < table.rows() && id >= 0; ++row) {
      const auto [first, added] = seen.try_emplace(table.cell(row, id), row);
      if (!added)
        findings.push_back(table.where(row) + ": id " + std::string(first->first) + " stands already at " +
                           table.where(first->second));
      if (first->first.empty()) findings.push_back(table.where(row) + ": empty id");
    }
    if (table.column("source") < 0) findings.push_back("resources/" + name + ".tsv: no source column");
    for (std::size_t row = 0; row < table.rows(); ++row) {
      if (table.cell(row, "source").empty()) findings.push_back(table.where(row) + ": empty source");
    }
  }
  const Result<std::string> compiled = compile(tables);
  if (!compiled) findings.push_back(compiled.error().message);
  return findings;
}

}  // namespace isnad::lexicon
