// The training tasks: each reads its files and hands their examples to a trainer of the layer that uses the model.
#include "isnad/train.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <iostream>
#include <iterator>
#include <map>

#include "base/strings.h"
#include "base/utf8.h"
#include "embedded/embedded.h"
#include "engine/sentences.h"
#include "engine/treebank.h"
#include "extract/entity_trainer.h"
#include "frames/train.h"
#include "fuse/trainer.h"
#include "isnad/json.h"
#include "text/analyzer.h"
#include "text/lemmas.h"
#include "text/relative_trainer.h"
#include "text/segmenter_trainer.h"

namespace isnad {
namespace {

using Progress = std::function<void(const std::string&)>;

/// What every task is given.
struct Training {
  const TrainingRequest& request;
  const lexicon::Lexicon& lexicon;
  const Progress& progress;
  std::map<std::string, std::string, std::less<>> models;  // those of the request's folder, by name

  std::string_view model(std::string_view name) const {
    if (request.models.empty()) return embedded_model(name);
    const auto found = models.find(name);
    return found == models.end() ? std::string_view() : found->second;
  }
  void report_epoch(int epoch, double loss) const {
    progress("epoch " + std::to_string(epoch) + ": loss " + std::to_string(loss));
  }
};

// Reads every model of a folder.
Status read_models(const std::string& folder, std::map<std::string, std::string, std::less<>>& models) {
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failed)) {
    if (entry.path().extension() != ".model") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    models[entry.path().stem().string()].assign(std::istreambuf_iterator<char>(file), {});
  }
  if (failed) return Error{Error::Code::kIo, folder + ": cannot be read: " + failed.message()};
  return {};
}

struct Task {
  TrainingTask described;
  Result<std::string> (*train)(const Training& training);
};

// Calls `use(line, number)` for each line of a file or of standard input.
template <typename Use>
Status for_each_line(const std::string& path, const Use& use) {
  std::ifstream file;
  if (path != "-") file.open(path);
  std::istream& in = path == "-" ? std::cin : file;
  if (!in) return Error{Error::Code::kIo, path + ": cannot be opened; check the path given to --from"};
  std::size_t number = 0;
  for (std::string line; std::getline(in, line);) use(line, ++number);
  return {};
}

Error malformed(const std::string& path, std::size_t line, const std::string& what) {
  return {Error::Code::kInput, path + ":" + std::to_string(line) + ": " + what};
}

// The same, where `use` says what is wrong with a line, or nothing; the first such line is the error.
template <typename Use>
Status check_each_line(const std::string& path, const Use& use) {
  Status sound;
  const auto check = [&](const std::string& line, std::size_t number) {
    if (!sound) return;
    if (const std::string wrong = use(line, number); !wrong.empty()) sound = malformed(path, number, wrong);
  };
  if (Status read = for_each_line(path, check); !read) return read;
  return sound;
}

// The models of the text layer that a task builds on, and no others: what is trained does not depend on those that are
// trained later, nor on an earlier one of its own.
Result<text::Models> models_below(const Training& training, std::initializer_list<std::string_view> names) {
  std::string missing;
  for (const std::string_view name : names) {
    if (training.model(name).empty()) missing += (missing.empty() ? "" : ", ") + std::string(name);
  }
  if (!missing.empty()) {
    return Error{Error::Code::kUsage,
                 "this task builds on the models " + missing + "; train them first and name their folder"};
  }
  return text::Models::open([&](std::string_view name) {
    return std::find(names.begin(), names.end(), name) == names.end() ? std::string_view() : training.model(name);
  });
}

Result<text::Models> models_for_words(const Training& training) {
  return models_below(training, {"classes", "stems", "segmenter"});
}

Result<std::string> train_classes(const Training& training) {
  text::WordClassTrainer trainer({.metadata = "folded words; numbers are 0"});
  const text::Analyzer analyzer(training.lexicon);
  text::Analysis analysis;
  const auto add = [&](const std::string& line, std::size_t) {
    analyzer.tokenize(line, analysis);
    for (const text::Token& token : analysis.tokens) {
      trainer.add(token.type == text::TokenType::kNumber ? "0" : analysis.folded(token));
    }
    trainer.add("");
  };
  for (const std::string& path : training.request.from) {
    if (Status read = for_each_line(path, add); !read) return read.error();
  }
  return trainer.train([&](int iteration, std::size_t moved) {
    training.progress("iteration " + std::to_string(iteration) + ": " + std::to_string(moved) + " words moved");
  });
}

