#include "text/models.h"

#include <string>
#include <utility>

#include "text/segmenter_features.h"

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

Status segmenter_fits(const Models& models) {
  if (!models.segmenter) return {};
  if (models.segmenter->metadata() != kSegmenterFeatures || models.segmenter->classes() != 1) {
    return Error{Error::Code::kCorrupt,
                 "models/segmenter.model: made for other features; train it again with `isnad train segmenter`"};
  }
  if (!models.classes || !models.stems) {
    return Error{Error::Code::kCorrupt, "models/segmenter.model: needs classes.model and stems.model beside it"};
  }
  return {};
}

}  // namespace

Result<Models> Models::open(const std::function<std::string_view(std::string_view name)>& bytes_of) {
  Models models;
  if (Status opened = open_one(bytes_of, "classes", models.classes); !opened) return opened.error();
  if (Status opened = open_one(bytes_of, "stems", models.stems); !opened) return opened.error();
  if (Status opened = open_one(bytes_of, "segmenter", models.segmenter); !opened) return opened.error();
  if (Status fits = segmenter_fits(models); !fits) return fits.error();
  return models;
}

}  // namespace isnad::text
