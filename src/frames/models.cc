#include "frames/models.h"

#include <string>
#include <utility>

namespace isnad::frames {

namespace {

// Opens one model and checks that it is the one that is meant.
template <typename Model>
Status open_one(std::string_view name, std::string_view bytes, Model& member) {
  const std::string which = "model " + std::string(name) + ": ";
  Result<Model> opened = Model::open(bytes);
  if (!opened) return Error{opened.error().code, which + opened.error().message};
  if (opened->task() != name)
    return Error{Error::Code::kCorrupt, which + "the file holds the task " + std::string(opened->task())};
  member = *std::move(opened);
  return {};
}

}  // namespace

Result<Models> Models::open(const std::function<std::string_view(std::string_view name)>& bytes_of) {
  Models models;
  if (Status opened = open_one("trigger", bytes_of("trigger"), models.trigger); !opened) return opened.error();
  const std::pair<std::string_view, learn::LinearModel*> linear[] = {
      {"role", &models.role}, {"voice", &models.voice}, {"modality", &models.modality}, {"report", &models.report}};
  for (const auto& [name, member] : linear) {
    if (Status opened = open_one(name, bytes_of(name), *member); !opened) return opened.error();
  }
  return models;
}

}  // namespace isnad::frames
