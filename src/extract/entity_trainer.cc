#include "extract/entity_trainer.h"

#include <algorithm>
#include <utility>

#include "base/strings.h"

namespace isnad::extract {
namespace {

struct FineClass {
  std::string_view name;
  EntityType type;
};
// Peoples and religious groups (Group) are no names of ours, nor are vehicles, weapons and works.
constexpr FineClass kFineClasses[] = {
    {"PER", EntityType::kPerson},
    {"PERS", EntityType::kPerson},
    {"Politician", EntityType::kPerson},
    {"Athlete", EntityType::kPerson},
    {"Artist", EntityType::kPerson},
    {"Religious_PER", EntityType::kPerson},
    {"Scientist", EntityType::kPerson},
    {"Businessperson", EntityType::kPerson},
    {"Police", EntityType::kPerson},
    {"Lawyer", EntityType::kPerson},
    {"Engineer", EntityType::kPerson},
    {"Other_PER", EntityType::kPerson},
    {"ORG", EntityType::kOrganisation},
    {"Government", EntityType::kOrganisation},
    {"Non-Governmental", EntityType::kOrganisation},
    {"Commercial", EntityType::kOrganisation},
    {"Educational", EntityType::kOrganisation},
    {"Media", EntityType::kOrganisation},
    {"Sports", EntityType::kOrganisation},
    {"Religious_ORG", EntityType::kOrganisation},
    {"Medical-Science", EntityType::kOrganisation},
    {"Entertainment", EntityType::kOrganisation},
    {"LOC", EntityType::kLocation},
    {"Nation", EntityType::kLocation},
    {"Population-Center", EntityType::kLocation},
    {"State-or-Province", EntityType::kLocation},
    {"County-or-District", EntityType::kLocation},
    {"GPE-Cluster", EntityType::kLocation},
    {"Continent", EntityType::kLocation},
    {"Water-Body", EntityType::kLocation},
    {"Land-Region-Natural", EntityType::kLocation},
    {"Building-Grounds", EntityType::kLocation},
    {"Subarea-Facility", EntityType::kLocation},
    {"Path", EntityType::kLocation},
    {"Airport", EntityType::kLocation},
    {"Plant", EntityType::kLocation},
};

constexpr std::size_t kLetter = 2;  // bytes of an Arabic letter

std::vector<std::string> tag_names() {
  std::vector<std::string> names{"O"};
  for (int type = 0; type < kEntityTypes; ++type) {
    const std::string of(name(static_cast<EntityType>(type)));
    names.push_back("B-" + of);
    names.push_back("I-" + of);
  }
  return names;
}

learn::LinearTrainer::Options options() {
  learn::LinearTrainer::Options chosen;
  chosen.metadata = kEntityFeatures;
  chosen.epochs = 12;
  chosen.learning_rate = 0.03;
  chosen.least_count = 3;
  chosen.prune = 0.08;
  return chosen;
}

int type_of_tag(std::string_view tag) {
  return tag.size() > 2 ? entity_type_of_class(tag.substr(2)) : -1;
}

}  // namespace

int entity_type_of_class(std::string_view name) {
  for (const FineClass& fine : kFineClasses) {
    if (fine.name == name) return static_cast<int>(fine.type);
  }
  return -1;
}

SentenceJoiner::SentenceJoiner(const lexicon::Lexicon& lexicon) {
  const int table = lexicon.table("clitics");
  for (std::uint32_t row = 0; row < lexicon.rows(table); ++row) {
    const std::string form(lexicon.cell(table, row, "form"));
    const std::string_view role = lexicon.cell(table, row, "role");
    if (role == "article") {
      article_ = form;
    } else if (role == "pronoun") {
      after_.push_back(form);
    } else if (role != "question") {
      before_.push_back(form);
    }
  }
}

bool SentenceJoiner::goes_before(const TaggedSentence& sentence, std::size_t token) const {
  const std::vector<std::string>& tokens = sentence.tokens;
  return token + 1 < tokens.size() && tokens[token + 1].size() > kLetter &&
         static_cast<unsigned char>(tokens[token + 1].front()) >= 0x80 &&
         std::find(before_.begin(), before_.end(), tokens[token]) != before_.end();
}

bool SentenceJoiner::goes_after(const TaggedSentence& sentence, std::size_t token) const {
  const std::vector<std::string>& tokens = sentence.tokens;
  return token > 0 && tokens[token - 1].size() > kLetter &&
         static_cast<unsigned char>(tokens[token - 1].front()) >= 0x80 &&
         std::find(after_.begin(), after_.end(), tokens[token]) != after_.end();
}

std::string SentenceJoiner::join(const TaggedSentence& sentence, std::vector<Span>& spans) const {
  std::string text;
  spans.clear();
  const std::string_view l = std::string_view(article_).substr(kLetter);
  bool joined = true;  // to the token before
  for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
    std::string token = sentence.tokens[i];
    if (!joined && !goes_after(sentence, i)) text += ' ';
    // The article loses its alef behind l, which the data set leaves unsaid.
    if (joined && i > 0 && sentence.tokens[i - 1] == l && token.starts_with(article_)) token.erase(0, kLetter);
    if (token.starts_with(std::string(l) + article_)) token.erase(kLetter, kLetter);
    const auto begin = static_cast<std::uint32_t>(text.size());
    text += token;
    spans.push_back({begin, static_cast<std::uint32_t>(text.size())});
    joined = goes_before(sentence, i);
  }
  return text;
}

