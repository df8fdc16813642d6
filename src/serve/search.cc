#include "serve/search.h"

namespace isnad::serve {

std::string folded_terms(const Call& call, const std::string& words) {
  return call.names().lexicon().fold()(words);
}

Result<std::vector<bool>> rows_with(const Call& call, const std::string& words) {
  static_cast<void>(call);
  return Error{Error::Code::kInput, "this store has no search of texts yet: \"" + words + "\" cannot be looked for"};
}

}  // namespace isnad::serve
