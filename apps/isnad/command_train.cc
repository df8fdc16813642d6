// isnad train: makes a model again from the data that its card in docs/models names.
#include "command.h"
#include "isnad/train.h"
#include "output.h"

namespace isnad::cli {
namespace {

struct Options {
  TrainingRequest request;
  std::string model;
};

int run(const Options& options) {
  const auto model = train(options.request, [](const std::string& line) { complain(line); });
  if (!model) {
    complain(model.error().message);
    return model.error().code == Error::Code::kUsage ? kUsage : kSomeFailed;
  }
  Output output;
  if (!output.redirect(options.model)) return kSomeFailed;
  output.write(*model);
  return output.finish() ? kAllWell : kSomeFailed;
}

std::string task_list() {
  std::string list = "What to train:";
  for (const TrainingTask& task : training_tasks()) {
    list += "\n  " + std::string(task.name) + ": from " + std::string(task.summary);
  }
  return list;
}

std::function<int()> set_up(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("task", options->request.task, task_list())->type_name("TASK")->required();
  app.add_option("--from", options->request.from, "File to learn from; - is standard input; may be repeated")
      ->type_name("FILE")
      ->required();
  app.add_option("--to", options->model, "Model to write")->type_name("FILE")->required();
  app.add_option("--models", options->request.models, "Folder of the models that it builds on (default: built in)")
      ->type_name("DIR");
  return [options] { return run(*options); };
}

}  // namespace

extern const Command kTrain = {"train", "Train a model from annotated text",
                               "isnad train segmenter --from segments.tsv --models models --to segmenter.model",
                               set_up};

}  // namespace isnad::cli