std::vector<std::uint8_t> project_tags(const TaggedSentence& sentence, const std::vector<Span>& spans,
                                       const text::Analysis& analysis) {
  std::vector<std::uint8_t> tags;
  std::size_t next = 0;
  int before = -1;  // type of the token before
  for (const text::Token& token : analysis.tokens) {
    while (next < spans.size() && spans[next].end <= token.span.begin) ++next;
    int type = -1;
    bool begins = false;
    for (std::size_t i = next; i < spans.size() && spans[i].begin < token.span.end; ++i) {
      if (type >= 0 || type_of_tag(sentence.tags[i]) < 0) continue;
      type = type_of_tag(sentence.tags[i]);
      begins = sentence.tags[i].front() == 'B' && spans[i].begin >= token.span.begin;
    }
    begins = begins || type != before;
    tags.push_back(static_cast<std::uint8_t>(type < 0 ? 0 : 2 + 2 * type - (begins ? 1 : 0)));
    before = type;
  }
  return tags;
}

EntityTrainer::EntityTrainer(const lexicon::Lexicon& lexicon, const text::Analyzer& analyzer)
    : joiner_(lexicon), analyzer_(analyzer), features_(lexicon), trainer_("names", tag_names(), options()) {}

bool EntityTrainer::add_line(std::string_view line) {
  if (line.find_first_not_of(" \t\r") == std::string_view::npos) {
    if (!sentence_.tokens.empty()) add(sentence_);
    sentence_ = {};
    return true;
  }
  const auto cells = split(line, '\t');
  if (cells.size() != 2) return false;
  sentence_.tokens.emplace_back(cells[0]);
  sentence_.tags.emplace_back(cells[1]);
  return true;
}

Result<std::string> EntityTrainer::train(const std::function<void(int epoch, double loss)>& progress) {
  add_line({});
  return trainer_.train(progress);
}

void EntityTrainer::add(const TaggedSentence& sentence) {
  std::vector<Span> spans;
  const std::string text = joiner_.join(sentence, spans);
  analyzer_.analyze(text, analysis_);
  const std::vector<std::uint8_t> tags = project_tags(sentence, spans, analysis_);
  features_.read(analysis_, words_);
  std::vector<std::uint64_t> features, transition;
  const text::TokenRange all{0, static_cast<std::uint32_t>(tags.size())};
  for (std::uint32_t token = 0; token < all.last; ++token) {
    EntityFeatures::build(words_, all, token, features);
    EntityFeatures::build_transition(words_, token, token == 0 ? 0 : tags[token - 1], transition);
    features.insert(features.end(), transition.begin(), transition.end());
    trainer_.add(features, tags[token]);
  }
}

}  // namespace isnad::extract
