#include "embedded/embedded.h"

#include <cstddef>

namespace {

struct EmbeddedModel {
  const char* name;
  const char* begin;
  std::size_t size;
};

}  // namespace

extern "C" {
extern const char isnad_lexicon_image[];
extern const char isnad_lexicon_image_end[];
extern const EmbeddedModel isnad_models[];
}

namespace isnad {

std::string_view embedded_lexicon() {
  return {isnad_lexicon_image, static_cast<std::size_t>(isnad_lexicon_image_end - isnad_lexicon_image)};
}

std::string_view embedded_model(std::string_view name) {
  for (const EmbeddedModel* model = isnad_models; model->name != nullptr; ++model) {
    if (model->name == name) return {model->begin, model->size};
  }
  return {};
}

}  // namespace isnad