Status read_stems(const std::string& path, text::StemTrainer& trainer) {
  return check_each_line(path, [&](const std::string& line, std::size_t number) -> std::string {
    const std::vector<std::string_view> cells = split(line, '\t');
    if (cells.size() < 6) return "six columns are needed: stem, vocalised, lemma, pos, features, conditions";
    if (number > 1) trainer.add(cells[0], cells[3], cells[5], cells[2]);
    return {};
  });
}

Result<std::string> train_stems(const Training& training) {
  text::StemTrainer trainer(training.lexicon);
  for (const std::string& path : training.request.from) {
    if (Status read = read_stems(path, trainer); !read) return read.error();
  }
  return trainer.train("affixes of resources/affixes.tsv");
}

// Treebanks first: what they have decides between the lemmas that a dictionary gives a form.
Result<std::string> train_lemmas(const Training& training) {
  const auto models = models_for_words(training);
  if (!models) return models.error();
  text::LemmaTrainer trainer(training.lexicon, *models->classes);
  text::TaggerTrainer treebank(training.lexicon, *models);
  text::StemTrainer stems(training.lexicon);
  for (const std::string& path : training.request.from) {
    if (!path.ends_with(".conllu")) {
      if (Status read = read_stems(path, stems); !read) return read.error();
      continue;
    }
    const auto sentences = read_treebank(path);
    if (!sentences) return sentences.error();
    for (const text::TaggedSentence& sentence : *sentences) treebank.each_stem(sentence, trainer);
  }
  stems.each_form([&](const text::StemTrainer::Form& form) { trainer.add_form(form); });
  return trainer.train();
}

Result<std::string> train_segmenter(const Training& training) {
  const auto models = models_below(training, {"classes", "stems"});
  if (!models) return models.error();
  text::SegmenterTrainer trainer(training.lexicon, *models);
  std::size_t taken = 0, words = 0;
  for (const std::string& path : training.request.from) {
    const auto add = [&](const std::string& line, std::size_t) {
      const std::vector<std::string_view> cells = split(line, '\t');
      if (cells.size() < 2) return;
      ++words;
      taken += trainer.add(cells[0], split_words(cells[1], ' ')) ? 1 : 0;
    };
    if (Status read = for_each_line(path, add); !read) return read.error();
  }
  training.progress(std::to_string(taken) + " of " + std::to_string(words) + " words taken");
  return trainer.train([&](int epoch, double loss) { training.report_epoch(epoch, loss); });
}

Result<std::string> train_relatives(const Training& training) {
  const auto models = models_for_words(training);
  if (!models) return models.error();
  text::RelativeTrainer trainer(training.lexicon, *models);
  for (const std::string& path : training.request.from) {
    const Status read = check_each_line(path, [&](const std::string& line, std::size_t) -> std::string {
      if (const std::size_t bad = find_malformed(line); bad != std::string::npos)
        return "not UTF-8 at byte " + std::to_string(bad);
      trainer.add(line);
      return {};
    });
    if (!read) return read.error();
  }
  return trainer.train([&](int epoch) { training.progress("epoch " + std::to_string(epoch)); });
}

// Calls `use(document)` for each annotated document of a file.
template <typename Use>
Status for_each_gold(const std::string& path, const Use& use) {
  return check_each_line(path, [&](const std::string& line, std::size_t) -> std::string {
    if (line.empty()) return {};
    auto coded = coded_document_from_json(line);
    if (!coded) return coded.error().message;
    use(*std::move(coded));
    return {};
  });
}

