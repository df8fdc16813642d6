#include "engine/treebank.h"

#include <fstream>
#include <utility>

#include "base/strings.h"

namespace isnad {
namespace {

constexpr std::string_view kText = "# text = ";
constexpr std::string_view kComplement = "nmod", kAnnexed = "Cons";
constexpr std::size_t kColumns = 10;

// Verbs are told apart by aspect and voice; see kTagLabels.
std::string label_of(std::string_view tag, std::string_view features) {
  if (tag != "VERB") return std::string(tag);
  std::string label = features.find("Aspect=Imp") != std::string_view::npos ? "VERB.imp" : "VERB.perf";
  if (features.find("Voice=Pass") != std::string_view::npos) label += ".pass";
  return label;
}

std::string value_of(std::string_view features, std::string_view name) {
  for (const std::string_view feature : split(features, '|')) {
    if (feature.starts_with(name)) return std::string(feature.substr(name.size()));
  }
  return {};
}

class Reader {
 public:
  explicit Reader(const std::string& path) : path_(path), file_(path) {}

  Result<std::vector<text::TaggedSentence>> read() {
    if (!file_) return Error{Error::Code::kIo, path_ + ": cannot be opened; check the path given to --from"};
    Status sound;
    for (std::string line; std::getline(file_, line);) {
      ++number_;
      if (line.starts_with(kText)) {
        sentences_.push_back({line.substr(kText.size()), {}});
        at_ = 0;
      } else if (!line.empty() && line[0] != '#') {
        sound = add_row(line);
        if (!sound) return sound.error();
      }
    }
    return std::move(sentences_);
  }

 private:
  Error malformed(const char* what) const {
    return {Error::Code::kInput, path_ + ":" + std::to_string(number_) + ": " + what};
  }

  // Words are looked for in the text from the end of the last one; those that the text spells otherwise are left out.
  Status add_row(const std::string& line) {
    const std::vector<std::string_view> cells = split(line, '\t');
    if (cells.size() != kColumns) return malformed("a word of CoNLL-U has ten columns");
    if (sentences_.empty()) return malformed("no `# text` before the first word");
    text::TaggedSentence& sentence = sentences_.back();
    // The treebank calls a noun definite by what it is annexed to; annexed it is where the next word is its complement.
    if (!sentence.words.empty() && cells[6] == last_id_ && cells[7].starts_with(kComplement))
      sentence.words.back().state = kAnnexed;
    last_id_.clear();
    const std::size_t found = sentence.text.find(cells[1], at_);
    if (found == std::string::npos || cells[0].find('-') != std::string_view::npos) return {};
    at_ = found + cells[1].size();
    sentence.words.push_back({static_cast<std::uint32_t>(found), static_cast<std::uint32_t>(at_),
                              label_of(cells[3], cells[5]), std::string(cells[2]), value_of(cells[5], "Number="),
                              value_of(cells[5], "Definite=")});
    if (sentence.words.back().state == "Def") sentence.words.back().state = kAnnexed;
    last_id_ = cells[0];
    return {};
  }

  std::string path_;
  std::ifstream file_;
  std::vector<text::TaggedSentence> sentences_;
  std::string last_id_;  // of the word before
  std::size_t at_ = 0, number_ = 0;
};

}  // namespace

Result<std::vector<text::TaggedSentence>> read_treebank(const std::string& path) {
  return Reader(path).read();
}

}  // namespace isnad
