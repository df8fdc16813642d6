#include "text/models.h"

#include <string>
#include <utility>

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

}  // namespace

Result<Models> Models::open(const std::function<std::string_view(std::string_view name)>& bytes_of) {
  Models models;
  if (Status opened = open_one(bytes_of, "classes", models.classes); !opened) return opened.error();
  if (Status opened = open_one(bytes_of, "stems", models.stems); !opened) return opened.error();
  return models;
}

}  // namespace isnad::text