// Words labelled one by one, three cells a line (tools/labelled_words.py makes them): where the word begins, its kind,
// the text on one line.
Status read_labelled_words(const std::string& path, std::vector<frames::LabelledWord>& words) {
  return check_each_line(path, [&](const std::string& line, std::size_t) -> std::string {
    const std::vector<std::string_view> cells = split(line, '\t');
    const bool whole = cells.size() == 3;
    const auto kind = whole ? parse_name<Kind>(cells[1]) : std::nullopt;
    std::uint32_t start = 0;
    const bool counted =
        whole && std::from_chars(cells[0].data(), cells[0].data() + cells[0].size(), start).ec == std::errc();
    if (!counted || (!kind && cells[1] != "none") || find_malformed(cells[2]) != std::string::npos)
      return "not three cells: offset in code points, a kind or none, and a text in UTF-8";
    frames::LabelledWord& word = words.emplace_back();
    word.document.text = cells[2];
    word.start = start;
    word.kind = kind;
    return {};
  });
}

// The models of the frame stage, from documents with their claims. A file that is named several times counts as often.
Result<std::string> train_frames(const Training& training) {
  const auto models = text::Models::open([&](std::string_view name) { return training.model(name); });
  if (!models) return models.error();
  const text::Analyzer analyzer(training.lexicon, &*models);
  const frames::Preparer preparer(training.lexicon, analyzer);
  std::vector<frames::AnnotatedDocument> gold;
  std::vector<frames::LabelledWord> words;
  std::map<std::string, float> files;
  for (const std::string& path : training.request.from) ++files[path];
  for (const auto& [path, weight] : files) {
    const auto keep = [&, weight = weight](CodedDocument document) { gold.push_back({std::move(document), weight}); };
    const Status read = path.ends_with(".tsv") ? read_labelled_words(path, words) : for_each_gold(path, keep);
    if (!read) return read.error();
  }
  return frames::train(preparer, gold, words, training.request.task, 1,
                       [&](int epoch, double loss) { training.report_epoch(epoch, loss); });
}

// Labelled sentences, three cells a line (tools/gsr_sentences.py makes them).
Result<std::string> train_report(const Training& training) {
  const auto models = text::Models::open([&](std::string_view name) { return training.model(name); });
  if (!models) return models.error();
  const auto trigger = learn::Network::open(training.model("trigger"));
  if (!trigger) return trigger.error();
  const text::Analyzer analyzer(training.lexicon, &*models);
  const frames::Preparer preparer(training.lexicon, analyzer);
  std::vector<frames::LabelledSentence> sentences;
  for (const std::string& path : training.request.from) {
    const Status read = check_each_line(path, [&](const std::string& line, std::size_t) -> std::string {
      const std::vector<std::string_view> cells = split(line, '\t');
      if (cells.size() != 3 || (cells[0] != "yes" && cells[0] != "no"))
        return "not three cells: yes or no, PLOVER type, sentence";
      frames::LabelledSentence& sentence = sentences.emplace_back();
      sentence.document.text = cells[2];
      sentence.plover = cells[1];
      sentence.reports = cells[0] == "yes";
      return {};
    });
    if (!read) return read.error();
  }
  return frames::train_report(preparer, *trigger, sentences, 1,
                              [&](int epoch, double loss) { training.report_epoch(epoch, loss); });
}

constexpr std::string_view kGold = "documents with claims, one JSON object a line (docs/formats/claim.md)";
constexpr std::string_view kGoldAndWords =
    "documents with claims, one JSON object a line; and *.tsv: an offset, a kind or none, and a text a line";

Result<std::string> train_fusion(const Training& training) {
  const auto knowledge = fuse::Knowledge::load(training.lexicon);
  if (!knowledge) return knowledge.error();
  const text::Analyzer analyzer(training.lexicon);
  const extract::PlaceResolver places(training.lexicon);
  text::Analysis analysis;
  fuse::FusionTrainer trainer(*knowledge);
  for (const std::string& path : training.request.from) {
    const Status read = for_each_gold(path, [&](CodedDocument coded) {
      set_sentences(analyzer, places, analysis, coded);
      trainer.add(coded);
    });
    if (!read) return read.error();
  }
  return trainer.train([&](int epoch, double loss) { training.report_epoch(epoch, loss); });
}

