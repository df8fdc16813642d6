// The training tasks: each reads its files and hands their examples to a trainer of the layer that uses the model.
#include "isnad/train.h"

#include <fstream>
#include <iostream>

#include "base/strings.h"
#include "engine/embedded.h"
#include "text/analyzer.h"

namespace isnad {
namespace {

using Progress = std::function<void(const std::string&)>;

/// What every task is given.
struct Training {
  const TrainingRequest& request;
  const lexicon::Lexicon& lexicon;
  const Progress& progress;
};

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

Result<std::string> train_stems(const Training& training) {
  text::StemTrainer trainer(training.lexicon);
  for (const std::string& path : training.request.from) {
    Status sound;
    const auto add = [&](const std::string& line, std::size_t number) {
      const std::vector<std::string_view> cells = split(line, '\t');
      if (cells.size() < 6) {
        sound = malformed(path, number, "six columns are needed: stem, vocalised, lemma, pos, features, conditions");
      } else if (number > 1) {
        trainer.add(cells[0], cells[3], cells[5]);
      }
    };
    if (Status read = for_each_line(path, add); !read) return read.error();
    if (!sound) return sound.error();
  }
  return trainer.train("affixes of resources/affixes.tsv");
}

constexpr Task kTasks[] = {
    {{"classes", "running text, one paragraph a line"}, train_classes},
    {{"stems", "stems in the columns of Camel Morph MSA"}, train_stems},
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
    if (task.described.name == request.task) return task.train({request, **lexicon, progress});
  }
  return unknown_task(request.task);
}

}  // namespace isnad
