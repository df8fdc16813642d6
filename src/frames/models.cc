#include "frames/models.h"

#include <string>

namespace isnad::frames {

Result<Models> Models::open(const std::function<std::string_view(std::string_view name)>& bytes_of) {
  Models models;
  learn::LinearModel* const members[] = {&models.trigger, &models.role, &models.voice, &models.modality,
                                         &models.report};
  for (std::size_t i = 0; i < std::size(members); ++i) {
    const std::string name(kModelNames[i]);
    Result<learn::LinearModel> opened = learn::LinearModel::open(bytes_of(name));
    if (!opened) return Error{opened.error().code, "model " + name + ": " + opened.error().message};
    if (opened->task() != name)
      return Error{Error::Code::kCorrupt, "model " + name + ": the file holds the task " + std::string(opened->task())};
    *members[i] = *std::move(opened);
  }
  return models;
}

}  // namespace isnad::frames