// Hands a trainer that has read the treebanks to `train`.
template <typename Train>
Result<std::string> train_on_treebank(const Training& training, const Train& train) {
  const auto models = models_for_words(training);
  if (!models) return models.error();
  text::TaggerTrainer trainer(training.lexicon, *models);
  for (const std::string& path : training.request.from) {
    auto sentences = read_treebank(path);
    if (!sentences) return sentences.error();
    for (text::TaggedSentence& sentence : *sentences) trainer.add(std::move(sentence));
  }
  return train(trainer, [&](int epoch, double loss) { training.report_epoch(epoch, loss); });
}

Result<std::string> train_tagger(const Training& training) {
  return train_on_treebank(training,
                           [](text::TaggerTrainer& trainer, const auto& progress) { return trainer.train(progress); });
}

// Number and state of words, from the treebank that the tagger learns from.
Result<std::string> train_grammar(const Training& training) {
  using Feature = text::TaggerTrainer::Feature;
  const Feature feature = training.request.task == "number" ? Feature::kNumber : Feature::kState;
  return train_on_treebank(training, [feature](text::TaggerTrainer& trainer, const auto& progress) {
    return trainer.train_feature(feature, progress);
  });
}

Result<std::string> train_names(const Training& training) {
  const auto models = models_below(training, {"classes", "stems", "segmenter", "tagger"});
  if (!models) return models.error();
  const text::Analyzer analyzer(training.lexicon, &*models);
  extract::EntityTrainer trainer(training.lexicon, analyzer);
  for (const std::string& path : training.request.from) {
    const Status read = check_each_line(path, [&](const std::string& line, std::size_t) -> std::string {
      return trainer.add_line(line) ? "" : "a token and its tag are needed, with a tab between";
    });
    if (!read) return read.error();
  }
  return trainer.train([&](int epoch, double loss) { training.report_epoch(epoch, loss); });
}

constexpr Task kTasks[] = {
    {{"classes", "running text, one paragraph a line"}, train_classes},
    {{"stems", "stems in the columns of Camel Morph MSA"}, train_stems},
    {{"segmenter", "a word and its parts, separated by spaces, a line; tabs between the columns"}, train_segmenter},
    {{"tagger", "a treebank in CoNLL-U with its text"}, train_tagger},
    {{"number", "a treebank in CoNLL-U with its text"}, train_grammar},
    {{"state", "a treebank in CoNLL-U with its text"}, train_grammar},
    {{"names", "a token and its tag (O, B-class, I-class) a line; a blank line ends a sentence"}, train_names},
    {{"lemmas", "treebanks (*.conllu), and stems in the columns of Camel Morph MSA"}, train_lemmas},
    {{"relatives", "running text, one paragraph a line"}, train_relatives},
    {{"trigger", kGoldAndWords}, train_frames},
    {{"role", kGold}, train_frames},
    {{"voice", kGold}, train_frames},
    {{"modality", kGold}, train_frames},
    {{"report", "yes or no, PLOVER type and a sentence a line, separated by tabs"}, train_report},
    {{"fusion", "documents with claims whose incidents are known, one JSON record a line; makes resources/fusion.tsv"},
     train_fusion},
};

Error unknown_task(const std::string& name) {
  std::string known;
  for (const Task& task : kTasks) known += (known.empty() ? "" : ", ") + std::string(task.described.name);
  return {Error::Code::kUsage, "no training task is called '" + name + "'; there are: " + known};
}

}  // namespace

std::vector<TrainingTask> training_tasks() {
  std::vector<TrainingTask> tasks;
  for (const Task& task : kTasks) tasks.push_back(task.described);
  return tasks;
}

Result<std::string> train(const TrainingRequest& request, const Progress& progress) {
  const auto lexicon = lexicon::Lexicon::open_view(embedded_lexicon());
  if (!lexicon) return lexicon.error();
  for (const Task& task : kTasks) {
    if (task.described.name != request.task) continue;
    Training training{request, **lexicon, progress, {}};
    if (!request.models.empty()) {
      if (Status read = read_models(request.models, training.models); !read) return read.error();
    }
    return task.train(training);
  }
  return unknown_task(request.task);
}

}  // namespace isnad
