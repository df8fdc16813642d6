#include "text/models.h"

#include <string>
#include <utility>
#include <vector>

#include "text/grammar.h"
#include "text/segmenter_features.h"
#include "text/tagger.h"

namespace isnad::text {
namespace {

template <typename Model>
Status open_one(const std::function<std::string_view(std::string_view)>& bytes_of, std::string_view name,
                std::optional<Model>& model) {
  const std::string_view bytes = bytes_of(name);
  if (bytes.empty()) return {};
  Result<Model> opened = Model::open(bytes);
  if (!opened) return Error{opened.error().code, "models/" + std::string(name) + ".model: " + opened.error().message};
  model = *std::move(opened);
  return {};
}

// A linear model must be of the features that this version computes, and have beside it the models that those look
// into.
Status check_fit(const Models& models, const std::optional<learn::LinearModel>& model, const std::string& name,
                 std::string_view features, std::size_t classes) {
  if (!model) return {};
  const auto refuse = [&](const std::string& why) {
    return Error{Error::Code::kCorrupt, "models/" + name + ".model: " + why};
  };
  if (model->metadata() != features || model->classes() != classes) {
    return refuse("made for other features; train it again with `isnad train " + name + "`");
  }
  if (!models.classes || !models.stems) return refuse("needs classes.model and stems.model beside it");
  return {};
}

}  // namespace

Result<Models> Models::open(const std::function<std::string_view(std::string_view name)>& bytes_of) {
  Models models;
  if (Status opened = open_one(bytes_of, "classes", models.classes); !opened) return opened.error();
  if (Status opened = open_one(bytes_of, "stems", models.stems); !opened) return opened.error();
  if (Status opened = open_one(bytes_of, "segmenter", models.segmenter); !opened) return opened.error();
  if (Status opened = open_one(bytes_of, "tagger", models.tagger); !opened) return opened.error();
  if (Status opened = open_one(bytes_of, "lemmas", models.lemmas); !opened) return opened.error();
  if (Status opened = open_one(bytes_of, "number", models.number); !opened) return opened.error();
  if (Status opened = open_one(bytes_of, "state", models.state); !opened) return opened.error();
  if (Status opened = open_one(bytes_of, "relatives", models.relatives); !opened) return opened.error();
  if (Status fits = check_fit(models, models.segmenter, "segmenter", kSegmenterFeatures, 1); !fits) return fits.error();
  if (Status fits = check_fit(models, models.tagger, "tagger", kTaggerFeatures, kTagLabels.size()); !fits)
    return fits.error();
  if (Status fits = check_fit(models, models.number, "number", kGrammarFeatures, kNumberLabels.size()); !fits)
    return fits.error();
  if (Status fits = check_fit(models, models.state, "state", kGrammarFeatures, kStateLabels.size()); !fits)
    return fits.error();
  models.join();
  return models;
}

void Models::join() {
  words.reset();
  if (!tagger) return;
  std::vector<learn::JointModel::Part> parts = {{&*tagger, 0}};
  if (number) parts.push_back({&*number, kTagSums});
  if (state) parts.push_back({&*state, kTagSums + kNumberLabels.size()});
  words.emplace(parts);
}

}  // namespace isnad::text
